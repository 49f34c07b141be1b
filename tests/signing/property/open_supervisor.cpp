// A Supervisor without a cage: the parser halves are called in this very process.
//
// For properties tried thousands of times a minute. Everything else on a file's way to its verdict
// is the real code. Linked instead of sohoa::worker.
#include "core/file.h"
#include "intake/readers/archive_reader.h"
#include "signing/parsers/evidence_reader.h"
#include "signing/parsers/pdf_signatures.h"
#include "signing/parsers/xml_signatures.h"
#include "worker/supervisor.h"

namespace sohoa {

struct Supervisor::State {
  Limits limits;
};

Supervisor::Supervisor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Supervisor::Supervisor(Supervisor&&) noexcept = default;
Supervisor& Supervisor::operator=(Supervisor&&) noexcept = default;
Supervisor::~Supervisor() = default;

Result<Supervisor> Supervisor::start(const WorkerConfig& config) {
  return Supervisor(std::make_unique<State>(State{config.limits}));
}

Result<PdfReading> Supervisor::collect_pdf(int input, const CollectPdfTask& task) {
  const MappedFile file = TRY(MappedFile::map(input, limits().file_bytes));
  return read_pdf_signatures(file.bytes(), task.password, limits(), task.base_bytes);
}

Result<XmlReading> Supervisor::collect_xml(int input) {
  const MappedFile file = TRY(MappedFile::map(input, limits().file_bytes));
  return read_xml_signatures(file.bytes(), limits());
}

Result<EvidenceAnswer> Supervisor::read_evidence(const EvidenceRequest& request) {
  return sohoa::read_evidence(request, limits());
}

Result<void> Supervisor::unpack(int input,
                                const std::function<Result<void>(ArchiveFrame)>& sink,
                                const UnpackOptions& options) {
  return unpack_zip(input, options.limits.value_or(state_->limits), sink, options.nested);
}

void Supervisor::end_by(std::chrono::steady_clock::time_point) {}

const Limits& Supervisor::limits() const {
  return state_->limits;
}

}  // namespace sohoa
