// Officers' signatures that came inside a batch, checked once the batch is split.
#pragma once

#include <string>
#include <vector>

#include "pipeline/attest.h"

namespace sohoa {

/// One signature that came along and does not stand over what it lies beside.
struct RefusedSignature {
  std::string name;  ///< entry of the batch
  Error why;
};

struct BatchAttestation {
  std::vector<AttestationRecord> records;  ///< kept, whatever their outcome
  std::vector<RefusedSignature> refused;   ///< nothing was kept of them but their bytes
};

/// Checks every signature of attest_entries.h, and PDFs that came signed by an officer, and keeps
/// what they prove. A component of several files is attested when each of its files is: the worst
/// of them counts. Running it again changes nothing. A bad signature is a finding, so that the
/// batch goes on; Errors are ours alone.
///
/// A signed PDF is an attestation only when its signer is an officer and it was scanned: a result,
/// unless the batch declares it `signed_by_officer`, is signed by who issued it.
Result<BatchAttestation> attest_from_batch(const AttestContext& context, const std::string& batch);

}  // namespace sohoa
