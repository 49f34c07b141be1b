#include "pipeline/submit.h"

#include "pipeline/attest_batch.h"
#include "pipeline/destroy_item.h"
#include "pipeline/filing.h"
#include "pipeline/finish.h"
#include "pipeline/receive.h"
#include "pipeline/refuse_secret.h"
#include "pipeline/split.h"

namespace sohoa {
namespace {

Result<bool> is_at_its_end(Catalog& catalog, const BatchRecord& batch) {
  if (!batch.is_split) return false;
  const auto unfinished = TRY(unfinished_components(catalog, batch.id));
  const auto unassessed = TRY(unassessed_components(catalog, batch.id));
  return unfinished.empty() && unassessed.empty();
}

// Officers' signatures that came along (TT 01/2023/TT-VPCP, Điều 7): checked before anything is
// read, because the profile may let an unsigned scan go no further.
Result<void> take_signatures(const WorkContext& work,
                             VerifyCages& cages,
                             const VerdictText& verdict_text,
                             const std::string& batch) {
  const Site& site = work.site;
  const SignerSources signers{&site.profile.signers, &site.units, &site.procedures};
  const AttestContext context{
      work.store, cages, site.trust, signers, verdict_text, work.clock, work.limits};
  const BatchAttestation attested = TRY(attest_from_batch(context, batch));
  return tell_refused(*work.store.catalog, attested.refused);
}

Result<Receipt> bring_to_end(const WorkContext& work,
                             const BatchRecord& batch,
                             const SubmitOptions& options) {
  Catalog& catalog = *work.store.catalog;
  if (TRY(is_at_its_end(catalog, batch))) return make_receipt(catalog, batch.id);
  Crew crew = TRY(Crew::start(options.worker, options.workers));
  VerifyCages cages = TRY(start_verify_cages(options.worker, true));
  if (!batch.is_split) TRY(split_batch(work, crew, batch));
  TRY(refuse_declared_secrets(work, batch.id));
  TRY(take_signatures(work, cages, options.verdict_text, batch.id));
  TRY(work_batch(work, crew, batch.id));
  TRY(file_batch(work, cages, batch.id));
  return make_receipt(catalog, batch.id);
}

}  // namespace

Result<Receipt> submit_batch(Store& store,
                             const Site& site,
                             const std::filesystem::path& source,
                             const SubmitOptions& options,
                             const Clock& clock,
                             const std::atomic<bool>& cancel) {
  const Limits& limits = options.worker.limits;
  const WorkContext work{store, site, clock, limits, options.password, options.progress, cancel};
  const BatchRecord batch = TRY(receive_batch(store, source, clock, limits, options.progress));
  TRY(discard_secrets_again(store, batch.id));
  TRY(discard_destroyed(store, batch.id));
  return bring_to_end(work, batch, options);
}

Result<Receipt> continue_batch(Store& store,
                               const Site& site,
                               const std::string& id,
                               const SubmitOptions& options,
                               const Clock& clock,
                               const std::atomic<bool>& cancel) {
  const Limits& limits = options.worker.limits;
  const WorkContext work{store, site, clock, limits, options.password, options.progress, cancel};
  const auto batch = TRY(store.catalog->batch(id));
  if (!batch) return Error{Fault::NoSuchBatch, id, {}};
  return bring_to_end(work, *batch, options);
}

}  // namespace sohoa
