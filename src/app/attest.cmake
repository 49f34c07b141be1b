target_sources(sohoa_app PRIVATE attest_json.cpp command_attest.cpp options_attest.cpp)
