// Document templates in TOML. Schema: templates/documents/README.md.
#pragma once

#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "ocr/template.h"

namespace sohoa {

/// One file may `extends = "<id>"` a base it gets fields and evidence from; bases are files whose
/// id begins with "_" and are no types themselves.
struct TemplateText {
  std::string file;  ///< name for messages
  std::string text;
};

/// All templates of a folder's files, bases resolved, in id order. An unknown key, a repeated id, a
/// missing base or a rule that is not there is BadTemplate with file, line and column, and nothing
/// is loaded. A child's field takes the place of the base's with the same id, its evidence that of
/// the base with the same text and place.
Result<TemplateSet> read_templates(const std::vector<TemplateText>& files,
                                   const Limits& limits = Limits());

}  // namespace sohoa
