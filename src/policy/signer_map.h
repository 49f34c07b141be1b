// From a certificate's subject to a unit: dated patterns first, then names in the catalogue.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "exchange/units.h"
#include "policy/legal_value.h"

namespace sohoa {

/// Parts of a certificate's subject.
struct SubjectName {
  std::string common_name;
  std::string organisation;
  std::vector<std::string> units;  ///< OU
  std::string serial_number;
  std::string user_id;
  std::string email;
  std::string title;
};
/// Parses a one-line RFC 4514 subject as NameFacts::text gives it: escapes undone, the last RDN
/// first. Where an attribute stands twice the outermost counts, as in NameFacts; OUs are kept
/// all, outermost first. Total: what cannot be read is left out.
SubjectName parse_subject(std::string_view one_line);

/// One dated row of templates/trust/signers.toml. Patterns compare normal unit names; an empty one
/// matches anything; '*' at the end matches the rest; the organisational unit may be any OU. Days
/// are inclusive, an empty one is no bound. A row whose three patterns are all empty matches
/// nothing.
struct SignerPattern {
  std::string common_name;
  std::string organisation;
  std::string organisational_unit;
  SignerKind kind = SignerKind::Agency;
  std::string unit;
  std::string valid_from;
  std::string valid_to;
  std::string source;
};

struct SignerMap {
  std::vector<SignerPattern> patterns;
  /// First words of an agency's name when the catalogue does not know it: "ủy ban nhân dân", "sở".
  std::vector<std::string> agency_words;
};

/// Pure. `day` is the day of signing, YYYY-MM-DD.
///
/// First the dated patterns, in their order. Then the names: CN in the catalogue on that day, or
/// "UBND" before a territory's name; of several units that share a name, the one under a unit which
/// O or OU names. A name that only a unit of the past bore is that unit, marked is_former, with its
/// successor. Then agency words: an agency nobody mapped. Everyone else is a person when the
/// subject has marks of one (CCCD, a title), and an organisation when it is one ("MST:"); his unit
/// is the OU or O that the catalogue knows.
SignerFact map_signer(const SubjectName& subject,
                      const SignerMap& map,
                      const UnitCatalogue& units,
                      std::string_view day);

}  // namespace sohoa
