// QR cover sheets: where one component of a scanned stack ends and the next begins.
//
// An officer prints a cover for every component (`sohoa batch cover`), lays it on top and puts the
// stack through one scanner. Covers are counted but are no content. A sheet that is missing, lost
// or damaged never drops a page and never moves one silently: the pages in doubt go to an officer
// with the reason.
//
// Payload: `SOHOA1|<dossier>|<component>|<n>/<N>|<check>` where cover n of N stands on the n-th
// component of the stack and check is two digits (ISO/IEC 7064, modulus 97) over all before it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "intake/cover_sheet.h"

namespace sohoa {

/// What a cover's QR says.
struct CoverCode {
  std::string dossier;
  std::string component;
  std::int32_t number = 1;  ///< n of N, 1-based
  std::int32_t total = 1;

  bool operator==(const CoverCode&) const = default;
};

/// The payload; BadCoverSheet when a code holds '|', a control character or nothing, is longer than
/// 64 bytes, or n is not 1..N with N at most 999.
Result<std::string> encode_cover(const CoverCode& code);

/// Whether a barcode's text claims to be a cover sheet of ours, valid or not.
bool is_cover_text(std::string_view text);
/// BadCoverSheet says what is wrong: the check digits, a number, a missing part, a newer version.
Result<CoverCode> parse_cover(std::string_view text);

/// Covers for these components, in order, numbered 1..N, payload filled in.
struct CoverRequest {
  std::string dossier;
  std::string component;
  std::string title;
};
Result<std::vector<CoverSheet>> make_covers(std::span<const CoverRequest> components);

/// Why pages need an officer's eye.
enum class SplitReason : std::uint8_t {
  BeforeFirstCover,   ///< pages stand before the first cover
  BadCover,           ///< a cover that cannot be trusted (check digits, form)
  TwoCovers,          ///< one page carries two different covers
  CoverMissing,       ///< a gap in n: pages of the lost cover may stand among these
  TotalMismatch,      ///< N differs from the stack's other covers
  RepeatedCover,      ///< the same n again
  OutOfOrder,         ///< n is smaller than one before it
  LastCoversMissing,  ///< the stack ends before N
  NoContent,          ///< a cover with nothing under it
};

/// One sentence in Vietnamese for the officer.
std::string_view text_vi(SplitReason reason);

/// Consecutive pages under one cover. Content pages are those in `pages`; `cover_page` is apart.
struct SplitComponent {
  std::optional<CoverCode> cover;  ///< none: nobody said what these pages are
  std::int32_t cover_page = -1;    ///< 0-based page index in the stack; -1 when there is none
  std::vector<std::int32_t> pages;
  std::vector<SplitReason> reasons;  ///< empty: sure; else these pages wait for an officer
};

struct StackSplit {
  std::vector<SplitComponent> components;  ///< in order; every page of the stack is in exactly one
  std::int32_t cover_pages = 0;            ///< counted, not content
  std::int32_t content_pages = 0;
  std::vector<std::int32_t> missing;  ///< numbers n that no cover of the stack carries

  bool has_covers() const { return cover_pages > 0; }
};

/// Splits a stack. `pages[i]` are the texts of all barcodes on page i; those that are no covers of
/// ours (CCCD cards, issued papers) play no part. Pure and total; every page comes out once.
StackSplit split_stack(std::span<const std::vector<std::string>> pages);

}  // namespace sohoa
