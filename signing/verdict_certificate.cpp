#include "signing/checks/path.h"
#include "signing/verdict.h"

namespace sohoa {

CertificateVerdict judge_certificate(const Evidence& evidence,
                                     CertIndex target,
                                     const TrustPolicy& trust,
                                     UtcTime at) {
  const checks::EvidenceIndex index(evidence);
  const checks::Proofs no_proofs;
  checks::PathJudge judge(index, no_proofs, trust, at);
  const checks::PathVerdict verdict = judge.judge({.target = target,
                                                   .role = checks::Role::Target,
                                                   .use = checks::AnchorUse::Signer,
                                                   .when = at,
                                                   .since = at,
                                                   .valid_at = at});
  const checks::Conclusion& conclusion = verdict.checks.conclusion();
  return {.indication = conclusion.indication,
          .sub_indication = conclusion.sub_indication,
          .checks = verdict.checks.results()};
}

}  // namespace sohoa
