// sohoa attest: what the officer signs, what comes back, what still waits.
#include <algorithm>
#include <iostream>

#include "app/attest_json.h"
#include "app/commands_attest.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/site.h"
#include "app/trust_store.h"
#include "core/vietnam_time.h"
#include "pipeline/attest_pdf.h"
#include "pipeline/finish.h"
#include "pipeline/submit.h"

namespace sohoa {
namespace {

WorkerConfig light_worker(const AppContext& app) {
  WorkerConfig config = worker_config(app);
  config.warm_ocr = false;
  return config;
}

Result<VerifyCages> start_cages(const AppContext& app) {
  return start_verify_cages(worker_config(app), false);
}

// ---- prepare
// -------------------------------------------------------------------------------------

void tell_prepared(const AppContext& app,
                   const AttestPrepareCommand& command,
                   const Digest& digest,
                   std::size_t components) {
  if (app.json && command.output != "-") {
    std::cout << attest_prepared_json(command.id, command.output, digest, components) << "\n";
    return;
  }
  tell(app, "SHA-256 " + digest.hex(), "SHA-256 " + digest.hex());
  tell(app,
       command.pdf ? "Ký số tệp PDF này (ký nối thêm, góc trên bên trái trang đầu), rồi nộp bằng: "
                     "sohoa attest submit " +
                         command.id + " --signed-pdf TỆP"
                   : "Ký số tách rời (.p7s) tệp này, rồi nộp bằng: sohoa attest submit " +
                         command.id + " --signature TỆP.p7s",
       command.pdf ? "Sign this PDF by incremental update (top left, page 1), then: sohoa attest "
                     "submit " +
                         command.id + " --signed-pdf FILE"
                   : "Sign this file (detached .p7s), then: sohoa attest submit " + command.id +
                         " --signature FILE.p7s");
}

Result<int> prepare_pdf(const AppContext& app, const AttestPrepareCommand& command) {
  Store store = TRY(open_store(app.store));
  Supervisor reader = TRY(Supervisor::start(light_worker(app)));
  const Digest pdf = TRY(hand_out_pdf(store, reader, command.id, SystemClock()));
  const UniqueFd bytes = TRY(store.blobs->open(pdf));
  TRY(copy_output(bytes.get(), command.output));
  tell_prepared(app, command, pdf, 1);
  return kExitDone;
}

Result<int> prepare_text(const AppContext& app, const AttestPrepareCommand& command) {
  Store store = TRY(open_store(app.store));
  const ScanStatement statement = TRY(load_statement(*store.catalog, command.id));
  const std::string text = statement_text(statement);
  TRY(write_output(command.output, text));
  tell_prepared(app, command, sha256(text), statement.components.size());
  return kExitDone;
}

Result<int> prepare(const AppContext& app, const AttestPrepareCommand& command) {
  TRY(check_output(command.output));
  TRY(refuse_existing(command.output, command.force));
  return command.pdf ? prepare_pdf(app, command) : prepare_text(app, command);
}

// ---- submit
// --------------------------------------------------------------------------------------

// The signed text helps to say what differs; without it the answer is the same, only shorter.
std::optional<std::string> signed_text(const AttestSubmitCommand& command, const Limits& limits) {
  std::string path = command.statement;
  constexpr std::string_view kEnding = ".p7s";
  if (path.empty() && command.signature.ends_with(kEnding)) {
    path = command.signature.substr(0, command.signature.size() - kEnding.size());
  }
  if (path.empty()) return std::nullopt;
  const auto bytes = read_file(path, limits.manifest_bytes);
  if (!bytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

Result<TrustData> trust_of(const AppContext& app,
                           const AttestSubmitCommand& command,
                           const Site& site) {
  if (command.trust.empty()) return site.trust;
  return load_trust_data(command.trust, {}, app.limits);
}

Result<AttestAnswer> submit(const AppContext& app,
                            const AttestSubmitCommand& command,
                            Store& store,
                            const Site& site) {
  const bool is_pdf = !command.signed_pdf.empty();
  const std::string& path = is_pdf ? command.signed_pdf : command.signature;
  if (path.empty()) return Error{Fault::Usage, "--signature FILE.p7s | --signed-pdf FILE.pdf", {}};
  VerifyCages cages = TRY(start_cages(app));
  const TrustData trust = TRY(trust_of(app, command, site));
  const VerdictText verdict_text = stored_verdict;
  const SystemClock clock;
  const AttestContext context{store,
                              cages,
                              trust,
                              {&site.profile.signers, &site.units, &site.procedures},
                              verdict_text,
                              clock,
                              app.limits};
  const UniqueFd fd = TRY(open_read(path));
  OfficerSignature signature;
  signature.name = std::filesystem::path(path).filename().string();
  signature.fd = fd.get();
  signature.size = static_cast<std::int64_t>(TRY(file_size(fd.get())));
  if (is_pdf) return submit_signed_pdf(context, command.id, signature);
  signature.signed_text = signed_text(command, app.limits);
  return submit_statement_signature(context, command.id, signature);
}

void print_record(const AppContext& app, const AttestationRecord& record) {
  const auto state = parse_attestation_state(record.outcome);
  std::cout << record.component << "  " << pick(app, text_vi(state), name(state)) << "  "
            << record.officer;
  if (record.signed_at) std::cout << "  " << vietnam_time(*record.signed_at);
  std::cout << "\n";
}

// Papers that wait for this signature alone: with the profile's order "block" nothing of them was
// read yet (TT 01/2023/TT-VPCP, Điều 7).
Result<bool> is_awaited(Store& store, const Site& site, const AttestAnswer& answer) {
  const bool is_valid = answer.judgement.state == AttestationState::Valid;
  if (!is_valid || site.profile.attestation != AttestationOrder::Block) return false;
  for (const AttestationRecord& record : answer.records) {
    const auto component = TRY(store.catalog->component(record.component));
    const bool is_unread = component && (component->state == ComponentState::Waiting ||
                                         component->state == ComponentState::Working);
    if (is_unread && !TRY(was_finished(*store.catalog, record.component))) return true;
  }
  return false;
}

Result<std::vector<ComponentRecord>> read_on(const AppContext& app,
                                             Store& store,
                                             const Site& site,
                                             const AttestAnswer& answer) {
  ProgressView view(app);
  SubmitOptions options;
  options.worker = worker_config(app);
  options.workers = worker_count(app);
  options.progress = view.sink();
  options.verdict_text = stored_verdict;
  const std::string& first = answer.records.front().component;
  const std::string batch = first.substr(0, first.find('/'));
  const Receipt receipt =
      TRY(continue_batch(store, site, batch, options, SystemClock(), stop_flag()));
  std::vector<ComponentRecord> read;
  for (const ReceiptLine& line : receipt.lines) {
    const bool is_of_it = std::ranges::any_of(answer.records, [&](const AttestationRecord& one) {
      return one.component == scanned_as(line.component.id);
    });
    if (is_of_it) read.push_back(line.component);
  }
  return read;
}

void print_answer(const AppContext& app,
                  const AttestSubmitCommand& command,
                  const AttestAnswer& answer,
                  const std::vector<ComponentRecord>& read) {
  if (app.json) {
    std::cout << attest_answer_json(command.id, answer, read) << "\n";
    return;
  }
  for (const AttestationRecord& record : answer.records) print_record(app, record);
  const std::string_view why = pick(app, answer.judgement.why_vi, answer.judgement.why_en);
  if (!why.empty()) std::cout << "  · " << why << "\n";
  for (const ComponentRecord& component : read) {
    std::cout << component.id << "  "
              << (component.item.empty()
                      ? std::string(pick(app, "đã đọc, chưa cấp mã", "read, not filed"))
                      : std::string(pick(app, "đã đọc, cấp mã ", "read, filed as ")) +
                            component.item)
              << "\n";
    for (const std::string& reason : component.reasons) std::cout << "    · " << reason << "\n";
  }
}

// The signature is kept whatever comes after it: handing it in again goes on where this stopped.
Result<int> submit_and_read_on(const AppContext& app, const AttestSubmitCommand& command) {
  Store store = TRY(open_store(app.store));
  const Site site = TRY(load_site(app, store));
  const AttestAnswer answer = TRY(submit(app, command, store, site));
  Result<std::vector<ComponentRecord>> read = std::vector<ComponentRecord>();
  if (TRY(is_awaited(store, site, answer))) read = read_on(app, store, site, answer);
  print_answer(app, command, answer, read ? *read : std::vector<ComponentRecord>());
  if (answer.was_known) tell(app, "Chữ ký này đã nộp trước đây.", "This signature came before.");
  if (!read) {
    tell(app,
         "Chữ ký đã được nhận nhưng chưa đọc xong giấy tờ: chạy lại đúng lệnh này để đọc tiếp.",
         "The signature is kept, the paper is not read to its end: run the same command again.");
    return read.error();
  }
  return answer.judgement.state == AttestationState::Valid ? kExitDone : kExitRefusals;
}

// ---- list
// ----------------------------------------------------------------------------------------

Result<std::vector<std::string>> batches_of(Catalog& catalog, const std::string& wanted) {
  if (!wanted.empty()) {
    if (!TRY(catalog.batch(wanted))) return Error{Fault::NoSuchBatch, wanted, {}};
    return std::vector{wanted};
  }
  std::vector<std::string> ids;
  const auto batches = TRY(catalog.batches());
  for (const BatchRecord& batch : batches) ids.push_back(batch.id);
  return ids;
}

void print_line(const AppContext& app,
                const ComponentRecord& component,
                const std::optional<AttestationRecord>& record) {
  const auto state = record ? parse_attestation_state(record->outcome) : AttestationState::None;
  if (app.json) {
    std::cout << attest_line_json(component, state, record ? &*record : nullptr) << "\n";
    return;
  }
  std::cout << component.id << "  " << (component.dossier.empty() ? "–" : component.dossier) << "  "
            << (component.component.empty() ? "–" : component.component) << "  "
            << pick(app, text_vi(state), name(state));
  if (record) std::cout << "  " << record->officer;
  std::cout << "\n";
}

Result<int> list(const AppContext& app, const AttestListCommand& command) {
  Store store = TRY(open_store(app.store));
  const auto ids = TRY(batches_of(*store.catalog, command.batch));
  for (const std::string& id : ids) {
    const auto components = TRY(store.catalog->components(id));
    for (const ComponentRecord& component : components) {
      if (scanned_as(component.id) != component.id) continue;
      const auto record = TRY(standing_attestation(*store.catalog, component.id));
      const bool is_valid = record && record->outcome == name(AttestationState::Valid);
      const auto files = TRY(store.catalog->files(component.id));
      const bool waits = !is_valid && was_scanned(component, files);
      if (waits || !command.waiting) print_line(app, component, record);
    }
  }
  return kExitDone;
}

int finish(const AppContext& app, const Result<int>& outcome) {
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace

int run_attest_prepare(const AppContext& app, const AttestPrepareCommand& command) {
  return finish(app, prepare(app, command));
}

int run_attest_submit(const AppContext& app, const AttestSubmitCommand& command) {
  return finish(app, submit_and_read_on(app, command));
}

int run_attest_list(const AppContext& app, const AttestListCommand& command) {
  return finish(app, list(app, command));
}

}  // namespace sohoa
