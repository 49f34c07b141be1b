sohoa_test(signing_ranges_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/ranges_test.cpp
  DEPS sohoa::signing LABELS unit)
