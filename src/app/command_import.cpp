// sohoa import: the catalogues of the site, checked whole before any of them comes into force.
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>

#include "app/commands_items.h"
#include "app/decision_json.h"
#include "core/file.h"
#include "pipeline/catalogues.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

// Files of a data set (formats of exchange), in the order they rest on one another.
constexpr std::array<std::string_view, 9> kExchangeFiles = {"units.json",
                                                            "procedures.json",
                                                            "calendar.json",
                                                            "dossiers.ndjson",
                                                            "evidence.ndjson",
                                                            "petitions.ndjson",
                                                            "ratings.ndjson",
                                                            "national_report.json",
                                                            "targets.json"};

struct Input {
  fs::path path;
  ImportedFile file;
  Bytes bytes;
};

// A catalogue is one by its own word: sites keep them as units-2026-07.json.
std::string kind_by_content(const Bytes& bytes) {
  constexpr std::size_t kHead = 4'096;
  const std::string_view head = as_text(bytes).substr(0, kHead);
  if (head.find("\"sohoa.units/1\"") != std::string_view::npos) return "units";
  if (head.find("\"sohoa.procedures/1\"") != std::string_view::npos) return "procedures";
  return {};
}

std::string kind_by_name(const std::string& name) {
  if (name == "units.json") return "units";
  return name == "procedures.json" ? "procedures" : "";
}

Result<std::vector<fs::path>> files_of(const std::string& source) {
  std::error_code failed;
  if (!fs::is_directory(source, failed)) return std::vector<fs::path>{source};
  std::vector<fs::path> files;
  for (const std::string_view name : kExchangeFiles) {
    const fs::path file = fs::path(source) / name;
    if (fs::exists(file, failed)) files.push_back(file);
  }
  if (files.empty()) {
    return Error{Fault::FileNotFound, "units.json, procedures.json", {source, 0, -1, {}}};
  }
  return files;
}

// Only catalogues are read into memory; the others may be of any size.
Result<Input> read_input(const AppContext& app, const fs::path& path) {
  Input input;
  input.path = path;
  input.file.name = path.string();
  const std::string name = path.filename().string();
  const bool is_known_other =
      kind_by_name(name).empty() &&
      std::find(kExchangeFiles.begin(), kExchangeFiles.end(), name) != kExchangeFiles.end();
  if (is_known_other) return input;
  input.bytes = TRY(read_file(path, app.limits.catalogue_bytes));
  input.file.kind = kind_by_name(name);
  if (input.file.kind.empty()) input.file.kind = kind_by_content(input.bytes);
  input.file.bytes = input.bytes.size();
  input.file.sha256 = sha256(input.bytes).hex();
  return input;
}

Result<void> check(const AppContext& app, const Input& input) {
  const std::string_view json = as_text(input.bytes);
  if (input.file.kind == "units") {
    const auto units = read_units(json, app.limits);
    if (!units) return Error(units.error()).in(input.file.name);
  }
  if (input.file.kind == "procedures") {
    const auto procedures = read_procedures(json, app.limits);
    if (!procedures) return Error(procedures.error()).in(input.file.name);
  }
  return {};
}

Result<std::vector<Input>> read_all_inputs(const AppContext& app, const ImportCommand& command) {
  std::vector<Input> inputs;
  for (const std::string& source : command.sources) {
    for (const fs::path& path : TRY(files_of(source))) {
      inputs.push_back(TRY(read_input(app, path)));
      TRY(check(app, inputs.back()));
    }
  }
  return inputs;
}

void print_file(const AppContext& app, const ImportedFile& file) {
  if (file.kind.empty()) {
    std::cout << file.name
              << pick(app,
                      ": phiên bản này chưa đọc loại tệp này; chưa nhập gì từ tệp.",
                      ": not read yet by this version; nothing was taken from it.")
              << "\n";
    return;
  }
  const bool is_units = file.kind == "units";
  std::cout << file.name << ": " << file.rows << " "
            << (is_units ? pick(app, "đơn vị", "units") : pick(app, "thủ tục", "procedures"))
            << (file.is_new ? pick(app, ", đã đưa vào sử dụng", ", now in force")
                            : pick(app, ", không có gì thay đổi", ", nothing changed"))
            << "\n";
}

Result<int> import(const AppContext& app, const ImportCommand& command) {
  Store store = TRY(open_store(app.store));
  const auto inputs = TRY(read_all_inputs(app, command));
  std::vector<ImportedFile> files;
  for (const Input& input : inputs) {
    files.push_back(input.file);
    if (input.file.kind.empty()) continue;
    const auto imported =
        TRY(import_catalogue(store, input.file.kind, input.bytes, input.file.name, SystemClock()));
    files.back().rows = imported.read;
    files.back().is_new = imported.is_new;
  }
  if (app.json) {
    std::cout << import_json(files) << "\n";
  } else {
    for (const ImportedFile& file : files) print_file(app, file);
  }
  const bool has_unread = std::any_of(
      files.begin(), files.end(), [](const ImportedFile& file) { return file.kind.empty(); });
  return has_unread ? kExitRefusals : kExitDone;
}

}  // namespace

int run_import(const AppContext& app, const ImportCommand& command) {
  const auto outcome = import(app, command);
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace sohoa
