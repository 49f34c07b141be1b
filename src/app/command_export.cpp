// sohoa export evidence: evidence.ndjson out of the store.
#include "app/commands_export.h"
#include "app/output.h"
#include "app/site.h"
#include "core/text.h"
#include "pipeline/evidence_export.h"

namespace sohoa {
namespace {

// What leaves the store is logged before it is handed over (TT 01/2023: every use leaves a trace).
Result<void> log_export(Store& store,
                        const ExportEvidenceCommand& command,
                        const EvidenceCount& count) {
  const auto tx = TRY(store.catalog->begin());
  const std::size_t lines = count.components + count.results + count.reuses;
  std::string detail = "lines=" + std::to_string(lines);
  if (!command.officer.empty()) detail += " officer=" + command.officer;
  if (!command.purpose.empty()) detail += " purpose=" + squeeze(command.purpose);
  const std::string subject = command.dossier.empty() ? "export" : command.dossier;
  TRY(tx->append({SystemClock().now(), "export.evidence", subject, detail}));
  return tx->commit();
}

Result<int> export_to_file(const AppContext& app, const ExportEvidenceCommand& command) {
  TRY(check_output(command.output));
  TRY(refuse_existing(command.output, command.force));
  Store store = TRY(open_store(app.store));
  const Site site = TRY(load_site(app, store));
  OutputFile file = TRY(OutputFile::create(command.output));
  const LineSink sink = [&file](std::string_view line) -> Result<void> {
    TRY(write_all(file.fd(), as_bytes(line)));
    return write_all(file.fd(), as_bytes("\n"));
  };
  const auto count = TRY(export_evidence({store, site, app.limits, command.dossier}, sink));
  TRY(log_export(store, command, count));
  TRY(file.commit());
  const std::string numbers = std::to_string(count.components) + " / " +
                              std::to_string(count.results) + " / " + std::to_string(count.reuses);
  tell(app,
       "Thành phần / kết quả / tái sử dụng: " + numbers,
       "Components / results / reuse: " + numbers);
  return kExitDone;
}

}  // namespace

int run_export_evidence(const AppContext& app, const ExportEvidenceCommand& command) {
  const auto outcome = export_to_file(app, command);
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace sohoa
