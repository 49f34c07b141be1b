// Two clocks of a paper: until when it holds (validity), and until when it must be kept
// (retention).
//
// Pure. They are independent: a licence that expired is kept on, a revoked result stays readable
// for the archive term (NĐ 45/2020 art. 15). A legal hold stops destruction whatever the clocks
// say.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/legal_value.h"
#include "policy/lifecycle.h"
#include "policy/profile.h"

namespace sohoa {

/// The rule for that type: its own row, else the longest row ending in '*' that fits, else none.
const RetentionRule* retention_rule(const std::vector<RetentionRule>& rules, std::string_view type);

/// Day up to which a paper of `type`, counted from `from`, must be kept. Empty: for ever, which is
/// also the answer when no rule speaks of it.
std::string retain_until(const std::vector<RetentionRule>& rules,
                         std::string_view type,
                         std::string_view from);

struct RetainedItem {
  std::string code;
  ItemState state = ItemState::Active;
  std::string valid_to;            ///< empty: no end is known
  std::string retain_until;        ///< empty: for ever
  std::vector<std::string> holds;  ///< reasons of the legal holds that stand
  /// Dossiers that reused it and must themselves be kept: they hold it by reference, not by copy.
  std::vector<std::string> reused_by;
};

struct DestroyDecision {
  bool is_allowed = false;
  std::vector<Reason> reasons;  ///< every rule that was asked, in order
};

/// May its bytes be destroyed today? Only the bytes: code, verdicts and log stay.
DestroyDecision may_destroy(const RetainedItem& item, std::string_view today);
std::span<const LegalRule> retention_rules();

/// Where the clock of validity stands.
enum class Validity : std::uint8_t { NotYet, Valid, EndsSoon, Over, NoEnd };
/// `soon_days` before the end it is EndsSoon. Days may be empty.
Validity validity_on(std::string_view valid_from,
                     std::string_view valid_to,
                     std::string_view today,
                     std::int32_t soon_days = 30);

}  // namespace sohoa
