# Where the signatures of a PDF are.
set(pdf ${CMAKE_CURRENT_LIST_DIR}/pdf_signatures)
sohoa_module(signing_pdf
  SOURCES ${pdf}.cpp ${pdf}_fields.cpp ${pdf}_value.cpp ${pdf}_scan.cpp ${pdf}_store.cpp
  DEPS sohoa::signing_cos sohoa::signing_changes)
