#include "intake/duplicate_page.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::int32_t kSide = 32;
constexpr std::int32_t kFrequencies = 8;
using Small = std::array<std::array<double, kSide>, kSide>;

double luminance(const std::uint8_t* pixel, int channels) {
  if (channels == 1) return pixel[0];
  return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}

double cell_mean(const Raster& page, std::int32_t cell_x, std::int32_t cell_y) {
  const auto edge = [](std::int32_t cell, std::int32_t size) {
    return static_cast<std::int32_t>(static_cast<std::int64_t>(cell) * size / kSide);
  };
  const std::int32_t x0 = edge(cell_x, page.width_px());
  const std::int32_t y0 = edge(cell_y, page.height_px());
  const std::int32_t x1 = std::max(edge(cell_x + 1, page.width_px()), x0 + 1);
  const std::int32_t y1 = std::max(edge(cell_y + 1, page.height_px()), y0 + 1);
  double sum = 0;
  for (std::int32_t y = y0; y < y1; ++y) {
    const std::uint8_t* pixel = page.row(y) + static_cast<std::size_t>(x0 * page.channels());
    for (std::int32_t x = x0; x < x1; ++x, pixel += page.channels()) {
      sum += luminance(pixel, page.channels());
    }
  }
  return sum / (static_cast<double>(x1 - x0) * (y1 - y0));
}

Small shrink(const Raster& page) {
  Small small{};
  for (std::int32_t y = 0; y < kSide; ++y) {
    for (std::int32_t x = 0; x < kSide; ++x) {
      small[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = cell_mean(page, x, y);
    }
  }
  return small;
}

// cosines[k][n] of the DCT-II; its scale does not matter to signs against a median.
std::array<std::array<double, kSide>, kFrequencies> make_cosines() {
  std::array<std::array<double, kSide>, kFrequencies> cosines{};
  for (std::size_t k = 0; k < kFrequencies; ++k) {
    for (std::size_t n = 0; n < kSide; ++n) {
      const double turn = (static_cast<double>(n) + 0.5) * static_cast<double>(k) / kSide;
      cosines[k][n] = std::cos(std::numbers::pi * turn);
    }
  }
  return cosines;
}

std::array<double, 64> low_frequencies(const Small& small) {
  static const auto kCosines = make_cosines();
  std::array<std::array<double, kFrequencies>, kSide> rows{};
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t k = 0; k < kFrequencies; ++k) {
      for (std::size_t n = 0; n < kSide; ++n) rows[y][k] += small[y][n] * kCosines[k][n];
    }
  }
  std::array<double, 64> low{};
  for (std::size_t i = 0; i < low.size(); ++i) {
    for (std::size_t n = 0; n < kSide; ++n) low[i] += rows[n][i % 8] * kCosines[i / 8][n];
  }
  return low;
}

// FNV-1a: stable over versions and machines, since fingerprints are stored.
std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

void sort_unique(std::vector<std::uint64_t>& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool has_two_digits(std::string_view word) {
  return std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; }) >= 2;
}

// Shared members over all members; 1 when both are empty.
double overlap(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> shared;
  std::ranges::set_intersection(a, b, std::back_inserter(shared));
  const std::size_t all = a.size() + b.size() - shared.size();
  return all == 0 ? 1 : static_cast<double>(shared.size()) / static_cast<double>(all);
}

bool text_agrees(const PageFingerprint& a,
                 const PageFingerprint& b,
                 const DuplicateProfile& profile) {
  const double shingles = overlap(a.shingles, b.shingles);
  if (a.numbers.empty() && b.numbers.empty()) return shingles >= profile.shared_shingles_alone_min;
  return shingles >= profile.shared_shingles_min &&
         overlap(a.numbers, b.numbers) >= profile.shared_numbers_min;
}

}  // namespace

std::uint64_t page_hash(const Raster& page) {
  if (page.is_empty()) return 0;
  const auto low = low_frequencies(shrink(page));
  auto sorted = low;
  std::ranges::nth_element(sorted, sorted.begin() + 32);
  std::uint64_t hash = 0;
  for (const double value : low) hash = (hash << 1U) | (value > sorted[32] ? 1U : 0U);
  return hash;
}

PageFingerprint fingerprint(std::optional<Digest> content,
                            std::uint64_t hash,
                            std::string_view text) {
  const std::string folded = fold(text);
  const auto words = split_words(folded);
  PageFingerprint print;
  print.content = content;
  print.hash = hash;
  print.words = words.size();
  for (const auto word : words) {
    if (has_two_digits(word)) print.numbers.push_back(stable_hash(word));
  }
  for (std::size_t i = 0; i + 3 <= words.size(); ++i) {
    print.shingles.push_back(stable_hash(std::string(words[i]) + ' ' + std::string(words[i + 1]) +
                                         ' ' + std::string(words[i + 2])));
  }
  sort_unique(print.shingles);
  sort_unique(print.numbers);
  return print;
}

Sameness compare(const PageFingerprint& a,
                 const PageFingerprint& b,
                 const DuplicateProfile& profile) {
  if (a.content && b.content && *a.content == *b.content) return Sameness::Certain;
  if (std::min(a.words, b.words) < profile.words_min) return Sameness::Different;
  if (std::popcount(a.hash ^ b.hash) > profile.hash_bits_max) return Sameness::Different;
  return text_agrees(a, b, profile) ? Sameness::Likely : Sameness::Different;
}

std::vector<DuplicatePage> find_duplicates(std::span<const PageFingerprint> pages,
                                           const DuplicateProfile& profile) {
  std::vector<DuplicatePage> found;
  for (std::size_t page = 1; page < pages.size(); ++page) {
    for (std::size_t first = 0; first < page; ++first) {
      const Sameness sameness = compare(pages[first], pages[page], profile);
      if (sameness == Sameness::Different) continue;
      found.push_back({page, first, sameness});
      break;
    }
  }
  return found;
}

}  // namespace sohoa
