// The typed calls of Supervisor: one task each, its answer decoded and held against the bounds.
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include <unistd.h>

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
  const Bytes answer = TRY(ask(*this, task, {inputs, side.get(), output}));
  return decode_compose_report(answer, limits());
}

Result<void> Supervisor::unpack(int input, const std::function<Result<void>(ArchiveFrame)>& sink) {
  ArchiveOrder order(limits());
  const FrameSink check = [&](ByteView bytes) -> Result<void> {
    ArchiveFrame frame = TRY(decode_archive_frame(bytes, limits()));
    TRY(order.admit(frame));
    return sink(std::move(frame));
  };
  TRY(run(UnpackTask{}, {{input}, -1, -1}, check));
  return order.finish();
}

Result<void> Supervisor::draw_covers(const CoverTask& task, int output) {
  const FrameSink none = [](ByteView) -> Result<void> {
    return Error{Fault::BadReply, "an answer where none is due", {}};
  };
  TRY(run(task, {{}, -1, output}, none));
  return {};
}

std::filesystem::path default_worker_program() {
  const auto folder = running_program().parent_path();
  const auto beside = folder / "sohoa-worker";
  if (::access(beside.c_str(), X_OK) == 0) return beside;
  return folder.parent_path() / "libexec" / "sohoa" / "sohoa-worker";
}

std::filesystem::path default_tessdata() {
  const char* prefix = std::getenv("TESSDATA_PREFIX");
  if (prefix != nullptr && *prefix != '\0') return prefix;
  return "/usr/share/tesseract-ocr/5/tessdata";
}

}  // namespace sohoa
