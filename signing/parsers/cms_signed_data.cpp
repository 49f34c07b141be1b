#include "signing/parsers/cms_signed_data.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>

namespace sohoa {
namespace {

constexpr std::string_view kIdSignedData = "1.2.840.113549.1.7.2";
constexpr std::string_view kIdOcspResponse = "1.3.6.1.5.5.7.16.2";
constexpr std::string_view kArmour = "-----BEGIN ";

// EncapsulatedContentInfo (RFC 5652, 5.2). PKCS #7 allows any type inside; its digest is then over
// the contents octets alone (RFC 2315, 9.3).
void read_content(BerReader& reader, SignedData& data) {
  BerReader inside = reader.inside(reader.expect(kBerSequence, "EncapsulatedContentInfo"));
  data.content_type = inside.expect(kBerOid, "eContentType");
  const auto wrapped = inside.maybe(kBerContext0Constructed);
  if (!wrapped) return;
  const auto content = inside.inside(*wrapped).next();
  if (!content) return;
  data.is_content_no_octets = (content->tag & ~0x20U) != kBerOctetString;
  data.content = content->contents;
  if (content->tag != kBerOctetStringInParts) return;
  auto joined = ber_octets(*content);
  if (!joined) return reader.fail("broken eContent");
  data.joined = std::move(*joined);
  data.content = data.joined;
}

// CertificateSet: attribute certificates and other formats are passed over.
void read_certificates(BerReader reader, SignedData& data) {
  while (const auto element = reader.next())
    if (element->tag == kBerSequence) data.certificates.push_back(element->whole);
}

// RevocationInfoChoices (RFC 5652, 10.2.1): a CRL, or another format under [1].
void read_revocation(BerReader reader, SignedData& data) {
  while (const auto element = reader.next()) {
    if (element->tag == kBerSequence) data.crls.push_back(element->whole);
    if (element->tag != kBerContext1Constructed) continue;
    BerReader other = reader.inside(*element);
    const std::string format = ber_oid(other.expect(kBerOid, "otherRevInfoFormat"));
    const auto info = other.next();
    if (info && format == kIdOcspResponse) data.ocsps.push_back(info->whole);
  }
}

void read_signer_identifier(BerReader& reader, SignerInfo& signer) {
  if (const auto key_id = reader.maybe(kBerContext0)) {
    signer.key_id = key_id->contents;
    return;
  }
  BerReader inside = reader.inside(reader.expect(kBerSequence, "issuerAndSerialNumber"));
  signer.issuer = inside.expect(kBerSequence, "issuer").whole;
  signer.serial = ber_shortest_integer(inside.expect(kBerInteger, "serial number").contents);
}

SignerInfo read_signer(const BerReader& parent, const BerElement& element) {
  BerReader reader = parent.inside(element);
  SignerInfo signer;
  signer.version = ber_small_integer(reader.expect(kBerInteger, "SignerInfo version"));
  read_signer_identifier(reader, signer);
  signer.digest = read_algorithm(reader);
  signer.signed_attributes = reader.maybe(kBerContext0Constructed);
  signer.algorithm = read_algorithm(reader);
  const auto value = reader.next();
  const auto octets = value ? ber_octets(*value) : std::nullopt;
  if (!octets || (value->tag & ~0x20U) != kBerOctetString) reader.fail("SignatureValue");
  signer.value = octets.value_or(Bytes{});
  signer.before_unsigned = element.contents.first(element.contents.size() - reader.left().size());
  signer.unsigned_attributes = reader.maybe(kBerContext1Constructed);
  return signer;
}

void read_signers(BerReader& reader, SignedData& data) {
  BerReader inside = reader.inside(reader.expect(kBerSet, "SignerInfos"));
  while (!inside.at_end())
    data.signers.push_back(read_signer(inside, inside.expect(kBerSequence, "SignerInfo")));
}

SignedData read_inside(BerReader reader) {
  SignedData data;
  data.version = ber_small_integer(reader.expect(kBerInteger, "SignedData version"));
  BerReader algorithms = reader.inside(reader.expect(kBerSet, "digestAlgorithms"));
  while (!algorithms.at_end()) data.digest_oids.push_back(read_algorithm(algorithms).oid);
  read_content(reader, data);
  if (const auto set = reader.maybe(kBerContext0Constructed))
    read_certificates(reader.inside(*set), data);
  if (const auto set = reader.maybe(kBerContext1Constructed))
    read_revocation(reader.inside(*set), data);
  read_signers(reader, data);
  return data;
}

bool is_zero_filled(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

}  // namespace

SignedData read_signed_data(ByteView bytes, std::string& fault) {
  BerReader outer(bytes, fault);
  const BerElement info = outer.expect(kBerSequence, "ContentInfo");
  BerReader reader = outer.inside(info);
  const std::string type = ber_oid(reader.expect(kBerOid, "contentType"));
  if (reader.ok() && type != kIdSignedData) reader.fail("not SignedData but " + type);
  BerReader wrapped = reader.inside(reader.expect(kBerContext0Constructed, "content"));
  SignedData data = read_inside(wrapped.inside(wrapped.expect(kBerSequence, "SignedData")));
  data.is_ber = !is_der(info.whole);
  data.has_trailing_bytes = !is_zero_filled(bytes.subspan(info.whole.size()));
  return data;
}

ByteView without_armour(ByteView bytes, Bytes& storage) {
  if (!as_text(bytes).starts_with(kArmour)) return bytes;
  const std::unique_ptr<BIO, FreeBio> bio(
      BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  char* label = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  if (!bio || PEM_read_bio(bio.get(), &label, &header, &data, &size) != 1) return bytes;
  storage.assign(data, data + size);
  OPENSSL_free(label);
  OPENSSL_free(header);
  OPENSSL_free(data);
  return storage;
}

}  // namespace sohoa
