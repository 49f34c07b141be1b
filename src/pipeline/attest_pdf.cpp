#include "pipeline/attest_pdf.h"

#include <algorithm>
#include <map>

#include "core/file.h"
#include "intake/format.h"
#include "pipeline/attest_record.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

constexpr std::string_view kHandedOut = "attest.pdf";

/// A PDF of ours that a signed one may begin with.
struct Base {
  Digest digest;
  std::int64_t bytes = 0;
};

bool is_one_pdf(const std::vector<FileRecord>& files) {
  return files.size() == 1 && files.front().format == name(Format::Pdf);
}

Result<ScanComponent> one_component(Catalog& catalog, const std::string& id) {
  const ScanStatement statement = TRY(load_statement(catalog, id));
  if (statement.batch == id) {
    return Error{Fault::Usage, "a signed PDF is of one component: L-…/0001", {}};
  }
  return statement.components.front();
}

// ---- handing out
// ---------------------------------------------------------------------------------

struct Sources {
  std::vector<UniqueFd> files;
  std::map<std::int32_t, std::int32_t> index_of;  // by ordinal of the file

  std::vector<int> descriptors() const {
    std::vector<int> list;
    for (const UniqueFd& file : files) list.push_back(file.get());
    return list;
  }
};

Result<Sources> open_sources(BlobStore& blobs, const std::vector<FileRecord>& files) {
  Sources sources;
  for (const FileRecord& file : files) {
    sources.index_of[file.ordinal] = static_cast<std::int32_t>(sources.files.size());
    sources.files.push_back(TRY(blobs.open(file.digest)));
  }
  return sources;
}

std::vector<ComposePage> bare_pages(const std::vector<PageRecord>& records,
                                    const Sources& sources) {
  std::vector<ComposePage> pages;
  for (const PageRecord& record : records) {
    ComposePage page;
    page.source = sources.index_of.at(record.file_ordinal);
    page.page_index = record.page_index;
    pages.push_back(std::move(page));
  }
  return pages;
}

// The pages alone: text is what is extracted after the signature, not before.
Result<Digest> compose_scan(Store& store, Supervisor& reader, const ScanComponent& scan) {
  const auto records = TRY(store.catalog->pages(scan.id));
  const Sources sources = TRY(open_sources(*store.blobs, scan.files));
  const auto pages = bare_pages(records, sources);
  if (pages.empty()) return Error{Fault::EmptyFile, "no page could be read", {}};
  const auto writer = TRY(store.blobs->create());
  TRY(reader.compose(sources.descriptors(), pages, ComposeTask{}, writer->fd()));
  const BlobRef blob = TRY(writer->commit());
  return blob.digest;
}

Result<void> remember(Store& store, const ScanComponent& scan, const Digest& pdf, UtcTime at) {
  const auto tx = TRY(store.catalog->begin());
  const std::string detail = pdf.hex() + " " + scan_digest(scan.files).hex();
  TRY(tx->append({at, std::string(kHandedOut), scan.id, detail}));
  return tx->commit();
}

// ---- taking back
// ---------------------------------------------------------------------------------

Result<Base> base_of(BlobStore& blobs, const Digest& digest) {
  const UniqueFd fd = TRY(blobs.open(digest));
  return Base{digest, static_cast<std::int64_t>(TRY(file_size(fd.get())))};
}

Result<std::vector<Base>> known_bases(Store& store, const ScanComponent& scan) {
  std::vector<Base> bases;
  if (is_one_pdf(scan.files)) {
    bases.push_back(TRY(base_of(*store.blobs, scan.files.front().digest)));
  }
  const std::string now = scan_digest(scan.files).hex();
  const auto events = TRY(store.catalog->events(scan.id));
  for (const EventRecord& event : events) {
    if (event.kind != kHandedOut || !event.detail.ends_with(now)) continue;
    const auto digest = Digest::parse(event.detail.substr(0, 64));
    if (digest) bases.push_back(TRY(base_of(*store.blobs, *digest)));
  }
  return bases;
}

Result<Digest> prefix_digest(const OfficerSignature& signature, std::int64_t size) {
  const std::array ranges = {std::int64_t{0}, std::int64_t{0}, std::int64_t{0}, size};
  const std::array wanted = {HashAlgorithm::Sha256};
  const auto digests = TRY(digest_ranges(FileBytes(signature.fd, signature.size), ranges, wanted));
  Digest digest;
  std::copy_n(digests.front().value.begin(), digest.value.size(), digest.value.begin());
  return digest;
}

Error refused(const OfficerSignature& signature, std::string why) {
  return {Fault::NotAttested, std::move(why), {signature.name, 0, -1, {}}};
}

Result<Base> base_under(Store& store,
                        const ScanComponent& scan,
                        const OfficerSignature& signature) {
  const auto bases = TRY(known_bases(store, scan));
  for (const Base& base : bases) {
    if (base.bytes > signature.size) continue;
    if (TRY(prefix_digest(signature, base.bytes)) == base.digest) return base;
  }
  return refused(signature,
                 bases.empty()
                     ? "chưa giao bản PDF nào của thành phần này để ký (sohoa attest prepare --pdf)"
                     : "tệp không bắt đầu bằng đúng từng byte của bản PDF đã giao: phần mềm ký đã "
                       "ghi lại cả tệp, hoặc đây là bản quét khác");
}

// Stands over all of the base and added nothing inside it.
bool covers_base(const SignatureFacts& facts, const Base& base) {
  if (!facts.pdf || facts.pdf->byte_range.size() != 4) return false;
  const bool is_whole =
      facts.coverage == Coverage::WholeFile || facts.coverage == Coverage::WholeRevision;
  return is_whole && facts.pdf->byte_range[1] >= base.bytes &&
         facts.signer.message_digest == Match::Matches;
}

std::vector<std::size_t> over_the_base(const VerifiedFile& verified, const Base& base) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < verified.facts->signatures.size(); ++i) {
    if (covers_base(verified.facts->signatures[i], base)) found.push_back(i);
  }
  return found;
}

Result<void> check_pages_untouched(const AttestContext& context,
                                   const OfficerSignature& signature,
                                   const Base& base,
                                   std::int32_t revision) {
  const PdfReading reading =
      TRY(context.cages.verifier().collect_pdf(signature.fd, {{}, base.bytes}));
  const Change* change = beyond_signing(reading.changes, revision);
  if (change == nullptr) return {};
  std::string why = "bản đã ký thay đổi nội dung bản quét: " + std::string(name(change->kind));
  if (change->page > 0) why += ", trang " + std::to_string(change->page);
  return refused(signature, why + " " + change->path);
}

std::int32_t last_revision(const VerifiedFile& verified, const std::vector<std::size_t>& of) {
  std::int32_t last = 0;
  for (const std::size_t i : of) {
    last = std::max(last, verified.facts->signatures[i].pdf->revision);
  }
  return last;
}

Result<VerifiedFile> verify_pdf(const AttestContext& context, const OfficerSignature& signature) {
  VerifyInput input;
  input.fd = signature.fd;
  input.size = signature.size;
  input.name = signature.name;
  return verify_file(context.cages, input, context.trust, context.clock.now());
}

}  // namespace

Result<Digest> hand_out_pdf(Store& store,
                            Supervisor& reader,
                            const std::string& component,
                            const Clock& clock) {
  const ScanComponent scan = TRY(one_component(*store.catalog, component));
  if (is_one_pdf(scan.files)) return scan.files.front().digest;
  const Digest pdf = TRY(compose_scan(store, reader, scan));
  TRY(remember(store, scan, pdf, clock.now()));
  return pdf;
}

const Change* beyond_signing(std::span<const Change> changes, std::int32_t revision) {
  const auto found = std::find_if(changes.begin(), changes.end(), [&](const Change& change) {
    return change.revision <= revision && change.kind > ChangeKind::SignatureFieldVisible;
  });
  return found == changes.end() ? nullptr : &*found;
}

Result<AttestAnswer> submit_signed_pdf(const AttestContext& context,
                                       const std::string& id,
                                       const OfficerSignature& signature) {
  const ScanComponent scan = TRY(one_component(*context.store.catalog, id));
  const Base base = TRY(base_under(context.store, scan, signature));
  const VerifiedFile verified = TRY(verify_pdf(context, signature));
  const auto candidates = over_the_base(verified, base);
  if (candidates.empty()) return refused(signature, "không có chữ ký số nào phủ toàn bộ bản quét");
  TRY(check_pages_untouched(context, signature, base, last_revision(verified, candidates)));
  const attest::Judged judged = attest::judge_best(context, verified, candidates);
  attest::Evidence evidence;
  evidence.signature = TRY(attest::keep_bytes(context, signature.fd, signature.size));
  evidence.content = base.digest;
  evidence.form = "pdf";
  evidence.verdict = context.verdict_text(signature.name, verified);
  return attest::keep(context,
                      judged.judgement,
                      {attest::make_record(scan, judged, evidence, context.clock.now())});
}

}  // namespace sohoa
