// One filled-in value of each message, for tests of their wire form.
#pragma once

#include "worker/task.h"

namespace sohoa::samples {

inline Word word(const std::string& text, Box box) {
  return {text, box, 0.75};
}

inline PageText page_text() {
  PageText page;
  page.width_px = 1654;
  page.height_px = 2339;
  page.dpi = 200;
  page.rotation_deg = 90;
  page.skew_deg = -0.5;
  page.source = TextSource::Ocr;
  Line first;
  first.words = {word("Quyết", {100, 200, 90, 30}), word("định", {200, 201, 70, 28})};
  first.box = {100, 200, 170, 30};
  first.slope_deg = 0.25;
  Line second;
  second.words = {word("số", {100, 260, 40, 25})};
  second.box = {100, 260, 40, 25};
  second.block = 1;
  page.lines = {first, second};
  return page;
}

inline PageInfo page_info() {
  return {595.2, 841.8, 90, PageKind::Hybrid, 1654, 2339, 200, 0.98, true, 196};
}

inline PageResult page_result() {
  PageResult page;
  page.info = page_info();
  page.reading.text = page_text();
  page.reading.measures = {.ink_share = 0.05,
                           .contrast = 0.8,
                           .paper_level = 0.96,
                           .edge_width_mm = 0.23,
                           .pixels = PixelKind::Neutral,
                           .colour_share = 0.01,
                           .speck_per_cm2 = 0.3,
                           .background_range = 0.1,
                           .cut_strokes = {1, 2, 3, 40},
                           .sheet_long_px = 2473,
                           .dct_hash = 0xFEDCBA9876543210};
  page.reading.steps = {{"deskew", true, 0.5, 0.2, "deg", "the page leans"}};
  page.barcodes = {{"QRCode", "SOHOA1|000.00.00|1/2", {10, 20, 100, 100}}};
  page.is_partial = true;
  page.notes = {"lower 40 % is missing"};
  return page;
}

inline DocumentInfo document_info() {
  DocumentInfo info;
  info.format = Format::Pdf;
  info.pages = {page_info(), page_info()};
  info.is_signed = true;
  info.pdf_version = "1.7";
  info.active_content = {"JavaScript"};
  info.notes = {"xref rebuilt"};
  return info;
}

inline Error error() {
  return {Fault::TruncatedFile, "ends early", {"a.pdf", 3, 812, "XRef"}};
}

inline ComposeReport compose_report() {
  return {123'456, true, {"JavaScript removed"}};
}

inline std::vector<ComposePage> compose_pages() {
  return {{0, 0, true, page_text()}, {1, 4, false, {}}};
}

inline Task read_page_task() {
  ReadPageTask task;
  task.page_index = 7;
  task.password = "bí mật";
  task.force_ocr = true;
  task.read_barcodes = false;
  task.ocr = {300, false, "vie"};
  return task;
}

inline Task cover_task() {
  return CoverTask{{{"payload", "H01", "TP1", "Giấy khai sinh", 2, 3}}};
}

}  // namespace sohoa::samples
