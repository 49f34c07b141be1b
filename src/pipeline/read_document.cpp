#include "pipeline/read_document.h"

#include <mutex>
#include <numeric>

#include "core/wire.h"

namespace sohoa {
namespace {

Result<std::vector<std::int32_t>> chosen_pages(const DocumentInfo& info,
                                               const std::vector<std::int32_t>& wanted) {
  const auto count = static_cast<std::int32_t>(info.pages.size());
  if (!wanted.empty()) {
    if (wanted.back() >= count) {
      const std::string detail = "the document has " + std::to_string(count) + " pages";
      return Error{Fault::PageOutOfRange, detail, {"", wanted.back() + 1, -1, {}}};
    }
    return wanted;
  }
  std::vector<std::int32_t> all(info.pages.size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

bool is_worth_retrying(Fault fault) {
  return fault == Fault::WorkerLost || fault == Fault::WorkerCrashed || fault == Fault::BadReply;
}

ReadPageTask task_for(std::int32_t page_index, const ReadDocumentOptions& options) {
  ReadPageTask task;
  task.page_index = page_index;
  task.password = options.password;
  task.force_ocr = options.force_ocr;
  return task;
}

// The state one reading loop shares between its threads.
class Reading {
 public:
  Reading(const std::vector<std::int32_t>& pages,
          PageJournal* journal,
          const ProgressSink& progress)
      : journal_(journal), progress_(progress) {
    for (const std::int32_t index : pages)
      pages_.push_back({index, Error{Fault::Interrupted, "", {}}});
    if (journal_ != nullptr) take_over();
  }

  std::size_t left() const { return todo_.size(); }
  ReadPage& page(std::size_t job) { return pages_[todo_[job]]; }
  std::vector<ReadPage> take() { return std::move(pages_); }

  Result<void> finish(ReadPage& page, Result<PageResult> result) {
    const std::lock_guard lock(mutex_);
    page.result = std::move(result);
    if (page.result && journal_ != nullptr) TRY(journal_->append(page.page_index, *page.result));
    show(++done_);
    return {};
  }

  void show(std::size_t done) { progress_({Stage::Read, done, pages_.size(), carried_over_}); }
  void begin() {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (!pages_[i].result) todo_.push_back(i);
    }
    carried_over_ = done_ = pages_.size() - todo_.size();
    show(done_);
  }

 private:
  void take_over() {
    for (ReadPage& page : pages_) {
      const auto known = journal_->pages().find(page.page_index);
      if (known != journal_->pages().end()) page.result = known->second;
    }
  }

  std::vector<ReadPage> pages_;
  std::vector<std::size_t> todo_;
  PageJournal* journal_;
  const ProgressSink& progress_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t carried_over_ = 0;
};

}  // namespace

Result<PageResult> read_page_with_retry(Supervisor& cage,
                                        int input,
                                        const ReadPageTask& task,
                                        const std::atomic<bool>& cancel) {
  auto page = cage.read_page(input, task, &cancel);
  if (!page && is_worth_retrying(page.error().what)) page = cage.read_page(input, task, &cancel);
  if (!page) return std::move(page).error().at_page(task.page_index + 1);
  return page;
}

Result<std::vector<ReadPage>> read_document(Crew& crew,
                                            int input,
                                            const DocumentInfo& info,
                                            const ReadDocumentOptions& options,
                                            PageJournal* journal,
                                            const ProgressSink& progress,
                                            const std::atomic<bool>& cancel) {
  Reading reading(TRY(chosen_pages(info, options.pages)), journal, progress);
  reading.begin();
  const auto read_one = [&](Supervisor& cage, std::size_t job) -> Result<void> {
    ReadPage& page = reading.page(job);
    auto result = read_page_with_retry(cage, input, task_for(page.page_index, options), cancel);
    if (!result && result.error().what == Fault::Interrupted) return std::move(result).error();
    return reading.finish(page, std::move(result));
  };
  TRY(crew.for_each(reading.left(), read_one, cancel));
  return reading.take();
}

}  // namespace sohoa
