#include "signing/parsers/value_reader_parts.h"

#include <algorithm>

#include <openssl/x509.h>

#include "signing/parsers/cms_signer.h"
#include "signing/parsers/cms_value.h"
#include "signing/parsers/timestamp_token.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

EVP_PKEY* key_of(CertIndex index, const EvidencePool& pool) {
  X509* certificate = index == kNoCert ? nullptr : pool.certificate(index);
  return certificate == nullptr ? nullptr : X509_get0_pubkey(certificate);
}

// ---- adbe.x509.rsa_sha1 ------------------------------------------------------------------------

void refuse(SignerFacts& facts, std::string why) {
  facts.faults.push_back(FormatFault::Unparseable);
  facts.unparseable = std::move(why);
}

void verify_raw(ByteView value, EVP_PKEY* key, SignedContent& content, SignerFacts& facts) {
  const NamedDigest digest = recover_digest(key, value);
  if (digest.value.empty()) {
    facts.value = key == nullptr ? Match::Unknown : Match::Differs;
    return;
  }
  facts.value = Match::Matches;
  facts.digest = facts.scheme_hash = digest.hash;
  facts.message_digest = compare_digest(content, digest.hash, digest.value);
}

// ---- XML values --------------------------------------------------------------------------------

bool is_listed(const ValueToVerify& value, X509* certificate) {
  const Bytes der = certificate_der(certificate);
  return std::any_of(value.signing_certificates.begin(),
                     value.signing_certificates.end(),
                     [&](const NamedDigest& one) {
                       return !one.value.empty() && digest_of(der, one.hash) == one.value;
                     });
}

/// XMLDSig, 6.4.3: r || s; some write the DER of X.509 instead, which is borne.
Bytes plain_value(const ValueToVerify& value, SignerFacts& facts) {
  const bool has_halves =
      value.scheme == SignatureScheme::Ecdsa || value.scheme == SignatureScheme::Dsa;
  if (!has_halves) return value.value;
  std::string fault;
  BerReader reader(value.value, fault);
  const bool is_der = reader.maybe(kBerSequence).has_value() && reader.at_end() && fault.empty();
  if (!is_der) return dsa_value_from_halves(value.value);
  facts.oddities.emplace_back("DER instead of r || s");
  return value.value;
}

struct XmlSigner {
  CertIndex index = kNoCert;
  bool is_listed = false;
  Match value = Match::Unknown;
};

bool is_better(const XmlSigner& a, const XmlSigner& b) {
  const auto rank = [](const XmlSigner& signer) {
    return (signer.value == Match::Matches ? 2 : 0) + (signer.is_listed ? 1 : 0);
  };
  return a.index != kNoCert && (b.index == kNoCert || rank(a) > rank(b));
}

/// The certificate whose key verifies and which xades:SigningCertificate lists; then one that
/// verifies; then one that is listed; then the first in KeyInfo.
XmlSigner find_xml_signer(const ValueToVerify& value,
                          const std::vector<CertIndex>& nearby,
                          ByteView plain,
                          const EvidencePool& pool) {
  const SignatureAlgorithm algorithm{value.scheme, value.hash, value.mgf_hash, -1};
  const bool look_everywhere = nearby.empty() || !value.signing_certificates.empty();
  XmlSigner best;
  for (const CertIndex index : look_everywhere ? candidates(nearby, pool) : nearby) {
    XmlSigner one{index, is_listed(value, pool.certificate(index)), Match::Unknown};
    const bool is_near = std::find(nearby.begin(), nearby.end(), index) != nearby.end();
    if (!is_near && !one.is_listed) continue;
    one.value = verify_message(key_of(index, pool), algorithm, value.content, plain);
    if (is_better(one, best)) best = one;
  }
  return best;
}

Match reference_of(const ValueToVerify& value, const XmlSigner& signer) {
  if (value.signing_certificates.empty()) return Match::Absent;
  if (signer.index == kNoCert) return Match::Unknown;
  return signer.is_listed ? Match::Matches : Match::Differs;
}

void read_xml_timestamps(const ValueToVerify& value,
                         EvidencePool& pool,
                         std::int32_t tokens_max,
                         ValueFacts& facts) {
  for (const XmlTimestamp& one : value.timestamps) {
    if (static_cast<std::int32_t>(facts.timestamps.size()) >= tokens_max) return;
    SignedContent stamped(one.octets);
    facts.timestamps.push_back(read_timestamp(one.token, one.kind, stamped, pool));
  }
}

}  // namespace

ValueFacts read_raw_rsa(const ValueToVerify& value, EvidencePool& pool) {
  ValueFacts facts;
  SignerFacts& signer = facts.signer;
  signer.scheme = SignatureScheme::RsaPkcs1;
  std::string fault;
  const auto octets = ber_octets(BerReader(value.value, fault).next().value_or(BerElement{}));
  if (!octets || octets->empty()) {
    refuse(signer, "no OCTET STRING");
    return facts;
  }
  const auto nearby = add_beside(value.certificates, pool);
  if (!nearby.empty()) signer.signer = nearby.front();
  if (signer.signer != kNoCert) pool.want_chains(signer.signer);
  SignedContent content(value.digests, value.content);
  verify_raw(*octets, key_of(signer.signer, pool), content, signer);
  facts.missing_digests = content.missing();
  return facts;
}

ValueFacts read_xml_value(const ValueToVerify& value, EvidencePool& pool, std::int32_t tokens_max) {
  ValueFacts facts;
  SignerFacts& signer = facts.signer;
  signer.scheme = value.scheme;
  signer.digest = signer.scheme_hash = value.hash;
  signer.mgf_hash = value.mgf_hash;
  const auto nearby = add_beside(value.certificates, pool);
  const Bytes plain = plain_value(value, signer);
  const XmlSigner found = find_xml_signer(value, nearby, plain, pool);
  signer.signer = found.index;
  signer.value = found.value;
  signer.signer_reference = reference_of(value, found);
  if (found.index != kNoCert) pool.want_chains(found.index);
  read_xml_timestamps(value, pool, tokens_max, facts);
  return facts;
}

std::vector<CertIndex> add_beside(const std::vector<Bytes>& certificates, EvidencePool& pool) {
  std::vector<CertIndex> added;
  for (const Bytes& der : certificates) {
    const CertIndex index = pool.add_certificate(der, EvidenceSource::Signature);
    if (index != kNoCert) added.push_back(index);
  }
  return added;
}

}  // namespace sohoa
