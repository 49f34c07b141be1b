// What the service asks of the two cages that look at signatures, and what they answer.
//
// The first cage opens the document and says where signatures are (PdfReading, XmlReading). The
// service recomputes digests over the stored bytes (ranges.h). The second cage gets only values,
// digests and certificates (EvidenceRequest) and never sees the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "signing/facts.h"

namespace sohoa {

// ---- PDF -------------------------------------------------------------------------------------

struct PdfSignatureReading {
  PdfSignatureFacts facts;
  std::vector<FormatFault> faults;  ///< of the dictionary; the ranges are checked by ranges.h
};

/// Answer of the PDF reader.
struct PdfReading {
  std::vector<PdfSignatureReading> signatures;  ///< all, time-stamps too, in order of revision
  std::vector<RevisionFacts> revisions;         ///< oldest first; never empty
  std::vector<Change> changes;                  ///< of revisions after the first signed one
  std::vector<RiskFinding> risks;               ///< before the first signature
  std::vector<Bytes> dss_certificates;          ///< DER, of every revision
  std::vector<Bytes> dss_crls;
  std::vector<Bytes> dss_ocsps;
  std::int32_t pages = 0;
  bool has_dss = false;
  bool is_encrypted = false;
  std::vector<std::string> notes;  ///< English
};

// ---- XML -------------------------------------------------------------------------------------

/// One ds:Reference, resolved inside its document.
struct XmlReference {
  std::string uri;
  std::string type;
  HashAlgorithm hash = HashAlgorithm::Unknown;
  Bytes digest;  ///< DigestValue
  std::optional<Bytes>
      octets;                ///< what is to be digested; none: outside the document, or not found
  bool is_external = false;  ///< names another file; the service supplies its digest
  bool is_found = true;      ///< false: the Id or file is not there (SIGNED_DATA_NOT_FOUND)
  bool is_signed_properties = false;
};

/// A time-stamp token with the octets it stands over.
struct XmlTimestamp {
  TimestampKind kind = TimestampKind::Signature;
  Bytes token;
  Bytes octets;
};

struct XmlSignatureReading {
  std::string id;
  std::vector<FormatFault> faults;
  std::string unparseable;  ///< why it could not be read; empty when it could
  Bytes signed_info;        ///< canonical octets the value stands over
  Bytes value;              ///< as in SignatureValue (ECDSA: r || s)
  SignatureScheme scheme = SignatureScheme::Unknown;
  HashAlgorithm hash = HashAlgorithm::Unknown;
  HashAlgorithm mgf_hash = HashAlgorithm::Unknown;
  std::vector<XmlReference> references;
  std::vector<Bytes> certificates;  ///< KeyInfo, DER; the signer's is found by reference or key
  std::vector<NamedDigest>
      signing_certificates;  ///< xades:SigningCertificate(V2); empty: not XAdES
  std::optional<UtcTime> claimed_at;
  std::string policy_oid;
  std::vector<XmlTimestamp> timestamps;
  std::vector<Bytes>
      certificate_values;  ///< xades:CertificateValues and time-stamp validation data
  std::vector<Bytes> crl_values;
  std::vector<Bytes> ocsp_values;
  bool is_xades = false;
  std::vector<std::string> oddities;
};

/// One entry of META-INF/ASiCManifest*.xml (EN 319 162-1, A.4).
struct ManifestReference {
  std::string uri;
  HashAlgorithm hash = HashAlgorithm::Unknown;
  Bytes digest;
};

/// Answer of the XML reader, for a signed document or a container's manifest.
struct XmlReading {
  std::vector<XmlSignatureReading> signatures;
  std::string manifest_signature;  ///< asic:SigReference URI; empty when this is no manifest
  std::vector<ManifestReference> manifest;
  std::vector<std::string> notes;
};

// ---- Values, certificates, revocation ----------------------------------------------------------

enum class ValueKind : std::uint8_t {
  Cms,             ///< CMS SignedData, DER, BER or PEM (RFC 5652)
  TimestampToken,  ///< a bare RFC 3161 TimeStampToken over the content
  RawRsa,          ///< adbe.x509.rsa_sha1: a DER OCTET STRING holding the RSA value
  XmlValue,        ///< a bare value over `content`
};

/// One value to be verified, with what it stands over.
struct ValueToVerify {
  ValueKind kind = ValueKind::Cms;
  Bytes value;
  bool is_detached = true;           ///< content inside the CMS is a fault (trap 31)
  bool content_is_digest = false;    ///< adbe.pkcs7.sha1: eContent is the SHA-1 of the content
  bool permits_cosigners = false;    ///< a CMS outside of PDF: each SignerInfo is a signature
  std::int32_t signer = 0;           ///< which SignerInfo is read
  std::vector<NamedDigest> digests;  ///< of the content, by our own code
  Bytes content;                     ///< XmlValue: SignedInfo octets; small detached contents, for
                                     ///< EdDSA without signed attributes
  std::vector<Bytes> certificates;   ///< beside the value: /Cert, ds:KeyInfo
  // XmlValue only.
  SignatureScheme scheme = SignatureScheme::Unknown;
  HashAlgorithm hash = HashAlgorithm::Unknown;
  HashAlgorithm mgf_hash = HashAlgorithm::Unknown;
  std::vector<NamedDigest> signing_certificates;
  std::vector<XmlTimestamp> timestamps;
};

struct PoolItem {
  EvidenceSource source = EvidenceSource::Dss;
  Bytes der;
};

/// Inputs of RFC 5280, 6.1.1; the defaults are "any policy, nothing required".
struct PathOptions {
  bool require_explicit_policy = false;
  bool inhibit_policy_mapping = false;
  bool inhibit_any_policy = false;
  std::vector<std::string> policies;  ///< dotted OIDs; empty: any
};

struct EvidenceRequest {
  std::vector<ValueToVerify> values;
  std::vector<Bytes> targets;  ///< certificates to build chains for, beside the signers
  std::vector<Bytes> anchors;
  std::vector<PoolItem> certificates;
  std::vector<PoolItem> crls;
  std::vector<PoolItem> ocsps;
  PathOptions path;
};

struct ValueFacts {
  SignerFacts signer;
  std::vector<TimestampFacts> timestamps;  ///< TimestampToken: the token itself, as the only one
  std::vector<HashAlgorithm> missing_digests;  ///< ask again with these (ranges.h computes them)
  bool has_embedded_revocation = false;
  std::int32_t signers = 1;  ///< SignerInfos of the CMS; ask again for the others where permitted
  std::optional<Bytes> signed_content_digest;  ///< SHA-256 of the content inside an enveloping CMS
};

struct EvidenceAnswer {
  std::vector<ValueFacts> values;  ///< one for each value, same order
  std::vector<CertIndex> targets;  ///< one for each target; kNoCert: unreadable
  Evidence evidence;
};

}  // namespace sohoa
