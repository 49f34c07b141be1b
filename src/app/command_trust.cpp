// sohoa trust: anchors are taken in only after a person has compared their fingerprint.
#include <cctype>
#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "app/commands.h"
#include "app/json_text.h"
#include "app/trust_store.h"
#include "core/file.h"
#include "core/vietnam_time.h"
#include "signing/trust_file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const AppContext& app, const std::string& named) {
  if (!named.empty()) return named;
  const fs::path found = default_trust_folder(app.store);
  return found.empty() ? app.store / "trust" : found;
}

Result<Supervisor> start_verifier(const AppContext& app) {
  WorkerConfig config = worker_config(app);
  config.program = default_verifier_program();
  config.warm_ocr = false;
  return Supervisor::start(config);
}

// The certificate is not trusted yet, so it is read where every foreign byte is read.
Result<CertificateFacts> read_certificate(const AppContext& app, const Bytes& der) {
  Supervisor cage = TRY(start_verifier(app));
  EvidenceRequest request;
  request.targets = {der};
  const EvidenceAnswer answer = TRY(cage.read_evidence(request));
  if (answer.targets[0] == kNoCert) return Error{Fault::BadTrustFile, "no certificate", {}};
  return answer.evidence.certificates[static_cast<std::size_t>(answer.targets[0])];
}

std::string grouped(const std::string& hex) {
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 4) text += (i == 0 ? "" : " ") + hex.substr(i, 4);
  return text;
}

void show_certificate(const AppContext& app, const CertificateFacts& cert) {
  std::cout << pick(app, "Chủ thể:      ", "Subject:      ") << cert.subject.text << "\n"
            << pick(app, "Người cấp:    ", "Issuer:       ") << cert.issuer.text << "\n"
            << pick(app, "Số hiệu:      ", "Serial:       ") << cert.serial << "\n"
            << pick(app, "Hiệu lực:     ", "Valid:        ") << vietnam_time(cert.not_before)
            << " – " << vietnam_time(cert.not_after) << "\n"
            << pick(app, "Khóa:         ", "Key:          ") << describe(cert.key) << "\n"
            << pick(app, "Là CA:        ", "CA:           ")
            << (cert.is_ca ? pick(app, "có", "yes") : pick(app, "KHÔNG", "NO")) << "\n"
            << "SHA-256:      " << grouped(cert.sha256.hex()) << "\n";
}

std::string hex_digits(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0) {
      digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return digits;
}

// Typing what stands on the authority's own paper is the point: a mere "y" compares nothing.
Result<void> confirm(const AppContext& app, const TrustImportCommand& command, const Digest& mine) {
  std::string given = command.confirm;
  if (given.empty() && ::isatty(STDIN_FILENO) == 1) {
    std::cout << pick(app,
                      "Gõ lại vân tay SHA-256 do cơ quan cấp công bố: ",
                      "Type the SHA-256 fingerprint the authority published: ")
              << std::flush;
    std::getline(std::cin, given);
  }
  if (given.empty()) return Error{Fault::Usage, "--confirm SHA256", {}};
  if (hex_digits(given) == mine.hex()) return {};
  return Error{Fault::BadTrustFile, "the fingerprint differs; nothing was imported", {}};
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string purposes_of(const TrustImportCommand& command) {
  std::string list;
  for (const std::string& purpose : command.purposes) {
    list += (list.empty() ? "" : ", ") + toml_string(purpose);
  }
  return "[" + list + "]";
}

std::string base64(ByteView bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (i + k < bytes.size() ? bytes[i + k] : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      const bool is_padding = i + k > bytes.size();
      text += is_padding ? '=' : kDigits[(group >> (18U - 6U * k)) & 63U];
    }
    if (i % 48 == 45) text += '\n';
  }
  return text;
}

std::string anchor_toml(const TrustImportCommand& command,
                        const CertificateFacts& cert,
                        const std::string& pem_name) {
  std::string text = "format = \"sohoa-anchors-1\"\n\n[[anchor]]\n";
  text += "name = " + toml_string(command.name.empty() ? cert.subject.text : command.name) + "\n";
  text += "regime = " + toml_string(command.regime) + "\n";
  text += "purposes = " + purposes_of(command) + "\n";
  if (!command.service.empty()) text += "service = " + toml_string(command.service) + "\n";
  text += "certificate = " + toml_string(pem_name) + "\n";
  text += "sha256 = " + toml_string(cert.sha256.hex()) + "\n";
  text += "source = " + toml_string(command.source) + "\n";
  return text;
}

Result<int> import_anchor(const AppContext& app, const TrustImportCommand& command) {
  const Bytes file = TRY(read_file(command.certificate, app.limits.manifest_bytes));
  const Bytes der = TRY(certificate_der(file));
  const CertificateFacts cert = TRY(read_certificate(app, der));
  show_certificate(app, cert);
  TRY(confirm(app, command, cert.sha256));
  const fs::path folder = folder_of(app, command.trust);
  std::error_code failed;
  fs::create_directories(folder, failed);
  const std::string stem = "anchor-" + cert.sha256.hex().substr(0, 16);
  const std::string pem =
      "-----BEGIN CERTIFICATE-----\n" + base64(der) + "\n-----END CERTIFICATE-----\n";
  TRY(write_file_atomically(folder / (stem + ".pem"), as_bytes(pem)));
  TRY(write_file_atomically(folder / (stem + ".toml"),
                            as_bytes(anchor_toml(command, cert, stem + ".pem"))));
  tell(app,
       "Đã thêm gốc tin cậy vào " + folder.string(),
       "The anchor was added to " + folder.string());
  return kExitDone;
}

std::string purposes_text(const AnchorPurposes& purposes) {
  if (purposes.signer && purposes.timestamp) return "signer, timestamp";
  return purposes.signer ? "signer" : "timestamp";
}

void list_anchor(const AppContext& app, const Anchor& anchor) {
  if (app.json) {
    std::cout << "{\"name\":" << quoted(anchor.name) << ",\"regime\":" << quoted(anchor.regime)
              << ",\"purposes\":" << quoted(purposes_text(anchor.purposes))
              << ",\"sha256\":" << quoted(anchor.sha256.hex())
              << ",\"source\":" << quoted(anchor.source) << "}\n";
    return;
  }
  std::cout << anchor.name << "\n  " << anchor.regime << "; " << purposes_text(anchor.purposes)
            << "\n  SHA-256 " << grouped(anchor.sha256.hex()) << "\n  " << anchor.source << "\n";
}

Result<int> list_anchors(const AppContext& app, const TrustListCommand& command) {
  const TrustData data = TRY(load_trust_data(folder_of(app, command.trust), {}, app.limits));
  for (const Anchor& anchor : data.policy.anchors) list_anchor(app, anchor);
  if (app.json) return kExitDone;
  std::cout << pick(app, "Chính sách: ", "Policy: ") << data.policy.id << " " << data.policy.version
            << "\n"
            << pick(app, "Kho CRL, OCSP: ", "CRLs, OCSP answers: ") << data.crls.size() << ", "
            << data.ocsps.size();
  if (data.policy.revocation_archive_at) {
    std::cout << pick(app, "; nhập lần cuối ", "; last imported ")
              << vietnam_time(*data.policy.revocation_archive_at);
  }
  std::cout << "\n";
  return kExitDone;
}

// What a file is, is for the cage to say: it is offered as all three.
Result<ArchiveKind> kind_of(Supervisor& cage, const Bytes& der) {
  EvidenceRequest request;
  request.crls = {{EvidenceSource::Archive, der}};
  if (!TRY(cage.read_evidence(request)).evidence.crls.empty()) return ArchiveKind::Crl;
  request = {};
  request.ocsps = {{EvidenceSource::Archive, der}};
  if (!TRY(cage.read_evidence(request)).evidence.ocsps.empty()) return ArchiveKind::Ocsp;
  request = {};
  request.targets = {der};
  if (TRY(cage.read_evidence(request)).targets[0] != kNoCert) return ArchiveKind::Certificate;
  return Error{Fault::BadTrustFile, "no CRL, OCSP answer or certificate", {}};
}

Result<void> archive_file(const AppContext& app,
                          const TrustArchiveCommand& command,
                          Supervisor& cage,
                          const std::string& path) {
  const Bytes bytes = TRY(read_file(path, app.limits.evidence_bytes));
  const auto pem = evidence_der(bytes);
  const Bytes& der = pem ? *pem : bytes;
  const std::string source =
      command.source.empty() ? fs::path(path).filename().string() : command.source;
  ArchiveEntry entry{sha256(der), TRY(kind_of(cage, der)), SystemClock().now(), source};
  return add_to_archive(folder_of(app, command.trust), der, entry);
}

Result<int> archive_files(const AppContext& app, const TrustArchiveCommand& command) {
  Supervisor cage = TRY(start_verifier(app));
  int exit = kExitDone;
  for (const std::string& path : command.files) {
    auto done = archive_file(app, command, cage, path);
    if (done) continue;
    report(app, std::move(done).error().in(path));
    exit = kExitRefusals;
  }
  return exit;
}

int ended(const AppContext& app, Result<int> done) {
  return done ? *done : report(app, done.error());
}

}  // namespace

int run_trust_import(const AppContext& app, const TrustImportCommand& command) {
  return ended(app, import_anchor(app, command));
}

int run_trust_list(const AppContext& app, const TrustListCommand& command) {
  return ended(app, list_anchors(app, command));
}

int run_trust_archive(const AppContext& app, const TrustArchiveCommand& command) {
  return ended(app, archive_files(app, command));
}

}  // namespace sohoa
