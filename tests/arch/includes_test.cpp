// Arrows point down, and this test counts them (sixth law).
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

// Which rooms a folder may include from. A parser half sees more than the pure half beside it.
const std::map<std::string, std::set<std::string>> kAllowed = {
    {"src/core", {"core"}},
    {"src/intake", {"core", "intake"}},
    {"src/intake/readers", {"core", "intake", "ocr"}},
    {"ocr", {"core", "ocr"}},
    {"ocr/engine", {"core", "ocr", "intake"}},
    {"signing", {"core", "signing"}},
    {"signing/checks", {"core", "signing"}},
    {"signing/parsers", {"core", "signing"}},
    {"src/worker", {"core", "intake", "ocr", "signing", "worker"}},
    {"storage", {"core", "storage"}},
    {"storage/sqlite", {"core", "storage"}},
    {"src/fetch", {"core"}},
    {"src/exchange", {"core", "exchange"}},
    {"src/policy", {"core", "intake", "ocr", "signing", "exchange", "policy"}},
    {"src/pipeline",
     {"core", "intake", "ocr", "signing", "exchange", "policy", "worker", "storage", "pipeline"}},
    {"src/app",
     {"core",
      "intake",
      "ocr",
      "signing",
      "exchange",
      "policy",
      "worker",
      "storage",
      "pipeline",
      "app"}},
};

// The pure halves may not reach into the parser halves beside them.
const std::set<std::string> kParserFolders = {"intake/readers", "ocr/engine", "signing/parsers"};
// Only the caged child may.
const std::set<std::string> kMayUseParsers = {
    "src/intake/readers", "ocr/engine", "signing/parsers", "src/worker"};

// Files of src/worker that only the program sohoa-worker links.
bool is_child_file(const fs::path& file) {
  const std::string name = file.stem().string();
  return name.starts_with("child_") || name == "read_page" || name == "verifier_main" ||
         name == "verifier_tasks" || name == "warm_libraries";
}

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const char* root : {"src", "ocr", "signing", "storage"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOHOA_SOURCE_DIR) / root)) {
      const auto kind = entry.path().extension();
      if (kind == ".h" || kind == ".cpp") files.push_back(entry.path());
    }
  }
  return files;
}

std::vector<std::string> own_includes(const fs::path& file) {
  static const std::regex kInclude(R"(^\s*#include "([^"]+)\")");
  std::vector<std::string> found;
  std::ifstream in(file);
  std::smatch match;
  for (std::string line; std::getline(in, line);) {
    if (std::regex_search(line, match, kInclude)) found.push_back(match[1]);
  }
  return found;
}

std::string folder_of(const fs::path& file) {
  return fs::relative(file.parent_path(), SOHOA_SOURCE_DIR).generic_string();
}

TEST(Includes, EveryFolderIncludesOnlyFromItsListedRooms) {
  for (const fs::path& file : sources()) {
    const auto rule = kAllowed.find(folder_of(file));
    ASSERT_NE(rule, kAllowed.end()) << "no rule for " << file;
    for (const std::string& include : own_includes(file)) {
      const std::string room = include.substr(0, include.find('/'));
      EXPECT_TRUE(rule->second.contains(room)) << file << " includes " << include;
    }
  }
}

TEST(Includes, OnlyTheCageReachesIntoParserHalves) {
  for (const fs::path& file : sources()) {
    if (kMayUseParsers.contains(folder_of(file))) continue;
    for (const std::string& include : own_includes(file)) {
      const std::string folder = fs::path(include).parent_path().generic_string();
      EXPECT_FALSE(kParserFolders.contains(folder)) << file << " includes " << include;
    }
  }
}

TEST(Includes, TheServiceSideOfTheWorkerReachesNoParser) {
  for (const fs::path& file : sources()) {
    if (folder_of(file) != "src/worker" || is_child_file(file)) continue;
    for (const std::string& include : own_includes(file)) {
      const std::string folder = fs::path(include).parent_path().generic_string();
      EXPECT_FALSE(kParserFolders.contains(folder)) << file << " includes " << include;
    }
  }
}

TEST(Includes, EachSourceIncludesItsOwnHeaderFirst) {
  for (const fs::path& file : sources()) {
    fs::path header = file;
    header.replace_extension(".h");
    if (file.extension() != ".cpp" || !fs::exists(header)) continue;
    const auto includes = own_includes(file);
    ASSERT_FALSE(includes.empty()) << file;
    EXPECT_EQ(fs::path(includes.front()).filename(), header.filename()) << file;
  }
}

}  // namespace
