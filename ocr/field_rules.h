// The named rules a template puts on its fields: does the value hold?
//
// Pure. A rule never changes a value: it says what it found, in Vietnamese first, and may offer
// values that would hold. Whatever does not hold goes to an officer with that sentence.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/fields.h"

namespace sohoa {

/// What a rule may look at beside the value itself.
struct RuleContext {
  const std::vector<Field>& fields;  ///< of the same paper, values already in normal form
  const AgencyLookup& agencies;      ///< empty function: rules that ask it pass with no finding
  std::string today;                 ///< YYYY-MM-DD; empty: nothing is "in the future"
};

/// Runs the rule `rule` ("mst", "sex:gioi_tinh") on `field`: adds its outcome to `field.rules` and
/// what it can offer to `field.candidates`. A field without a value passes every rule but
/// "not-empty"; a rule whose other field has no value is not recorded at all.
void apply_rule(std::string_view rule, const RuleContext& context, Field& field);

/// Whether `rule` is one of ours, well formed: its name, and a field id after ":" where it needs
/// one.
bool is_rule(std::string_view rule);

/// The field id after ":" of a cross check; empty for rules on one field.
std::string_view rule_argument(std::string_view rule);

/// The rule every field of this type is held against without asking; empty: none.
std::string_view rule_of(ValueType type);

/// Names of all rules, for messages: "mst, personal-id, …".
std::string rule_names();

}  // namespace sohoa
