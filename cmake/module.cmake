# Warnings and sanitizers come from one INTERFACE target; nothing is set globally.
add_library(sohoa_warnings INTERFACE)
target_compile_options(sohoa_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  # GCC 12 reports these inside libstdc++ and tl::expected at -O2 (PR 105329, 105651, 107852, 105562).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds
                                     -Wno-maybe-uninitialized>)
if(SOHOA_SANITIZE)
  target_compile_options(sohoa_warnings INTERFACE -fsanitize=${SOHOA_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(sohoa_warnings INTERFACE -fsanitize=${SOHOA_SANITIZE})
endif()

# sohoa_module(name SOURCES file... [DEPS target...] [PRIVATE target...])
# One static library sohoa_<name> with the alias sohoa::<name>. DEPS are public (the headers use
# them); PRIVATE are third-party libraries no header of ours shows.
function(sohoa_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE" ${ARGN})
  add_library(sohoa_${name} STATIC ${ARG_SOURCES})
  add_library(sohoa::${name} ALIAS sohoa_${name})
  target_include_directories(sohoa_${name} PUBLIC ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(sohoa_${name} PUBLIC ${ARG_DEPS} PRIVATE sohoa_warnings ${ARG_PRIVATE})
endfunction()

# sohoa_test(name SOURCES file... DEPS target...): one GoogleTest program, one ctest entry a file.
function(sohoa_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src
                                             ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} sohoa_warnings GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE SOHOA_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             SOHOA_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(ARG_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
  endif()
endfunction()
