# PDF objects, xref sections, revisions, decryption.
sohoa_module(signing_cos
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/cos_object.cpp
  DEPS sohoa::signing
  PRIVATE OpenSSL::Crypto ZLIB::ZLIB)
