// Peers of the value reader: the openssl program, and a builder for what it cannot make.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "core/bytes.h"
#include "signing/algorithms.h"

namespace sohoa {

/// A folder of its own in which commands run; gone with the object.
class PeerFolder {
 public:
  PeerFolder();
  ~PeerFolder();
  PeerFolder(const PeerFolder&) = delete;
  PeerFolder& operator=(const PeerFolder&) = delete;

  /// Whether the shell command succeeded; `openssl` finds no configuration of this machine.
  bool run(const std::string& command) const;
  Bytes read(const std::string& name) const;
  void write(const std::string& name, ByteView bytes) const;

 private:
  std::filesystem::path path_;
};

struct FreeIdentity {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

/// A key with a self-signed certificate.
struct Identity {
  std::unique_ptr<EVP_PKEY, FreeIdentity> key;
  std::unique_ptr<X509, FreeIdentity> certificate;
  Bytes der() const;
};

/// `type` as EVP names it: "RSA", "ED25519", "ED448", or the curve of an EC key.
Identity make_identity(const std::string& type, const std::string& name, long serial = 4711);
/// Another certificate of the same key, issuer and serial: a twin that only a digest tells apart.
Identity make_twin(const Identity& original);

/// DER pieces.
Bytes der(std::uint8_t tag, const std::vector<Bytes>& parts);
Bytes der_oid(const std::string& dotted);
Bytes der_octets(ByteView octets);
Bytes der_algorithm(const std::string& dotted);
Bytes der_attribute(const std::string& dotted, const std::vector<Bytes>& values);
/// DER attributes in the order of a SET OF.
std::vector<Bytes> sorted(std::vector<Bytes> attributes);

/// A CMS made piece by piece, so that every piece can be wrong.
struct CmsRecipe {
  const Identity* signer = nullptr;
  HashAlgorithm digest = HashAlgorithm::Sha256;
  std::string digest_oid = "2.16.840.1.101.3.4.2.1";
  Bytes signature_algorithm = der_algorithm("1.2.840.10045.4.3.2");
  HashAlgorithm signed_with = HashAlgorithm::Sha256;  ///< Unknown: EdDSA
  std::string content_type = "1.2.840.113549.1.7.1";
  std::string attribute_content_type = "1.2.840.113549.1.7.1";
  Bytes content;                      ///< what the digest is over
  std::optional<Bytes> encapsulated;  ///< what is put inside
  bool has_attributes = true;
  bool has_message_digest = true;
  bool sort_attributes = true;
  std::vector<Bytes> more_attributes;  ///< signed
  std::vector<Bytes> unsigned_attributes;
  std::vector<Bytes> certificates;  ///< empty: the signer's
  std::vector<Bytes> crls;
  std::optional<Bytes> signer_identifier;
  std::int32_t signers = 1;
  /// Called with the value before the unsigned attributes are put together: for tokens over it.
  std::function<Bytes(ByteView value)> token_over_value;
  /// Called with all fields of the SignerInfo before the unsigned attributes; gives one of those.
  std::function<Bytes(ByteView fields)> late_attribute;
};

Bytes make_cms(const CmsRecipe& recipe);
/// `message` signed; `hash` Unknown for EdDSA.
Bytes sign(const Identity& signer, HashAlgorithm hash, ByteView message);
/// An RFC 3161 token over `stamped`.
Bytes make_token(const Identity& authority,
                 ByteView stamped,
                 const std::vector<Bytes>& unsigned_attributes = {});
/// ESS signing-certificate-v2 with SHA-256 of `certificate_der`.
Bytes ess_v2(ByteView certificate_der);
Bytes signing_time(const std::string& utc);

}  // namespace sohoa
