#include "ocr/accuracy.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/text.h"

namespace sohoa {
namespace {

double share(std::int32_t part, std::int32_t whole, double of_none) {
  return whole == 0 ? of_none : static_cast<double>(part) / whole;
}

/// "oà" and "òa": the same syllable, the mark on its second or its first vowel.
struct TonePlace {
  char32_t first;
  std::u32string_view second;  ///< marked
  std::u32string_view marked;  ///< the first vowel with the same marks
  char32_t plain;              ///< the second without
};

constexpr std::array<TonePlace, 6> kTonePlaces = {{{U'o', U"àáảãạ", U"òóỏõọ", U'a'},
                                                   {U'o', U"èéẻẽẹ", U"òóỏõọ", U'e'},
                                                   {U'u', U"ỳýỷỹỵ", U"ùúủũụ", U'y'},
                                                   {U'O', U"ÀÁẢÃẠ", U"ÒÓỎÕỌ", U'A'},
                                                   {U'O', U"ÈÉẺẼẸ", U"ÒÓỎÕỌ", U'E'},
                                                   {U'U', U"ỲÝỶỸỴ", U"ÙÚỦŨỤ", U'Y'}}};
constexpr std::array<TonePlace, 3> kTonePlacesOfCapitals = {{{U'O', U"àáảãạ", U"ÒÓỎÕỌ", U'a'},
                                                             {U'O', U"èéẻẽẹ", U"ÒÓỎÕỌ", U'e'},
                                                             {U'U', U"ỳýỷỹỵ", U"ÙÚỦŨỤ", U'y'}}};

template <class Table>
bool move_mark(const Table& table, char32_t first, char32_t second, std::u32string& made) {
  for (const TonePlace& place : table) {
    const std::size_t tone = place.second.find(second);
    if (place.first != first || tone == std::u32string_view::npos) continue;
    made.push_back(place.marked[tone]);
    made.push_back(place.plain);
    return true;
  }
  return false;
}

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
}

std::u32string plain_marks(std::u32string text) {
  for (char32_t& c : text) {
    if (c == U'–' || c == U'—') c = U'-';
    if (c == U'“' || c == U'”') c = U'"';
  }
  return text;
}

// Both ways of placing a tone mark are written in the same office: "Hoà" is "Hòa". Inside a longer
// rhyme ("hoàn") there is one way only.
std::u32string one_tone_place(const std::u32string& text) {
  std::u32string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_last = i + 2 >= text.size() || !is_letter(text[i + 2]);
    const bool has_pair = i + 1 < text.size() && is_last;
    if (has_pair && (move_mark(kTonePlaces, text[i], text[i + 1], made) ||
                     move_mark(kTonePlacesOfCapitals, text[i], text[i + 1], made))) {
      ++i;
    } else {
      made.push_back(text[i]);
    }
  }
  return made;
}

std::u32string comparable(std::string_view value) {
  constexpr std::u32string_view kEndMarks = U" .;,";
  std::u32string text = one_tone_place(plain_marks(to_utf32(squeeze(to_nfc(value)))));
  while (!text.empty() && kEndMarks.find(text.back()) != std::u32string_view::npos) text.pop_back();
  return text;
}

/// What the truth says of one field of a paper.
struct Expected {
  bool is_told = false;
  bool is_blank = false;
  std::string value;
};

Expected expected_of(const PaperTruth& truth, const std::string& field) {
  Expected expected;
  const auto value = truth.fields.find(field);
  expected.is_blank = std::find(truth.blank.begin(), truth.blank.end(), field) != truth.blank.end();
  if (value != truth.fields.end()) expected.value = value->second;
  expected.is_told = value != truth.fields.end() || expected.is_blank;
  return expected;
}

// Cards print names in capitals, their codes do not.
bool is_right_value(const Field& field, const std::string& expected) {
  if (field.source != FieldSource::Barcode) return is_same_value(field.value, expected);
  return is_same_value(to_lower(field.value), to_lower(expected));
}

FieldAccuracy& row_of(AccuracyTable& table, const std::string& type, const std::string& field) {
  for (FieldAccuracy& row : table.fields) {
    if (row.type == type && row.field == field) return row;
  }
  return table.fields.emplace_back(FieldAccuracy{type, field, 0, 0, 0, 0});
}

TypeAccuracy& row_of(AccuracyTable& table, const std::string& type) {
  for (TypeAccuracy& row : table.types) {
    if (row.type == type) return row;
  }
  return table.types.emplace_back(TypeAccuracy{type, 0, 0, 0, 0});
}

void add_type(const TestedPaper& paper, AccuracyTable& table) {
  TypeAccuracy& row = row_of(table, paper.truth.type);
  const bool is_right = paper.type == paper.truth.type;
  const bool is_none = paper.truth.type.empty() && !paper.is_type_sure;
  ++row.samples;
  if (is_none || (is_right && paper.is_type_sure)) {
    ++row.right;
    return;
  }
  (paper.is_type_sure ? row.wrong : row.unsure) += 1;
  table.worst.push_back({paper.name,
                         paper.truth.type,
                         "",
                         paper.truth.type,
                         paper.type,
                         paper.type_confidence,
                         paper.is_type_sure});
}

// A field is filed when its paper's type is: nothing of a paper of doubtful type goes unseen.
void add_field(const TestedPaper& paper,
               const std::string& id,
               const Field* field,
               AccuracyTable& table) {
  const Expected expected = expected_of(paper.truth, id);
  if (!expected.is_told) return;
  FieldAccuracy& row = row_of(table, paper.truth.type, id);
  ++row.samples;
  const bool has_answer = field != nullptr && (!field->value.empty() || field->is_blank);
  const bool is_filed = has_answer && paper.is_type_sure && !field->needs_review;
  const bool is_right = has_answer && is_right_value(*field, expected.value);
  row.right += is_right ? 1 : 0;
  row.filed += is_filed ? 1 : 0;
  row.filed_right += is_filed && is_right ? 1 : 0;
  if (is_right) return;
  table.worst.push_back({paper.name,
                         paper.truth.type,
                         id,
                         expected.value,
                         field == nullptr ? "" : field->value,
                         field == nullptr ? 0 : field->confidence,
                         is_filed});
}

// Fields by another type's template say nothing of this paper's.
void add_fields(const TestedPaper& paper, AccuracyTable& table) {
  const bool is_ours = paper.type == paper.truth.type;
  std::vector<std::string> ids = paper.truth.blank;
  for (const auto& [id, value] : paper.truth.fields) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (const std::string& id : ids) {
    add_field(paper, id, is_ours ? find_field(paper.fields, id) : nullptr, table);
  }
}

void sort_rows(AccuracyTable& table) {
  const auto by_field = [](const FieldAccuracy& a, const FieldAccuracy& b) {
    return std::tie(a.type, a.field) < std::tie(b.type, b.field);
  };
  const auto by_type = [](const TypeAccuracy& a, const TypeAccuracy& b) { return a.type < b.type; };
  const auto by_harm = [](const WorstCase& a, const WorstCase& b) {
    return std::tie(b.is_filed, b.confidence) < std::tie(a.is_filed, a.confidence);
  };
  std::sort(table.fields.begin(), table.fields.end(), by_field);
  std::sort(table.types.begin(), table.types.end(), by_type);
  std::stable_sort(table.worst.begin(), table.worst.end(), by_harm);
}

}  // namespace

double FieldAccuracy::precision() const {
  return share(filed_right, filed, 1);
}

double FieldAccuracy::recall() const {
  return share(right, samples, 1);
}

double FieldAccuracy::review_share() const {
  return share(samples - filed, samples, 0);
}

FieldAccuracy AccuracyTable::total() const {
  FieldAccuracy all;
  for (const FieldAccuracy& row : fields) {
    all.samples += row.samples;
    all.right += row.right;
    all.filed += row.filed;
    all.filed_right += row.filed_right;
  }
  return all;
}

bool AccuracyTable::has_wrong_filed() const {
  return std::any_of(worst.begin(), worst.end(), [](const WorstCase& one) { return one.is_filed; });
}

AccuracyTable measure_accuracy(const std::vector<TestedPaper>& papers) {
  AccuracyTable table;
  for (const TestedPaper& paper : papers) {
    add_type(paper, table);
    add_fields(paper, table);
  }
  sort_rows(table);
  return table;
}

bool is_same_value(std::string_view a, std::string_view b) {
  return comparable(a) == comparable(b);
}

}  // namespace sohoa
