#include "pipeline/submit.h"

#include "pipeline/filing.h"
#include "pipeline/finish.h"
#include "pipeline/receive.h"
#include "pipeline/split.h"

namespace sohoa {

Result<Receipt> submit_batch(Store& store,
                             const Site& site,
                             const std::filesystem::path& source,
                             const SubmitOptions& options,
                             const Clock& clock,
                             const std::atomic<bool>& cancel) {
  const Limits& limits = options.worker.limits;
  const WorkContext work{store, site, clock, limits, options.password, options.progress, cancel};
  const BatchRecord batch = TRY(receive_batch(store, source, clock, limits, options.progress));
  const auto unfinished = TRY(unfinished_components(*store.catalog, batch.id));
  if (batch.is_split && unfinished.empty()) return make_receipt(*store.catalog, batch.id);
  Crew crew = TRY(Crew::start(options.worker, options.workers));
  if (!batch.is_split) TRY(split_batch(work, crew, batch));
  TRY(work_batch(work, crew, batch.id));
  return make_receipt(*store.catalog, batch.id);
}

}  // namespace sohoa
