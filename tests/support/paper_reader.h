// Reads whole papers as sohoa-worker does, in this process: for tests and benches over samples.
//
// A test tool: files are opened here, outside any cage. Reading costs about one CPU second a page,
// so answers can be kept in a folder under the file's digest; that folder is the caller's to throw
// away when recognition changes.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "ocr/engine.h"
#include "ocr/fields.h"
#include "worker/task.h"

namespace sohoa {
class PageSource;
}

namespace sohoa::testing {

class PaperReader {
 public:
  /// An empty `cache` keeps nothing. The model is loaded at the first page that is not there.
  explicit PaperReader(std::filesystem::path cache) : cache_(std::move(cache)) {}

  /// All pages of the files of one paper, in order.
  Result<std::vector<PageResult>> read(const std::vector<std::filesystem::path>& files);

 private:
  Result<void> read_file_into(const std::filesystem::path& file, std::vector<PageResult>& pages);
  Result<PageResult> read_anew(PageSource& source, std::int32_t page_index);

  std::filesystem::path cache_;
  std::unique_ptr<OcrEngine> engine_;
};

/// As the extraction wants them; borrows `pages`.
std::vector<SourcePage> source_pages(const std::vector<PageResult>& pages);

}  // namespace sohoa::testing
