#include "ocr/fuzzy.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t kWordBits = 64;

char32_t fold_char(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
  const std::u32string folded = to_utf32(fold(to_utf8(std::u32string_view(&c, 1))));
  return folded.empty() ? 0 : folded.front();
}

char32_t lower_char(char32_t c) {
  if (c < 128) return fold_char(c);
  const std::u32string lower = to_utf32(to_lower(to_utf8(std::u32string_view(&c, 1))));
  return lower.empty() ? c : lower.front();
}

// Letters of other scripts stay as they are; signs, dingbats and spaces have no place.
bool is_wide_letter(char32_t c) {
  return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x3040 && c < 0xD800);
}

/// Fewest slips of the pattern anywhere in `text` (Myers 1999, bit-parallel): a fast "not here".
std::int32_t least_slips(std::u32string_view pattern, std::u32string_view text) {
  std::array<std::uint64_t, 128> peq{};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    peq.at(pattern[i] & 127U) |= std::uint64_t{1} << i;
  }
  std::uint64_t pv = ~std::uint64_t{0};
  std::uint64_t mv = 0;
  const std::uint64_t last = std::uint64_t{1} << (pattern.size() - 1);
  auto slips = static_cast<std::int32_t>(pattern.size());
  std::int32_t least = slips;
  for (const char32_t c : text) {
    const std::uint64_t eq = peq.at(c & 127U);
    const std::uint64_t xv = eq | mv;
    const std::uint64_t xh = (((eq & pv) + pv) ^ pv) | eq;
    std::uint64_t ph = mv | ~(xh | pv);
    std::uint64_t mh = pv & xh;
    slips += (ph & last) != 0 ? 1 : 0;
    slips -= (mh & last) != 0 ? 1 : 0;
    ph <<= 1U;
    mh <<= 1U;
    pv = mh | ~(xv | ph);
    mv = ph & xv;
    least = std::min(least, slips);
  }
  return least;
}

/// One column of Sellers' table: slips of each prefix that ends here, and where it began.
struct Column {
  std::vector<std::int32_t> slips;
  std::vector<std::size_t> begin;
};

void step(const std::u32string& pattern, char32_t c, std::size_t at, Column& column) {
  std::int32_t above_left = 0;
  std::size_t above_left_begin = at;
  column.begin[0] = at + 1;
  for (std::size_t i = 1; i <= pattern.size(); ++i) {
    const std::int32_t replaced = above_left + (pattern[i - 1] == c ? 0 : 1);
    const std::int32_t skipped = column.slips[i] + 1;      // c stands in the text only
    const std::int32_t missing = column.slips[i - 1] + 1;  // pattern[i-1] stands nowhere
    above_left = column.slips[i];
    const std::size_t old_begin = column.begin[i];
    if (replaced <= skipped && replaced <= missing) {
      column.slips[i] = replaced;
      column.begin[i] = above_left_begin;
    } else if (skipped <= missing) {
      column.slips[i] = skipped;
    } else {
      column.slips[i] = missing;
      column.begin[i] = column.begin[i - 1];
    }
    above_left_begin = old_begin;
  }
}

std::vector<Hit> all_ends(const Pattern& pattern, std::u32string_view text) {
  const std::u32string& wanted = pattern.skeleton();
  Column column{std::vector<std::int32_t>(wanted.size() + 1),
                std::vector<std::size_t>(wanted.size() + 1, 0)};
  std::iota(column.slips.begin(), column.slips.end(), 0);
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    step(wanted, text[at], at, column);
    if (column.slips.back() > pattern.allowed()) continue;
    hits.push_back({column.begin.back(), at + 1, column.slips.back()});
  }
  return hits;
}

// Of places that overlap the one with the fewest slips stays; of equals the longer.
std::vector<Hit> best_of(const std::vector<Hit>& hits) {
  std::vector<Hit> best;
  for (const Hit& hit : hits) {
    if (best.empty() || hit.begin >= best.back().end) {
      best.push_back(hit);
    } else if (hit.slips < best.back().slips) {
      best.back() = hit;
    }
  }
  return best;
}

bool is_ascii(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return c < 128; });
}

bool may_hold(const Pattern& pattern, std::u32string_view text) {
  const std::u32string& wanted = pattern.skeleton();
  if (wanted.size() > text.size() + static_cast<std::size_t>(pattern.allowed())) return false;
  if (wanted.size() > kWordBits || !is_ascii(wanted)) return true;
  return least_slips(wanted, text) <= pattern.allowed();
}

std::int32_t forgiven(std::size_t size) {
  constexpr std::size_t kExact = 4;
  constexpr std::size_t kOneSlipIn = 6;
  constexpr std::size_t kMost = 6;
  if (size <= kExact) return 0;
  return static_cast<std::int32_t>(std::min(kMost, 1 + (size - kExact) / kOneSlipIn));
}

}  // namespace

char32_t skeleton_char(char32_t c) {
  const char32_t folded = fold_char(c);
  if (folded == 'l' || folded == '1') return 'i';
  if (folded == '0') return 'o';
  const bool is_plain = (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9');
  return is_plain || is_wide_letter(folded) ? folded : 0;
}

Pattern::Pattern(std::string_view text) : text_(to_utf32(text)) {
  for (const char32_t c : text_) {
    const char32_t bone = skeleton_char(c);
    if (bone == 0) continue;
    skeleton_.push_back(bone);
    marked_.push_back(lower_char(c));
  }
  allowed_ = forgiven(skeleton_.size());
}

std::vector<Hit> find_all(const Pattern& pattern, std::u32string_view text) {
  if (pattern.is_empty() || !may_hold(pattern, text)) return {};
  return best_of(all_ends(pattern, text));
}

std::int32_t slips_between(std::u32string_view a, std::u32string_view b, std::int32_t most) {
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > static_cast<std::size_t>(most)) return most + 1;
  std::vector<std::int32_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::int32_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::int32_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return std::min(row.back(), most + 1);
}

}  // namespace sohoa::ocr
