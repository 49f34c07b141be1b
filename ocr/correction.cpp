#include "ocr/correction.h"

#include <algorithm>

#include "core/text.h"
#include "ocr/fuzzy.h"
#include "ocr/text_layer.h"

namespace sohoa {
namespace {

std::string without_comments(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    kept += std::string(line.substr(0, line.find('#'))) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return kept;
}

/// A word with the marks around it: "(hồ" → "(", "hồ", "".
struct Stripped {
  std::string before;
  std::string core;
  std::string after;
};

bool is_mark(char32_t c) {
  return ocr::skeleton_char(c) == 0;
}

Stripped stripped(const std::string& word) {
  const std::u32string text = to_utf32(word);
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (begin < end && is_mark(text[begin])) ++begin;
  while (end > begin && is_mark(text[end - 1])) --end;
  return {to_utf8(text.substr(0, begin)),
          to_utf8(text.substr(begin, end - begin)),
          to_utf8(text.substr(end))};
}

bool is_upper(char32_t c) {
  const std::string one = to_utf8(std::u32string_view(&c, 1));
  return to_lower(one) != one;
}

/// How a word is written: the first letter large at the start of a sentence, the rest small.
enum class Casing : std::uint8_t { Lower, First, Other };

Casing casing_of(const std::u32string& text) {
  const auto upper = std::count_if(text.begin(), text.end(), is_upper);
  if (upper == 0) return Casing::Lower;
  return upper == 1 && is_upper(text.front()) ? Casing::First : Casing::Other;
}

// A capital inside a line is a name's, at its start or behind a full stop a sentence's.
bool may_be_corrected(const Line& line, std::size_t index, const std::string& core) {
  const std::u32string text = to_utf32(core);
  if (text.size() < 2) return false;
  const auto is_digit = [](char32_t c) { return c >= '0' && c <= '9'; };
  if (std::any_of(text.begin(), text.end(), is_digit)) return false;
  if (std::any_of(text.begin(), text.end(), is_mark)) return false;
  const Casing casing = casing_of(text);
  return casing == Casing::Lower ||
         (casing == Casing::First && index == 0 && line.words.size() > 4);
}

// Capitals at the start of a line may begin a name all the same, when another follows.
bool begins_name(const Line& line, std::size_t index, const std::string& core) {
  if (casing_of(to_utf32(core)) == Casing::Lower || index + 1 >= line.words.size()) return false;
  const std::u32string next = to_utf32(stripped(line.words[index + 1].text).core);
  return !next.empty() && is_upper(next.front());
}

std::string with_casing(const std::string& word, const std::string& like) {
  const std::u32string shape = to_utf32(like);
  if (shape.empty() || !is_upper(shape.front())) return word;
  std::u32string text = to_utf32(word);
  // Upper case of one letter: the capital whose small letter it is.
  const std::u32string small = to_utf32(to_lower(to_utf8(shape.substr(0, 1))));
  if (!small.empty() && small.front() == text.front()) text.front() = shape.front();
  return to_utf8(text);
}

// Folded forms one letter away: any letter left out, or any put in place of any.
std::vector<std::string> neighbours(const std::string& folded) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    std::string shorter = folded;
    shorter.erase(i, 1);
    all.push_back(std::move(shorter));
    for (char c = 'a'; c <= 'z'; ++c) {
      std::string other = folded;
      other[i] = c;
      if (other != folded) all.push_back(std::move(other));
    }
  }
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    for (char c = 'a'; c <= 'z'; ++c) all.push_back(std::string(folded).insert(i, 1, c));
  }
  return all;
}

}  // namespace

Lexicon::Lexicon(std::string_view text) {
  const std::string words = without_comments(to_nfc(text));
  for (const std::string_view word : split_words(words)) {
    const std::string lower = to_lower(word);
    if (!is_vietnamese_syllable(lower) || has(lower)) continue;
    by_fold_[fold(lower)].push_back(lower);
    ++size_;
  }
}

bool Lexicon::has(std::string_view word) const {
  const auto found = by_fold_.find(fold(word));
  if (found == by_fold_.end()) return false;
  return std::find(found->second.begin(), found->second.end(), word) != found->second.end();
}

std::string Lexicon::nearest(std::string_view word) const {
  const std::string folded = fold(word);
  if (const auto same = by_fold_.find(folded); same != by_fold_.end()) {
    return same->second.size() == 1 ? same->second.front() : std::string();
  }
  // Another letter is proposed for what can be no word, and never for the shortest: they are near
  // to everything.
  constexpr std::size_t kShort = 3;
  if (folded.size() <= kShort || is_vietnamese_syllable(word)) return {};
  std::vector<std::string> near;
  for (const std::string& other : neighbours(folded)) {
    const auto found = by_fold_.find(other);
    if (found != by_fold_.end())
      near.insert(near.end(), found->second.begin(), found->second.end());
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  return near.size() == 1 ? near.front() : std::string();
}

std::vector<Correction> propose_corrections(const PageText& page,
                                            const Lexicon& lexicon,
                                            double below) {
  std::vector<Correction> found;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const Line& line = page.lines[i];
    for (std::size_t j = 0; j < line.words.size(); ++j) {
      const Word& word = line.words[j];
      if (word.confidence >= below) continue;
      const Stripped parts = stripped(word.text);
      if (!may_be_corrected(line, j, parts.core) || begins_name(line, j, parts.core)) continue;
      const std::string lower = to_lower(parts.core);
      if (lexicon.has(lower)) continue;
      const std::string better = lexicon.nearest(lower);
      if (better.empty()) continue;
      const std::string to = parts.before + with_casing(better, parts.core) + parts.after;
      found.push_back({i, j, word.text, to, word.box, word.confidence});
    }
  }
  return found;
}

bool may_correct(ValueType type) {
  return type == ValueType::Text;
}

std::string corrected_text(const PageText& page, const std::vector<Correction>& corrections) {
  PageText copy = page;
  for (const Correction& one : corrections)
    copy.lines.at(one.line).words.at(one.word).text = one.to;
  return plain_text(copy);
}

}  // namespace sohoa
