// One template file as it stands, before its base is known. Internal to the reader.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/limits.h"
#include "core/result.h"
#include "ocr/template.h"
#include "ocr/template_file.h"

namespace sohoa {

/// Where something stands in a template file, for messages; 1-based.
struct TemplateSpot {
  std::string file;
  std::int32_t line = 0;
  std::int32_t column = 0;
};

struct TemplateDraft {
  DocumentTemplate form;
  std::string extends;           ///< id of its base; empty: none
  bool has_accept_from = false;  ///< it says so itself
  TemplateSpot spot;             ///< of its id
  TemplateSpot extends_spot;
  std::map<std::string, TemplateSpot> rule_spots;  ///< of each field's rules, by field id
};

/// BadTemplate: "line 12, column 3: <what>".
Error fault_at(const TemplateSpot& spot, const std::string& what);

Result<TemplateDraft> read_draft(const TemplateText& file, const Limits& limits);

}  // namespace sohoa
