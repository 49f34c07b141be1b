// The last stage of a batch over a desk; the cages are light, because nothing is verified.
#pragma once

#include <string>

#include "pipeline/filing.h"
#include "unit/pipeline/made_papers.h"

namespace sohoa::made {

inline Result<void> file_all(Desk& desk, const std::string& batch) {
  WorkerConfig light;
  light.program = SOHOA_BIN_DIR "/sohoa-worker";
  light.tessdata = default_tessdata();
  light.warm_ocr = false;
  VerifyCages cages(Supervisor::start(light).value(), light);
  const std::atomic<bool> cancel{false};
  const WorkContext work{desk.store(), desk.site, desk.clock, desk.limits, "", quiet(), cancel};
  TRY(refuse_declared_secrets(work, batch));
  return file_batch(work, cages, batch);
}

/// A stamp for sure, and a word that may be one.
inline PageText stamped() {
  return page_of({"MẬT", "Số: 12/QĐ-SYT"});
}
inline PageText maybe_stamped() {
  return page_of({"MẬT Đồng Nai, ngày 15 tháng 01 năm 2025"});
}

}  // namespace sohoa::made
