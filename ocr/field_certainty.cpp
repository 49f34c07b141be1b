#include "ocr/field_certainty.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/text.h"
#include "ocr/text_layer.h"

namespace sohoa::ocr {
namespace {

struct Point2 {
  double x;
  double y;
};

// What the engine says against how often it is right, fitted to samples/ and the shared scans: its
// word confidences are low on capitals and marks, and hardly ever wrong from 0.85 on.
constexpr std::array<Point2, 7> kWordCurve = {
    {{0, 0}, {0.4, 0.35}, {0.6, 0.6}, {0.75, 0.82}, {0.84, 0.93}, {0.90, 0.975}, {1, 1}}};

double on_curve(double x) {
  for (std::size_t i = 1; i < kWordCurve.size(); ++i) {
    const Point2& a = kWordCurve.at(i - 1);
    const Point2& b = kWordCurve.at(i);
    if (x <= b.x) return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
  }
  return 1;
}

bool is_code(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string bare(std::string_view word) {
  constexpr std::u32string_view kMarks = U".,;:()/-–\"'“”[]*";
  std::u32string kept;
  for (const char32_t c : to_utf32(word)) {
    if (kMarks.find(c) == std::u32string_view::npos) kept.push_back(c);
  }
  return to_utf8(kept);
}

// Words that no Vietnamese syllable can be were most likely read wrong; abbreviations and codes are
// no syllables either and are left alone.
bool is_odd_word(std::string_view word) {
  const std::string plain = bare(word);
  if (plain.empty() || is_code(plain) || is_vietnamese_syllable(plain)) return false;
  return !is_upper_case(to_utf32(plain)) || has_diacritics(plain);
}

// A digit inside a word, or the other way round: "1rung", "O1".
bool is_mixed_word(std::string_view word) {
  const std::u32string text = to_utf32(bare(word));
  const auto is_digit = [](char32_t c) { return c >= '0' && c <= '9'; };
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return digits > 0 && std::cmp_less(digits, text.size());
}

bool is_prose(ValueType type) {
  return type == ValueType::Text || type == ValueType::PersonName || type == ValueType::Agency ||
         type == ValueType::Address;
}

double word_certainty(const Word& word, ValueType type) {
  constexpr double kOdd = 0.75;
  constexpr double kMixed = 0.6;
  const double sure = on_curve(word.confidence);
  if (!is_prose(type)) return sure;
  if (type == ValueType::PersonName && is_mixed_word(word.text)) return sure * kMixed;
  return is_odd_word(word.text) ? sure * kOdd : sure;
}

// A value is as good as its weakest word, and a long one a little less: each word can be wrong.
double words_certainty(const TakenText& taken, const Cut& cut, ValueType type) {
  constexpr double kEachWord = 0.9985;
  double weakest = 1;
  double all = 1;
  const Word* last = nullptr;
  for (std::size_t i = cut.begin; i < cut.end; ++i) {
    const Word* word = taken.words[i];
    if (word == nullptr || word == last) continue;
    last = word;
    if (bare(word->text).empty()) continue;
    weakest = std::min(weakest, word_certainty(*word, type));
    all *= kEachWord;
  }
  return weakest * all;
}

double label_certainty(const Label* label) {
  constexpr double kClean = 0.95;
  constexpr double kInSentence = 0.95;
  if (label == nullptr) return 1;
  const double match = label->quality >= kClean ? 1 : 0.5 + 0.5 * label->quality;
  return label->is_label_like() || label->quality >= kClean ? match : match * kInSentence;
}

// Words in front of the value that belong to neither label nor value, or a name that goes on where
// a name cannot.
double shape_certainty(const Cut& cut) {
  constexpr double kMisfit = 0.5;
  return cut.fits ? 1 : kMisfit;
}

double blank_certainty(const TakenText& taken) {
  constexpr double kMarked = 0.95;   // leaders, or the next label right behind
  constexpr double kNothing = 0.80;  // a pen may have written what was not read
  return taken.has_label_behind || !taken.text.empty() ? kMarked : kNothing;
}

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.0f%%", std::floor(share * 100));
  return text;
}

void add_reason(std::string& reasons, const std::string& reason) {
  if (!reasons.empty()) reasons += "; ";
  reasons += reason;
}

double rule_factor(RuleOutcome outcome) {
  switch (outcome) {
    case RuleOutcome::Passed:
      return 1;
    case RuleOutcome::Warning:
      return 0.75;
    case RuleOutcome::Failed:
      return 0.4;
  }
  return 1;
}

std::string missing_reason(const Field& field) {
  if (field.page == 0) return "Không tìm thấy trên giấy";
  return field.is_blank ? "Trên giấy để trống" : "Không đọc được";
}

}  // namespace

double certainty(const FieldTemplate& wanted,
                 const TakenText& taken,
                 const Cut& cut,
                 const Label* label) {
  const double place = label_certainty(label);
  if (cut.is_blank && cut.value.empty()) return place * blank_certainty(taken);
  if (cut.value.empty()) return 0;
  return place * shape_certainty(cut) * words_certainty(taken, cut, wanted.type);
}

void settle(const FieldTemplate& wanted, Field& field) {
  std::string reasons;
  const bool is_missing = field.value.empty();
  const bool is_found = field.page > 0;
  if (is_missing && (wanted.required || (is_found && !field.is_blank))) {
    add_reason(reasons, missing_reason(field));
  }
  for (const RuleResult& rule : field.rules) {
    field.confidence *= rule_factor(rule.outcome);
    if (rule.outcome != RuleOutcome::Passed) add_reason(reasons, rule.message_vi);
  }
  if (is_found && field.confidence < wanted.review_below && reasons.empty()) {
    add_reason(reasons,
               (is_missing ? "Chưa chắc là để trống (" : "Đọc chưa chắc (") +
                   percent(field.confidence) + ")");
  }
  field.needs_review = !reasons.empty();
  field.why_vi = std::move(reasons);
}

}  // namespace sohoa::ocr
