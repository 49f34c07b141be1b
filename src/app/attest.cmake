target_sources(sohoa_app PRIVATE attest_json.cpp command_attest.cpp command_export.cpp
                                 options_attest.cpp options_export.cpp scan_json.cpp)
