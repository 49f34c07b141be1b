// The typed calls of Supervisor: one task each, its answer decoded and held against the bounds.
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include <unistd.h>

#include "signing/requests_wire.h"
#include "signing/sheet_wire.h"
#include "worker/archive_order.h"
#include "worker/supervisor.h"

namespace sohoa {
namespace {

/// Keeps the one frame an answer is made of.
struct OneFrame {
  std::optional<Bytes> frame;

  Supervisor::FrameSink sink() {
    return [this](ByteView bytes) -> Result<void> {
      if (frame) return Error{Fault::BadReply, "more than one answer", {}};
      frame.emplace(bytes.begin(), bytes.end());
      return {};
    };
  }
};

std::int32_t seconds_of(std::int64_t ms) {
  return static_cast<std::int32_t>(ms / 1000);
}

/// The bounds of one page are too tight for whole documents: these grow with the work asked for,
/// and that is bounded itself.
Limits for_composing(Limits limits, std::size_t pages) {
  const auto extra_s =
      seconds_of(static_cast<std::int64_t>(pages) * std::int64_t{limits.page_extra_ms});
  limits.task_cpu_s += extra_s;
  limits.task_deadline_s += extra_s;
  return limits;
}

/// The wall clock also holds the storing of every entry, which waits for the disk.
Limits for_unpacking(Limits limits) {
  const auto mib = static_cast<std::int64_t>(limits.archive_bytes / kMiB);
  const auto inflate_s = static_cast<std::int32_t>(mib / limits.inflate_mib_per_s);
  limits.task_cpu_s += inflate_s;
  limits.task_deadline_s += inflate_s + seconds_of(std::int64_t{limits.archive_entries} *
                                                   std::int64_t{limits.entry_extra_ms});
  return limits;
}

/// A signed file is judged in seconds or not at all, whatever it holds.
Limits for_verifying(Limits limits) {
  limits.task_cpu_s = limits.verify_deadline_s;
  limits.task_deadline_s = limits.verify_deadline_s;
  limits.task_memory_bytes = limits.verify_memory_bytes;
  return limits;
}

/// The one answer of a task, as bytes.
Result<Bytes> ask(Supervisor& supervisor,
                  const Task& task,
                  const TaskFiles& files,
                  const std::atomic<bool>* cancel = nullptr) {
  OneFrame answer;
  TRY(supervisor.run(task, files, answer.sink(), cancel));
  if (!answer.frame) return Error{Fault::BadReply, "no answer", {}};
  return *std::move(answer.frame);
}

std::filesystem::path running_program() {
  std::error_code failed;
  return std::filesystem::read_symlink("/proc/self/exe", failed);
}

std::filesystem::path program_beside(std::string_view name) {
  const auto folder = running_program().parent_path();
  auto beside = folder / name;
  if (::access(beside.c_str(), X_OK) == 0) return beside;
  return folder.parent_path() / "libexec" / "sohoa" / name;
}

}  // namespace

Result<DocumentInfo> Supervisor::inspect(int input, const InspectTask& task) {
  const Bytes answer = TRY(ask(*this, task, {{input}, -1, -1}));
  return decode_document_info(answer, limits());
}

Result<PageResult> Supervisor::read_page(int input,
                                         const ReadPageTask& task,
                                         const std::atomic<bool>* cancel) {
  const std::int32_t page_1_based = task.page_index + 1;
  auto answer = ask(*this, task, {{input}, -1, -1}, cancel);
  if (!answer) return std::move(answer).error().at_page(page_1_based);
  auto page = decode_page_result(*answer, limits());
  if (!page) return std::move(page).error().at_page(page_1_based);
  return page;
}

Result<ComposeReport> Supervisor::compose(const std::vector<int>& inputs,
                                          const std::vector<ComposePage>& pages,
                                          const ComposeTask& task,
                                          int output) {
  const UniqueFd side = TRY(memory_file(encode_pages(pages)));
  TaskFiles files{inputs, side.get(), output, for_composing(limits(), pages.size())};
  const Bytes answer = TRY(ask(*this, task, files));
  return decode_compose_report(answer, limits());
}

Result<void> Supervisor::unpack(int input, const std::function<Result<void>(ArchiveFrame)>& sink) {
  return unpack(input, sink, UnpackOptions{});
}

Result<void> Supervisor::unpack(int input,
                                const std::function<Result<void>(ArchiveFrame)>& sink,
                                const UnpackOptions& options) {
  const Limits bounds = options.limits.value_or(limits());
  ArchiveOrder order(bounds);
  const FrameSink check = [&](ByteView bytes) -> Result<void> {
    ArchiveFrame frame = TRY(decode_archive_frame(bytes, bounds));
    TRY(order.admit(frame));
    return sink(std::move(frame));
  };
  TRY(run(UnpackTask{options.nested}, {{input}, -1, -1, for_unpacking(bounds)}, check));
  return order.finish();
}

Result<void> Supervisor::draw_covers(const CoverTask& task, int output) {
  const FrameSink none = [](ByteView) -> Result<void> {
    return Error{Fault::BadReply, "an answer where none is due", {}};
  };
  TRY(run(task, {{}, -1, output}, none));
  return {};
}

Result<PdfReading> Supervisor::collect_pdf(int input, const CollectPdfTask& task) {
  const Bytes answer = TRY(ask(*this, task, {{input}, -1, -1, for_verifying(limits())}));
  return decode_pdf_reading(answer, limits());
}

Result<XmlReading> Supervisor::collect_xml(int input) {
  const Bytes answer =
      TRY(ask(*this, CollectXmlTask{}, {{input}, -1, -1, for_verifying(limits())}));
  return decode_xml_reading(answer, limits());
}

Result<EvidenceAnswer> Supervisor::read_evidence(const EvidenceRequest& request) {
  const UniqueFd side = TRY(memory_file(encode(request)));
  const Bytes answer =
      TRY(ask(*this, EvidenceTask{}, {{}, side.get(), -1, for_verifying(limits())}));
  return decode_evidence_answer(answer, request, limits());
}

Result<void> Supervisor::draw_sheet(const ValidationSheet& sheet, int output) {
  const FrameSink none = [](ByteView) -> Result<void> {
    return Error{Fault::BadReply, "an answer where none is due", {}};
  };
  const UniqueFd side = TRY(memory_file(encode(sheet)));
  TRY(run(SheetTask{}, {{}, side.get(), output}, none));
  return {};
}

std::filesystem::path default_worker_program() {
  return program_beside("sohoa-worker");
}

std::filesystem::path default_verifier_program() {
  return program_beside("sohoa-verifier");
}

std::filesystem::path default_fetch_program() {
  return program_beside("sohoa-fetch");
}

std::filesystem::path default_tessdata() {
  const char* prefix = std::getenv("TESSDATA_PREFIX");
  if (prefix != nullptr && *prefix != '\0') return prefix;
  return "/usr/share/tesseract-ocr/5/tessdata";
}

}  // namespace sohoa
