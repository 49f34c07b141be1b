// The templates the program comes with.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "core/error.h"
#include "ocr/template_file.h"

namespace sohoa {
namespace {

std::vector<TemplateText> all_files() {
  std::vector<TemplateText> files;
  const std::filesystem::path folder = SOHOA_SOURCE_DIR "/templates/documents";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({entry.path().filename(), text.str()});
  }
  return files;
}

TEST(TemplateFolder, EveryTemplateOfTheProgramIsRead) {
  const auto files = all_files();
  const auto templates = read_templates(files);
  ASSERT_TRUE(templates) << describe(templates.error(), Lang::En);
  const auto is_base = [](const TemplateText& file) { return file.file.starts_with("_"); };
  const auto bases = std::count_if(files.begin(), files.end(), is_base);
  EXPECT_EQ(templates->size(), files.size() - static_cast<std::size_t>(bases));
}

}  // namespace
}  // namespace sohoa
