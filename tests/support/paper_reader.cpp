#include "support/paper_reader.h"

#include <fstream>
#include <string>
#include <utility>

#include "core/digest.h"
#include "core/file.h"
#include "intake/readers/page_source.h"
#include "ocr/engine/tesseract_engine.h"
#include "worker/read_page.h"

namespace sohoa::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTessdata = "/usr/share/tesseract-ocr/5/tessdata";

void keep(const fs::path& file, const PageResult& page) {
  fs::create_directories(file.parent_path());
  const Bytes frame = encode(page);
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(frame.data()),
             static_cast<std::streamsize>(frame.size()));
}

std::string digest_of(ByteView bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish().hex();
}

}  // namespace

Result<PageResult> PaperReader::read_anew(PageSource& source, std::int32_t page_index) {
  if (!engine_) engine_ = TRY(make_tesseract_engine(kTessdata, "vie"));
  ChildContext context;
  context.engine = engine_.get();
  ReadPageTask task;
  task.page_index = page_index;
  return read_page(source, task, context);
}

Result<void> PaperReader::read_file_into(const fs::path& file, std::vector<PageResult>& pages) {
  const Limits limits;
  const Bytes bytes = TRY(read_file(file, limits.file_bytes));
  const auto source = TRY(open_page_source(bytes, "", limits));
  const std::string digest = cache_.empty() ? "" : digest_of(bytes);
  for (std::size_t i = 0; i < source->info().pages.size(); ++i) {
    const fs::path kept = cache_ / (digest + "-" + std::to_string(i) + ".page");
    if (!digest.empty() && fs::exists(kept)) {
      const Bytes frame = TRY(sohoa::read_file(kept, limits.file_bytes));
      pages.push_back(TRY(decode_page_result(frame, limits)));
      continue;
    }
    pages.push_back(TRY(read_anew(*source, static_cast<std::int32_t>(i))));
    if (!digest.empty()) keep(kept, pages.back());
  }
  return {};
}

Result<std::vector<PageResult>> PaperReader::read(const std::vector<fs::path>& files) {
  std::vector<PageResult> pages;
  for (const fs::path& file : files) TRY(read_file_into(file, pages));
  return pages;
}

std::vector<SourcePage> source_pages(const std::vector<PageResult>& pages) {
  std::vector<SourcePage> all;
  for (const PageResult& page : pages) {
    SourcePage one;
    one.text = &page.reading.text;
    for (const Barcode& code : page.barcodes) one.barcodes.push_back(code.text);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace sohoa::testing
