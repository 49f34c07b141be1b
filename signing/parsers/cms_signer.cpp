#include "signing/parsers/cms_signer.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "signing/parsers/cms_value.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

struct FreeName {
  void operator()(X509_NAME* name) const { X509_NAME_free(name); }
};

// ---- The certificate ---------------------------------------------------------------------------

// RFC 5280, 7.1: names are compared by their DER, then with case and spaces folded, because
// signers write the issuer with another string type than the CA did.
bool is_name(const X509_NAME* name, ByteView der) {
  const unsigned char* bytes = nullptr;
  std::size_t size = 0;
  if (X509_NAME_get0_der(name, &bytes, &size) == 1 &&
      std::equal(bytes, bytes + size, der.begin(), der.end()))
    return true;
  const unsigned char* at = der.data();
  const std::unique_ptr<X509_NAME, FreeName> other(
      d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())));
  return other && X509_NAME_cmp(name, other.get()) == 0;
}

bool is_serial(X509* certificate, ByteView serial) {
  unsigned char* der = nullptr;
  const int size = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), &der);
  if (size <= 0) return false;
  std::string fault;
  BerReader reader({der, static_cast<std::size_t>(size)}, fault);
  const ByteView own = ber_shortest_integer(reader.expect(kBerInteger, "serial").contents);
  const bool is_same = std::equal(own.begin(), own.end(), serial.begin(), serial.end());
  OPENSSL_free(der);
  return is_same;
}

// RFC 5280, 4.2.1.2 (1): where the extension is absent, the SHA-1 of the key names it.
bool is_key_id(X509* certificate, ByteView key_id) {
  if (const ASN1_OCTET_STRING* own = X509_get0_subject_key_id(certificate)) {
    const ByteView bytes(ASN1_STRING_get0_data(own),
                         static_cast<std::size_t>(ASN1_STRING_length(own)));
    return std::equal(bytes.begin(), bytes.end(), key_id.begin(), key_id.end());
  }
  const ASN1_BIT_STRING* key = X509_get0_pubkey_bitstr(certificate);
  const Bytes digest =
      digest_of({ASN1_STRING_get0_data(key), static_cast<std::size_t>(ASN1_STRING_length(key))},
                HashAlgorithm::Sha1);
  return std::equal(digest.begin(), digest.end(), key_id.begin(), key_id.end());
}

bool is_named_by(X509* certificate, const SignerInfo& info) {
  if (certificate == nullptr) return false;
  if (info.key_id) return is_key_id(certificate, *info.key_id);
  return is_serial(certificate, info.serial) &&
         is_name(X509_get_issuer_name(certificate), info.issuer);
}

// RFC 5035, 5.4 and EN 319 102-1, 5.2.3.4: digest, and issuer and serial where they are given.
Match refers_to(const CertificateReference& reference, X509* certificate) {
  if (reference.digest.empty()) return Match::Differs;
  if (!reference.serial.empty() && !is_serial(certificate, reference.serial)) return Match::Differs;
  if (!reference.issuer.empty() && !is_name(X509_get_issuer_name(certificate), reference.issuer))
    return Match::Differs;
  if (reference.hash == HashAlgorithm::Unknown) return Match::Unknown;
  const bool is_same = digest_of(certificate_der(certificate), reference.hash) == reference.digest;
  return is_same ? Match::Matches : Match::Differs;
}

Match refer_to(const std::vector<CertificateReference>& references, X509* certificate) {
  if (references.empty()) return Match::Absent;
  Match worst = Match::Matches;
  for (const CertificateReference& reference : references) {
    const Match match = refers_to(reference, certificate);
    if (match == Match::Differs) return match;
    if (match == Match::Unknown) worst = match;
  }
  return worst;
}

struct NamedSigner {
  CertIndex index = kNoCert;
  Match reference = Match::Unknown;
};

/// Of all certificates the SignerInfo names, the one its ESS attribute means; else the first.
/// A twin with the same issuer, serial and key is told apart by the digest alone (trap 37).
NamedSigner find_signer(const SignerInfo& info,
                        const std::vector<CertificateReference>& references,
                        const std::vector<CertIndex>& nearby,
                        const EvidencePool& pool) {
  NamedSigner found{kNoCert, references.empty() ? Match::Absent : Match::Unknown};
  for (const CertIndex index : candidates(nearby, pool)) {
    X509* certificate = pool.certificate(index);
    if (!is_named_by(certificate, info)) continue;
    const Match reference = refer_to(references, certificate);
    if (found.index == kNoCert || reference == Match::Matches) found = {index, reference};
    if (reference == Match::Matches || reference == Match::Absent) break;
  }
  return found;
}

// ---- Attributes --------------------------------------------------------------------------------

// RFC 5652, 11.1-11.3, RFC 5035, 3 and RFC 5126, 5.8.1: one instance with one value (trap 36).
constexpr std::array kSingle = {kAttrContentType,
                                kAttrMessageDigest,
                                kAttrSigningTime,
                                kAttrSigningCertificate,
                                kAttrSigningCertificateV2,
                                kAttrSignaturePolicy};

bool has_duplicates(const CmsAttributes& attributes) {
  return std::any_of(kSingle.begin(), kSingle.end(), [&](std::string_view type) {
    return attributes.count(type) > 1;
  });
}

bool names_content_type(const CmsAttributes& attributes, const SignedData& data) {
  const auto value = attributes.value(kAttrContentType);
  return value && value->tag == kBerOid &&
         std::equal(value->contents.begin(),
                    value->contents.end(),
                    data.content_type.contents.begin(),
                    data.content_type.contents.end());
}

void judge_attributes(const CmsAttributes& attributes, const SignedData& data, SignerFacts& facts) {
  if (has_duplicates(attributes)) facts.faults.push_back(FormatFault::DuplicateAttribute);
  if (!names_content_type(attributes, data))
    facts.faults.push_back(FormatFault::ContentTypeMismatch);
  if (!attributes.are_sorted()) facts.oddities.emplace_back("attributes not in DER order");
  if (const auto time = attributes.value(kAttrSigningTime)) facts.claimed_at = ber_time(*time);
  facts.policy_oid = signature_policy(attributes);
}

Match compare_message_digest(const CmsAttributes& attributes,
                             HashAlgorithm hash,
                             SignedContent& content) {
  const auto value = attributes.value(kAttrMessageDigest);
  const auto octets = value ? ber_octets(*value) : std::nullopt;
  // Without it the value says nothing on any content.
  if (!octets) return Match::Differs;
  return compare_digest(content, hash, *octets);
}

// ---- The value ---------------------------------------------------------------------------------

/// Every hash the value may have been made with: the one signatureAlgorithm names, and the one of
/// the content where it names none or another (trap 33: whoever judges sees both names).
std::vector<SignatureAlgorithm> readings_of(SignatureAlgorithm algorithm, HashAlgorithm digest) {
  std::vector<SignatureAlgorithm> readings;
  if (algorithm.hash != HashAlgorithm::Unknown) readings.push_back(algorithm);
  if (algorithm.scheme == SignatureScheme::RsaPss || algorithm.hash == digest)
    return readings.empty() ? std::vector{algorithm} : readings;
  algorithm.hash = digest;
  readings.push_back(algorithm);
  return readings;
}

Match first_match(const std::vector<SignatureAlgorithm>& readings,
                  const std::vector<Bytes>& messages,
                  EVP_PKEY* key,
                  ByteView value) {
  Match answer = Match::Unknown;
  for (const SignatureAlgorithm& reading : readings) {
    for (const Bytes& message : messages) {
      const Match match = verify_message(key, reading, message, value);
      if (match == Match::Matches) return match;
      if (match == Match::Differs) answer = match;
    }
  }
  return answer;
}

// RFC 5652, 5.4: the DER of the SET. Signers who did not sort signed what they stored; a strict
// verifier would sort again. Both are the same attributes, so both are borne (trap 35).
Match verify_attributes(const SignerReading& reading, const SignerInfo& info, EVP_PKEY* key) {
  std::vector<Bytes> messages{reading.signed_attributes.as_stored()};
  if (!reading.signed_attributes.are_sorted())
    messages.push_back(reading.signed_attributes.as_sorted());
  const SignatureAlgorithm algorithm = signature_algorithm(info.algorithm);
  return first_match(readings_of(algorithm, reading.facts.digest), messages, key, info.value);
}

/// RSA tells which digest it holds, so a sound value over other content can be named as such.
void verify_recovered(const NamedDigest& recovered, SignedContent& content, SignerFacts& facts) {
  facts.value = Match::Matches;
  facts.message_digest = compare_digest(content, recovered.hash, recovered.value);
  if (recovered.hash != facts.digest) facts.scheme_hash = recovered.hash;
}

// RFC 5652, 5.4 without signed attributes: the value stands over the content itself (trap 38).
void verify_content(const SignerInfo& info,
                    SignedContent& content,
                    EVP_PKEY* key,
                    SignerFacts& facts) {
  const SignatureAlgorithm algorithm = signature_algorithm(info.algorithm);
  const NamedDigest recovered = algorithm.scheme == SignatureScheme::RsaPkcs1
                                    ? recover_digest(key, info.value)
                                    : NamedDigest{};
  if (!recovered.value.empty()) return verify_recovered(recovered, content, facts);
  const auto readings = readings_of(algorithm, facts.digest);
  if (content.has_octets()) {
    const Bytes octets(content.octets().begin(), content.octets().end());
    facts.value = first_match(readings, {octets}, key, info.value);
  } else {
    for (const SignatureAlgorithm& reading : readings) {
      const Bytes digest = content.digest(reading.hash);
      if (digest.empty() || facts.value == Match::Matches) continue;
      facts.value = verify_digest(key, reading, digest, info.value);
    }
  }
  if (facts.value == Match::Matches) facts.message_digest = Match::Matches;
}

// A key identifier of no octets names no key there is or could be: no certificate that may still
// turn up makes such a value true.
bool names_nobody(const SignerInfo& info) {
  return info.key_id && info.key_id->empty();
}

// ---- Oddities ----------------------------------------------------------------------------------

// RFC 5652, 5.3: 1 with issuer and serial, 3 with a key identifier.
bool is_usual_version(const SignerInfo& info) {
  return info.version == (info.key_id ? 3 : 1);
}

// RFC 5652, 5.1: a verifier may refuse a digest that is not announced (OpenSSL does).
bool is_announced(const SignedData& data, const SignerInfo& info) {
  const auto& all = data.digest_oids;
  return std::find(all.begin(), all.end(), info.digest.oid) != all.end();
}

void note_oddities(const SignedData& data, const SignerInfo& info, SignerFacts& facts) {
  if (data.is_ber) facts.oddities.emplace_back("BER, not DER");
  if (data.has_trailing_bytes) facts.oddities.emplace_back("bytes after the CMS");
  if (data.is_content_no_octets) facts.oddities.emplace_back("PKCS #7 content");
  if (!info.signed_attributes) facts.oddities.emplace_back("no signed attributes");
  if (!is_announced(data, info)) facts.oddities.emplace_back("digest algorithm not announced");
  if (!is_usual_version(info))
    facts.oddities.emplace_back("SignerInfo version " + std::to_string(info.version));
  if (names_nobody(info)) facts.oddities.emplace_back("empty key identifier: names no signer");
}

SignerFacts algorithms_of(const SignerInfo& info) {
  SignerFacts facts;
  const SignatureAlgorithm algorithm = signature_algorithm(info.algorithm);
  facts.digest = hash_by_oid(info.digest.oid);
  facts.scheme = algorithm.scheme;
  facts.scheme_hash = algorithm.hash;
  facts.mgf_hash = algorithm.mgf_hash;
  facts.has_signed_attributes = info.signed_attributes.has_value();
  return facts;
}

bool read_attributes(const SignerInfo& info, SignerReading& reading) {
  std::string fault;
  if (info.signed_attributes)
    reading.signed_attributes = CmsAttributes(*info.signed_attributes, fault);
  if (info.unsigned_attributes && fault.empty()) {
    std::string unsigned_fault;
    reading.unsigned_attributes = CmsAttributes(*info.unsigned_attributes, unsigned_fault);
    if (!unsigned_fault.empty())
      reading.facts.oddities.emplace_back("unsigned attributes: " + unsigned_fault);
  }
  if (fault.empty()) return true;
  reading.facts.unparseable = "signed attributes: " + fault;
  reading.facts.faults.push_back(FormatFault::Unparseable);
  return false;
}

}  // namespace

Bytes SignedContent::digest(HashAlgorithm hash) {
  if (hash == HashAlgorithm::Unknown) return {};
  if (has_octets_) return digest_of(octets_, hash);
  for (const NamedDigest& one : *digests_)
    if (one.hash == hash) return one.value;
  if (std::find(missing_.begin(), missing_.end(), hash) == missing_.end()) missing_.push_back(hash);
  return {};
}

Match compare_digest(SignedContent& content, HashAlgorithm hash, ByteView found) {
  const Bytes own = content.digest(hash);
  if (own.empty()) return Match::Unknown;
  const bool is_same = std::equal(own.begin(), own.end(), found.begin(), found.end());
  return is_same ? Match::Matches : Match::Differs;
}

SignerReading read_signer(const SignedData& data,
                          const SignerInfo& info,
                          SignedContent& content,
                          const std::vector<CertIndex>& nearby,
                          EvidencePool& pool) {
  SignerReading reading;
  reading.facts = algorithms_of(info);
  note_oddities(data, info, reading.facts);
  if (!read_attributes(info, reading)) return reading;
  SignerFacts& facts = reading.facts;
  const auto signer =
      find_signer(info, certificate_references(reading.signed_attributes), nearby, pool);
  facts.signer = signer.index;
  facts.signer_reference = signer.reference;
  X509* certificate = signer.index == kNoCert ? nullptr : pool.certificate(signer.index);
  EVP_PKEY* key = certificate == nullptr ? nullptr : X509_get0_pubkey(certificate);
  if (signer.index != kNoCert) pool.want_chains(signer.index);
  if (!info.signed_attributes) {
    verify_content(info, content, key, facts);
    return reading;
  }
  judge_attributes(reading.signed_attributes, data, facts);
  facts.message_digest = compare_message_digest(reading.signed_attributes, facts.digest, content);
  facts.value = names_nobody(info) ? Match::Differs : verify_attributes(reading, info, key);
  return reading;
}

std::vector<CertIndex> candidates(const std::vector<CertIndex>& nearby, const EvidencePool& pool) {
  std::vector<CertIndex> all(nearby);
  for (CertIndex index = 0; index < pool.size(); ++index) all.push_back(index);
  return all;
}

Bytes certificate_der(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = certificate == nullptr ? 0 : i2d_X509(certificate, &der);
  if (size <= 0) return {};
  Bytes bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

}  // namespace sohoa
