// sohoa template: which kinds of papers are known, and how well they are read.
#pragma once

#include <string>
#include <vector>

#include "app/context.h"

namespace sohoa {

struct TemplateListCommand {
  std::string folder;  ///< empty: the default one and the site's own
};
int run_template_list(const AppContext& app, const TemplateListCommand& command);

struct TemplateCheckCommand {
  std::vector<std::string> files;
};
int run_template_check(const AppContext& app, const TemplateCheckCommand& command);

struct TemplateTestCommand {
  std::string target;                ///< one template, or a folder of them
  std::vector<std::string> samples;  ///< images and PDFs with their truth beside, or folders
  std::string folder;                ///< with one template: others it must be told from
};
/// Exit 1 when a wrong value, or a wrong type, would be filed without review.
int run_template_test(const AppContext& app, const TemplateTestCommand& command);

}  // namespace sohoa
