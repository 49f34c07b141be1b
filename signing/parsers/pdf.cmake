# Where the signatures of a PDF are.
sohoa_module(signing_pdf
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/pdf_signatures.cpp
  DEPS sohoa::signing_cos sohoa::signing_changes)
