# Revisions of a PDF and the signatures in them: built byte by byte, or made by qpdf.
set(support ${PROJECT_SOURCE_DIR}/tests/support)
sohoa_test(signing_cos_test
  SOURCES cos_objects_test.cpp cos_filters_test.cpp cos_revisions_test.cpp cos_lenient_test.cpp
          cos_hostile_test.cpp cos_crypt_test.cpp ${support}/pdf_revisions.cpp
  DEPS sohoa::signing_cos ZLIB::ZLIB LABELS golden)

sohoa_test(signing_pdf_test
  SOURCES pdf_signatures_test.cpp pdf_signatures_hostile_test.cpp pdf_signatures_shared_test.cpp
          ${support}/pdf_revisions.cpp
  DEPS sohoa::signing_pdf LABELS golden)
