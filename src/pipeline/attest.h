// The officer's own signature over a scan (TT 01/2023/TT-VPCP art. 7): checked, stored, looked up.
//
// The officer's key never comes here. He signs the text of attest_statement.h with a tool of his
// own (detached CMS), or signs the scan itself as a PDF; what comes back is checked by our own
// verifier and kept as a blob beside its record. A record is bound to the digests of the files, so
// a later scan of the same paper needs a signature of its own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "pipeline/attest_statement.h"
#include "pipeline/store.h"
#include "pipeline/verify_file.h"
#include "policy/attestation.h"
#include "policy/legal_facts.h"

namespace sohoa {

/// Writes a verdict as JSON (`verify --json`), to be stored with the record.
using VerdictText = std::function<std::string(std::string_view name, const VerifiedFile& verified)>;

/// What checking a signature needs. References outlive the work.
struct AttestContext {
  Store& store;
  VerifyCages& cages;
  const TrustData& trust;
  SignerSources signers;
  const VerdictText& verdict_text;
  const Clock& clock;
  const Limits& limits;
};

/// What an officer hands in. The descriptor is borrowed.
struct OfficerSignature {
  std::string name;
  int fd = -1;
  std::int64_t size = 0;
  /// The text he signed, where it is at hand: only to say what differs when it is not ours.
  std::optional<std::string> signed_text;
};

struct AttestAnswer {
  std::vector<AttestationRecord> records;  ///< one a component
  AttestationJudgement judgement;
  bool was_known = false;  ///< the same signature came before; nothing new was written
};

/// The statement of a component ("L-…/0001") or of a batch ("L-…"): as it has to be signed. A part
/// of a stack gives that of the stack. Errors: NoSuchComponent, NoSuchBatch; EmptyFile when no
/// file of it was kept.
Result<ScanStatement> load_statement(Catalog& catalog, const std::string& id);

/// Checks a detached CMS over the statement of `id` and keeps it with the outcome, for the
/// component or for each of the batch. NotAttested, and nothing kept, when it stands over something
/// else: the detail names what differs as far as that can be known.
Result<AttestAnswer> submit_statement_signature(const AttestContext& context,
                                                const std::string& id,
                                                const OfficerSignature& signature);

/// The same for a signed PDF of one component (attest_pdf.h).
Result<AttestAnswer> submit_signed_pdf(const AttestContext& context,
                                       const std::string& id,
                                       const OfficerSignature& signature);

/// Whether an officer scanned it, so that art. 7 asks for his signature. A paper whose every file
/// came signed by who issued it was not; one the batch declares `signed_by_officer` was.
bool was_scanned(const ComponentRecord& component, const std::vector<FileRecord>& files);

/// Everything signed for the scan as it is now; signatures over an earlier scan do not count.
Result<AttestationState> attestation_state(Catalog& catalog, const std::string& component);

/// The record the state rests on; nullopt when nobody signed this scan.
Result<std::optional<AttestationRecord>> standing_attestation(Catalog& catalog,
                                                              const std::string& component);

}  // namespace sohoa
