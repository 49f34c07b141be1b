# What later revisions changed.
sohoa_module(signing_changes
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/pdf_changes.cpp
  DEPS sohoa::signing_cos)
