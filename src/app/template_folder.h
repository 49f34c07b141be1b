// Where document templates come from.
#pragma once

#include <filesystem>

#include "app/context.h"
#include "core/result.h"
#include "ocr/correction.h"
#include "ocr/template.h"

namespace sohoa {

/// $SOHOA_TEMPLATES, else share/sohoa/templates/documents beside the installed program, else
/// templates/documents of the tree the program was built in. Empty when there is none.
std::filesystem::path default_template_folder();

/// Every *.toml of `folder`, in name order, and of STORE/templates when it is there: a site adds
/// its own papers in its data folder, where an upgrade does not touch them. Errors: BadTemplate
/// with file, line and column; FileNotFound.
Result<TemplateSet> load_templates(const AppContext& app);
Result<TemplateSet> load_templates(const AppContext& app, const std::filesystem::path& folder);

/// Words for spelling proposals: lexicon.txt of the same folder, and of STORE/templates where a
/// site has its own. Empty when there is none.
Result<Lexicon> load_lexicon(const AppContext& app);

}  // namespace sohoa
