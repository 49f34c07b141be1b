// Everything read from a signed file, before anybody has an opinion on it (second law).
//
// SignedFile is what judge() takes. It is put together by the service from three hands: a caged
// reader that says where the signatures are, our own simple code that recomputes digests and
// coverage from the bytes (ranges.h), and a second cage that never saw the file and verifies
// the values (evidence.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/digest.h"
#include "signing/algorithms.h"
#include "signing/changes.h"
#include "signing/evidence.h"

namespace sohoa {

enum class ContainerKind : std::uint8_t { Pdf, Cms, Xml, Asic };

/// Why a signature is not of the form its standard asks for. Each is FORMAT_FAILURE unless noted.
enum class FormatFault : std::uint8_t {
  ByteRangeMissing,
  ByteRangeMalformed,  ///< not four integers, negative, overflowing (traps 1, 2)
  ByteRangeNotFromZero,
  ByteRangeBeyondFile,
  GapNotContents,   ///< the gap holds more or less than `<hex>` (traps 1, 3)
  ContentsMissing,  ///< /Contents null, empty, zero-filled or no hex string (trap 4)
  ContentsNotCms,   ///< the gap's bytes are no CMS, or an empty one
  DuplicateKey,     ///< a key stands twice in the signature dictionary
  RangesOverlap,    ///< overlaps another signature without containing its revision (trap 8)
  UnknownSubFilter,
  EncapsulatedContent,  ///< content inside a detached signature (trap 31)
  SignerCount,          ///< not exactly one SignerInfo (trap 32)
  DuplicateAttribute,   ///< trap 36
  ContentTypeMismatch,  ///< trap 38
  ValueSharedByFields,  ///< one value shown by two fields (trap 9)
  NoSignedProperties,   ///< XAdES qualifying properties that the signature does not cover (trap 55)
  ForbiddenTransform,   ///< XSLT, XPath, remote reference (trap 53)
  DuplicateId,          ///< two elements with one Id: which was signed cannot be said (trap 54)
  UnsignedContent,      ///< XML content that no signature covers (trap 54)
  UnsignedFile,         ///< a data file of the container is covered by no signature (trap 56)
  MissingFile,          ///< a signed file is not in the container
  BadContainer,         ///< mimetype, manifest or ZIP structure (trap 57)
  Unparseable,          ///< cannot be read at all; shown as failed, never hidden
};

/// How much of the file a signature covers (CONTRACT.md).
enum class Coverage : std::uint8_t {
  Unclear,        ///< ranges with gaps, or no way to say; treat as hostile
  Prefix,         ///< from the first byte to some byte inside a revision
  WholeRevision,  ///< all of its revision; later ones exist and were not signed
  WholeFile,      ///< every byte but the value itself
};

/// One signed value (CMS SignerInfo, XML signature value, bare RSA value) with what it claims.
struct SignerFacts {
  std::vector<FormatFault> faults;  ///< of the CMS or XML structure; may be empty
  std::string unparseable;          ///< why it could not be read; empty when it could

  HashAlgorithm digest = HashAlgorithm::Unknown;  ///< digestAlgorithm / DigestMethod
  SignatureScheme scheme = SignatureScheme::Unknown;
  HashAlgorithm scheme_hash =
      HashAlgorithm::Unknown;                       ///< named in signatureAlgorithm; else Unknown
  HashAlgorithm mgf_hash = HashAlgorithm::Unknown;  ///< RSASSA-PSS only

  CertIndex signer = kNoCert;  ///< the certificate the signature names, when it is at hand
  Match signer_reference =
      Match::Absent;  ///< ESS signing-certificate(-v2) or xades:SigningCertificate
  bool has_signed_attributes = false;
  /// The digest of the content against messageDigest (or the digest inside the value). Unknown:
  /// the content was not given.
  Match message_digest = Match::Unknown;
  /// The value against the signer's key. Unknown: no certificate, or a key nobody here can use.
  Match value = Match::Unknown;
  std::optional<UtcTime> claimed_at;  ///< signing-time attribute, or xades:SigningTime
  std::string policy_oid;             ///< signature-policy-identifier; empty when absent
  std::vector<std::string>
      oddities;  ///< "attributes not in DER order", "BER", "SHA-1 inside": borne
};

enum class TimestampKind : std::uint8_t {
  Signature,  ///< over the signature value: proof that it existed
  Content,    ///< over the content, before signing
  Archive,    ///< CAdES/XAdES archive time-stamp
  Document,   ///< PDF document time-stamp (ETSI.RFC3161)
};

struct TimestampFacts {
  TimestampKind kind = TimestampKind::Signature;
  UtcTime time;  ///< genTime, cut to seconds
  std::string policy_oid;
  std::string serial;
  HashAlgorithm imprint_hash = HashAlgorithm::Unknown;
  Match imprint = Match::Unknown;  ///< of what it stands over
  SignerFacts signer;              ///< the token is itself a CMS
};

/// Which form fields a FieldMDP transform or a /Lock dictionary locks (ISO 32000-1, 12.8.2.4).
struct FieldLock {
  enum class Action : std::uint8_t { All, Include, Exclude };
  Action action = Action::All;
  std::vector<std::string> fields;  ///< fully qualified names
};

/// The PDF side of a signature. Revisions count from 0; pages from 1.
struct PdfSignatureFacts {
  std::string field;  ///< fully qualified; empty when no field holds the value
  std::string sub_filter;
  std::vector<std::int64_t> byte_range;  ///< as written
  std::int32_t revision = 0;             ///< that wrote the signature dictionary
  std::int32_t object = 0;               ///< number of the signature dictionary; 0: direct
  std::int32_t page = 0;                 ///< of its widget; 0: none or invisible
  bool is_document_timestamp = false;    ///< by SubFilter, whatever /Type says (trap 51)
  bool is_certification = false;         ///< has a DocMDP transform and is what /Perms names
  std::int32_t docmdp = 0;               ///< /P 1..3 of a certification; 0: none
  std::vector<FieldLock> locks;          ///< FieldMDP of the signature and /Lock of its field
  std::int32_t lock_docmdp = 0;          ///< /P of the /Lock dictionary (PDF 2.0); 0: none
  std::string name;                      ///< /Name, /Reason, /Location: claims
  std::string reason;
  std::string location;
  std::optional<UtcTime> claimed_at;      ///< /M
  std::vector<Bytes> certificates;        ///< /Cert, DER, for adbe.x509.rsa_sha1
  std::vector<HashAlgorithm> hash_hints;  ///< digests the CMS seems to ask for; only a hint
  bool removed_later = false;             ///< in the newest revision no field holds it any more
};

/// One signature (or document time-stamp) of a file.
struct SignatureFacts {
  ContainerKind kind = ContainerKind::Pdf;
  std::optional<PdfSignatureFacts> pdf;
  std::string name;  ///< of the entry or element: "META-INF/signatures0.xml", Id; empty for PDF
  std::vector<FormatFault> faults;  ///< found outside the value: ranges, container
  Coverage coverage = Coverage::Unclear;
  std::int64_t covered_end = 0;  ///< PDF: one past the last covered byte
  Bytes value_digest;            ///< SHA-256 of the value as stored: the name of this signature
  SignerFacts signer;
  std::vector<TimestampFacts> timestamps;
  bool is_xades = false;
  bool has_embedded_revocation = false;   ///< revocation values inside the signature itself
  std::vector<std::string> signed_names;  ///< ASiC and detached XML: which files it covers
};

/// A revision of a PDF: the bytes from the end of the one before to `end`.
struct RevisionFacts {
  std::int64_t end = 0;      ///< one past %%EOF and its line end
  std::int64_t eof_end = 0;  ///< one past the last character of %%EOF
  bool has_hybrid_xref = false;
};

/// Everything known of one file. judge() needs nothing else but trust and a moment.
struct SignedFile {
  ContainerKind kind = ContainerKind::Pdf;
  std::int64_t bytes = 0;
  std::vector<SignatureFacts> signatures;  ///< approval and certification, in signing order
  std::vector<SignatureFacts> document_timestamps;
  std::vector<RevisionFacts> revisions;     ///< PDF only
  std::vector<Change> changes;              ///< PDF only: of every revision after the first signed
  std::vector<RiskFinding> risks;           ///< PDF only: constructs that can hide content
  std::vector<std::string> unsigned_names;  ///< ASiC: data files no signature covers
  std::vector<std::string> notes;           ///< English, for --verbose
  bool has_dss = false;
  bool is_encrypted = false;
  Evidence evidence;
};

}  // namespace sohoa
