# Decoders of what the cage answers. Its seeds also run in every build, in worker_test.
if(SOHOA_FUZZ)
  add_executable(fuzz_wire ${CMAKE_CURRENT_LIST_DIR}/fuzz_wire.cpp)
  target_compile_options(fuzz_wire PRIVATE -fsanitize=fuzzer,address)
  target_link_options(fuzz_wire PRIVATE -fsanitize=fuzzer,address)
  target_link_libraries(fuzz_wire PRIVATE sohoa::worker sohoa_warnings)
endif()
