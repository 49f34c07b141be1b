target_sources(sohoa_app PRIVATE command_import.cpp command_item.cpp command_reuse.cpp
                                 decision_json.cpp options_items.cpp rules.cpp)
