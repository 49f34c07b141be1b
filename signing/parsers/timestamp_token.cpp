#include "signing/parsers/timestamp_token.h"

#include <array>

#include "signing/parsers/cms_evidence.h"

namespace sohoa {
namespace {

std::string upper_hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0FU];
  }
  const auto first = text.find_first_not_of('0');
  return first == std::string::npos ? "0" : text.substr(first);
}

/// The members of TSTInfo (RFC 3161, 2.4.2) that a verdict needs.
struct TstInfo {
  std::string policy;
  HashAlgorithm hash = HashAlgorithm::Unknown;
  Bytes imprint;
  std::string serial;
  std::optional<UtcTime> time;
};

TstInfo read_tst_info(ByteView octets, std::string& fault) {
  BerReader outer(octets, fault);
  BerReader reader = outer.inside(outer.expect(kBerSequence, "TSTInfo"));
  TstInfo info;
  reader.expect(kBerInteger, "TSTInfo version");
  info.policy = ber_oid(reader.expect(kBerOid, "TSA policy"));
  BerReader imprint = reader.inside(reader.expect(kBerSequence, "messageImprint"));
  info.hash = hash_by_oid(read_algorithm(imprint).oid);
  info.imprint = ber_octets(imprint.expect(kBerOctetString, "hashedMessage")).value_or(Bytes{});
  info.serial = upper_hex(reader.expect(kBerInteger, "serialNumber").contents);
  info.time = ber_time(reader.expect(kBerGeneralizedTime, "genTime"));
  if (!info.time) reader.fail("genTime");
  return info;
}

void read_content(const SignedData& data, SignedContent& stamped, TimestampFacts& facts) {
  std::string fault;
  const TstInfo info = read_tst_info(*data.content, fault);
  if (!fault.empty()) {
    facts.signer.unparseable = fault;
    facts.signer.faults.push_back(FormatFault::Unparseable);
    return;
  }
  facts.time = *info.time;
  facts.policy_oid = info.policy;
  facts.serial = info.serial;
  facts.imprint_hash = info.hash;
  facts.imprint = compare_digest(stamped, info.hash, info.imprint);
}

void refuse(TimestampFacts& facts, FormatFault fault, std::string why) {
  facts.signer.faults.push_back(fault);
  facts.signer.unparseable = std::move(why);
}

/// Certificates and revocation data first: the signer is looked for among them.
SignerFacts read_token_signer(const SignedData& data, EvidencePool& pool) {
  const auto nearby = add_certificates(data, EvidenceSource::Timestamp, pool);
  add_revocation(data, EvidenceSource::Timestamp, pool);
  SignedContent content(*data.content);
  SignerReading reading = read_signer(data, data.signers.front(), content, nearby, pool);
  add_attribute_evidence(reading.signed_attributes, EvidenceSource::Timestamp, pool);
  add_attribute_evidence(reading.unsigned_attributes, EvidenceSource::Timestamp, pool);
  return std::move(reading.facts);
}

}  // namespace

HashAlgorithm imprint_hash(const SignedData& token) {
  std::string fault;
  if (ber_oid(token.content_type) != kIdTstInfo || !token.content) return HashAlgorithm::Unknown;
  return read_tst_info(*token.content, fault).hash;
}

TimestampFacts read_timestamp(ByteView token,
                              TimestampKind kind,
                              SignedContent& stamped,
                              EvidencePool& pool) {
  TimestampFacts facts;
  facts.kind = kind;
  std::string fault;
  const SignedData data = read_signed_data(token, fault);
  if (!fault.empty()) {
    refuse(facts, FormatFault::ContentsNotCms, fault);
  } else if (ber_oid(data.content_type) != kIdTstInfo || !data.content) {
    refuse(facts, FormatFault::ContentTypeMismatch, "no TSTInfo inside");
  } else if (data.signers.size() != 1) {
    // RFC 3161, 2.4.2: the token has no signature but that of the TSA.
    refuse(facts, FormatFault::SignerCount, "SignerInfos: " + std::to_string(data.signers.size()));
  } else {
    facts.signer = read_token_signer(data, pool);
    read_content(data, stamped, facts);
  }
  return facts;
}

}  // namespace sohoa
