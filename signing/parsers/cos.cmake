# PDF objects, xref sections, revisions, decryption.
set(cos ${CMAKE_CURRENT_LIST_DIR}/cos_)
sohoa_module(signing_cos
  SOURCES ${cos}object.cpp ${cos}parser.cpp ${cos}filters.cpp ${cos}crypt.cpp ${cos}section.cpp
          ${cos}xref.cpp ${cos}state.cpp ${cos}file.cpp ${cos}text.cpp
  DEPS sohoa::signing
  PRIVATE OpenSSL::Crypto ZLIB::ZLIB)
