// Officers' signatures that came inside a batch, checked once the batch is split.
#pragma once

#include <string>
#include <vector>

#include "pipeline/attest.h"

namespace sohoa {

/// One signature that came along and attests nothing: it stands over something else (then nothing
/// is kept of it but its bytes), or it does not hold as an officer's.
struct RefusedSignature {
  std::string name;                     ///< entry of the batch
  std::string why_vi;                   ///< one sentence for the officer
  std::vector<std::string> components;  ///< ids of those it was meant for
};

struct BatchAttestation {
  std::vector<AttestationRecord> records;  ///< kept, whatever their outcome
  std::vector<RefusedSignature> refused;
};

/// Checks every signature of attest_entries.h, and PDFs that came signed by an officer, and keeps
/// what they prove. A component of several files is attested when each of its files is: the worst
/// of them counts. Running it again changes nothing. A bad signature is a finding, so that the
/// batch goes on; Errors are ours alone.
///
/// A signed PDF is an attestation only when its signer is an officer and it was scanned: a result,
/// unless the batch declares it `signed_by_officer`, is signed by who issued it.
Result<BatchAttestation> attest_from_batch(const AttestContext& context, const std::string& batch);

/// Names each refused signature, with why, among the reasons of its components, once.
Result<void> tell_refused(Catalog& catalog, const std::vector<RefusedSignature>& refused);

}  // namespace sohoa
