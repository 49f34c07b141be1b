#include "app/template_samples.h"

#include <algorithm>
#include <mutex>

#include <nlohmann/json.hpp>

#include "app/progress.h"
#include "core/clock.h"
#include "core/file.h"
#include "core/vietnam_time.h"
#include "intake/known_qr.h"
#include "ocr/fields.h"
#include "pipeline/crew.h"
#include "pipeline/read_document.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

fs::path truth_path(const fs::path& file) {
  return fs::path(file).replace_extension(".json");
}

Error bad_truth(const fs::path& file, const std::string& what) {
  return Error{Fault::Usage, what, {file.string(), 0, -1, {}}};
}

PaperTruth truth_of(const Json& json) {
  PaperTruth truth;
  truth.type = json.at("type").get<std::string>();
  truth.fields = json.value("fields", std::map<std::string, std::string>());
  truth.blank = json.value("blank", std::vector<std::string>());
  return truth;
}

Result<PaperTruth> read_truth(const fs::path& file, const Limits& limits) {
  const Bytes bytes = TRY(read_file(file, limits.template_bytes));
  try {
    return truth_of(Json::parse(bytes.begin(), bytes.end()));
  } catch (const Json::exception& error) {
    return bad_truth(file, error.what());
  }
}

bool is_sample(const fs::path& file) {
  std::error_code ignored;
  return file.extension() != ".json" && fs::is_regular_file(file, ignored) &&
         fs::exists(truth_path(file), ignored);
}

Result<std::vector<fs::path>> samples_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (is_sample(at->path())) files.push_back(at->path());
  }
  if (failed) return Error{Fault::FileNotFound, failed.message(), {folder.string(), 0, -1, {}}};
  std::sort(files.begin(), files.end());
  return files;
}

// ---- Reading ---------------------------------------------------------------------------------

Result<std::vector<PageResult>> read_pages(Supervisor& cage, const fs::path& file) {
  const UniqueFd input = TRY(open_read(file));
  const DocumentInfo info = TRY(cage.inspect(input.get(), {}));
  std::vector<PageResult> pages;
  for (std::size_t i = 0; i < info.pages.size(); ++i) {
    ReadPageTask task;
    task.page_index = static_cast<std::int32_t>(i);
    pages.push_back(TRY(read_page_with_retry(cage, input.get(), task, stop_flag())));
  }
  return pages;
}

SourcePage source_page(const PageResult& page) {
  SourcePage source;
  source.text = &page.reading.text;
  for (const Barcode& code : page.barcodes) {
    source.barcodes.push_back(code.text);
    for (auto& value : known_qr_values(code.text))
      source.barcode_values.push_back(std::move(value));
  }
  return source;
}

TestedPaper tested(const TemplateSample& sample,
                   const std::vector<PageResult>& pages,
                   const TemplateSet& templates) {
  std::vector<SourcePage> sources;
  for (const PageResult& page : pages) sources.push_back(source_page(page));
  TestedPaper paper;
  paper.name = sample.file.string();
  paper.truth = sample.truth;
  const Classification types = classify(sources, templates);
  if (types.empty()) return paper;
  const DocumentTemplate* form = find_template(templates, types.front().type);
  paper.type = types.front().type;
  paper.type_confidence = types.front().confidence;
  paper.is_type_sure = paper.type_confidence >= form->accept_from;
  paper.fields = extract_fields(sources, *form, {}, vietnam_day(SystemClock().now()));
  return paper;
}

// ---- JSON ------------------------------------------------------------------------------------

// What the truth does not speak of is null.
Json expected_json(const PaperTruth& truth, const std::string& field) {
  if (const auto value = truth.fields.find(field); value != truth.fields.end()) {
    return value->second;
  }
  const bool is_blank =
      std::find(truth.blank.begin(), truth.blank.end(), field) != truth.blank.end();
  return is_blank ? Json("") : Json();
}

Json field_json(const PaperTruth& truth, const Field& field) {
  return {{"id", field.id},
          {"expected", expected_json(truth, field.id)},
          {"value", field.value},
          {"raw", field.raw},
          {"page", field.page},
          {"confidence", field.confidence},
          {"source", name(field.source)},
          {"is_blank", field.is_blank},
          {"needs_review", field.needs_review},
          {"why", field.why_vi}};
}

Json paper_json(const TestedPaper& paper) {
  Json fields = Json::array();
  for (const Field& field : paper.fields) fields.push_back(field_json(paper.truth, field));
  return {{"file", paper.name},
          {"expected_type", paper.truth.type},
          {"type", paper.type},
          {"confidence", paper.type_confidence},
          {"type_is_sure", paper.is_type_sure},
          {"fields", std::move(fields)}};
}

Json row_json(const FieldAccuracy& row) {
  return {{"type", row.type},
          {"field", row.field},
          {"samples", row.samples},
          {"right", row.right},
          {"filed", row.filed},
          {"filed_right", row.filed_right},
          {"precision", row.precision()},
          {"recall", row.recall()},
          {"review_share", row.review_share()}};
}

}  // namespace

Result<std::vector<TemplateSample>> find_samples(const std::vector<std::string>& named,
                                                 const Limits& limits) {
  std::vector<TemplateSample> samples;
  for (const std::string& name : named) {
    std::error_code ignored;
    std::vector<fs::path> files = {name};
    if (fs::is_directory(name, ignored)) files = TRY(samples_in(name));
    for (const fs::path& file : files) {
      PaperTruth truth = TRY(read_truth(truth_path(file), limits));
      samples.push_back({file, std::move(truth)});
    }
  }
  return samples;
}

Result<std::vector<TestedPaper>> read_samples(const AppContext& app,
                                              const std::vector<TemplateSample>& samples,
                                              const TemplateSet& templates) {
  const int workers = std::min(worker_count(app), static_cast<int>(samples.size()));
  Crew crew = TRY(Crew::start(worker_config(app), std::max(1, workers)));
  std::vector<TestedPaper> papers(samples.size());
  ProgressView view(app);
  std::mutex counting;
  std::uint64_t done = 0;
  const Crew::Job read_one = [&](Supervisor& cage, std::size_t index) -> Result<void> {
    auto pages = read_pages(cage, samples[index].file);
    if (!pages) return std::move(pages).error().in(samples[index].file.string());
    papers[index] = tested(samples[index], *pages, templates);
    const std::lock_guard lock(counting);
    view.show({Stage::Inspect, ++done, samples.size(), 0});
    return {};
  };
  TRY(crew.for_each(samples.size(), read_one, stop_flag()));
  return papers;
}

std::string accuracy_json(const std::vector<TestedPaper>& papers, const AccuracyTable& table) {
  Json all = {{"samples", Json::array()},
              {"types", Json::array()},
              {"fields", Json::array()},
              {"total", row_json(table.total())},
              {"worst", Json::array()}};
  for (const TestedPaper& paper : papers) all["samples"].push_back(paper_json(paper));
  for (const FieldAccuracy& row : table.fields) all["fields"].push_back(row_json(row));
  for (const TypeAccuracy& row : table.types) {
    all["types"].push_back({{"type", row.type},
                            {"samples", row.samples},
                            {"right", row.right},
                            {"unsure", row.unsure},
                            {"wrong", row.wrong}});
  }
  for (const WorstCase& one : table.worst) {
    all["worst"].push_back({{"file", one.paper},
                            {"type", one.type},
                            {"field", one.field},
                            {"expected", one.expected},
                            {"value", one.value},
                            {"confidence", one.confidence},
                            {"filed", one.is_filed}});
  }
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sohoa
