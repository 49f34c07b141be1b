target_sources(sohoa_app PRIVATE command_template.cpp options_templates.cpp template_samples.cpp)
