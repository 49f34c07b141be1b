#include "worker/verifier_tasks.h"

#include "core/file.h"
#include "signing/parsers/evidence_reader.h"
#include "signing/parsers/pdf_signatures.h"
#include "signing/parsers/rehearsal.h"
#include "signing/parsers/value_reader.h"
#include "signing/requests_wire.h"
#include "worker/child_tasks.h"

namespace sohoa {
namespace {

Result<MappedFile> the_input(const ChildContext& context) {
  if (context.inputs.size() != 1) return Error{Fault::Internal, "one input file is needed", {}};
  return MappedFile::map(context.inputs[0], context.limits.file_bytes);
}

Result<void> carry_out(const CollectPdfTask& task, const ChildContext& context) {
  const MappedFile file = TRY(the_input(context));
  const PdfReading reading =
      TRY(read_pdf_signatures(file.bytes(), task.password, context.limits, task.base_bytes));
  return context.reply(encode(reading));
}

Result<void> carry_out(const EvidenceTask&, const ChildContext& context) {
  const MappedFile side = TRY(MappedFile::map(context.side, context.limits.file_bytes));
  const EvidenceRequest request = TRY(decode_evidence_request(side.bytes(), context.limits));
  const EvidenceAnswer answer = TRY(read_evidence(request, context.limits));
  return context.reply(encode(answer));
}

template <class OtherTask>
Result<void> carry_out(const OtherTask&, const ChildContext&) {
  return Error{Fault::Internal, "a task for sohoa-worker", {}};
}

}  // namespace

void warm_up_verifier() {
  warm_up_values();
}

void rehearse_verifier() {
  rehearse_evidence();
}

Result<void> run_child_task(const Task& task, const ChildContext& context) {
  return std::visit([&context](const auto& one) { return carry_out(one, context); }, task);
}

}  // namespace sohoa
