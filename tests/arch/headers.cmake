# Every header compiles alone: one generated source a header, built with the tests.
file(GLOB_RECURSE headers RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/src/*.h ${PROJECT_SOURCE_DIR}/ocr/*.h ${PROJECT_SOURCE_DIR}/storage/*.h
     ${PROJECT_SOURCE_DIR}/signing/*.h)
set(lone_sources)
foreach(header IN LISTS headers)
  string(MAKE_C_IDENTIFIER ${header} id)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/headers/${id}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n" @ONLY)
  list(APPEND lone_sources ${source})
endforeach()
add_library(headers_alone OBJECT ${lone_sources})
target_include_directories(headers_alone PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(headers_alone PRIVATE sohoa_warnings PkgConfig::LEPTONICA PkgConfig::TESSERACT
                      PkgConfig::QPDF PkgConfig::POPPLER PkgConfig::PANGOCAIRO PkgConfig::SQLITE
                      PkgConfig::LIBXML2)
target_compile_definitions(headers_alone PRIVATE POINTERHOLDER_TRANSITION=4)
