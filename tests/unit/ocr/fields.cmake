sohoa_test(ocr_templates_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/template_file_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/template_folder_test.cpp
  DEPS sohoa::ocr_templates LABELS unit)
sohoa_test(ocr_fields_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/accuracy_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/classify_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/correction_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/field_property_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/field_rules_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/fields_test.cpp
  DEPS sohoa::ocr LABELS unit)
