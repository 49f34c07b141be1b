# CMS, time-stamp tokens, bare values.
sohoa_module(signing_values
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/rehearsal.cpp ${CMAKE_CURRENT_LIST_DIR}/value_reader.cpp
          ${CMAKE_CURRENT_LIST_DIR}/value_reader_parts.cpp ${CMAKE_CURRENT_LIST_DIR}/cms_archive.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cms_algorithms.cpp ${CMAKE_CURRENT_LIST_DIR}/cms_attributes.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cms_ber.cpp ${CMAKE_CURRENT_LIST_DIR}/cms_evidence.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cms_signed_data.cpp ${CMAKE_CURRENT_LIST_DIR}/cms_signer.cpp
          ${CMAKE_CURRENT_LIST_DIR}/cms_value.cpp ${CMAKE_CURRENT_LIST_DIR}/timestamp_token.cpp
          ${CMAKE_CURRENT_LIST_DIR}/evidence_reader.cpp
  DEPS sohoa::signing_evidence
  PRIVATE OpenSSL::Crypto)
