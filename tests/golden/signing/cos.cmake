# Revisions of a PDF and the signatures in them: built byte by byte, or made by qpdf.
set(support ${PROJECT_SOURCE_DIR}/tests/support)
sohoa_test(signing_cos_test
  SOURCES cos_objects_test.cpp cos_filters_test.cpp cos_revisions_test.cpp cos_lenient_test.cpp
          cos_hostile_test.cpp cos_crypt_test.cpp ${support}/pdf_revisions.cpp
  DEPS sohoa::signing_cos ZLIB::ZLIB LABELS golden)

# Until the changes are named, a reader without them is tested.
file(READ ${PROJECT_SOURCE_DIR}/signing/parsers/pdf_changes.cpp changes_source)
string(FIND "${changes_source}" "name_changes(" changes_at)
set(changes_stub)
if(changes_at EQUAL -1)
  set(changes_stub pdf_changes_stub.cpp)
endif()
sohoa_test(signing_pdf_test
  SOURCES pdf_signatures_test.cpp pdf_signatures_hostile_test.cpp pdf_signatures_shared_test.cpp
          ${support}/pdf_revisions.cpp ${changes_stub}
  DEPS sohoa::signing_pdf LABELS golden)
