#include "pipeline/work.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "pipeline/finish.h"
#include "pipeline/read_document.h"
#include "pipeline/signature_wait.h"

namespace sohoa {
namespace {

// A page to read, or a component whose pages are all read but which was not finished.
struct Job {
  std::string component;
  std::optional<PageRecord> page;
  Digest file;
};

// Errors that say nothing about the page: the loop stops, the page stays pending.
bool is_our_trouble(const Error& error) {
  return error.kind() == ErrorKind::Unavailable || error.kind() == ErrorKind::Cancelled;
}

std::string source_text(TextSource source) {
  switch (source) {
    case TextSource::Ocr:
      return "ocr";
    case TextSource::TextLayer:
      return "text-layer";
    case TextSource::None:
      return "none";
  }
  return "none";
}

void fill_done(PageRecord& record, const PageResult& page, const Digest& reading) {
  record.state = PageState::Done;
  record.source = source_text(page.reading.text.source);
  record.confidence = mean_confidence(page.reading.text);
  record.words = static_cast<std::int32_t>(word_count(page.reading.text));
  record.blank = page.reading.text.blank;
  record.dct_hash = page.reading.measures.dct_hash;
  record.reading = reading;
  record.error.clear();
  record.error_detail.clear();
}

void fill_failed(PageRecord& record, const Error& error) {
  record.state = PageState::Failed;
  record.source = "none";
  record.error = name(error.what);
  record.error_detail = error.detail;
}

class BatchWork {
 public:
  BatchWork(const WorkContext& work, std::string batch) : work_(work), batch_(std::move(batch)) {}

  Result<void> collect() {
    const auto unfinished = TRY(unfinished_components(*work_.store.catalog, batch_));
    for (const ComponentRecord& component : unfinished) {
      if (TRY(may_read_now(work_, component))) TRY(collect(component.id));
    }
    TRY(count_finished());
    carried_over_ = done_;
    show();
    return {};
  }

  std::size_t count() const { return jobs_.size(); }

  Result<void> run(Supervisor& cage, std::size_t index) {
    Job& job = jobs_[index];
    if (job.page) TRY(read(cage, job));
    if (!is_last_of(job)) return {};
    return finish_component({work_, cage}, job.component);
  }

 private:
  Result<void> collect(const std::string& component) {
    std::map<std::int32_t, Digest> files;
    for (const FileRecord& file : TRY(work_.store.catalog->files(component))) {
      files[file.ordinal] = file.digest;
    }
    int pending = 0;
    for (PageRecord& page : TRY(work_.store.catalog->pages(component))) {
      ++total_;
      if (page.state != PageState::Pending) {
        ++done_;
        continue;
      }
      ++pending;
      const Digest file = files[page.file_ordinal];
      jobs_.push_back({component, std::move(page), file});
    }
    if (pending == 0) jobs_.push_back({component, {}, {}});
    left_[component] = std::max(pending, 1);
    return {};
  }

  // Pages of components that an earlier run finished: progress goes on where it stopped.
  Result<void> count_finished() {
    for (const ComponentRecord& component : TRY(work_.store.catalog->components(batch_))) {
      const bool is_split = component.state == ComponentState::Split;
      if (is_split || left_.contains(component.id)) continue;
      for (const PageRecord& page : TRY(work_.store.catalog->pages(component.id))) {
        if (page.state == PageState::Pending) continue;  // never read: its component failed before
        ++total_;
        ++done_;
      }
    }
    return {};
  }

  Result<void> read(Supervisor& cage, Job& job) {
    const UniqueFd input = TRY(work_.store.blobs->open(job.file));
    ReadPageTask task;
    task.page_index = job.page->page_index;
    task.password = work_.password;
    auto page = read_page_with_retry(cage, input.get(), task, work_.cancel);
    if (!page && is_our_trouble(page.error())) return std::move(page).error();
    TRY(commit(*job.page, page));
    const std::lock_guard lock(mutex_);
    ++done_;
    show();
    return {};
  }

  Result<void> commit(PageRecord& record, const Result<PageResult>& page) {
    ++record.attempts;
    if (page) {
      const BlobRef reading = TRY(put(*work_.store.blobs, encode(*page)));
      fill_done(record, *page, reading.digest);
    } else {
      fill_failed(record, page.error());
    }
    const auto tx = TRY(work_.store.catalog->begin());
    if (TRY(was_finished(*work_.store.catalog, record.component))) return {};
    TRY(tx->put(record));
    return tx->commit();
  }

  bool is_last_of(const Job& job) {
    const std::lock_guard lock(mutex_);
    return --left_[job.component] == 0;
  }

  void show() { work_.progress({Stage::Read, done_, total_, carried_over_}); }

  const WorkContext& work_;
  std::string batch_;
  std::vector<Job> jobs_;
  std::mutex mutex_;
  std::map<std::string, int> left_;  // pages of a component still to read
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  std::size_t carried_over_ = 0;
};

}  // namespace

Result<void> work_batch(const WorkContext& work, Crew& crew, const std::string& batch) {
  BatchWork all(work, batch);
  TRY(all.collect());
  const auto job = [&all](Supervisor& cage, std::size_t index) { return all.run(cage, index); };
  return crew.for_each(all.count(), job, work.cancel);
}

}  // namespace sohoa
