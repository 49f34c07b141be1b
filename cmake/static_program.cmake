# sohoa_static_program(target PARTS module... LIBRARIES name...)
# Links a program as static-pie: it starts in one millisecond instead of three, and each of its many
# forks copies fewer maps. CMake relinks when a library archive changes, so a security update of
# Debian's -dev packages reaches the program by the next build (docs/decisions/0008).
function(sohoa_static_program target)
  cmake_parse_arguments(ARG "" "" "PARTS;LIBRARIES" ${ARGN})
  set(archives)
  foreach(part IN LISTS ARG_PARTS)
    list(APPEND archives $<TARGET_FILE:sohoa_${part}>)
    add_dependencies(${target} sohoa_${part})
  endforeach()
  foreach(library IN LISTS ARG_LIBRARIES)
    find_library(SOHOA_STATIC_${library} NAMES lib${library}.a REQUIRED)
    list(APPEND archives ${SOHOA_STATIC_${library}})
  endforeach()
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON
                                             LINK_DEPENDS "${archives}")
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/src)
  target_link_options(${target} PRIVATE -static-pie LINKER:--gc-sections)
  target_link_libraries(${target} PRIVATE sohoa_warnings
    -Wl,--start-group ${archives} -Wl,--end-group)
endfunction()
