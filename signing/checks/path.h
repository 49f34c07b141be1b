// One certificate, one purpose, one moment: does some chain carry it to an anchor we trust for
// that?
//
// EN 319 102-1, 5.2.6, over chains already built. Every candidate is tried; the first that holds
// wins, else the one that came furthest is reported. Certificates that sign CRLs and OCSP answers
// are judged the same way, under the same anchor, inside a bounded number of judgements.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "signing/checks/check_list.h"
#include "signing/checks/evidence_index.h"
#include "signing/checks/revocation.h"
#include "signing/trust.h"

namespace sohoa::checks {

/// What the certificate at the start of the chain is asked to be.
enum class Role : std::uint8_t { Signer, Timestamp, CrlSigner, OcspSigner, Target };
/// What the anchor must be trusted for.
enum class AnchorUse : std::uint8_t { Signer, Timestamp };

struct PathQuery {
  CertIndex target = kNoCert;
  Role role = Role::Signer;
  AnchorUse use = AnchorUse::Signer;
  UtcTime when;      ///< the chain must be good at this moment
  UtcTime since;     ///< revocation evidence from here on is fresh
  UtcTime valid_at;  ///< the moment for validity periods: `when`, but for signers of evidence the
                     ///< moment they signed
  std::optional<UtcTime> made_after = {};  ///< proven: the signature is not older than this
  CertIndex same_anchor = kNoCert;         ///< only chains that end here; none: any anchor
};

struct PathVerdict {
  CheckList checks;
  std::vector<CertIndex> chain;    ///< empty when none was found
  const Anchor* anchor = nullptr;  ///< borrowed from the policy
};

/// Judges paths of one file as of one moment, with one set of proofs. Remembers what it found of
/// those who signed evidence, so it is kept for all signatures of a file. Borrows all it is given.
class PathJudge {
 public:
  PathJudge(const EvidenceIndex& index, const Proofs& proofs, const TrustPolicy& trust, UtcTime at)
      : index_(index), proofs_(proofs), trust_(trust), at_(at) {}

  PathVerdict judge(const PathQuery& query);

 private:
  using Key = std::tuple<CertIndex, Role, AnchorUse, UtcTime, UtcTime, CertIndex>;

  PathVerdict judge_chain(const PathQuery& query, const std::vector<CertIndex>& path);
  const Anchor* find_anchor(const PathQuery& query, CertIndex top, CheckList& checks) const;
  Finding expiry(const PathQuery& query, const PathVerdict& verdict);
  void check_validity(const PathQuery& query, PathVerdict& verdict);
  void check_algorithms(const PathQuery& query, PathVerdict& verdict) const;
  void check_revocation(const PathQuery& query, PathVerdict& verdict);
  void check_status(const PathQuery& query, std::size_t place, PathVerdict& verdict);
  CertificateStatus status(const PathQuery& query, std::size_t place, const PathVerdict& verdict);
  bool is_revoked_authority_harmless(const CertificateStatus& authority,
                                     const PathQuery& query,
                                     std::size_t place,
                                     const PathVerdict& verdict);
  bool signer_holds(const PathQuery& outer, CertIndex top, const EvidenceSeal& seal);
  bool requires_status(Role role, std::size_t place) const;
  UtcTime known_at(CertIndex cert) const;

  const EvidenceIndex& index_;
  const Proofs& proofs_;
  const TrustPolicy& trust_;
  UtcTime at_;
  // None while being judged: a certificate is no evidence for itself.
  std::map<Key, std::optional<bool>> signers_;
  int depth_ = 0;
};

/// keyUsage, extendedKeyUsage and the CA flag of the certificate itself, for its role.
void check_role(const CertificateFacts& cert, Role role, CheckList& checks);

/// The name a person knows the certificate by: CN, else organisation, else the whole subject.
std::string shown_name(const CertificateFacts& cert);

}  // namespace sohoa::checks
