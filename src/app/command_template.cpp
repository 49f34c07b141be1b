// sohoa template: lists, checks and tests the templates of papers.
#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <filesystem>

#include "app/commands_template.h"
#include "app/json_text.h"
#include "app/output.h"
#include "app/template_folder.h"
#include "app/template_samples.h"
#include "core/file.h"
#include "core/text.h"
#include "ocr/template_file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

// ---- Which templates -------------------------------------------------------------------------

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

Result<TemplateText> template_text(const AppContext& app, const fs::path& file) {
  const Bytes bytes = TRY(read_file(file, app.limits.template_bytes));
  return TemplateText{file.string(), std::string(bytes.begin(), bytes.end())};
}

// Bases have names that begin with "_": those beside the file, else those the program has.
Result<void> add_bases(const AppContext& app,
                       const fs::path& folder,
                       std::vector<TemplateText>& texts) {
  const auto has = [&](const fs::path& file) {
    return std::any_of(texts.begin(), texts.end(), [&](const TemplateText& one) {
      return fs::path(one.file).filename() == file.filename();
    });
  };
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const fs::path& file = at->path();
    const bool is_base = file.extension() == ".toml" && file.filename().string().starts_with('_');
    if (is_base && !has(file)) texts.push_back(TRY(template_text(app, file)));
  }
  return {};
}

Result<TemplateSet> read_one_file(const AppContext& app, const std::string& file) {
  std::vector<TemplateText> texts = {TRY(template_text(app, file))};
  TRY(add_bases(
      app, fs::path(file).parent_path().empty() ? "." : fs::path(file).parent_path(), texts));
  TRY(add_bases(app, default_template_folder(), texts));
  return read_templates(texts, app.limits);
}

/// A folder's templates, without those of the site's store.
Result<TemplateSet> read_folder(const AppContext& app, const std::string& folder) {
  AppContext alone = app;
  alone.store = fs::path();
  return load_templates(alone, folder);
}

Result<TemplateSet> templates_of(const AppContext& app, const TemplateTestCommand& command) {
  if (is_folder(command.target)) return read_folder(app, command.target);
  TemplateSet tested = TRY(read_one_file(app, command.target));
  if (command.folder.empty()) return tested;
  TemplateSet all = TRY(read_folder(app, command.folder));
  std::erase_if(all, [&](const DocumentTemplate& one) { return find_template(tested, one.id); });
  all.insert(all.end(), tested.begin(), tested.end());
  return all;
}

// ---- What is printed -------------------------------------------------------------------------

// Columns of signs, not of bytes.
std::string padded(const std::string& text, std::size_t width) {
  const std::size_t size = to_utf32(text).size();
  return text + std::string(width - std::min(width, size), ' ');
}

std::string right_of(const std::string& text, std::size_t width) {
  const std::size_t size = to_utf32(text).size();
  return std::string(width - std::min(width, size), ' ') + text;
}

std::string percent(double share) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.1f%%", share * 100);
  return text.data();
}

std::string list_line(const AppContext& app, const DocumentTemplate& form) {
  if (app.json) {
    return "{\"id\":" + sohoa::quoted(form.id) + ",\"name\":" + sohoa::quoted(form.name) +
           ",\"name_en\":" + sohoa::quoted(form.name_en) +
           ",\"group\":" + sohoa::quoted(form.group) + ",\"source\":" + sohoa::quoted(form.source) +
           ",\"certainty\":" + sohoa::quoted(form.certainty) +
           ",\"fields\":" + std::to_string(form.fields.size()) + "}\n";
  }
  const std::string& name =
      app.lang == Lang::En && !form.name_en.empty() ? form.name_en : form.name;
  return padded(form.id, 18) + padded(form.group, 16) +
         right_of(std::to_string(form.fields.size()), 3) + "  " + name + "\n";
}

constexpr std::size_t kTypeWidth = 18;
constexpr std::size_t kFieldWidth = 24;
constexpr std::size_t kNumberWidth = 12;

std::string types_text(const AppContext& app, const AccuracyTable& table) {
  std::string text = padded(std::string(pick(app, "Loại", "Type")), kTypeWidth);
  for (const std::string_view head : {pick(app, "mẫu", "samples"),
                                      pick(app, "đúng", "right"),
                                      pick(app, "chưa chắc", "unsure"),
                                      pick(app, "sai", "wrong")}) {
    text += right_of(std::string(head), kNumberWidth);
  }
  text += "\n";
  for (const TypeAccuracy& row : table.types) {
    text += padded(row.type.empty() ? "-" : row.type, kTypeWidth);
    for (const std::int32_t count : {row.samples, row.right, row.unsure, row.wrong}) {
      text += right_of(std::to_string(count), kNumberWidth);
    }
    text += "\n";
  }
  return text;
}

std::string field_line(const FieldAccuracy& row) {
  return padded(row.type, kTypeWidth) + padded(row.field, kFieldWidth) +
         right_of(std::to_string(row.samples), kNumberWidth) +
         right_of(row.filed == 0 ? "-" : percent(row.precision()), kNumberWidth) +
         right_of(percent(row.recall()), kNumberWidth) +
         right_of(percent(row.review_share()), kNumberWidth) + "\n";
}

std::string fields_text(const AppContext& app, const AccuracyTable& table) {
  std::string text = padded(std::string(pick(app, "Loại", "Type")), kTypeWidth) +
                     padded(std::string(pick(app, "Trường", "Field")), kFieldWidth);
  for (const std::string_view head : {pick(app, "mẫu", "samples"),
                                      pick(app, "chính xác", "precision"),
                                      pick(app, "độ phủ", "recall"),
                                      pick(app, "xem lại", "review")}) {
    text += right_of(std::string(head), kNumberWidth);
  }
  text += "\n";
  for (const FieldAccuracy& row : table.fields) text += field_line(row);
  FieldAccuracy total = table.total();
  total.type = pick(app, "Tất cả", "All");
  return text + field_line(total);
}

std::string worst_text(const AppContext& app, const AccuracyTable& table) {
  constexpr std::size_t kMost = 20;
  if (table.worst.empty()) return {};
  std::string text(pick(app, "Các ca sai nặng nhất:\n", "Worst cases:\n"));
  for (std::size_t i = 0; i < std::min(kMost, table.worst.size()); ++i) {
    const WorstCase& one = table.worst[i];
    text += one.is_filed ? pick(app, "  SAI KHÔNG AI XEM  ", "  WRONG, UNSEEN  ")
                         : pick(app, "  chuyển cán bộ     ", "  to an officer  ");
    const std::string what =
        one.field.empty() ? std::string(pick(app, "(loại)", "(type)")) : one.field;
    text += fs::path(one.paper).filename().string() + " " + what + " (" + percent(one.confidence) +
            "): “" + one.expected + "” → “" + one.value + "”\n";
  }
  return text;
}

// ---- The commands ----------------------------------------------------------------------------

Result<int> list_templates(const AppContext& app, const TemplateListCommand& command) {
  const TemplateSet templates =
      TRY(command.folder.empty() ? load_templates(app) : read_folder(app, command.folder));
  std::string text;
  for (const DocumentTemplate& form : templates) text += list_line(app, form);
  TRY(write_output("-", text));
  return kExitDone;
}

Result<int> test_templates(const AppContext& app, const TemplateTestCommand& command) {
  const TemplateSet templates = TRY(templates_of(app, command));
  const auto samples = TRY(find_samples(command.samples, app.limits));
  const auto papers = TRY(read_samples(app, samples, templates));
  const AccuracyTable table = measure_accuracy(papers);
  const std::string text = app.json ? accuracy_json(papers, table) + "\n"
                                    : types_text(app, table) + "\n" + fields_text(app, table) +
                                          "\n" + worst_text(app, table);
  TRY(write_output("-", text));
  return table.has_wrong_filed() ? kExitRefusals : kExitDone;
}

Result<void> check_template(const AppContext& app, const std::string& file) {
  const TemplateSet read = TRY(read_one_file(app, file));
  std::string text = file + ": " + std::string(pick(app, "đạt", "good"));
  for (const DocumentTemplate& form : read) {
    text += ", " + form.id + ", " + std::to_string(form.fields.size()) + " " +
            std::string(pick(app, "trường", "fields"));
  }
  return write_output("-", text + "\n");
}

}  // namespace

int run_template_list(const AppContext& app, const TemplateListCommand& command) {
  const auto outcome = list_templates(app, command);
  return outcome ? *outcome : report(app, outcome.error());
}

int run_template_check(const AppContext& app, const TemplateCheckCommand& command) {
  int exit = kExitDone;
  for (const std::string& file : command.files) {
    if (const auto checked = check_template(app, file); !checked)
      exit = report(app, checked.error());
  }
  return exit;
}

int run_template_test(const AppContext& app, const TemplateTestCommand& command) {
  const auto outcome = test_templates(app, command);
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace sohoa
