#include "app/command_line.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/command_options.h"
#include "app/commands.h"
#include "core/file.h"

namespace sohoa {
namespace {

// Help must already speak the right language, so --lang is looked up before anything is parsed.
Lang language_of(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang" && i + 1 < argc)
      return std::string_view(argv[i + 1]) == "en" ? Lang::En : Lang::Vi;
    if (word == "--lang=en") return Lang::En;
    if (word == "--lang=vi") return Lang::Vi;
  }
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0')
      return std::strncmp(value, "en", 2) == 0 ? Lang::En : Lang::Vi;
  }
  return Lang::Vi;
}

std::string default_store() {
  const char* store = std::getenv("SOHOA_STORE");
  return store != nullptr && *store != '\0' ? store : "var";
}

void add_ocr(CLI::App& root, CommandLine& line) {
  CLI::App* ocr =
      add_command(root,
                  line,
                  "ocr",
                  "Đọc chữ một tệp PDF, TIFF, JPEG, PNG; lập PDF/A tìm kiếm được",
                  "Read one PDF, TIFF, JPEG or PNG; make a searchable PDF/A",
                  "sohoa ocr quyet-dinh.pdf -o quyet-dinh.ocr.pdf --text quyet-dinh.txt",
                  [&line] { return run_ocr(line.app, line.ocr); });
  OcrCommand& to = line.ocr;
  ocr->add_option("input", to.input, line.text("Tệp vào; '-' là stdin", "Input; '-' is stdin"))
      ->required();
  ocr->add_option("-o,--output", to.pdf, line.text("PDF/A tìm kiếm được", "Searchable PDF/A"));
  ocr->add_option("--text", to.text, line.text("Văn bản thuần", "Plain text"));
  ocr->add_option("--hocr", to.hocr, line.text("hOCR", "hOCR"));
  ocr->add_option("--json", to.json, line.text("Kết quả JSON", "Result as JSON"));
  ocr->add_option("--jobs", line.app.jobs, line.text("Số tiến trình đọc", "Workers"))
      ->check(CLI::Range(1, 256));
  ocr->add_option("--pages", to.pages, line.text("Các trang, ví dụ 1-3,7", "Pages, e.g. 1-3,7"));
  ocr->add_option("--password", to.password, line.text("Mật khẩu của PDF", "Password of the PDF"));
  ocr->add_flag("--force",
                to.force,
                line.text("Đọc lại cả trang đã có chữ", "Also read pages that hold text"));
  ocr->add_flag("--explain",
                to.explain,
                line.text("Nói rõ các bước chuẩn bị ảnh và lý do",
                          "Say which preparation was chosen and why"));
}

void add_pack_and_check(CLI::App& batch, CommandLine& line) {
  CLI::App* pack = add_command(batch,
                               line,
                               "pack",
                               "Đóng gói một thư mục thành lô BagIt",
                               "Pack a folder as a BagIt batch",
                               "sohoa batch pack ho-so/ -o lo.zip",
                               [&line] { return run_batch_pack(line.app, line.pack); });
  pack->add_option("folder", line.pack.folder, line.text("Thư mục", "Folder"))->required();
  pack->add_option("-o,--output", line.pack.output, line.text("Tệp ZIP", "ZIP file"))->required();
  pack->add_flag(
      "--force", line.pack.force, line.text("Ghi đè tệp đã có", "Replace an existing file"));
  CLI::App* check = add_command(batch,
                                line,
                                "check",
                                "Kiểm tra lô mà không gửi",
                                "Check a batch without sending it",
                                "sohoa batch check lo.zip",
                                [&line] { return run_batch_check(line.app, line.check); });
  check
      ->add_option(
          "batch", line.check.batch, line.text("Tệp ZIP hoặc thư mục", "ZIP file or folder"))
      ->required();
  check->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

void add_cover(CLI::App& batch, CommandLine& line) {
  CLI::App* cover = add_command(
      batch,
      line,
      "cover",
      "In tờ bìa QR để tách chồng giấy khi quét",
      "Print QR cover sheets that split a stack",
      "sohoa batch cover --dossier H19.15-261121-0001 --component TP01 --component TP02 -o bia.pdf",
      [&line] { return run_batch_cover(line.app, line.cover); });
  cover->add_option("batch_json",
                    line.cover.batch_json,
                    line.text("batch.json (mọi thành phần)", "batch.json (every component)"));
  cover->add_option("--dossier", line.cover.dossier, line.text("Mã hồ sơ", "Dossier code"));
  cover->add_option("--component",
                    line.cover.components,
                    line.text("Mã thành phần; lặp lại được", "Component code; repeatable"));
  cover->add_option("-o,--output", line.cover.output, line.text("Tệp PDF", "PDF file"))->required();
}

void add_submit_and_status(CLI::App& batch, CommandLine& line) {
  CLI::App* submit =
      add_command(batch,
                  line,
                  "submit",
                  "Nhận lô vào kho rồi số hoá; chạy lại để làm tiếp",
                  "Take a batch into the store and digitize it; run again to continue",
                  "sohoa batch submit lo.zip",
                  [&line] { return run_batch_submit(line.app, line.submit); });
  submit
      ->add_option(
          "batch", line.submit.source, line.text("ZIP, thư mục hoặc tệp", "ZIP, folder or file"))
      ->required();
  submit->add_option("--password",
                     line.submit.password,
                     line.text("Mật khẩu của PDF trong lô", "Password of PDFs in the batch"));
  submit->add_option("--jobs", line.app.jobs, line.text("Số tiến trình đọc", "Workers"))
      ->check(CLI::Range(1, 256));
  submit->add_flag(
      "--json", line.app.json, line.text("In biên nhận JSON", "Print the receipt as JSON"));
  CLI::App* status = add_command(batch,
                                 line,
                                 "status",
                                 "Tình trạng một lô",
                                 "State of a batch",
                                 "sohoa batch status L-0123456789abcdef01234567",
                                 [&line] { return run_batch_status(line.app, line.status); });
  status->add_option("id", line.status.batch, line.text("Mã lô", "Batch id"))->required();
  status->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

void add_batch(CLI::App& root, CommandLine& line) {
  CLI::App* batch = root.add_subcommand(
      "batch",
      line.text("Lô quét: đóng gói, kiểm tra, gửi, xem", "Batches: pack, check, submit, status"));
  batch->require_subcommand(1);
  add_pack_and_check(*batch, line);
  add_cover(*batch, line);
  add_submit_and_status(*batch, line);
}

ProgressMode progress_mode(const std::string& name) {
  if (name == "bar") return ProgressMode::Bar;
  if (name == "json") return ProgressMode::Json;
  if (name == "none") return ProgressMode::None;
  return ::isatty(STDERR_FILENO) == 1 ? ProgressMode::Bar : ProgressMode::Json;
}

// What is wrong with the line, in the officer's language; the parser's own words name the option.
std::string wrong_part(const CLI::ParseError& error, const AppContext& app) {
  if (app.lang == Lang::En || app.progress == ProgressMode::Json) return error.what();
  static const std::map<CLI::ExitCodes, std::string> kWords = {
      {CLI::ExitCodes::RequiredError, "thiếu phần bắt buộc"},
      {CLI::ExitCodes::ExtrasError, "có phần không hiểu được"},
      {CLI::ExitCodes::ValidationError, "giá trị không hợp lệ"},
      {CLI::ExitCodes::ConversionError, "giá trị không đúng kiểu"},
      {CLI::ExitCodes::ArgumentMismatch, "thiếu hoặc thừa giá trị"}};
  const auto words = kWords.find(static_cast<CLI::ExitCodes>(error.get_exit_code()));
  return (words == kWords.end() ? "" : words->second + ": ") + error.what();
}

// Results went through stdout's buffers; a full disk or a closed pipe there is a failure too.
int flushed(const AppContext& app, int exit) {
  std::cout.flush();
  const bool is_written = std::fflush(stdout) == 0 && std::cout.good();
  if (is_written) return exit;
  const int failed = report(app, errno_error("stdout"));
  return exit == kExitDone || exit == kExitRefusals ? failed : exit;
}

int run_parsed(CommandLine& line) {
  line.app.store = line.store;
  line.app.config = line.config;
  line.app.progress = progress_mode(line.progress);
  if (!line.run) return exit_code(ErrorKind::InvalidInput);
  return flushed(line.app, line.run());
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CommandLine line;
  line.store = default_store();
  line.app.lang = language_of(argc, argv);
  CLI::App root(line.text("sohoa: số hoá hồ sơ thủ tục hành chính",
                          "sohoa: digitizes administrative dossiers"),
                "sohoa");
  root.set_version_flag("--version", std::string("sohoa ") + SOHOA_VERSION);
  root.require_subcommand(1);
  root.fallthrough();
  add_common(root, line);
  add_ocr(root, line);
  add_verify(root, line);
  add_trust(root, line);
  add_batch(root, line);
  add_attest(root, line);
  add_export(root, line);
  add_templates(root, line);
  add_command(root,
              line,
              "init",
              "Tạo kho dữ liệu trống",
              "Make an empty data folder",
              "sohoa init --store /srv/sohoa",
              [&line] { return run_init(line.app); });
  add_reading(root, line);
  add_review(root, line);
  add_items(root, line);
  add_rejudge(root, line);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return flushed(line.app, root.exit(error));  // --help
    line.app.progress = progress_mode(line.progress);
    return report(line.app, Error{Fault::Usage, wrong_part(error, line.app), {}});
  }
  return run_parsed(line);
}

}  // namespace sohoa
