# The validation sheet on paper, read back by pdfinfo, pdffonts and pdftotext.
sohoa_test(signing_sheet_test
  SOURCES sheet_writer_test.cpp ${PROJECT_SOURCE_DIR}/tests/support/sheet_samples.cpp
  DEPS sohoa::signing_report sohoa::signing_sheet LABELS golden)
