sohoa_test(ocr_text_layer_test
  SOURCES text_layer_test.cpp
  DEPS sohoa::ocr LABELS unit)
