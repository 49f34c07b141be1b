sohoa_test(ocr_templates_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/template_file_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/template_folder_test.cpp
  DEPS sohoa::ocr_templates LABELS unit)
