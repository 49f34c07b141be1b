#include "ocr/template_draft.h"

#include <array>
#include <cmath>
#include <set>
#include <utility>

#include <toml++/toml.h>

#include "core/text.h"
#include "ocr/field_rules.h"

namespace sohoa {
namespace {

constexpr std::string_view kSchema = "sohoa.document-template/1";

TemplateSpot spot_of(const std::string& file, const toml::source_position& at) {
  return {file, static_cast<std::int32_t>(at.line), static_cast<std::int32_t>(at.column)};
}

Result<toml::table> parsed(const TemplateText& file) {
  try {
    return toml::parse(file.text);
  } catch (const toml::parse_error& error) {
    return fault_at(spot_of(file.file, error.source().begin), std::string(error.description()));
  }
}

/// Reads the keys of one table and knows which it has read: what is left over is a mistake.
class Keys {
 public:
  Keys(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

  const toml::node* find(std::string_view key) {
    known_.insert(std::string(key));
    return table_.get(key);
  }

  /// Squeezed and in NFC; empty when the key is not there.
  Result<std::string> text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::string();
    const auto* value = node->as_string();
    if (value == nullptr) return wrong(key, "a string");
    return squeeze(to_nfc(value->get()));
  }

  Result<std::string> needed_text(std::string_view key) {
    auto value = text(key);
    if (value && value->empty()) return wrong(key, "there, and not empty");
    return value;
  }

  Result<bool> flag(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return false;
    const auto* value = node->as_boolean();
    if (value == nullptr) return wrong(key, "true or false");
    return value->get();
  }

  Result<double> number(std::string_view key, double fallback, double least, double most) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    const auto value = node->value<double>();
    if (!node->is_number() || !value || !(*value >= least && *value <= most)) {
      return wrong(key, "a number from " + shown(least) + " to " + shown(most));
    }
    return *value;
  }

  Result<std::int32_t> whole(std::string_view key, std::int32_t fallback, int least, int most) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    const auto* value = node->as_integer();
    if (value == nullptr || value->get() < least || value->get() > most) {
      return wrong(key,
                   "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return static_cast<std::int32_t>(value->get());
  }

  Result<std::vector<std::string>> texts(std::string_view key) {
    const toml::node* node = find(key);
    std::vector<std::string> all;
    if (node == nullptr) return all;
    const toml::array* list = node->as_array();
    if (list == nullptr) return wrong(key, "a list of strings");
    for (const toml::node& one : *list) {
      const auto* text = one.as_string();
      std::string clean = text == nullptr ? "" : squeeze(to_nfc(text->get()));
      if (clean.empty()) return wrong(key, "a list of strings, none empty");
      all.push_back(std::move(clean));
    }
    return all;
  }

  /// A TOML date, or a string that holds one; empty when the key is not there.
  Result<std::string> date(std::string_view key);
  /// One of the words by which `name()` calls the values 0 … last.
  template <class Enum>
  Result<Enum> word(std::string_view key, Enum fallback, Enum last);
  /// Every [[key]], each through `read(Keys&)`.
  template <class Read>
  Result<void> each_table(std::string_view key, Read read);

  Result<void> no_others() const {
    for (const auto& [key, node] : table_) {
      if (known_.contains(std::string(key.str()))) continue;
      return fault_at(spot_of(file_, key.source().begin),
                      "unknown key '" + std::string(key.str()) + "'");
    }
    return {};
  }

  Error wrong(std::string_view key, const std::string& must_be) const {
    return fault_at(spot(key), "'" + std::string(key) + "' must be " + must_be);
  }

  /// Of the key's value, or of the table when the key is not there.
  TemplateSpot spot(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return spot_of(file_, (node == nullptr ? table_.source() : node->source()).begin);
  }

 private:
  static std::string shown(double number) {
    return std::to_string(static_cast<int>(std::lround(number)));
  }

  const toml::table& table_;
  std::string file_;
  std::set<std::string> known_;
};

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

bool is_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !is_digit : text[i] != '-') return false;
  }
  return true;
}

Result<std::string> Keys::date(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::string();
  if (const auto* date = node->as_date()) {
    const toml::date day = date->get();
    return std::to_string(day.year) + "-" + two_digits(day.month) + "-" + two_digits(day.day);
  }
  const auto* text = node->as_string();
  if (text == nullptr || (!text->get().empty() && !is_date(text->get()))) {
    return wrong(key, "a date as 2020-03-05");
  }
  return text->get();
}

template <class Enum>
Result<Enum> Keys::word(std::string_view key, Enum fallback, Enum last) {
  if (find(key) == nullptr) return fallback;
  const std::string value = TRY(text(key));
  std::string all;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const std::string_view known = name(static_cast<Enum>(i));
    if (known == value) return static_cast<Enum>(i);
    all += (all.empty() ? "" : ", ") + std::string(known);
  }
  return wrong(key, "one of " + all);
}

template <class Read>
Result<void> Keys::each_table(std::string_view key, Read read) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const toml::array* list = node->as_array();
  if (list == nullptr) return wrong(key, "a list of tables, [[" + std::string(key) + "]]");
  for (const toml::node& one : *list) {
    const toml::table* table = one.as_table();
    if (table == nullptr) return wrong(key, "a list of tables, [[" + std::string(key) + "]]");
    Keys inner(*table, file_);
    TRY(read(inner));
    TRY(inner.no_others());
  }
  return {};
}

// ---- One file --------------------------------------------------------------------------------

Result<EvidenceRule> read_evidence(Keys& keys) {
  constexpr double kMostWeight = 100;
  EvidenceRule rule;
  rule.text = TRY(keys.needed_text("text"));
  rule.where = TRY(keys.word("where", rule.where, Where::Barcode));
  rule.match = TRY(keys.word("match", rule.match, TextMatch::Contains));
  rule.weight = TRY(keys.number("weight", rule.weight, -kMostWeight, kMostWeight));
  rule.required = TRY(keys.flag("required"));
  if (rule.weight == 0) return keys.wrong("weight", "above 0, or below 0 to speak against");
  if (rule.required && rule.weight < 0) {
    return keys.wrong("required", "false where 'weight' is below 0");
  }
  if (fold(rule.text).empty()) return keys.wrong("text", "letters or digits");
  return rule;
}

Result<std::optional<Zone>> read_zone(Keys& keys) {
  const toml::node* node = keys.find("zone");
  if (node == nullptr) return std::optional<Zone>();
  const toml::array* list = node->as_array();
  constexpr std::string_view kMustBe = "[x0, y0, x1, y1], shares of the page from 0 to 1";
  if (list == nullptr || list->size() != 4) return keys.wrong("zone", std::string(kMustBe));
  std::array<double, 4> shares{};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const auto share = list->get(i)->value<double>();
    if (!share || !(*share >= 0 && *share <= 1)) return keys.wrong("zone", std::string(kMustBe));
    shares.at(i) = *share;
  }
  if (shares[0] >= shares[2] || shares[1] >= shares[3]) {
    return keys.wrong("zone", "with x0 < x1 and y0 < y1");
  }
  return std::optional(Zone{shares[0], shares[1], shares[2], shares[3]});
}

Result<void> check_rules(Keys& keys, const FieldTemplate& field) {
  for (const std::string& rule : field.rules) {
    if (is_rule(rule)) continue;
    return keys.wrong("rules", "of " + rule_names() + "; '" + rule + "' is none");
  }
  return {};
}

// What cannot be found by anybody: no anchor and no zone.
Result<void> check_place(Keys& keys, const FieldTemplate& field) {
  if (field.take == Take::Zone) {
    if (field.zone) return {};
    return keys.wrong("zone", "there where 'take' is \"zone\"");
  }
  if (field.anchors.empty()) return keys.wrong("anchors", "there, or 'take' = \"zone\"");
  return {};
}

Result<void> read_field_place(Keys& keys, FieldTemplate& field) {
  constexpr int kMostLines = 200;
  constexpr int kMostPage = 5'000;
  field.anchors = TRY(keys.texts("anchors"));
  field.until = TRY(keys.texts("until"));
  field.from = TRY(keys.texts("from"));
  field.section = TRY(keys.texts("section"));
  field.take = TRY(keys.word("take", field.take, Take::Zone));
  field.zone = TRY(read_zone(keys));
  field.lines = TRY(keys.whole("lines", field.lines, 1, kMostLines));
  field.page = TRY(keys.whole("page", field.page, -1, kMostPage));
  return check_place(keys, field);
}

Result<FieldTemplate> read_field(Keys& keys) {
  FieldTemplate field;
  field.id = TRY(keys.needed_text("id"));
  field.name = TRY(keys.needed_text("name"));
  field.name_en = TRY(keys.text("name_en"));
  field.type = TRY(keys.word("type", field.type, ValueType::Address));
  TRY(read_field_place(keys, field));
  field.required = TRY(keys.flag("required"));
  field.rules = TRY(keys.texts("rules"));
  TRY(check_rules(keys, field));
  field.metadata = TRY(keys.text("metadata"));
  if (!field.metadata.empty() && !is_metadata(field.metadata)) {
    return keys.wrong("metadata", "a datum of TT 01/2023 art. 9 (see README.md)");
  }
  field.review_below = TRY(keys.number("review_below", field.review_below, 0, 1));
  return field;
}

Result<void> add_field(Keys& keys, TemplateDraft& draft) {
  FieldTemplate field = TRY(read_field(keys));
  if (draft.form.field(field.id) != nullptr) {
    return keys.wrong("id", "unlike that of another field: '" + field.id + "' is there twice");
  }
  draft.rule_spots[field.id] = keys.spot("rules");
  draft.form.fields.push_back(std::move(field));
  return {};
}

Result<void> add_evidence(Keys& keys, TemplateDraft& draft) {
  draft.form.evidence.push_back(TRY(read_evidence(keys)));
  return {};
}

Result<void> read_names(Keys& keys, DocumentTemplate& form) {
  form.id = TRY(keys.needed_text("id"));
  const bool is_base = form.id.starts_with('_');
  form.name = TRY(is_base ? keys.text("name") : keys.needed_text("name"));
  form.name_en = TRY(keys.text("name_en"));
  form.group = TRY(keys.text("group"));
  form.source = TRY(keys.text("source"));
  form.certainty = TRY(keys.text("certainty"));
  form.valid_from = TRY(keys.date("valid_from"));
  form.valid_to = TRY(keys.date("valid_to"));
  form.accept_from = TRY(keys.number("accept_from", form.accept_from, 0, 1));
  return {};
}

Result<void> expect_schema(Keys& keys) {
  const std::string schema = TRY(keys.text("schema"));
  if (schema == kSchema) return {};
  return keys.wrong("schema", "\"" + std::string(kSchema) + "\"");
}

}  // namespace

Result<TemplateDraft> read_draft(const TemplateText& file, const Limits& limits) {
  if (file.text.size() > limits.template_bytes) {
    return Error{Fault::FileTooLarge, std::to_string(file.text.size()), {file.file, 0, -1, {}}};
  }
  const toml::table table = TRY(parsed(file));
  Keys keys(table, file.file);
  TRY(expect_schema(keys));
  TemplateDraft draft;
  TRY(read_names(keys, draft.form));
  draft.extends = TRY(keys.text("extends"));
  draft.has_accept_from = table.contains("accept_from");
  draft.spot = keys.spot("id");
  draft.extends_spot = keys.spot("extends");
  TRY(keys.each_table("evidence", [&](Keys& row) { return add_evidence(row, draft); }));
  TRY(keys.each_table("field", [&](Keys& row) { return add_field(row, draft); }));
  TRY(keys.no_others());
  return draft;
}

}  // namespace sohoa
