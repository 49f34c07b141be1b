// A PKI made for one test by the openssl command. Keys live as long as the object.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "signing/requests.h"

namespace sohoa {

/// What a certificate is made of. `issuer` empty: self-signed.
struct Making {
  std::string subject;          ///< "/C=VN/CN=Root"
  std::string issuer = {};      ///< name of an earlier certificate
  std::string extensions = {};  ///< lines of an openssl extension section
  std::string key = {};         ///< name of another certificate whose key is used; empty: a new one
  std::string serial = "0x1001";
  std::string digest = "sha256";
  std::string algorithm = "ec -pkeyopt ec_paramgen_curve:P-256";  ///< of a new key
  std::string string_mask = "utf8only";
};

inline constexpr std::string_view kCa =
    "basicConstraints=critical,CA:TRUE\n"
    "keyUsage=critical,keyCertSign,cRLSign\n"
    "subjectKeyIdentifier=hash\n"
    "authorityKeyIdentifier=keyid\n";
inline constexpr std::string_view kSigner =
    "keyUsage=critical,digitalSignature,nonRepudiation\n"
    "subjectKeyIdentifier=hash\n"
    "authorityKeyIdentifier=keyid\n";

class TestPki {
 public:
  TestPki();
  ~TestPki();
  TestPki(const TestPki&) = delete;
  TestPki& operator=(const TestPki&) = delete;

  /// DER of a new certificate, kept under `name`.
  Bytes make(const std::string& name, const Making& making);
  Bytes authority(const std::string& name, const std::string& issuer = {});
  Bytes signer(const std::string& name, const std::string& issuer);
  /// DER of a CRL by `issuer`; `index` in the format of `openssl ca`, `extensions` as above.
  Bytes crl(const std::string& issuer,
            const std::string& index,
            const std::string& extensions = {});
  /// DER of the answer to a request about `about`, issued by `issuer` and signed by `responder`.
  Bytes ocsp(const std::string& issuer,
             const std::string& about,
             const std::string& responder,
             const std::string& index,
             const std::string& options = {});
  /// The same, to a request of ours.
  Bytes answer_to(ByteView request,
                  const std::string& issuer,
                  const std::string& responder,
                  const std::string& index);
  Bytes der(const std::string& name) const;

 private:
  void run(const std::string& arguments) const;
  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  std::filesystem::path folder_;
};

/// One line of `openssl ca`'s index: "V" or "R" since 2025-01-01 for `reason`.
std::string valid(const std::string& serial);
std::string revoked(const std::string& serial, const std::string& reason = "keyCompromise");

/// A request for chains of `target` with the DSS holding `certificates`.
EvidenceRequest request_for(const Bytes& target,
                            std::vector<Bytes> anchors,
                            const std::vector<Bytes>& certificates = {});
/// read_evidence(), or a failed test.
EvidenceAnswer evidence_of(const EvidenceRequest& request, const Limits& limits = {});

}  // namespace sohoa
