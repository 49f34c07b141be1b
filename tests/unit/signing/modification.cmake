sohoa_test(signing_modification_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/modification_test.cpp
  DEPS sohoa::signing LABELS unit)
