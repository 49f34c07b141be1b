// sohoa ocr: one file in; searchable PDF, text, hOCR and JSON out. No store is touched.
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

#include <unistd.h>

#include "app/commands.h"
#include "app/hocr.h"
#include "app/json_text.h"
#include "app/output.h"
#include "app/page_list.h"
#include "app/progress.h"
#include "pipeline/read_document.h"

namespace sohoa {
namespace {

using SteadyClock = std::chrono::steady_clock;

// One run of the command, from opened input to written outputs.
struct OcrRun {
  const AppContext& app;
  const OcrCommand& command;
  UniqueFd input;
  std::vector<std::int32_t> wanted;  // of --pages; empty: all
  DocumentInfo info;
  std::vector<PageOutcome> pages;
  double seconds = 0;
  int exit = kExitDone;
  SteadyClock::time_point began = SteadyClock::now();
};

// Standard input is copied to memory first: pages are read at random, by several workers.
Result<UniqueFd> open_input(const OcrCommand& command, const Limits& limits) {
  if (command.input != "-") return open_read(command.input);
  return memory_file(TRY(read_all(0, limits.file_bytes)));
}

Result<Digest> digest_of(int fd, const Limits& limits) {
  const MappedFile file = TRY(MappedFile::map(fd, limits.file_bytes));
  return sha256(file.bytes());
}

// What an interrupted run may be continued by: the same bytes read with the same options.
Result<Digest> work_key(const OcrRun& run) {
  Sha256 hash;
  hash.update(TRY(digest_of(run.input.get(), run.app.limits)).hex());
  hash.update(run.command.force ? " force" : " keep");
  return hash.finish();
}

Result<std::optional<PageJournal>> open_journal(const OcrRun& run) {
  const std::string& pdf = run.command.pdf;
  if (pdf.empty() || pdf == "-" || is_special_file(pdf)) return std::optional<PageJournal>();
  const auto path = std::filesystem::path(pdf + ".part");
  const Digest key = TRY(work_key(run));
  return std::optional(TRY(PageJournal::open(path, key, run.app.limits)));
}

ComposePage compose_page(std::int32_t index, const PageOutcome* outcome) {
  ComposePage page;
  page.page_index = index;
  if (outcome == nullptr || !outcome->result) return page;
  page.text = outcome->result->reading.text;
  page.add_text = page.text.source == TextSource::Ocr && !page.text.lines.empty();
  return page;
}

// Every page of the document in order; those that were not read keep what they have.
std::vector<ComposePage> compose_pages(const OcrRun& run) {
  std::vector<ComposePage> pages;
  auto next = run.pages.begin();
  for (std::int32_t index = 0; index < static_cast<std::int32_t>(run.info.pages.size()); ++index) {
    const bool was_read = next != run.pages.end() && next->page_index == index;
    pages.push_back(compose_page(index, was_read ? &*next : nullptr));
    if (was_read) ++next;
  }
  return pages;
}

// What the writer changed is told in English only: its notes are for those who look closer.
void tell_composition(const AppContext& app, const ComposeReport& report) {
  if (!report.is_pdfa) tell(app, "PDF: chưa đạt chuẩn PDF/A-2b.", "PDF: does not meet PDF/A-2b.");
  if (app.lang != Lang::En) return;
  for (const std::string& note : report.notes) tell(app, note, "PDF: " + note);
}

Result<void> write_pdf(OcrRun& run, Supervisor& cage) {
  if (run.command.pdf.empty()) return {};
  if (run.info.is_signed) {
    report(run.app, Error{Fault::SignedPdf, "", {run.command.input, 0, -1, {}}});
    run.exit = kExitRefusals;
    return {};
  }
  OutputFile out = TRY(OutputFile::create(run.command.pdf));
  ComposeTask task;
  task.options.password = run.command.password;
  const ComposeReport report =
      TRY(cage.compose({run.input.get()}, compose_pages(run), task, out.fd()));
  TRY(out.commit());
  tell_composition(run.app, report);
  return {};
}

std::string all_text(const std::vector<PageOutcome>& pages) {
  std::string text;
  for (const PageOutcome& page : pages) {
    if (page.result) text += plain_text(page.result->reading.text);
    text += page.page_index == pages.back().page_index ? "\n" : "\n\f";
  }
  return text;
}

std::string explain(const AppContext& app, const PageOutcome& page) {
  std::string text(pick(app, "Trang ", "Page "));
  text += std::to_string(page.page_index + 1) + "\n";
  if (!page.result) return text + "  " + describe(page.result.error(), app.lang) + "\n";
  for (const PreparationStep& step : page.result->reading.steps) {
    char line[512];
    std::snprintf(line,
                  sizeof line,
                  "  %s %-18s %10.4g / %-8.4g %-10s %s\n",
                  step.applied ? "✓" : "·",
                  step.step.c_str(),
                  step.measure,
                  step.limit,
                  step.unit.c_str(),
                  step.reason.c_str());
    text += line;
  }
  for (const std::string& note : page.result->notes) text += "  ! " + note + "\n";
  return text;
}

std::ptrdiff_t stdout_outputs(const OcrCommand& command) {
  const std::array<std::string_view, 4> outputs = {
      command.pdf, command.text, command.hocr, command.json};
  return std::count(outputs.begin(), outputs.end(), "-");
}

bool has_no_output(const OcrCommand& command) {
  return command.pdf.empty() && command.text.empty() && command.hocr.empty() &&
         command.json.empty();
}

Result<void> write_texts(const OcrRun& run) {
  const OcrCommand& command = run.command;
  const bool to_stdout = has_no_output(command) && !command.explain;
  if (to_stdout || !command.text.empty()) {
    TRY(write_output(to_stdout ? "-" : command.text, all_text(run.pages)));
  }
  if (!command.hocr.empty()) {
    TRY(write_output(command.hocr, hocr_document(command.input, run.pages)));
  }
  if (!command.json.empty()) {
    TRY(write_output(command.json, ocr_json(command.input, run.pages, run.seconds) + "\n"));
  }
  if (!command.explain) return {};
  std::string text;
  for (const PageOutcome& page : run.pages) text += explain(run.app, page);
  if (stdout_outputs(command) == 0) return write_output("-", text);
  return write_all(STDERR_FILENO, as_bytes(text));
}

// Names each page that failed; when none could be read the first error is the command's own.
Result<void> report_failures(OcrRun& run) {
  const auto has_failed = [](const PageOutcome& page) { return !page.result; };
  if (std::none_of(run.pages.begin(), run.pages.end(), has_failed)) return {};
  if (std::all_of(run.pages.begin(), run.pages.end(), has_failed)) {
    return run.pages.front().result.error();
  }
  for (const PageOutcome& page : run.pages) {
    if (!page.result) report(run.app, Error(page.result.error()).in(run.command.input));
  }
  run.exit = kExitRefusals;
  return {};
}

// A page that was read in part is told apart from one that is whole: an officer compares the paper.
void report_partial_pages(OcrRun& run) {
  for (const PageOutcome& page : run.pages) {
    if (!page.result || !page.result->is_partial) continue;
    report(run.app,
           Error{Fault::DamagedFile, "", {run.command.input, page.page_index + 1, -1, {}}});
    run.exit = kExitRefusals;
  }
}

Result<void> read_pages(OcrRun& run, Crew& crew, PageJournal* journal) {
  ReadDocumentOptions options;
  options.password = run.command.password;
  options.force_ocr = run.command.force;
  options.pages = run.wanted;
  ProgressView view(run.app);
  auto pages = TRY(
      read_document(crew, run.input.get(), run.info, options, journal, view.sink(), stop_flag()));
  for (ReadPage& page : pages) run.pages.push_back({page.page_index, std::move(page.result)});
  return {};
}

void report_document(OcrRun& run) {
  if (run.info.is_damaged) {
    report(run.app, Error{Fault::DamagedFile, "", {run.command.input, 0, -1, {}}});
    run.exit = kExitRefusals;
  }
  if (run.app.lang == Lang::En) {
    for (const std::string& note : run.info.notes) tell(run.app, note, note);
  }
  for (const std::string& content : run.info.active_content) {
    tell(run.app,
         "Nội dung hoạt động trong tệp: " + content,
         "Active content in the file: " + content);
  }
}

// What can be refused before any work is: a wrong page list, outputs that cannot be written.
Result<void> check_command(OcrRun& run) {
  const OcrCommand& command = run.command;
  run.wanted = TRY(parse_page_list(command.pages, run.app.limits.pages));
  if (stdout_outputs(command) > 1) return Error{Fault::Usage, "'-' stands for one output", {}};
  for (const std::string& path : {command.pdf, command.text, command.hocr, command.json}) {
    TRY(check_output(path));
  }
  return {};
}

Result<DocumentInfo> inspect(const OcrRun& run) {
  WorkerConfig light = worker_config(run.app);
  light.warm_ocr = false;
  Supervisor inspector = TRY(Supervisor::start(light));
  return inspector.inspect(run.input.get(), {run.command.password});
}

Result<void> read_and_write(OcrRun& run, PageJournal* journal) {
  const int workers = std::min(worker_count(run.app), static_cast<int>(run.info.pages.size()));
  Crew crew = TRY(Crew::start(worker_config(run.app), std::max(1, workers)));
  TRY(read_pages(run, crew, journal));
  run.seconds = std::chrono::duration<double>(SteadyClock::now() - run.began).count();
  TRY(write_texts(run));
  TRY(report_failures(run));
  report_partial_pages(run);
  return write_pdf(run, crew.any());
}

// Whether running the same command again can go on from here.
bool is_worth_continuing(const Result<void>& done) {
  if (done) return false;
  return done.error().kind() == ErrorKind::Cancelled || is_retried(done.error().kind());
}

Result<void> run_all(OcrRun& run) {
  TRY(check_command(run));
  run.input = TRY(open_input(run.command, run.app.limits));
  run.info = TRY(inspect(run));
  report_document(run);
  auto journal = TRY(open_journal(run));
  auto done = read_and_write(run, journal ? &*journal : nullptr);
  if (journal && !is_worth_continuing(done)) journal->remove();
  return done;
}

}  // namespace

int run_ocr(const AppContext& app, const OcrCommand& command) {
  OcrRun run{app, command, {}, {}, {}, {}, 0, kExitDone, SteadyClock::now()};
  if (auto done = run_all(run); !done)
    return report(app, std::move(done).error().in(command.input));
  return run.exit;
}

}  // namespace sohoa
