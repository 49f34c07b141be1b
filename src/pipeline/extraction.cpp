#include "pipeline/extraction.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "intake/known_qr.h"
#include "pipeline/spelling.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

const PageText kNothing;

bool speaks(const StoredPage& page) {
  return page.result && !page.record.blank && page.record.duplicate_of == 0;
}

SourcePage source_page(const StoredPage& page) {
  SourcePage source;
  source.text = speaks(page) ? &page.result->reading.text : &kNothing;
  if (!page.result) return source;
  for (const Barcode& code : page.result->barcodes) {
    source.barcodes.push_back(code.text);
    for (auto& value : known_qr_values(code.text))
      source.barcode_values.push_back(std::move(value));
  }
  return source;
}

std::vector<SourcePage> source_pages(const ComponentPages& loaded) {
  std::vector<SourcePage> pages;
  for (const StoredPage& page : loaded.pages) pages.push_back(source_page(page));
  return pages;
}

// Without a catalogue nobody can say what is no agency: then nothing is asked.
AgencyLookup agencies_of(const UnitCatalogue& units) {
  if (units.units().empty()) return {};
  return [&units](std::string_view name) -> std::optional<std::string> {
    const auto found = units.by_name(name, {});
    if (found.empty()) return std::nullopt;
    return found.front()->code;
  };
}

// In the field's own words: recognised text of a born-digital page is its text layer.
FieldSource source_of(const ComponentPages& loaded, const Field& field) {
  if (field.source != FieldSource::Ocr || field.page < 1) return field.source;
  const auto index = static_cast<std::size_t>(field.page - 1);
  const bool is_layer = index < loaded.pages.size() && loaded.pages[index].result &&
                        loaded.pages[index].result->reading.text.source == TextSource::TextLayer;
  return is_layer ? FieldSource::TextLayer : FieldSource::Ocr;
}

void read_fields(const ComponentPages& loaded,
                 const Site& site,
                 const std::string& today,
                 Extraction& into) {
  if (into.form == nullptr) return;
  into.fields = extract_fields(source_pages(loaded), *into.form, agencies_of(site.units), today);
  for (Field& field : into.fields) field.source = source_of(loaded, field);
  offer_spelling(loaded, *into.form, site.lexicon, site.profile.review, into.fields);
}

std::string rules_json(const std::vector<RuleResult>& rules) {
  Json array = Json::array();
  for (const RuleResult& rule : rules) {
    array.push_back({{"rule", rule.rule},
                     {"outcome", name(rule.outcome)},
                     {"message_vi", rule.message_vi},
                     {"message_en", rule.message_en}});
  }
  return array.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string gravest(const std::vector<RuleResult>& rules) {
  if (rules.empty()) return {};
  RuleOutcome worst = RuleOutcome::Passed;
  for (const RuleResult& rule : rules) worst = std::max(worst, rule.outcome);
  return std::string(name(worst));
}

FieldRecord record_of(const std::string& component, const Field& field, std::size_t ordinal) {
  FieldRecord record;
  record.component = component;
  record.id = field.id;
  record.ordinal = static_cast<std::int32_t>(ordinal);
  record.name = field.name;
  record.value = field.value;
  record.raw = field.raw;
  record.page = field.page;
  record.x = field.box.x;
  record.y = field.box.y;
  record.w = field.box.w;
  record.h = field.box.h;
  record.confidence = field.confidence;
  record.source = name(field.source);
  record.outcome = gravest(field.rules);
  record.detail = rules_json(field.rules);
  record.needs_review = field.needs_review;
  return record;
}

}  // namespace

std::string text_of(const ComponentPages& loaded) {
  std::string text;
  for (const StoredPage& page : loaded.pages) {
    if (speaks(page)) text += plain_text(page.result->reading.text) + "\n\n";
  }
  return text;
}

Extraction extract(const ComponentPages& loaded, const Site& site, const std::string& today) {
  Extraction made;
  made.text = text_of(loaded);
  made.types = classify(source_pages(loaded), site.templates);
  if (made.types.empty()) return made;
  const DocumentTemplate* best = find_template(site.templates, made.types.front().type);
  if (best != nullptr && made.types.front().confidence >= best->accept_from) made.form = best;
  read_fields(loaded, site, today, made);
  return made;
}

Result<Extraction> extract_as(const ComponentPages& loaded,
                              const Site& site,
                              const std::string& type,
                              const std::string& today) {
  Extraction made;
  made.text = text_of(loaded);
  made.form = find_template(site.templates, type);
  if (made.form == nullptr) return Error{Fault::NoSuchTemplate, type, {}};
  made.types = {TypeGuess{type, 1, {}}};
  read_fields(loaded, site, today, made);
  return made;
}

std::vector<FieldRecord> field_records(const std::string& component,
                                       const std::vector<Field>& fields) {
  std::vector<FieldRecord> records;
  for (const Field& field : fields)
    records.push_back(record_of(component, field, records.size() + 1));
  return records;
}

Extraction stored_extraction(const ComponentRecord& component,
                             const std::vector<FieldRecord>& records,
                             const Site& site) {
  Extraction stored;
  stored.form = find_template(site.templates, component.type);
  if (stored.form == nullptr) return stored;
  for (const FieldRecord& record : records) {
    Field field;
    field.id = record.id;
    field.name = record.name;
    field.value = record.value;
    field.page = record.source == "officer" ? std::max(record.page, 1) : record.page;
    field.needs_review = record.needs_review;
    stored.fields.push_back(std::move(field));
  }
  return stored;
}

}  // namespace sohoa
