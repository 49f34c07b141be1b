// Reading one document without a store: what `sohoa ocr` does, page by page, resumable.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/digest.h"
#include "core/file.h"
#include "core/result.h"
#include "pipeline/crew.h"
#include "pipeline/progress_event.h"

namespace sohoa {

/// Pages finished by an earlier, interrupted run, kept beside the output until it is written. Each
/// is appended with its length and digest, so a torn last record is noticed and read again.
class PageJournal {
 public:
  /// Opens or starts the journal of exactly this work: `key` is a digest over input and options;
  /// a journal of other work is replaced. OutputExists when the file there is no journal at all,
  /// StoreBusy when another run has it open.
  static Result<PageJournal> open(const std::filesystem::path& path,
                                  const Digest& key,
                                  const Limits& limits);
  const std::map<std::int32_t, PageResult>& pages() const { return pages_; }
  Result<void> append(std::int32_t page_index, const PageResult& page);
  /// The output is safe: the journal is no longer needed.
  void remove();

 private:
  PageJournal(std::filesystem::path path, UniqueFd fd)
      : path_(std::move(path)), fd_(std::move(fd)) {}
  Result<void> load(const Digest& key, const Limits& limits);

  std::filesystem::path path_;
  UniqueFd fd_;
  std::map<std::int32_t, PageResult> pages_;
};

struct ReadDocumentOptions {
  std::string password;
  bool force_ocr = false;
  std::vector<std::int32_t> pages;  ///< 0-based, ascending; empty: all
};

struct ReadPage {
  std::int32_t page_index = 0;
  Result<PageResult> result = Error{Fault::Interrupted, "", {}};
};

/// Reads the chosen pages of `input` on the crew. A page that fails keeps its error and the others
/// go on; a worker that died is given the page once more. Errors: Interrupted, PageOutOfRange.
Result<std::vector<ReadPage>> read_document(Crew& crew,
                                            int input,
                                            const DocumentInfo& info,
                                            const ReadDocumentOptions& options,
                                            PageJournal* journal,
                                            const ProgressSink& progress,
                                            const std::atomic<bool>& cancel);

/// One page, tried again once when a worker was lost or crashed (error table: Internal, once).
Result<PageResult> read_page_with_retry(Supervisor& cage,
                                        int input,
                                        const ReadPageTask& task,
                                        const std::atomic<bool>& cancel);

}  // namespace sohoa
