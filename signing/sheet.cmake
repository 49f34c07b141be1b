# The validation sheet in words. Pure; drawing it is parsers/sheet_writer.
sohoa_module(signing_report
  SOURCES sheet.cpp sheet_wire.cpp change_words.cpp
  DEPS sohoa::signing_judge)
