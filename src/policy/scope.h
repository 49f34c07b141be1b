// What is digitised at all, and what must not even be kept (TT 01/2023 art. 4).
//
// Pure. State secrets are found two ways: the class somebody declared or the catalogue gives, and
// the stamp on the paper itself. Only a plain stamp decides; a word that merely could be one asks
// an officer, because refusing means that no bytes are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry.h"
#include "exchange/procedures.h"
#include "ocr/page_text.h"
#include "policy/legal_value.h"

namespace sohoa {

enum class ScopeOutcome : std::uint8_t {
  Digitise,      ///< A, B, C: counted, coded, stored
  OnDemand,      ///< D: when the applicant asks for it
  NotDigitised,  ///< a paper the law leaves out; kept as received, never coded as an item
  Refused,       ///< secret: SecretPaper; refused, logged, no bytes kept
};

enum class Secrecy : std::uint8_t { None, Secret, TopSecret, MostSecret };  ///< mật, tối, tuyệt

/// A stamp of secrecy on a page.
struct SecrecyMark {
  Secrecy level = Secrecy::None;
  bool is_plain = false;  ///< alone on its line, in capitals, in the upper half: a stamp for sure
  std::int32_t page = 0;  ///< 1-based
  Box box;
};

/// What is known when the question is asked; the answer may change once the page has been read.
struct ScopeFacts {
  std::string declared;  ///< digitize_class of the batch: "A_prior_result", …; empty: not declared
  std::optional<DigitizeClass> catalogue;  ///< of the procedure's component, when it is known
  bool is_e_certified_copy = false;  ///< chứng thực bản sao điện tử: digitised all the same
  std::optional<SecrecyMark> mark;
};

struct ScopeDecision {
  ScopeOutcome outcome = ScopeOutcome::Digitise;
  bool asks_officer = false;    ///< something looks like a stamp, or the class is unknown
  std::vector<Reason> reasons;  ///< never empty; the one that decided is first
};

/// Total. The stricter of declaration and catalogue counts when one says secret; otherwise the
/// catalogue does, because it is the law's word and the declaration a scanner operator's.
ScopeDecision decide_scope(const ScopeFacts& facts);

/// The gravest stamp on the pages of one component, plain ones first. "bảo mật", "BÍ MẬT KINH
/// DOANH" or "mật độ" are words, not stamps.
std::optional<SecrecyMark> find_secrecy_mark(const std::vector<PageText>& pages);

/// "A_prior_result", …, "NONE_secret" (formats/exchange.md, 4).
std::string_view name(DigitizeClass value);
std::optional<DigitizeClass> parse_digitize_class(std::string_view name);
/// Whether the law leaves papers of that class out.
bool is_left_out(DigitizeClass value);

std::string_view name(ScopeOutcome outcome);
std::string_view text_vi(Secrecy level);  ///< "TỐI MẬT"

}  // namespace sohoa
