#include "pipeline/verify_cages.h"

namespace sohoa {

Result<VerifyCages> start_verify_cages(const WorkerConfig& config, bool many) {
  WorkerConfig reader = config;
  reader.warm_ocr = false;
  WorkerConfig verifier = reader;
  verifier.program = default_verifier_program();
  verifier.rehearse = many;
  verifier.wait_for_ready = false;
  return VerifyCages(TRY(Supervisor::start(verifier)), std::move(reader));
}

}  // namespace sohoa
