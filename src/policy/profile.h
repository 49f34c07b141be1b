// The site's dated choices, one file: templates/profiles/*.toml. What the law leaves open, or what
// we could not verify, stands here with its source, never in code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "intake/admission.h"
#include "policy/legal_value.h"
#include "policy/reuse.h"
#include "policy/signer_map.h"

namespace sohoa {

/// What happens when a paper comes without the officer's signature (TT 01/2023 art. 7).
enum class AttestationOrder : std::uint8_t {
  Mark,   ///< goes on, marked "chưa ký"; its legal value says so
  Block,  ///< waits: nothing is extracted before the officer has signed
};

struct ReviewProfile {
  bool second_person = false;  ///< an accept or a correction needs another officer
  std::int32_t urgent_after_s = 86'400;
  std::vector<std::string> blocking_metadata;  ///< "owner_id", "title": in doubt, the item waits
  std::vector<std::string> never_corrected;    ///< value types spelling is never offered for
  double correct_below = 0.70;  ///< words read with less confidence may be offered another spelling
};

struct RetentionRule {
  std::string type;        ///< document type or group; "*" any
  std::int32_t years = 0;  ///< 0: for ever
  std::string source;
};

struct AccessProfile {
  bool require_purpose = false;  ///< reading without a dossier in hand or a purpose is refused
};

struct Profile {
  std::string id;
  std::string version;  ///< day
  std::string source;
  ScanProfile scan;
  AttestationOrder attestation = AttestationOrder::Mark;
  LegalProfile legal;
  ReuseProfile reuse;
  ReviewProfile review;
  AccessProfile access;
  std::string component_code = "{dossier}-TP{seq}";
  std::vector<RetentionRule> retention;
  SignerMap signers;
};

/// What holds without a file: templates/profiles/default.toml to the letter (a test compares).
Profile default_profile();
/// BadProfile with file, line and column; an unknown key is an error.
Result<Profile> read_profile(std::string_view file_name, std::string_view toml);

}  // namespace sohoa
