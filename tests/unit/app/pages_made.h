// Pages with awkward text for the output formats.
#pragma once

#include <string>

#include "app/json_text.h"

namespace sohoa::made {

inline PageOutcome read_page(std::int32_t index, const std::string& word) {
  PageResult page;
  PageText& text = page.reading.text;
  text.width_px = 1654;
  text.height_px = 2339;
  text.dpi = 200;
  text.source = TextSource::Ocr;
  Line line;
  line.words = {{word, {10, 20, 30, 40}, 0.98765}, {"hai", {50, 20, 30, 40}, 0.5}};
  line.box = {10, 20, 70, 40};
  text.lines = {line};
  page.barcodes = {{"QRCode", "001099000001|\"", {1, 2, 3, 4}}};
  return {index, page};
}

inline PageOutcome failed_page(std::int32_t index) {
  return {index, Error{Fault::WorkerCrashed, "SIGSEGV", {"a.pdf", index + 1, -1, {}}}};
}

}  // namespace sohoa::made
