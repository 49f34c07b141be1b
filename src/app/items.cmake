target_sources(sohoa_app PRIVATE command_import.cpp command_item.cpp command_rejudge.cpp command_retention.cpp command_reuse.cpp
                                 decision_json.cpp decision_text.cpp options_items.cpp options_upkeep.cpp rules.cpp upkeep_json.cpp)
