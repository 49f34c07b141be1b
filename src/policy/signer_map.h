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
/// Parses a one-line RFC 4514-like subject as Certificate facts give it.
SubjectName parse_subject(std::string_view one_line);

/// One dated row of templates/trust/signers.toml. Patterns compare normal unit names; an empty one
/// matches anything; '*' at the end matches the rest.
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
SignerFact map_signer(const SubjectName& subject,
                      const SignerMap& map,
                      const UnitCatalogue& units,
                      std::string_view day);

}  // namespace sohoa
