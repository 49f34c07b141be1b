add_library(sohoa_signed_form STATIC
  ${PROJECT_SOURCE_DIR}/tests/support/pdf_revisions.cpp
  ${PROJECT_SOURCE_DIR}/tests/support/signed_form.cpp)
target_include_directories(sohoa_signed_form PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(sohoa_signed_form PUBLIC sohoa::core PRIVATE sohoa_warnings)

sohoa_test(signing_changes_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/changes_case.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_faces_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_form_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_harmless_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_hostile_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_page_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_property_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_risks_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/changes_signature_test.cpp
  DEPS sohoa_signed_form sohoa::signing_changes LABELS golden)

sohoa_test(signing_changes_shared_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/changes_shared_test.cpp
  DEPS sohoa::signing_pdf LABELS golden)

sohoa_test(signing_changes_since_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/changes_since_test.cpp
  DEPS sohoa_signed_form sohoa::signing_pdf LABELS golden)
