# What the cages answer, as the service decodes it.
sohoa_test(signing_wire_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/wire_test.cpp
  DEPS sohoa::signing_report
  LABELS unit)
