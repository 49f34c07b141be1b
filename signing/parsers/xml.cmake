# XMLDSig, XAdES, ASiC manifests.
foreach(source signatures document text c14n algorithms reference wrapping xades timestamps manifest)
  list(APPEND SIGNING_XML_SOURCES ${CMAKE_CURRENT_LIST_DIR}/xml_${source}.cpp)
endforeach()
sohoa_module(signing_xml
  SOURCES ${SIGNING_XML_SOURCES}
  DEPS sohoa::signing
  PRIVATE PkgConfig::LIBXML2)
