#include "app/template_folder.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/file.h"
#include "ocr/template_file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

Result<std::vector<fs::path>> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".toml") files.push_back(at->path());
  }
  if (failed) return Error{Fault::FileNotFound, failed.message(), {folder.string(), 0, -1, {}}};
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> add_texts(const AppContext& app,
                       const fs::path& folder,
                       std::vector<TemplateText>& texts) {
  const auto files = TRY(files_of(folder));
  for (const fs::path& file : files) {
    const Bytes bytes = TRY(read_file(file, app.limits.template_bytes));
    texts.push_back({file.string(), std::string(bytes.begin(), bytes.end())});
  }
  return {};
}

}  // namespace

fs::path default_template_folder() {
  if (const char* set = std::getenv("SOHOA_TEMPLATES"); set != nullptr && *set != '\0') return set;
  std::error_code failed;
  const fs::path here = fs::read_symlink("/proc/self/exe", failed).parent_path();
  const fs::path installed = here.parent_path() / "share/sohoa/templates/documents";
  if (is_folder(installed)) return installed;
  const fs::path built_in = here.parent_path().parent_path().parent_path() / "templates/documents";
  return is_folder(built_in) ? built_in : fs::path();
}

Result<TemplateSet> load_templates(const AppContext& app) {
  return load_templates(app, default_template_folder());
}

Result<Lexicon> load_lexicon(const AppContext& app) {
  std::string text;
  for (const fs::path& folder : {default_template_folder(), app.store / "templates"}) {
    const fs::path file = folder / "lexicon.txt";
    std::error_code ignored;
    if (folder.empty() || !fs::exists(file, ignored)) continue;
    const Bytes bytes = TRY(read_file(file, app.limits.template_bytes));
    text += std::string(bytes.begin(), bytes.end()) + "\n";
  }
  return Lexicon(text);
}

Result<TemplateSet> load_templates(const AppContext& app, const fs::path& folder) {
  std::vector<TemplateText> texts;
  if (!folder.empty()) TRY(add_texts(app, folder, texts));
  const fs::path own = app.store / "templates";
  if (is_folder(own)) TRY(add_texts(app, own, texts));
  return read_templates(texts, app.limits);
}

}  // namespace sohoa
