# From text to fields. The pure part is in sohoa::ocr; template files are the only place that knows
# TOML, headers only because the library Debian builds of them is shared.
target_sources(sohoa_ocr PRIVATE
  accuracy.cpp correction.cpp
  classify.cpp date_text.cpp family_names.cpp field_certainty.cpp field_rules.cpp field_values.cpp fields.cpp fuzzy.cpp identifiers.cpp labels.cpp paper_lines.cpp province_codes.cpp taken_text.cpp template.cpp typed_value.cpp
  code_values.cpp value_spans.cpp)

sohoa_module(ocr_templates SOURCES template_file.cpp template_draft.cpp DEPS sohoa::ocr)
target_include_directories(sohoa_ocr_templates SYSTEM PRIVATE ${TOMLPP_INCLUDE_DIRS})
target_compile_definitions(sohoa_ocr_templates PRIVATE TOML_HEADER_ONLY=1)
