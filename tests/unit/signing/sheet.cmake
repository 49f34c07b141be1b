# The validation sheet in words.
sohoa_test(signing_sheet_words_test
  SOURCES sheet_words_test.cpp ${PROJECT_SOURCE_DIR}/tests/support/sheet_samples.cpp
  DEPS sohoa::signing_report LABELS unit)
