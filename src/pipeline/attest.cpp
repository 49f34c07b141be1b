#include "pipeline/attest.h"

#include <algorithm>

#include "core/file.h"
#include "pipeline/attest_record.h"

namespace sohoa {
namespace {

Result<ScanComponent> scan_of(Catalog& catalog, const ComponentRecord& component) {
  ScanComponent scan;
  scan.id = component.id;
  scan.dossier = component.dossier;
  scan.code = component.component;
  scan.files = TRY(catalog.files(component.id));
  // Refused while unpacking: its bytes were never kept, so nobody can vouch for them.
  std::erase_if(scan.files, [](const FileRecord& file) { return file.digest.is_zero(); });
  return scan;
}

Result<ScanStatement> component_statement(Catalog& catalog, const std::string& id) {
  const auto component = TRY(catalog.component(scanned_as(id)));
  if (!component) return Error{Fault::NoSuchComponent, id, {}};
  ScanStatement statement;
  statement.batch = component->batch;
  statement.components.push_back(TRY(scan_of(catalog, *component)));
  return statement;
}

// Parts of a stack are left out: their scan is the stack's, and a statement made before the stack
// was split must stay the same afterwards.
Result<ScanStatement> batch_statement(Catalog& catalog, const std::string& id) {
  const auto batch = TRY(catalog.batch(id));
  if (!batch) return Error{Fault::NoSuchBatch, id, {}};
  ScanStatement statement;
  statement.batch = id;
  const auto components = TRY(catalog.components(id));
  for (const ComponentRecord& component : components) {
    if (scanned_as(component.id) != component.id) continue;
    ScanComponent scan = TRY(scan_of(catalog, component));
    if (!scan.files.empty()) statement.components.push_back(std::move(scan));
  }
  return statement;
}

bool has_file(const ScanStatement& statement) {
  return std::any_of(statement.components.begin(),
                     statement.components.end(),
                     [](const ScanComponent& one) { return !one.files.empty(); });
}

Error not_attested(const ScanStatement& statement, const OfficerSignature& signature) {
  Error error{Fault::NotAttested, "", {signature.name, 0, -1, {}}};
  if (!signature.signed_text) return error;
  constexpr std::size_t kNamed = 5;
  const auto all = compare_statements(statement_text(statement), *signature.signed_text);
  for (std::size_t i = 0; i < std::min(all.size(), kNamed); ++i) {
    error.detail += (i == 0 ? "" : "; ") + all[i].vi;
  }
  if (all.size() > kNamed) error.detail += "; …+" + std::to_string(all.size() - kNamed);
  return error;
}

Result<VerifiedFile> verify_over(const AttestContext& context,
                                 const OfficerSignature& signature,
                                 const BlobRef& content) {
  const UniqueFd fd = TRY(open_sized(*context.store.blobs, content));
  VerifyInput input;
  input.fd = signature.fd;
  input.size = signature.size;
  input.name = signature.name;
  input.detached_content = fd.get();
  input.detached_size = static_cast<std::int64_t>(content.bytes);
  input.detached_name = "statement";
  return verify_file(context.cages, input, context.trust, context.clock.now());
}

std::string form_of(const ScanStatement& statement, const std::string& id) {
  return statement.batch == id ? "batch" : "cms";
}

}  // namespace

Result<ScanStatement> load_statement(Catalog& catalog, const std::string& id) {
  const bool is_component = id.find('/') != std::string::npos;
  auto statement =
      TRY(is_component ? component_statement(catalog, id) : batch_statement(catalog, id));
  if (!has_file(statement)) return Error{Fault::EmptyFile, "no file was kept", {id, 0, -1, {}}};
  return statement;
}

Result<AttestAnswer> submit_statement_signature(const AttestContext& context,
                                                const std::string& id,
                                                const OfficerSignature& signature) {
  const ScanStatement statement = TRY(load_statement(*context.store.catalog, id));
  const std::string text = statement_text(statement);
  const BlobRef content = TRY(put(*context.store.blobs, as_bytes(text)));
  const VerifiedFile verified = TRY(verify_over(context, signature, content));
  const auto candidates = attest::over_the_content(verified);
  if (candidates.empty()) return not_attested(statement, signature);
  const attest::Judged judged = attest::judge_best(context, verified, candidates);
  attest::Evidence evidence;
  evidence.signature = TRY(attest::keep_bytes(context, signature.fd, signature.size));
  evidence.content = content.digest;
  evidence.form = form_of(statement, id);
  evidence.verdict = context.verdict_text(signature.name, verified);
  std::vector<AttestationRecord> records;
  for (const ScanComponent& component : statement.components) {
    records.push_back(attest::make_record(component, judged, evidence, context.clock.now()));
  }
  return attest::keep(context, judged.judgement, std::move(records));
}

Result<std::optional<AttestationRecord>> standing_attestation(Catalog& catalog,
                                                              const std::string& component) {
  const std::string id = scanned_as(component);
  const auto files = TRY(catalog.files(id));
  const Digest scan = scan_digest(files);
  std::optional<AttestationRecord> standing;
  const auto records = TRY(catalog.attestations(id));
  for (const AttestationRecord& record : records) {
    if (record.scan != scan) continue;
    const auto state = parse_attestation_state(record.outcome);
    if (!standing || state >= parse_attestation_state(standing->outcome)) standing = record;
  }
  return standing;
}

bool was_scanned(const ComponentRecord& component, const std::vector<FileRecord>& files) {
  const bool all_signed =
      std::ranges::all_of(files, [](const FileRecord& file) { return file.is_signed; });
  return files.empty() || !all_signed || component.signed_by_officer;
}

Result<AttestationState> attestation_state(Catalog& catalog, const std::string& component) {
  const auto record = TRY(standing_attestation(catalog, component));
  return record ? parse_attestation_state(record->outcome) : AttestationState::None;
}

}  // namespace sohoa
