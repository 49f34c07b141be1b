// Reads papers and prints their type and fields: one JSON object a line, for field_bench and the
// golden test of the templates.
//
//   field_probe [--cache DIR] TEMPLATE_DIR PAPER...
//
// A PAPER is a file, or several joined by "+". What a page says is kept in DIR under the file's
// digest: templates can be changed and tried again without reading again. Throw DIR away when
// recognition itself changes. It restarts itself with OMP_THREAD_LIMIT=1 when that is not set.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "ocr/fields.h"
#include "ocr/template_file.h"
#include "support/paper_reader.h"

namespace {

using namespace sohoa;
using nlohmann::json;
namespace fs = std::filesystem;

struct Arguments {
  fs::path cache;
  fs::path templates;
  std::vector<std::string> papers;
};

Arguments arguments(std::vector<std::string> words) {
  Arguments all;
  if (words.size() > 2 && words[0] == "--cache") {
    all.cache = words[1];
    words.erase(words.begin(), words.begin() + 2);
  }
  if (words.size() < 2) return all;
  all.templates = words[0];
  all.papers.assign(words.begin() + 1, words.end());
  return all;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Result<TemplateSet> templates_in(const fs::path& folder) {
  std::vector<TemplateText> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    files.push_back({entry.path().filename().string(), text_of(entry.path())});
  }
  return read_templates(files, Limits{});
}

std::vector<fs::path> files_of(const std::string& paper) {
  std::vector<fs::path> files;
  for (std::size_t begin = 0; begin <= paper.size();) {
    const std::size_t end = std::min(paper.find('+', begin), paper.size());
    files.emplace_back(paper.substr(begin, end - begin));
    begin = end + 1;
  }
  return files;
}

json json_of(const Field& field) {
  json one = {{"id", field.id},
              {"value", field.value},
              {"raw", field.raw},
              {"is_blank", field.is_blank},
              {"page", field.page},
              {"confidence", field.confidence},
              {"source", name(field.source)},
              {"needs_review", field.needs_review},
              {"why", field.why_vi},
              {"rules", json::array()}};
  for (const RuleResult& rule : field.rules) {
    one["rules"].push_back({{"rule", rule.rule}, {"outcome", name(rule.outcome)}});
  }
  return one;
}

json json_of(const TypeGuess& guess) {
  json one = {{"type", guess.type}, {"confidence", guess.confidence}, {"seen", json::array()}};
  for (const TypeEvidence& evidence : guess.evidence) one["seen"].push_back(evidence.seen);
  return one;
}

json reading_of(const std::vector<PageResult>& pages, const TemplateSet& templates) {
  const std::vector<SourcePage> sources = testing::source_pages(pages);
  json answer = {{"pages", pages.size()}, {"types", json::array()}, {"fields", json::array()}};
  const Classification types = classify(sources, templates);
  for (const TypeGuess& guess : types) answer["types"].push_back(json_of(guess));
  if (types.empty()) return answer;
  const DocumentTemplate* form = find_template(templates, types.front().type);
  answer["accept_from"] = form->accept_from;
  for (const Field& field : extract_fields(sources, *form, {})) {
    answer["fields"].push_back(json_of(field));
  }
  return answer;
}

int fail(const std::string& what, const Error& error) {
  std::fprintf(stderr, "%s: %s\n", what.c_str(), describe(error, Lang::En).c_str());
  return 1;
}

int probe(const Arguments& given) {
  const auto templates = templates_in(given.templates);
  if (!templates) return fail(given.templates.string(), templates.error());
  testing::PaperReader reader(given.cache);
  for (const std::string& paper : given.papers) {
    const auto pages = reader.read(files_of(paper));
    if (!pages) return fail(paper, pages.error());
    json answer = reading_of(*pages, *templates);
    answer["paper"] = paper;
    std::printf("%s\n", answer.dump(-1, ' ', false, json::error_handler_t::replace).c_str());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (std::getenv("OMP_THREAD_LIMIT") == nullptr) {
    setenv("OMP_THREAD_LIMIT", "1", 1);
    execv("/proc/self/exe", argv);
  }
  const Arguments given = arguments({argv + 1, argv + argc});
  if (given.papers.empty()) {
    std::fprintf(stderr, "usage: field_probe [--cache DIR] TEMPLATE_DIR PAPER...\n");
    return 2;
  }
  return probe(given);
}
