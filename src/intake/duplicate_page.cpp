#include "intake/duplicate_page.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <string>

#include "core/text.h"

namespace sohoa {
namespace {

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
