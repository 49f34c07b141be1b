#include "ocr/date_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ocr/fuzzy.h"

namespace sohoa::ocr {
namespace {

/// A run of digits, a run of letters, or one mark.
struct Token {
  enum class Kind { Number, Word, Mark };
  Kind kind = Kind::Mark;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_space(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\t';
}

Token::Kind kind_of(char32_t c) {
  if (is_digit(c)) return Token::Kind::Number;
  return skeleton_char(c) != 0 ? Token::Kind::Word : Token::Kind::Mark;
}

std::vector<Token> tokens_of(std::u32string_view text) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    Token token{kind_of(text[i]), i, i + 1};
    const bool is_run = token.kind != Token::Kind::Mark;
    while (is_run && token.end < text.size() && !is_space(text[token.end]) &&
           kind_of(text[token.end]) == token.kind) {
      ++token.end;
    }
    tokens.push_back(token);
    i = token.end;
  }
  return tokens;
}

/// Walks over the tokens of one text.
class Reader {
 public:
  explicit Reader(std::u32string_view text) : text_(text), tokens_(tokens_of(text)) {}

  std::size_t size() const { return tokens_.size(); }
  const Token& token(std::size_t i) const { return tokens_[i]; }

  /// Digits of the token as a number when it has at most `most` of them; -1 otherwise.
  std::int32_t number(std::size_t i, std::size_t least, std::size_t most) const {
    if (i >= tokens_.size() || tokens_[i].kind != Token::Kind::Number) return -1;
    const std::size_t digits = tokens_[i].end - tokens_[i].begin;
    if (digits < least || digits > most) return -1;
    std::int32_t value = 0;
    for (std::size_t at = tokens_[i].begin; at < tokens_[i].end; ++at) {
      value = value * 10 + static_cast<std::int32_t>(text_[at] - U'0');
    }
    return value;
  }

  bool is_mark(std::size_t i, std::u32string_view marks) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::Mark &&
           marks.find(text_[tokens_[i].begin]) != std::u32string_view::npos;
  }

  /// Whether the token is the word `skeleton`, one slip forgiven in long ones.
  bool is_word(std::size_t i, std::u32string_view skeleton) const {
    if (i >= tokens_.size() || tokens_[i].kind != Token::Kind::Word) return false;
    std::u32string bones;
    for (std::size_t at = tokens_[i].begin; at < tokens_[i].end; ++at) {
      bones.push_back(skeleton_char(text_[at]));
    }
    const std::int32_t most = skeleton.size() >= 4 ? 1 : 0;
    return slips_between(bones, skeleton, most) <= most;
  }

  /// Leaders and marks between the parts of a date.
  std::size_t skip_leaders(std::size_t i) const {
    while (is_mark(i, U".…_-–—,:;/")) ++i;
    return i;
  }

 private:
  std::u32string_view text_;
  std::vector<Token> tokens_;
};

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// The number at `i`, or 0 where only leaders stand; moves on. A number that is too long is no part.
std::int32_t part(const Reader& reader, std::size_t& i, std::size_t most) {
  i = reader.skip_leaders(i);
  const std::int32_t number = reader.number(i, 1, most);
  if (number < 0) return 0;
  i = reader.skip_leaders(i + 1);
  return number == 0 ? -1 : number;  // "00" stands for no day of ours
}

// "ngày [d] tháng [m] năm [y]" from the token at `i`; at the start of the text the first word may
// have gone with the label.
std::optional<DateCut> worded(const Reader& reader, std::size_t i) {
  const std::size_t first = i;
  const bool has_word = reader.is_word(i, U"ngay");
  if (!has_word && (i > 0 || reader.number(i, 1, 2) < 0)) return std::nullopt;
  DateCut cut;
  i += has_word ? 1 : 0;
  if (reader.is_word(i, U"mong") || reader.is_word(i, U"mung")) ++i;
  cut.date.day = part(reader, i, 2);
  if (!reader.is_word(i++, U"thang")) return std::nullopt;
  cut.date.month = part(reader, i, 2);
  if (!reader.is_word(i, U"nam")) return std::nullopt;
  std::size_t last = i++;
  cut.date.year = part(reader, i, 4);
  if (cut.date.year > 0) last = i - 1;
  while (last > first && reader.token(last).kind == Token::Kind::Mark) --last;
  const bool has_unreadable =
      cut.date.day < 0 || cut.date.month < 0 || cut.date.year < 0 ||
      (cut.date.year > 0 && cut.date.year < 1000);  // "năm 202…": the rest is missing
  if (has_unreadable) return std::nullopt;
  cut.begin = reader.token(first).begin;
  cut.end = reader.token(last).end;
  return cut;
}

// "24/03/2021", also with dots or dashes, also with spaces.
std::optional<DateCut> numbered(const Reader& reader, std::size_t i) {
  constexpr std::u32string_view kMarks = U"/.-–";
  const std::int32_t day = reader.number(i, 1, 2);
  const std::int32_t month = reader.number(i + 2, 1, 2);
  const std::int32_t year = reader.number(i + 4, 4, 4);
  if (day < 1 || month < 1 || year < 1) return std::nullopt;
  if (!reader.is_mark(i + 1, kMarks) || !reader.is_mark(i + 3, kMarks)) return std::nullopt;
  return DateCut{{year, month, day}, reader.token(i).begin, reader.token(i + 4).end};
}

// Older forms ask for the year of birth alone.
std::optional<DateCut> bare_year(const Reader& reader) {
  std::size_t found = kNowhere;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    if (reader.token(i).kind == Token::Kind::Mark) continue;
    if (found != kNowhere || reader.number(i, 4, 4) < 1000) return std::nullopt;
    found = i;
  }
  if (found == kNowhere) return std::nullopt;
  return DateCut{
      {reader.number(found, 4, 4), 0, 0}, reader.token(found).begin, reader.token(found).end};
}

}  // namespace

std::optional<DateCut> find_date(std::u32string_view text) {
  const Reader reader(text);
  for (std::size_t i = 0; i < reader.size(); ++i) {
    if (auto cut = numbered(reader, i)) return cut;
    if (auto cut = worded(reader, i)) return cut;
  }
  return bare_year(reader);
}

}  // namespace sohoa::ocr
