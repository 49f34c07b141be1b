# XML signatures, made and checked by xmlsec1 and openssl.
sohoa_test(signing_xml_test
  SOURCES xml_signatures_test.cpp xml_xades_test.cpp xml_wrapping_test.cpp xml_hostile_test.cpp
          xml_shared_test.cpp xml_samples.cpp
  DEPS sohoa::signing_xml OpenSSL::Crypto LABELS golden)
