#include "signing/checks/observations.h"

#include <algorithm>
#include <span>

#include "signing/checks/algorithms.h"
#include "signing/checks/messages.h"

namespace sohoa::checks {
namespace {

UtcTime known_at(const std::vector<std::optional<UtcTime>>& proofs, std::size_t i, UtcTime at) {
  return i < proofs.size() && proofs[i] ? *proofs[i] : at;
}

// Hexadecimal numbers of any length, leading zeros ignored: negative, zero or positive.
int compare_numbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

// Certificates with one name and one key: a CA, its renewals and cross-certificates.
constexpr std::size_t kMaxSignersTried = 16;

class Observer {
 public:
  Observer(const StatusQuery& query,
           const EvidenceIndex& index,
           const Proofs& proofs,
           const TrustPolicy& trust,
           const SignerCheck& signer_holds)
      : query_(query), index_(index), proofs_(proofs), trust_(trust), holds_(signer_holds) {}

  Observations run();

 private:
  struct Usable {
    std::size_t crl = 0;
    std::optional<UtcTime> signer_expired_at;
  };

  const CrlFacts& crl(const Usable& usable) const { return index_.evidence().crls[usable.crl]; }
  bool is_from_future(UtcTime issued) const {
    return issued > shifted(query_.at, trust_.revocation.clock_skew_s);
  }
  std::optional<UtcTime> ended_since(const CertificateFacts& signer) const;
  bool is_strong(const SealAlgorithm& seal, const CertificateFacts& signer, UtcTime moment);
  bool signs_for(const EvidenceSeal& seal);
  std::optional<Usable> usable(std::size_t number);
  const CrlEntry* entry_of(const CrlFacts& list) const;
  Observation of_crl(const Usable& base) const;
  void add_complete(const Usable& base);
  void add_delta(const Usable& base, const Usable& delta);
  void add_crls();
  void add_answer(const AnswerRef& ref);

  const StatusQuery& query_;
  const EvidenceIndex& index_;
  const Proofs& proofs_;
  const TrustPolicy& trust_;
  const SignerCheck& holds_;
  Observations found_;
};

std::optional<UtcTime> Observer::ended_since(const CertificateFacts& signer) const {
  if (signer.not_after < query_.at) return signer.not_after;
  return std::nullopt;
}

bool Observer::is_strong(const SealAlgorithm& seal,
                         const CertificateFacts& signer,
                         UtcTime moment) {
  const bool holds = strength_of(seal, signer.key, trust_.algorithms).holds_at(moment);
  if (!holds) found_.had_weak = true;
  return holds;
}

// RFC 5280, 6.3.3 (f) and RFC 6960, 4.2.2.2: the CA's own key, or a certificate whose path ends in
// the same anchor. A name alone is no authority (trap 47).
bool Observer::signs_for(const EvidenceSeal& seal) {
  const CertificateFacts* facts = index_.certificate(seal.signer);
  if (facts == nullptr) return false;
  if (!index_.issued(seal.signer, query_.cert)) return holds_(seal);
  return facts->anchor >= 0 ||
         (facts->not_before <= seal.issued && seal.issued <= facts->not_after);
}

std::optional<Observer::Usable> Observer::usable(std::size_t number) {
  const CrlFacts& list = index_.evidence().crls[number];
  if (is_from_future(list.this_update)) return std::nullopt;
  const UtcTime moment = known_at(proofs_.crls, number, query_.at);
  const std::size_t tried = std::min(list.signers.size(), kMaxSignersTried);
  for (const CertIndex signer : std::span(list.signers).first(tried)) {
    if (!signs_for({signer, EvidenceSeal::Kind::Crl, list.this_update, moment})) continue;
    const CertificateFacts& facts = *index_.certificate(signer);
    if (is_strong(list.sealed_with, facts, moment)) return Usable{number, ended_since(facts)};
  }
  return std::nullopt;
}

const CrlEntry* Observer::entry_of(const CrlFacts& list) const {
  const auto entry = std::ranges::find(list.entries, query_.cert, &CrlEntry::cert);
  return entry == list.entries.end() ? nullptr : &*entry;
}

void apply(const CrlEntry& entry, Observation& seen) {
  seen.is_listed = entry.reason != RevocationReason::RemoveFromCrl;
  seen.reason = entry.reason;
  seen.revoked_at = entry.revoked_at;
  // A key known to be out of hands earlier proves nothing from then on (RFC 5280, 5.3.2).
  const bool is_compromise = entry.reason == RevocationReason::KeyCompromise ||
                             entry.reason == RevocationReason::CaCompromise;
  if (is_compromise && entry.invalid_since) {
    seen.revoked_at = std::min(seen.revoked_at, *entry.invalid_since);
  }
}

Observation Observer::of_crl(const Usable& base) const {
  const CrlFacts& list = crl(base);
  Observation seen{.issued = list.this_update,
                   .next = list.next_update,
                   .known_at = known_at(proofs_.crls, base.crl, query_.at),
                   .revoked_at = {},
                   .reasons = static_cast<std::uint16_t>(list.reasons & kAllReasons),
                   .remembers_expired = list.expired_certs_on_crl,
                   .signer_expired_at = base.signer_expired_at};
  if (const CrlEntry* entry = entry_of(list)) apply(*entry, seen);
  return seen;
}

// RFC 5280, 5.2: with a critical extension nobody processes, a CRL still revokes what it lists, but
// its silence says nothing.
bool speaks(const CrlFacts& list, const Observation& seen) {
  return seen.is_listed || !list.has_unknown_critical;
}

void Observer::add_complete(const Usable& base) {
  const Observation seen = of_crl(base);
  if (speaks(crl(base), seen)) found_.all.push_back(seen);
}

// RFC 5280, 5.2.4: a delta speaks through a complete CRL of the same scope that is not older than
// the delta's base and not newer than the delta.
void Observer::add_delta(const Usable& base, const Usable& delta) {
  const CrlFacts& whole = crl(base);
  const CrlFacts& change = crl(delta);
  const bool fits = whole.issuer == change.issuer && whole.reasons == change.reasons &&
                    !whole.number.empty() && !change.number.empty() &&
                    compare_numbers(change.base_number, whole.number) <= 0 &&
                    compare_numbers(whole.number, change.number) <= 0;
  if (!fits) return;
  Observation seen = of_crl(base);
  seen.issued = change.this_update;
  seen.next = change.next_update;
  seen.known_at = std::max(seen.known_at, known_at(proofs_.crls, delta.crl, query_.at));
  if (const CrlEntry* entry = entry_of(change)) apply(*entry, seen);
  if (speaks(whole, seen) && speaks(change, seen)) found_.all.push_back(seen);
}

void Observer::add_crls() {
  std::vector<Usable> complete;
  std::vector<Usable> deltas;
  for (const std::size_t number : index_.crls_of(query_.cert)) {
    const auto list = usable(number);
    if (!list) continue;
    (crl(*list).base_number.empty() ? complete : deltas).push_back(*list);
  }
  for (const Usable& base : complete) {
    add_complete(base);
    for (const Usable& delta : deltas) add_delta(base, delta);
  }
}

void Observer::add_answer(const AnswerRef& ref) {
  const OcspFacts& ocsp = index_.evidence().ocsps[ref.ocsp];
  const OcspSingle& answer = ocsp.answers[ref.answer];
  const CertificateFacts* signer = index_.certificate(ocsp.signer);
  if (signer == nullptr || answer.status == OcspStatus::Unknown) return;
  if (is_from_future(answer.this_update) || is_from_future(ocsp.produced_at)) return;
  // The certID must name the CA that issued the certificate, not one of the same name.
  if (!index_.issued(answer.issuer, query_.cert)) return;
  // RFC 6960, 4.2.2.2: the CA itself, or a responder that this very CA made one.
  const bool is_direct = index_.issued(ocsp.signer, query_.cert);
  const bool is_delegate = ocsp.is_delegated && index_.issued(answer.issuer, ocsp.signer);
  if (!is_direct && !is_delegate) return;
  const UtcTime moment = known_at(proofs_.ocsps, ref.ocsp, query_.at);
  if (!signs_for({ocsp.signer, EvidenceSeal::Kind::Ocsp, ocsp.produced_at, moment})) return;
  if (!is_strong(ocsp.sealed_with, *signer, moment)) return;
  found_.all.push_back(
      {.issued = answer.this_update,
       .next = answer.next_update,
       .known_at = moment,
       .is_listed = answer.status == OcspStatus::Revoked,
       .revoked_at = answer.revoked_at.value_or(UtcTime::min()),  // revoked, no date: always
       .reason = answer.reason,
       .by_ocsp = true,
       .remembers_expired = ocsp.archive_cutoff,
       .signer_expired_at = ended_since(*signer)});
}

Observations Observer::run() {
  add_crls();
  for (const AnswerRef& ref : index_.answers_on(query_.cert)) add_answer(ref);
  std::ranges::stable_sort(found_.all, {}, &Observation::issued);
  return std::move(found_);
}

}  // namespace

Observations observe(const StatusQuery& query,
                     const EvidenceIndex& index,
                     const Proofs& proofs,
                     const TrustPolicy& trust,
                     const SignerCheck& signer_holds) {
  return Observer(query, index, proofs, trust, signer_holds).run();
}

}  // namespace sohoa::checks
