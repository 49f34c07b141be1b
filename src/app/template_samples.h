// Sample papers with their truth, read as the service reads them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/context.h"
#include "core/result.h"
#include "ocr/accuracy.h"
#include "ocr/template.h"

namespace sohoa {

struct TemplateSample {
  std::filesystem::path file;
  PaperTruth truth;
};

/// Files as named; of a folder, every file that has a truth beside it. The truth of `x.tif` is
/// `x.json`: {"type", "fields": {id: value}, "blank": [id]}. Errors: FileNotFound; Usage for a
/// truth that is no such object.
Result<std::vector<TemplateSample>> find_samples(const std::vector<std::string>& named,
                                                 const Limits& limits);

/// Reads every sample on the workers, classifies it among `templates` and extracts its fields.
/// Errors: those of a sample that cannot be read; Interrupted.
Result<std::vector<TestedPaper>> read_samples(const AppContext& app,
                                              const std::vector<TemplateSample>& samples,
                                              const TemplateSet& templates);

/// The object of `template test --json`.
std::string accuracy_json(const std::vector<TestedPaper>& papers, const AccuracyTable& table);

}  // namespace sohoa
