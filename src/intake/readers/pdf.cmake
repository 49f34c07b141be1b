# The PDF half of the page readers: open_pdf (page_source.h).
sohoa_module(pdf_reader
  SOURCES
    readers/pdf_fax.cpp
    readers/pdf_inspect.cpp
    readers/pdf_isolate.cpp
    readers/pdf_jpeg.cpp
    readers/pdf_poppler.cpp
    readers/pdf_reader.cpp
    readers/pdf_render.cpp
    readers/pdf_text.cpp
  DEPS sohoa::core sohoa::ocr sohoa::pdf_document sohoa::intake_readers
  PRIVATE PkgConfig::POPPLER PkgConfig::QPDF JPEG::JPEG)
