# Reading and writing PDF structure with qpdf. Parser half: linked by sohoa-worker alone.
sohoa_module(pdf_document
  SOURCES
    engine/pdf_content.cpp
    engine/pdf_document.cpp
    engine/pdf_lexer.cpp
    engine/pdf_salvage.cpp
    engine/pdf_signed.cpp
  DEPS sohoa::core PkgConfig::QPDF)
# qpdf 11 asks every user to say that std::shared_ptr is meant.
target_compile_definitions(sohoa_pdf_document PUBLIC POINTERHOLDER_TRANSITION=4)
