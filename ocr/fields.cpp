#include "ocr/fields.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ocr/field_certainty.h"
#include "ocr/field_rules.h"
#include "ocr/field_values.h"
#include "ocr/labels.h"
#include "ocr/paper_lines.h"
#include "ocr/taken_text.h"

namespace sohoa {
namespace {

using ocr::Cut;
using ocr::Label;
using ocr::Paper;
using ocr::PaperLine;
using ocr::TakenText;

// ---- From the page ---------------------------------------------------------------------------

Box box_of(const TakenText& taken, const Cut& cut) {
  Box box;
  for (std::size_t i = cut.begin; i < cut.end; ++i) {
    if (taken.words[i] != nullptr) box = unite(box, taken.words[i]->box);
  }
  return box;
}

// A blank's place is that of its label.
void place_blank(const Paper& paper, const Label& label, Field& field) {
  const PaperLine& line = paper.lines[label.line];
  field.page = static_cast<std::int32_t>(line.page + 1);
  field.box = line.line->box;
}

void place_value(const Paper& paper, const TakenText& taken, const Cut& cut, Field& field) {
  const std::size_t at = std::min(cut.begin, taken.lines.size() - 1);
  field.page = static_cast<std::int32_t>(paper.lines[taken.lines[at]].page + 1);
  field.box = box_of(taken, cut);
}

FieldSource source_of(const std::vector<SourcePage>& pages, std::int32_t page) {
  const PageText& text = *pages[static_cast<std::size_t>(page - 1)].text;
  return text.source == TextSource::TextLayer ? FieldSource::TextLayer : FieldSource::Ocr;
}

Field found_field(const Paper& paper,
                  const FieldTemplate& wanted,
                  const TakenText& taken,
                  const Label* label) {
  Field field;
  const Cut cut = ocr::cut_value(taken.text, wanted.type, wanted.take);
  field.value = cut.value;
  field.raw = squeeze(to_utf8(taken.text));
  field.is_blank = cut.is_blank;
  if (!taken.text.empty()) {
    place_value(paper, taken, cut, field);
  } else {
    place_blank(paper, *label, field);
  }
  if (field.box.is_empty() && label != nullptr) place_blank(paper, *label, field);
  field.confidence = ocr::certainty(wanted, taken, cut, label);
  return field;
}

/// One paper and one template while its fields are read.
struct Reading {
  const Paper& paper;
  const DocumentTemplate& form;
  std::vector<Label> labels;
  std::vector<std::optional<Label>> values;  ///< of each field: the place of its value, as a label
};

bool leans_on_field(const FieldTemplate& wanted) {
  return !wanted.anchors.empty() && wanted.anchors.front().starts_with('@');
}

// The value of the field that the anchor "@id" names, as if it were a printed label.
const Label* label_of_value(const Reading& reading, const FieldTemplate& wanted) {
  const std::string_view id = std::string_view(wanted.anchors.front()).substr(1);
  for (std::size_t i = 0; i < reading.form.fields.size(); ++i) {
    if (reading.form.fields[i].id == id && reading.values[i]) return &*reading.values[i];
  }
  return nullptr;
}

const Label* label_of(const Reading& reading, std::size_t index) {
  const FieldTemplate& wanted = reading.form.fields[index];
  if (wanted.take == Take::Zone) return nullptr;
  if (leans_on_field(wanted)) return label_of_value(reading, wanted);
  return ocr::choose_label(reading.paper, reading.form, index, reading.labels);
}

// Other fields may stand above or below this value: its first line says where.
void keep_place(const TakenText& taken, std::size_t index, Reading& reading) {
  if (taken.text.empty()) return;
  Label place;
  place.field = index;
  place.line = taken.lines.front();
  place.end = reading.paper.lines[place.line].text.size();
  place.value = place.end;
  place.quality = 1;
  place.starts_line = true;
  reading.values[index] = place;
}

Field read_field(std::size_t index, Reading& reading) {
  const FieldTemplate& wanted = reading.form.fields[index];
  const Label* label = label_of(reading, index);
  const TakenText taken =
      ocr::taken_text(reading.paper, reading.form, index, reading.labels, label);
  Field field;
  const bool is_found = !taken.text.empty() || (label != nullptr && !leans_on_field(wanted));
  if (is_found) field = found_field(reading.paper, wanted, taken, label);
  field.id = wanted.id;
  field.name = wanted.name;
  keep_place(taken, index, reading);
  return field;
}

// Fields that lean on others come second.
std::vector<Field> read_fields(const Paper& paper, const DocumentTemplate& form) {
  Reading reading{paper, form, ocr::find_labels(paper, form), {}};
  reading.values.resize(form.fields.size());
  std::vector<Field> fields(form.fields.size());
  for (const bool leaning : {false, true}) {
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
      if (leans_on_field(form.fields[i]) == leaning) fields[i] = read_field(i, reading);
    }
  }
  return fields;
}

// ---- From codes ------------------------------------------------------------------------------

bool says_the_same(const std::string& a, const std::string& b) {
  return to_lower(squeeze(a)) == to_lower(squeeze(b));
}

// The value in the code wins. What was read with certainty and says otherwise is told: one of the
// two is not this paper's.
void take_code(const std::string& value, std::int32_t page, Field& field) {
  constexpr double kConfident = 0.90;
  const bool contradicts =
      !field.value.empty() && !says_the_same(field.value, value) && field.confidence >= kConfident;
  if (contradicts) {
    field.rules.push_back({"barcode",
                           RuleOutcome::Warning,
                           "Chữ in đọc được là “" + field.value + "”, khác với mã QR",
                           "the printed text differs from the bar code"});
    field.candidates.push_back(field.value);
  }
  if (field.page == 0) field.page = page;
  if (field.raw.empty()) field.raw = value;
  field.value = value;
  field.is_blank = false;
  field.confidence = 1;
  field.source = FieldSource::Barcode;
}

void take_codes(const std::vector<SourcePage>& pages, const FieldTemplate& wanted, Field& field) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const auto& [key, value] : pages[i].barcode_values) {
      const bool is_ours = key == wanted.id || (!wanted.metadata.empty() && key == wanted.metadata);
      if (!is_ours || value.empty()) continue;
      return take_code(value, static_cast<std::int32_t>(i + 1), field);
    }
  }
}

// ---- Rules -----------------------------------------------------------------------------------

void run_rules(const FieldTemplate& wanted, const RuleContext& context, Field& field) {
  const std::string_view own = rule_of(wanted.type);
  if (!own.empty()) apply_rule(own, context, field);
  for (const std::string& rule : wanted.rules) {
    if (rule != own) apply_rule(rule, context, field);
  }
}

}  // namespace

std::vector<Field> extract_fields(const std::vector<SourcePage>& pages,
                                  const DocumentTemplate& form,
                                  const AgencyLookup& agencies,
                                  std::string_view today) {
  const Paper paper = ocr::paper_of(pages);
  std::vector<Field> fields = read_fields(paper, form);
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    if (fields[i].page > 0) fields[i].source = source_of(pages, fields[i].page);
    take_codes(pages, form.fields[i], fields[i]);
  }
  const RuleContext context{fields, agencies, std::string(today)};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    run_rules(form.fields[i], context, fields[i]);
    ocr::settle(form.fields[i], fields[i]);
  }
  return fields;
}

const Field* find_field(const std::vector<Field>& fields, std::string_view id) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.id == id; });
  return found == fields.end() ? nullptr : &*found;
}

std::string_view name(FieldSource source) {
  constexpr std::array<std::string_view, 5> kNames = {
      "ocr", "text-layer", "barcode", "declared", "officer"};
  return kNames.at(static_cast<std::size_t>(source));
}

std::string_view name(RuleOutcome outcome) {
  constexpr std::array<std::string_view, 3> kNames = {"passed", "warning", "failed"};
  return kNames.at(static_cast<std::size_t>(outcome));
}

}  // namespace sohoa
