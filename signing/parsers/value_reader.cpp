#include "signing/parsers/value_reader.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "signing/parsers/cms_archive.h"
#include "signing/parsers/cms_evidence.h"
#include "signing/parsers/cms_signer.h"
#include "signing/parsers/cms_value.h"
#include "signing/parsers/timestamp_token.h"
#include "signing/parsers/value_reader_parts.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

ValueFacts unparseable(FormatFault fault, std::string why) {
  ValueFacts facts;
  facts.signer.faults.push_back(fault);
  facts.signer.unparseable = std::move(why);
  return facts;
}

// ---- What the CMS stands over ------------------------------------------------------------------

bool is_empty(const std::optional<ByteView>& content) {
  return !content || content->empty();
}

/// Inside an enveloping CMS the content is at hand; a detached one stands over the file.
SignedContent content_of(const ValueToVerify& value, const SignedData& data) {
  const bool is_inside = data.content && (value.content_is_digest || !value.is_detached);
  if (is_inside) return SignedContent(*data.content);
  return {value.digests, value.content};
}

// adbe.pkcs7.sha1 (ISO 32000-1, 12.8.3.3.1; trap 39): the content is itself the SHA-1 of the file.
Match compare_inner_digest(const SignedData& data, SignedContent& file) {
  if (is_empty(data.content)) return Match::Differs;
  return compare_digest(file, HashAlgorithm::Sha1, *data.content);
}

Match both(Match a, Match b) {
  if (a == Match::Differs || b == Match::Differs) return Match::Differs;
  return a == Match::Matches ? b : a;
}

void judge_form(const ValueToVerify& value, const SignedData& data, SignerFacts& facts) {
  // RFC 5652 allows several, PAdES one: the first is never taken for the only one (trap 32).
  if (data.signers.size() != 1 && !value.permits_cosigners)
    facts.faults.push_back(FormatFault::SignerCount);
  if (value.is_detached && !value.content_is_digest && !is_empty(data.content))
    facts.faults.push_back(FormatFault::EncapsulatedContent);
}

// ---- Time-stamps inside a CMS ------------------------------------------------------------------

struct TokenPlace {
  std::string_view attribute;
  TimestampKind kind;
};

class TokenReader {
 public:
  TokenReader(EvidencePool& pool, std::int32_t tokens_max, std::vector<TimestampFacts>& found)
      : pool_(pool), tokens_max_(tokens_max), found_(found) {}

  void read(const CmsAttributes& attributes, TokenPlace place, SignedContent& stamped) {
    for (const BerElement& token : attributes.values(place.attribute))
      add([&](EvidencePool& pool) {
        return read_timestamp(token.whole, place.kind, stamped, pool);
      });
  }

  /// Does nothing above the bound.
  template <class ReadOne>
  void add(ReadOne&& read_one) {
    if (static_cast<std::int32_t>(found_.size()) < tokens_max_) found_.push_back(read_one(pool_));
  }

 private:
  EvidencePool& pool_;
  std::int32_t tokens_max_;
  std::vector<TimestampFacts>& found_;
};

struct ArchivedValue {
  const SignedData& data;
  const SignerInfo& info;
  SignedContent& content;
};

/// Where what it stands over cannot be put together, the imprint stays unknown; where something
/// its index names was taken away since, it does not hold.
TimestampFacts read_archive_stamp(ByteView token, const ArchivedValue& value, EvidencePool& pool) {
  const auto archived = archived_octets(token, value.data, value.info, value.content);
  const std::vector<NamedDigest> none;
  SignedContent stamped = archived ? SignedContent(archived->octets) : SignedContent(none, {});
  TimestampFacts facts = read_timestamp(token, TimestampKind::Archive, stamped, pool);
  if (archived && !archived->is_complete) facts.imprint = Match::Differs;
  return facts;
}

void read_archive_stamps(const CmsAttributes& attributes,
                         const ArchivedValue& value,
                         TokenReader& tokens) {
  for (const std::string_view type : {kAttrArchiveTimestampV2, kAttrArchiveTimestampV3})
    for (const BerElement& token : attributes.values(type))
      tokens.add([&](EvidencePool& pool) { return read_archive_stamp(token.whole, value, pool); });
}

void read_tokens(const SignerReading& reading, const ArchivedValue& value, TokenReader& tokens) {
  tokens.read(
      reading.signed_attributes, {kAttrContentTimestamp, TimestampKind::Content}, value.content);
  SignedContent signature(value.info.value);
  tokens.read(
      reading.unsigned_attributes, {kAttrSignatureTimestamp, TimestampKind::Signature}, signature);
  read_archive_stamps(reading.unsigned_attributes, value, tokens);
}

// ---- CMS ---------------------------------------------------------------------------------------

void note_missing(const SignedContent& content, ValueFacts& facts) {
  for (const HashAlgorithm hash : content.missing())
    if (std::find(facts.missing_digests.begin(), facts.missing_digests.end(), hash) ==
        facts.missing_digests.end())
      facts.missing_digests.push_back(hash);
}

void read_signed_data_facts(const ValueToVerify& value,
                            const SignedData& data,
                            EvidencePool& pool,
                            const Limits& limits,
                            ValueFacts& facts) {
  const SignerInfo& info = data.signers[static_cast<std::size_t>(value.signer)];
  std::vector<CertIndex> nearby = add_certificates(data, EvidenceSource::Signature, pool);
  const auto beside = add_beside(value.certificates, pool);
  nearby.insert(nearby.end(), beside.begin(), beside.end());
  facts.has_embedded_revocation = add_revocation(data, EvidenceSource::Signature, pool);
  SignedContent content = content_of(value, data);
  SignerReading reading = read_signer(data, info, content, nearby, pool);
  for (const CmsAttributes* attributes : {&reading.signed_attributes, &reading.unsigned_attributes})
    facts.has_embedded_revocation =
        add_attribute_evidence(*attributes, EvidenceSource::Signature, pool) ||
        facts.has_embedded_revocation;
  TokenReader tokens(pool, limits.signatures, facts.timestamps);
  read_tokens(reading, {data, info, content}, tokens);
  note_missing(content, facts);
  facts.signer = std::move(reading.facts);
}

ValueFacts read_cms(const ValueToVerify& value, EvidencePool& pool, const Limits& limits) {
  Bytes storage;
  const ByteView bytes = without_armour(value.value, storage);
  std::string fault;
  const SignedData data = read_signed_data(bytes, fault);
  if (!fault.empty()) return unparseable(FormatFault::ContentsNotCms, fault);
  const auto signers = static_cast<std::int32_t>(data.signers.size());
  if (value.signer < 0 || value.signer >= signers)
    return unparseable(FormatFault::SignerCount, "no SignerInfo");
  ValueFacts facts;
  facts.signers = signers;
  read_signed_data_facts(value, data, pool, limits, facts);
  judge_form(value, data, facts.signer);
  if (value.content_is_digest) {
    SignedContent file(value.digests, value.content);
    facts.signer.message_digest =
        both(facts.signer.message_digest, compare_inner_digest(data, file));
    note_missing(file, facts);
  } else if (!value.is_detached && data.content) {
    facts.signed_content_digest = digest_of(*data.content, HashAlgorithm::Sha256);
  }
  return facts;
}

// ---- Time-stamp tokens over a file -------------------------------------------------------------

ValueFacts read_token(const ValueToVerify& value, EvidencePool& pool) {
  Bytes storage;
  const ByteView bytes = without_armour(value.value, storage);
  SignedContent file(value.digests, value.content);
  ValueFacts facts;
  facts.timestamps.push_back(read_timestamp(bytes, TimestampKind::Document, file, pool));
  facts.signer = facts.timestamps.front().signer;
  facts.missing_digests = file.missing();
  return facts;
}

ValueFacts read_by_kind(const ValueToVerify& value, EvidencePool& pool, const Limits& limits) {
  // An enveloping CMS holds a whole document.
  if (value.value.size() > (value.is_detached ? limits.signature_bytes : limits.evidence_bytes))
    return unparseable(FormatFault::Unparseable, "value above the bound");
  switch (value.kind) {
    case ValueKind::Cms:
      return read_cms(value, pool, limits);
    case ValueKind::TimestampToken:
      return read_token(value, pool);
    case ValueKind::RawRsa:
      return read_raw_rsa(value, pool);
    case ValueKind::XmlValue:
      return read_xml_value(value, pool, limits.signatures);
  }
  return unparseable(FormatFault::Unparseable, "unknown kind");
}

// ---- Warming up --------------------------------------------------------------------------------

// SubjectPublicKeyInfo of no one: P-256 with its base point as key, and RSA with the modulus
// 2^511 + 1.
constexpr std::string_view kEcKey =
    "3059301306072a8648ce3d020106082a8648ce3d030107034200"
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
constexpr std::string_view kRsaKey =
    "305c300d06092a864886f70d0101010500034b003048024100"
    "8000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000001"
    "0203010001";

/// Finds and keeps decoder, key and signature methods; the answer, "differs", is of no interest.
void use_key(std::string_view hex, SignatureScheme scheme) {
  const Bytes der = from_hex(hex).value_or(Bytes{});
  const unsigned char* at = der.data();
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())), &EVP_PKEY_free);
  const Bytes value(64, 1);
  (void)verify_message(key.get(), {scheme, HashAlgorithm::Sha256}, value, value);
}

}  // namespace

ValueFacts read_value(const ValueToVerify& value, EvidencePool& pool, const Limits& limits) {
  ValueFacts facts = read_by_kind(value, pool, limits);
  ERR_clear_error();  // what OpenSSL complained of is in the facts
  return facts;
}

// The default provider is part of libcrypto; only its configuration file and the error texts would
// be looked for on disk, and a validator's answer must not hang on either.
void warm_up_values() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS, nullptr);
  EVP_MD_free(EVP_MD_fetch(nullptr, "SHA2-256", nullptr));
}

void warm_up_keys() {
  use_key(kRsaKey, SignatureScheme::RsaPkcs1);
  use_key(kEcKey, SignatureScheme::Ecdsa);
  ERR_clear_error();
}

}  // namespace sohoa
