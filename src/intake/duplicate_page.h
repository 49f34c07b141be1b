// The same sheet scanned twice: noticed and counted, never dropped.
//
// An image hash alone cannot tell: rescans of one sheet lie 0 to 6 bits apart, but two dossiers on
// the same form lie 4 to 8 bits apart. So the hash only proposes and the text confirms, above all
// by its numbers: dates, codes and identity numbers are what differ between two people's forms.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace sohoa {

/// What is kept of a page to compare it with others.
struct PageFingerprint {
  std::optional<Digest> content;  ///< SHA-256 of the page's stored bytes, when it has its own
  std::uint64_t hash = 0;         ///< ocr::dct_hash of the upright page, recognised or kept
  std::size_t words = 0;
  std::vector<std::uint64_t> shingles;  ///< of three words each, folded; sorted, without repeats
  std::vector<std::uint64_t> numbers;   ///< words with digits; sorted, without repeats
};

/// `text` is the page's plain text.
PageFingerprint fingerprint(std::optional<Digest> content,
                            std::uint64_t hash,
                            std::string_view text);

/// When two pages count as one sheet. Measured on rescans and on forms filled in by different
/// people; not a legal rule.
struct DuplicateProfile {
  int hash_bits_max = 6;
  double shared_shingles_min = 0.5;
  double shared_numbers_min = 0.7;
  double shared_shingles_alone_min = 0.8;  ///< when neither page has numbers
  std::size_t words_min = 8;               ///< with less text nothing can be confirmed
};

enum class Sameness : std::uint8_t {
  Different,
  Likely,   ///< image and text agree: an officer looks
  Certain,  ///< the same bytes
};

Sameness compare(const PageFingerprint& a,
                 const PageFingerprint& b,
                 const DuplicateProfile& profile = {});

struct DuplicatePage {
  std::size_t page = 0;   ///< index into the span; the later one
  std::size_t first = 0;  ///< the earliest page it repeats
  Sameness sameness = Sameness::Likely;
};

/// Every page that repeats an earlier one. Quadratic in 64-bit comparisons: 5,000 pages take some
/// tens of milliseconds.
std::vector<DuplicatePage> find_duplicates(std::span<const PageFingerprint> pages,
                                           const DuplicateProfile& profile = {});

}  // namespace sohoa
