// What kind of paper is this, and what do its fields say? Pure.
//
// Names, numbers and codes are never "corrected": a value is the text as read, in normal form. What
// does not hold (check digit, structure, contradiction) is said beside it, and an officer decides.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/geometry.h"
#include "ocr/page_text.h"
#include "ocr/template.h"

namespace sohoa {

/// One page as the extraction sees it. Borrowed for the call.
struct SourcePage {
  const PageText* text = nullptr;     ///< never null
  std::vector<std::string> barcodes;  ///< texts of its bar codes, UTF-8 NFC
  /// What a QR code of the page says: id or metadata name of a field, and its value in normal form.
  /// Filled by whoever knows the code (identity card, issued paper).
  std::vector<std::pair<std::string, std::string>> barcode_values;
};

/// Why a type was chosen, or not.
struct TypeEvidence {
  std::string text;       ///< of the rule
  std::string seen;       ///< as it stands on the page
  std::int32_t page = 0;  ///< 1-based
  Box box;
  double weight = 0;
};

struct TypeGuess {
  std::string type;  ///< DocumentTemplate::id
  double confidence =
      0;  ///< 0..1; how far its evidence reaches, and how far ahead of the next type
  std::vector<TypeEvidence> evidence;
};

/// Best first, at most five; empty when nothing speaks for any type.
using Classification = std::vector<TypeGuess>;

Classification classify(const std::vector<SourcePage>& pages, const TemplateSet& templates);

enum class FieldSource : std::uint8_t { Ocr, TextLayer, Barcode, Declared, Officer };

enum class RuleOutcome : std::uint8_t { Passed, Warning, Failed };

struct RuleResult {
  std::string rule;
  RuleOutcome outcome = RuleOutcome::Passed;
  std::string message_vi;
  std::string message_en;
};

/// One field of one paper. With `is_blank` the paper itself leaves it open: all of it where `value`
/// is empty, else a part ("/SYT-VP", "2025-01-??").
struct Field {
  std::string id;
  std::string name;
  std::string value;      ///< normal form of the type
  std::string raw;        ///< as read
  bool is_blank = false;  ///< its place was found, and nothing or not all stands there
  std::int32_t page = 0;  ///< 1-based; 0: not found
  Box box;                ///< upright page pixels
  double confidence = 0;  ///< 0..1
  FieldSource source = FieldSource::Ocr;
  std::vector<RuleResult> rules;
  std::vector<std::string> candidates;  ///< offered, never taken: values that would pass the rule
  bool needs_review = false;
  std::string why_vi;  ///< why it needs review
};

/// What a rule may ask about the world: whether a name is an agency's. Returns its unit code.
using AgencyLookup = std::function<std::optional<std::string>(std::string_view name)>;

/// Every field of `form`, found or not, in its order. A value read from a QR code wins over one
/// recognised; where the two contradict each other both are told. `today` is YYYY-MM-DD and lets
/// rules see what lies in the future; empty: they do not ask.
std::vector<Field> extract_fields(const std::vector<SourcePage>& pages,
                                  const DocumentTemplate& form,
                                  const AgencyLookup& agencies,
                                  std::string_view today = {});

const Field* find_field(const std::vector<Field>& fields, std::string_view id);

std::string_view name(
    FieldSource source);  ///< "ocr", "text-layer", "barcode", "declared", "officer"
std::string_view name(RuleOutcome outcome);  ///< "passed", "warning", "failed"

}  // namespace sohoa
