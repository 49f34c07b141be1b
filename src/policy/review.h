// The officer's queue: what comes first, which data may not be in doubt, who may decide.
//
// Pure. What is stored with a review is its urgency when it was opened; its age and the dossier's
// due date are added whenever the queue is shown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "policy/legal_value.h"
#include "policy/profile.h"

namespace sohoa {

struct ReviewFacts {
  std::string subject;  ///< "type", "owner", "scan", "field:<id>", "legal", "attestation", …
  bool is_blocking = false;
  UtcTime opened_at{};
  std::string due_on;  ///< day the dossier is due (NgayHenTra); empty: not known
};

/// Of a review that has just been opened: what blocks before what does not, then by kind: a
/// possible secret, legal value, attestation and scan, dossier, owner, type, fields.
std::int32_t base_urgency(std::string_view subject, bool is_blocking);

/// Larger is sooner, and in this order: what blocks; the dossier's due date (overdue, today, within
/// a week); waiting longer than the profile's `urgent_after_s`; kind; age in hours. Never below
/// base_urgency.
std::int32_t urgency_at(const ReviewFacts& review, const ReviewProfile& profile, UtcTime now);

// ---- Descriptive data ---------------------------------------------------------------------------

/// One datum of TT 01/2023 art. 9, or of our own beside it.
struct MetadataField {
  std::string_view
      id;  ///< "type", "owner_id", "title", "summary", "valid_to", "scope", "number", …
  std::string_view name_vi;
  bool is_required = false;  ///< without it the description is not complete
  ClauseId clause = ClauseId::Tt01Art9;
};
std::span<const MetadataField> metadata_fields();

struct MetadataValue {
  std::string id;
  std::string value;
  bool in_doubt = false;  ///< read with too little confidence, or contradicted
};

struct MetadataGap {
  std::string id;
  std::string name_vi;
  bool is_missing = false;   ///< else it is there and in doubt
  bool is_blocking = false;  ///< the item waits for an officer
  ClauseId clause = ClauseId::Tt01Art9;
  std::string why_vi;
};

/// What is missing of the required data, and what is in doubt. A doubt blocks where the profile
/// says so. An unknown owner never blocks: art. 10 leaves that part of the code blank and the paper
/// waits in the queue of unknown owners, already coded; only a doubtful owner may hand it to a
/// stranger.
std::vector<MetadataGap> metadata_gaps(const std::vector<MetadataValue>& values,
                                       const ReviewProfile& profile);
/// Nothing required is missing and nothing is in doubt.
bool is_complete(const std::vector<MetadataGap>& gaps);

// ---- Two persons --------------------------------------------------------------------------------

/// What happens to a review when `officer` says yes to `value`.
enum class SecondPerson : std::uint8_t {
  Closes,      ///< one person is enough, or this is the second one and agrees
  Proposes,    ///< the first word, or another value: somebody else must agree
  SameOfficer  ///< refused: the second person may not be the first
};
struct Proposal {
  std::string officer;  ///< who proposed; empty: nobody yet
  std::string value;
};
/// Refusing a paper or asking for another scan is the safe side and needs one person: do not ask.
SecondPerson second_person(const ReviewProfile& profile,
                           const Proposal& before,
                           std::string_view officer,
                           std::string_view value);

}  // namespace sohoa
