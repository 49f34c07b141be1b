#include "pipeline/submit.h"

#include "pipeline/receive.h"
#include "pipeline/split.h"

namespace sohoa {
namespace {

Result<bool> has_work_left(Catalog& catalog, const std::string& batch) {
  for (const ComponentRecord& component : TRY(catalog.components(batch))) {
    if (component.state == ComponentState::Working) return true;
  }
  return false;
}

}  // namespace

Result<Receipt> submit_batch(Store& store,
                             const std::filesystem::path& source,
                             const SubmitOptions& options,
                             const Clock& clock,
                             const std::atomic<bool>& cancel) {
  const Limits& limits = options.worker.limits;
  const WorkContext work{store, clock, limits, options.password, options.progress, cancel};
  const BatchRecord batch = TRY(receive_batch(store, source, clock, limits, options.progress));
  const bool is_finished = batch.is_split && !TRY(has_work_left(*store.catalog, batch.id));
  if (is_finished) return make_receipt(*store.catalog, batch.id);
  Crew crew = TRY(Crew::start(options.worker, options.workers));
  if (!batch.is_split) TRY(split_batch(work, crew, batch));
  TRY(work_batch(work, crew, batch.id));
  return make_receipt(*store.catalog, batch.id);
}

}  // namespace sohoa
