sohoa_test(signing_values_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/values_peer.cpp ${CMAKE_CURRENT_LIST_DIR}/values_openssl_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/values_built_test.cpp ${CMAKE_CURRENT_LIST_DIR}/values_stamps_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/values_other_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/values_property_test.cpp ${CMAKE_CURRENT_LIST_DIR}/cms_ber_test.cpp
  DEPS sohoa::signing_values OpenSSL::Crypto LABELS golden)
