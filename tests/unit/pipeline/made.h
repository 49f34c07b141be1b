// Builders for the values of the pipeline's tests: what matters is an argument, the rest is usual.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "contract/temp_folder.h"
#include "intake/separator.h"
#include "pipeline/component_pages.h"
#include "pipeline/progress_event.h"
#include "pipeline/store.h"

namespace sohoa::made {

class FixedClock final : public Clock {
 public:
  UtcTime now() const override { return UtcTime(std::chrono::seconds(1'795'000'000)); }
};

inline PageResult page_result(const std::string& text, const std::string& barcode = {}) {
  PageResult page;
  PageText& to = page.reading.text;
  to.width_px = 100;
  to.height_px = 200;
  to.dpi = 200;
  to.source = TextSource::Ocr;
  Line line;
  line.box = {0, 0, 10, 10};
  if (!text.empty()) line.words.push_back({text, line.box, 0.9});

  if (!text.empty()) to.lines = {line};
  page.info.image_dpi = 200;
  if (!barcode.empty()) page.barcodes = {{"QRCode", barcode, {0, 0, 10, 10}}};
  return page;
}

inline StoredPage done_page(const std::string& component,
                            std::int32_t ordinal,
                            const std::string& text,
                            const std::string& barcode = {}) {
  StoredPage page;
  page.record.component = component;
  page.record.ordinal = ordinal;
  page.record.file_ordinal = 1;
  page.record.page_index = ordinal - 1;
  page.record.state = PageState::Done;
  page.record.source = "ocr";
  page.result = page_result(text, barcode);
  return page;
}

inline StoredPage failed_page(const std::string& component, std::int32_t ordinal) {
  StoredPage page = done_page(component, ordinal, "");
  page.record.state = PageState::Failed;
  page.record.error = "worker-crashed";
  page.result.reset();
  return page;
}

inline std::string cover(std::int32_t number, std::int32_t total) {
  return encode_cover({"H19.15-261121-0001", "TP0" + std::to_string(number), number, total})
      .value();
}

/// A data folder with blobs and a real catalog, removed with it.
struct TempStore {
  TempFolder folder;
  Store store;

  TempStore() {
    EXPECT_TRUE(init_store(folder.path() / "kho"));
    store = open_store(folder.path() / "kho").value();
  }
};

inline void write_file(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

inline const ProgressSink& quiet() {
  static const ProgressSink kQuiet = [](const ProgressEvent&) {};
  return kQuiet;
}

}  // namespace sohoa::made
