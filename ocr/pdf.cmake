# Reading and writing PDF structure with qpdf. Parser half: linked by sohoa-worker alone.
sohoa_module(pdf_document
  SOURCES
    engine/pdf_content.cpp
    engine/pdf_document.cpp
    engine/pdf_lexer.cpp
    engine/pdf_salvage.cpp
    engine/pdf_signed.cpp
  DEPS sohoa::core PkgConfig::QPDF)
# qpdf 11 asks every user of its headers to say that std::shared_ptr is meant.
set_property(TARGET PkgConfig::QPDF APPEND PROPERTY INTERFACE_COMPILE_DEFINITIONS
             POINTERHOLDER_TRANSITION=4)
# clang (the fuzz preset) looks into the destructor of JSON_array before JSON is complete, because
# in C++20 that of its std::vector is constexpr. Written `{}` instead of `= default` it waits.
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  find_path(qpdf_headers qpdf/JSON.hh REQUIRED)
  file(READ ${qpdf_headers}/qpdf/JSON.hh json_header)
  string(REPLACE "virtual ~JSON_array() = default;" "virtual ~JSON_array() {}"
                 json_header "${json_header}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/clang/qpdf/JSON.hh CONTENT "${json_header}" @ONLY)
  set_property(TARGET PkgConfig::QPDF APPEND PROPERTY INTERFACE_INCLUDE_DIRECTORIES
               ${CMAKE_BINARY_DIR}/clang)
endif()

# The writer of searchable PDF/A: compose_searchable_pdf (engine/searchable_pdf.h).
sohoa_module(ocr_pdf
  SOURCES
    engine/deflate.cpp
    engine/glyphless_font.cpp
    engine/icc.cpp
    engine/jpeg_stream.cpp
    engine/pdf_builder.cpp
    engine/pdf_sanitize.cpp
    engine/pdfa_facts.cpp
    engine/pdfa_fonts.cpp
    engine/png_stream.cpp
    engine/searchable_pdf.cpp
    engine/text_content.cpp
    engine/tiff_memory.cpp
    engine/tiff_merge.cpp
    engine/tiff_stream.cpp
    engine/xmp.cpp
  DEPS sohoa::core sohoa::ocr sohoa::pdf_document
  PRIVATE PkgConfig::QPDF TIFF::TIFF PNG::PNG)
