# XMLDSig, XAdES, ASiC manifests.
sohoa_module(signing_xml
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/xml_signatures.cpp
  DEPS sohoa::signing
  PRIVATE PkgConfig::LIBXML2)
