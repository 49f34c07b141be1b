#include "storage/tokens.h"

#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include <utf8proc.h>

#include "core/text.h"

namespace sohoa {
namespace {

/// One form of one code point. Copied whole, eight bytes at a time, which is why it is small; none
/// below kTablePoints is longer.
struct Form {
  std::array<char, 7> bytes{};
  std::uint8_t size = 0;

  std::string_view text() const { return {bytes.data(), size}; }
};
static_assert(sizeof(Form) == 8);

/// What cutting needs to know of one code point.
struct PointInfo {
  Form exact;
  Form folded;
  bool is_word = false;  ///< letter or number: opens or continues a token
  bool is_mark = false;  ///< combining mark that NFC could not compose: only continues one
};

Form to_form(const std::string& text) {
  Form form;
  form.size = static_cast<std::uint8_t>(std::min(text.size(), form.bytes.size()));
  std::memcpy(form.bytes.data(), text.data(), form.size);
  return form;
}

PointInfo describe_point(char32_t point) {
  PointInfo about;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  about.is_word = (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
                  (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
  about.is_mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
  if (!about.is_word && !about.is_mark) return about;
  std::string character;
  append_utf8(character, point);
  about.exact = to_form(to_lower(character));
  about.folded = to_form(fold(character));
  return about;
}

// All of Vietnamese lies below U+2000. Folding one point at a time through utf8proc costs 300 ns,
// so the answers are made once: 8,192 rows, 3 ms at the first search or first page.
constexpr char32_t kTablePoints = 0x2000;

const std::vector<PointInfo>& point_table() {
  static const std::vector<PointInfo> table = [] {
    std::vector<PointInfo> rows;
    rows.reserve(kTablePoints);
    for (char32_t c = 0; c < kTablePoints; ++c) rows.push_back(describe_point(c));
    return rows;
  }();
  return table;
}

/// Reads code points of a text one by one.
class PointReader {
 public:
  explicit PointReader(std::string_view text) : text_(text), table_(point_table()) {}

  bool is_at_end() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }
  /// Steps over one code point; ill-formed bytes are U+FFFD.
  PointInfo next() {
    const char32_t point = next_point();
    return point < kTablePoints ? table_[point] : describe_point(point);
  }

 private:
  unsigned byte(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? static_cast<unsigned char>(text_[at_ + ahead]) : 0U;
  }
  static bool is_tail(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

  // Spelled out for ASCII and for the two and three bytes that Vietnamese letters take.
  char32_t next_point() {
    const unsigned first = byte(0);
    const unsigned second = byte(1);
    if (first < 0x80) return take(1, first);
    if (first >= 0xC2 && first < 0xE0 && is_tail(second)) {
      return take(2, (first & 0x1FU) << 6U | (second & 0x3FU));
    }
    const unsigned third = byte(2);
    if (first > 0xE0 && first < 0xED && is_tail(second) && is_tail(third)) {
      return take(3, (first & 0x0FU) << 12U | (second & 0x3FU) << 6U | (third & 0x3FU));
    }
    return any_point();
  }

  char32_t take(std::size_t bytes, unsigned point) {
    at_ += bytes;
    return point;
  }

  char32_t any_point() {
    utf8proc_int32_t point = -1;
    const auto* rest = reinterpret_cast<const utf8proc_uint8_t*>(text_.data() + at_);
    const auto used =
        utf8proc_iterate(rest, static_cast<utf8proc_ssize_t>(text_.size() - at_), &point);
    if (used <= 0) return take(1, U'\uFFFD');
    return take(static_cast<std::size_t>(used), static_cast<unsigned>(point));
  }

  std::string_view text_;
  const std::vector<PointInfo>& table_;
  std::size_t at_ = 0;
};

/// A string that grows by forms. Eight bytes are written whatever the form's size.
class Column {
 public:
  explicit Column(std::size_t usual) { text_.resize(usual + sizeof(Form)); }

  void add(const Form& form) {
    if (size_ + sizeof(Form) > text_.size()) text_.resize(2 * text_.size());
    std::memcpy(text_.data() + size_, &form, sizeof(Form));
    size_ += form.size;
  }
  std::string take() {
    text_.resize(size_);
    return std::move(text_);
  }

 private:
  std::string text_;
  std::size_t size_ = 0;
};

void close_token(std::vector<Token>& tokens, std::optional<Token>& open) {
  if (open) tokens.push_back(std::move(*open));
  open.reset();
}

void append_pair(std::string& pairs, std::string_view first, std::string_view second) {
  if (!pairs.empty()) pairs += ' ';
  pairs += first;
  pairs += '_';
  pairs += second;
}

/// How often `words` (with a space behind each) stand in `column`. memmem() because each place
/// begins with a space: std::string::find() would stop at every one.
int count_places(std::string_view column, const std::string& words) {
  int count = column.starts_with(words) ? 1 : 0;
  const std::string wanted = ' ' + words;
  const char* const end = column.data() + column.size();
  const char* at = column.data();
  while (true) {
    const auto left = static_cast<std::size_t>(end - at);
    const void* found = ::memmem(at, left, wanted.data(), wanted.size());
    if (found == nullptr) return count;
    at = static_cast<const char*>(found) + 1;
    ++count;
  }
}

}  // namespace

std::vector<Token> tokenize(std::string_view nfc) {
  std::vector<Token> tokens;
  std::optional<Token> open;
  for (PointReader points(nfc); !points.is_at_end();) {
    const std::size_t begin = points.at();
    const PointInfo about = points.next();
    if (!about.is_word && !(about.is_mark && open)) {
      close_token(tokens, open);
      continue;
    }
    if (!open) open = Token{begin, begin, {}, {}};
    open->end = points.at();
    open->exact += about.exact.text();
    open->folded += about.folded.text();
  }
  close_token(tokens, open);
  return tokens;
}

IndexedText index_form(std::string_view nfc) {
  const Form space{{' '}, 1};
  Column exact(nfc.size());
  Column folded(nfc.size());
  bool is_open = false;
  for (PointReader points(nfc); !points.is_at_end();) {
    const PointInfo about = points.next();
    const bool goes_on = about.is_word || (about.is_mark && is_open);
    if (goes_on || is_open) {
      exact.add(goes_on ? about.exact : space);
      folded.add(goes_on ? about.folded : space);
    }
    is_open = goes_on;
  }
  if (is_open) exact.add(space);
  if (is_open) folded.add(space);
  return {exact.take(), folded.take()};
}

std::string neighbour_pairs(std::string_view folded) {
  std::string pairs;
  pairs.reserve(2 * folded.size());
  std::string_view before;
  for (const auto token : split_words(folded)) {
    if (!before.empty()) append_pair(pairs, before, token);
    before = token;
  }
  return pairs;
}

std::vector<int> count_terms(std::string_view column,
                             const std::vector<Term>& terms,
                             TextForm form) {
  std::vector<int> counts;
  counts.reserve(terms.size());
  for (const Term& term : terms) {
    std::string words;
    for (const Token& token : term) words += token.form(form) + ' ';
    counts.push_back(count_places(column, words));
  }
  return counts;
}

}  // namespace sohoa
