#include "pipeline/attest_batch.h"

#include <algorithm>
#include <map>

#include "core/file.h"
#include "intake/bagit.h"
#include "intake/format.h"
#include "pipeline/attest_entries.h"
#include "pipeline/attest_record.h"

namespace sohoa {
namespace {

/// Something signed, and the verdict on who signed it.
struct Proof {
  std::string name;  ///< entry that holds the signature
  attest::Judged judged;
  attest::Evidence evidence;
};

using Proofs = std::map<std::string, Proof>;  // by entry name of the file

bool is_our_trouble(const Error& error) {
  return error.kind() == ErrorKind::Unavailable || error.kind() == ErrorKind::Cancelled;
}

// The signature is named beside it.
std::string why_not(Error error) {
  error.where = {};
  return describe(error, Lang::Vi);
}

class BatchAttester {
 public:
  BatchAttester(const AttestContext& context, std::string batch)
      : context_(context), batch_(std::move(batch)) {}

  Result<BatchAttestation> run() {
    TRY(load());
    for (const BatchSignature& signature : find_batch_signatures(names())) {
      auto done = check(signature);
      if (done) continue;
      if (is_our_trouble(done.error())) return std::move(done).error();
      answer_.refused.push_back(
          {signature.name, why_not(std::move(done).error()), meant_for(signature)});
    }
    for (const ScanComponent& scan : scans_) TRY(keep_proofs(scan));
    for (const ComponentRecord& component : components_) TRY(check_signed_pdf(component));
    return std::move(answer_);
  }

 private:
  Result<void> load() {
    Catalog& catalog = *context_.store.catalog;
    files_ = TRY(catalog.batch_files(batch_));
    components_ = TRY(catalog.components(batch_));
    for (const FileRecord& file : files_) digests_.emplace(file.name, file);
    return load_scans();
  }

  // Of a batch whose files were all refused nothing was kept: there is nothing to vouch for.
  Result<void> load_scans() {
    auto statement = load_statement(*context_.store.catalog, batch_);
    if (!statement && statement.error().what == Fault::EmptyFile) return {};
    scans_ = TRY(std::move(statement)).components;
    return {};
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [name, file] : digests_) names.push_back(name);
    return names;
  }

  std::vector<std::string> meant_for(const BatchSignature& signature) const {
    std::vector<std::string> ids;
    for (const ScanComponent& scan : scans_) {
      const bool holds_it = std::ranges::any_of(
          scan.files, [&](const FileRecord& file) { return file.name == signature.over; });
      if (signature.is_whole_batch || holds_it) ids.push_back(scan.id);
    }
    return ids;
  }

  Result<Proof> prove(const BatchSignature& signature) {
    const FileRecord& value = digests_.at(signature.name);
    const FileRecord& content = digests_.at(signature.over);
    const UniqueFd fd = TRY(open_sized(*context_.store.blobs, {value.digest, value.bytes}));
    const UniqueFd over = TRY(open_sized(*context_.store.blobs, {content.digest, content.bytes}));
    VerifyInput input;
    input.fd = fd.get();
    input.size = static_cast<std::int64_t>(value.bytes);
    input.name = signature.name;
    input.detached_content = over.get();
    input.detached_size = static_cast<std::int64_t>(content.bytes);
    input.detached_name = signature.over;
    const VerifiedFile verified =
        TRY(verify_file(context_.cages, input, context_.trust, context_.clock.now()));
    const auto candidates = attest::over_the_content(verified);
    if (candidates.empty()) return Error{Fault::NotAttested, signature.over, {}};
    Proof proof;
    proof.name = signature.name;
    proof.judged = attest::judge_best(context_, verified, candidates);
    proof.evidence.signature = value.digest;
    proof.evidence.content = content.digest;
    proof.evidence.form = signature.is_whole_batch ? "batch" : "cms";
    proof.evidence.verdict = context_.verdict_text(signature.name, verified);
    return proof;
  }

  Result<void> check(const BatchSignature& signature) {
    auto proof = prove(signature);
    if (!proof) return std::move(proof).error().in(signature.name);
    if (!signature.is_whole_batch) {
      proofs_.emplace(signature.over, *std::move(proof));
      return {};
    }
    return spread(digests_.at(signature.over), *proof);
  }

  // One signature over the manifest stands for each file the manifest names with its digest.
  Result<void> spread(const FileRecord& manifest, const Proof& proof) {
    const Bytes text =
        TRY(get(*context_.store.blobs, manifest.digest, context_.limits.manifest_bytes));
    const std::string root = manifest.name.substr(0, manifest.name.rfind('/') + 1);
    BagTags tags;
    tags.bagit_txt = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    tags.manifest_sha256 = as_text(text);
    const Bag bag = TRY(parse_bag(tags, context_.limits));
    for (const ManifestLine& line : bag.manifest) {
      const auto file = digests_.find(root + line.name);
      if (file == digests_.end() || file->second.digest != line.digest) continue;
      proofs_.emplace(file->first, proof);
    }
    return {};
  }

  Result<void> keep_proofs(const ScanComponent& scan) {
    const Proof* worst = nullptr;
    for (const FileRecord& file : scan.files) {
      const auto proof = proofs_.find(file.name);
      if (proof == proofs_.end()) return {};  // a file nobody signed: not attested
      const bool is_worse =
          worst == nullptr || proof->second.judged.judgement.state < worst->judged.judgement.state;
      if (is_worse) worst = &proof->second;
    }
    return worst == nullptr ? Result<void>() : keep(scan, *worst);
  }

  Result<void> keep(const ScanComponent& scan, const Proof& proof) {
    const AttestationRecord record =
        attest::make_record(scan, proof.judged, proof.evidence, context_.clock.now());
    AttestAnswer kept = TRY(attest::keep(context_, proof.judged.judgement, {record}));
    answer_.records.push_back(std::move(kept.records.front()));
    const bool is_valid = answer_.records.back().outcome == name(AttestationState::Valid);
    if (!is_valid)
      answer_.refused.push_back({proof.name, proof.judged.judgement.why_vi, {scan.id}});
    return {};
  }

  Result<void> check_signed_pdf(const ComponentRecord& component) {
    const bool is_issued = component.kind == "result" && !component.signed_by_officer;
    if (!component.is_signed || is_issued) return {};
    const auto scan = std::find_if(scans_.begin(), scans_.end(), [&](const ScanComponent& one) {
      return one.id == component.id;
    });
    if (scan == scans_.end() || scan->files.size() != 1) return {};
    auto proof = prove_pdf(scan->files.front());
    if (!proof) return refuse_pdf(component, std::move(proof).error());
    const bool is_officer = proof->judged.judgement.state == AttestationState::Valid;
    if (!is_officer && !component.signed_by_officer) return {};
    return keep(*scan, *proof);
  }

  // A signed document is nobody's attempt at an attestation unless the batch says it is one.
  Result<void> refuse_pdf(const ComponentRecord& component, const Error& error) {
    if (is_our_trouble(error)) return error;
    if (!component.signed_by_officer) return {};
    answer_.refused.push_back({error.where.document, why_not(error), {component.id}});
    return {};
  }

  // The whole file as it was received: a later revision would be something the officer never saw.
  Result<Proof> prove_pdf(const FileRecord& file) {
    if (file.format != name(Format::Pdf))
      return Error{Fault::UnknownFormat, file.format, {file.name, 0, -1, {}}};
    const UniqueFd fd = TRY(open_sized(*context_.store.blobs, {file.digest, file.bytes}));
    VerifyInput input;
    input.fd = fd.get();
    input.size = static_cast<std::int64_t>(file.bytes);
    input.name = file.name;
    const VerifiedFile verified =
        TRY(verify_file(context_.cages, input, context_.trust, context_.clock.now()));
    std::vector<std::size_t> candidates = attest::over_the_content(verified);
    std::erase_if(candidates, [&](std::size_t i) {
      return verified.facts->signatures[i].coverage != Coverage::WholeFile;
    });
    if (candidates.empty()) return Error{Fault::NotAttested, "", {file.name, 0, -1, {}}};
    Proof proof;
    proof.name = file.name;
    proof.judged = attest::judge_best(context_, verified, candidates);
    proof.evidence = {file.digest, file.digest, "pdf", context_.verdict_text(file.name, verified)};
    return proof;
  }

  const AttestContext& context_;
  std::string batch_;
  std::vector<FileRecord> files_;
  std::vector<ComponentRecord> components_;
  std::vector<ScanComponent> scans_;
  std::map<std::string, FileRecord> digests_;  // by entry name
  Proofs proofs_;
  BatchAttestation answer_;
};

Result<void> tell(Catalog& catalog, const std::string& id, const std::string& reason) {
  const auto tx = TRY(catalog.begin());
  auto component = TRY(catalog.component(id));
  if (!component) return {};
  std::vector<std::string>& reasons = component->reasons;
  if (std::find(reasons.begin(), reasons.end(), reason) != reasons.end()) return {};
  reasons.push_back(reason);
  TRY(tx->put(*component));
  return tx->commit();
}

}  // namespace

Result<void> tell_refused(Catalog& catalog, const std::vector<RefusedSignature>& refused) {
  for (const RefusedSignature& one : refused) {
    const std::string reason =
        "Chữ ký số của cán bộ kèm theo lô không được chấp nhận: " + one.name + ": " + one.why_vi;
    for (const std::string& id : one.components) TRY(tell(catalog, id, reason));
  }
  return {};
}

Result<BatchAttestation> attest_from_batch(const AttestContext& context, const std::string& batch) {
  return BatchAttester(context, batch).run();
}

}  // namespace sohoa
