#include "app/json_text.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "app/scan_json.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Four digits are more than any of our measures can honestly claim, and keep the output small.
double rounded(double value) {
  return std::round(value * 10'000) / 10'000;
}

Json error_object(const Error& error) {
  Json object;
  object["kind"] = name(error.what);
  object["message"] = describe(error, Lang::Vi);
  object["message_en"] = describe(error, Lang::En);
  if (error.where.page > 0) object["page"] = error.where.page;
  if (!error.where.field.empty()) object["field"] = error.where.field;
  return object;
}

Json box_array(const Box& box) {
  return Json::array({box.x, box.y, box.w, box.h});
}

Json words_array(const PageText& text) {
  Json words = Json::array();
  for (const Line& line : text.lines) {
    for (const Word& word : line.words) {
      words.push_back({{"text", word.text},
                       {"box", box_array(word.box)},
                       {"confidence", rounded(word.confidence)}});
    }
  }
  return words;
}

std::string_view source_name(TextSource source) {
  return source == TextSource::TextLayer ? "text-layer" : "ocr";
}

// CONTRACT.md: what is not known is null, so that an empty text is never taken for an answer.
Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json steps_array(const std::vector<PreparationStep>& steps) {
  Json array = Json::array();
  for (const PreparationStep& step : steps) {
    array.push_back({{"step", step.step},
                     {"applied", step.applied},
                     {"measure", rounded(step.measure)},
                     {"limit", rounded(step.limit)},
                     {"unit", step.unit},
                     {"reason", step.reason}});
  }
  return array;
}

Json page_object(const PageResult& page) {
  const PageText& text = page.reading.text;
  Json object;
  object["width_px"] = text.width_px;
  object["height_px"] = text.height_px;
  object["dpi"] = rounded(text.dpi);
  object["rotation_deg"] = text.rotation_deg;
  object["skew_deg"] = rounded(text.skew_deg);
  object["blank"] = text.blank;
  object["source"] = source_name(text.source);
  object["confidence"] = rounded(mean_confidence(text));
  object["text"] = plain_text(text);
  object["words"] = words_array(text);
  if (page.is_partial) object["partial"] = true;
  object["preparation"] = steps_array(page.reading.steps);
  object["notes"] = page.notes;
  return object;
}

// A page that failed has every member all the same, so that readers need no second shape.
Json outcome_object(const PageOutcome& outcome) {
  Json object;
  object["index"] = outcome.page_index;
  object.update(page_object(outcome.result ? *outcome.result : PageResult{}));
  if (outcome.result) return object;
  object["source"] = nullptr;
  object["error"] = error_object(outcome.result.error());
  return object;
}

Json barcodes_array(const std::vector<PageOutcome>& pages) {
  Json array = Json::array();
  for (const PageOutcome& page : pages) {
    if (!page.result) continue;
    for (const Barcode& code : page.result->barcodes) {
      array.push_back({{"page", page.page_index + 1},
                       {"format", code.format},
                       {"text", code.text},
                       {"box", box_array(code.box)}});
    }
  }
  return array;
}

Json line_object(const ReceiptLine& line) {
  Json object;
  object["id"] = line.component.id;
  object["state"] = name(line.component.state);
  object["reasons"] = line.component.reasons;
  object["dossier"] = or_null(line.component.dossier);
  object["component"] = or_null(line.component.component);
  object["item"] = or_null(line.component.item);
  object["pages"] = line.pages;
  object["pages_done"] = line.pages_done;
  object["pages_failed"] = line.pages_failed;
  object["blank"] = line.blank;
  object["duplicates"] = line.duplicates;
  object["words"] = line.words;
  object["confidence"] = rounded(line.confidence);
  object["source"] = line.source;
  object["pdfa"] = line.component.is_pdfa;
  object["type"] = or_null(line.component.type);
  object["legal_value"] = or_null(line.legal_value);
  object["reviews"] = line.open_reviews;
  object["covers"] = line.component.cover_pages;
  object["scan"] = Json::parse(scan_json(line.scan));
  return object;
}

}  // namespace

std::string quoted(std::string_view text) {
  return dump(Json(text));
}

std::string error_json(const Error& error) {
  return dump(error_object(error));
}

std::string ocr_json(std::string_view file, const std::vector<PageOutcome>& pages, double seconds) {
  Json object;
  object["file"] = file;
  object["pages"] = Json::array();
  for (const PageOutcome& page : pages) object["pages"].push_back(outcome_object(page));
  object["barcodes"] = barcodes_array(pages);
  object["seconds"] = rounded(seconds);
  return dump(object);
}

std::string receipt_json(const Receipt& receipt) {
  Json object;
  object["batch"] = receipt.batch.id;
  object["received_at"] = to_rfc3339(receipt.batch.received_at);
  object["sha256"] = receipt.batch.digest.hex();
  object["components"] = Json::array();
  for (const ReceiptLine& line : receipt.lines) object["components"].push_back(line_object(line));
  object["counted_in"] = receipt.counted_in;
  object["done"] = receipt.done;
  object["failed"] = receipt.failed;
  object["waiting"] = receipt.waiting;
  return dump(object);
}

}  // namespace sohoa
