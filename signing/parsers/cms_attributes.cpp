#include "signing/parsers/cms_attributes.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include <openssl/asn1.h>

#include "signing/parsers/cms_algorithms.h"

namespace sohoa {
namespace {

struct FreeTime {
  void operator()(ASN1_TIME* time) const { ASN1_TIME_free(time); }
};

CmsAttribute read_attribute(const BerReader& parent, const BerElement& element) {
  BerReader reader = parent.inside(element);
  const BerElement type = reader.expect(kBerOid, "attribute type");
  CmsAttribute attribute{ber_oid(type), type.whole, {}, element.whole};
  BerReader values = reader.inside(reader.expect(kBerSet, "attribute values"));
  while (const auto value = values.next()) attribute.values.push_back(*value);
  return attribute;
}

// timegm() would open the machine's time zone, which the cage forbids.
std::optional<UtcTime> to_utc(const std::tm& parts) {
  using namespace std::chrono;  // NOLINT: six of its names in two lines
  const year_month_day date(year(parts.tm_year + 1900),
                            month(static_cast<unsigned>(parts.tm_mon + 1)),
                            day(static_cast<unsigned>(parts.tm_mday)));
  if (!date.ok()) return std::nullopt;
  return sys_days(date) + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

// X.690, 11.6: compared as octet strings, the shorter padded with zeros.
bool is_before(ByteView a, ByteView b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

Bytes set_of(const std::vector<ByteView>& elements) {
  Bytes contents;
  for (const ByteView element : elements)
    contents.insert(contents.end(), element.begin(), element.end());
  return der_element(kBerSet, contents);
}

std::vector<ByteView> encodings(const std::vector<CmsAttribute>& attributes) {
  std::vector<ByteView> all;
  for (const CmsAttribute& attribute : attributes) all.push_back(attribute.whole);
  return all;
}

// IssuerSerial ::= SEQUENCE { GeneralNames, INTEGER }; only a directoryName [4] can be compared.
void read_issuer_serial(BerReader reader, CertificateReference& reference) {
  BerReader names = reader.inside(reader.expect(kBerSequence, "issuer names"));
  if (const auto directory = names.maybe(kBerContext4Constructed))
    reference.issuer = names.inside(*directory).expect(kBerSequence, "directoryName").whole;
  reference.serial = ber_shortest_integer(reader.expect(kBerInteger, "serial").contents);
}

// ESSCertID and ESSCertIDv2 differ only in the hash: SHA-1, or named with SHA-256 left out.
CertificateReference read_reference(const BerElement& attribute_value, bool is_v2) {
  std::string fault;
  BerReader outer(attribute_value.whole, fault);
  BerReader list = outer.inside(outer.expect(kBerSequence, "SigningCertificate"));
  BerReader ids = list.inside(list.expect(kBerSequence, "certs"));
  BerReader id = ids.inside(ids.expect(kBerSequence, "ESSCertID"));
  CertificateReference reference;
  reference.hash = is_v2 ? HashAlgorithm::Sha256 : HashAlgorithm::Sha1;
  if (is_v2 && id.peek() == kBerSequence) reference.hash = hash_by_oid(read_algorithm(id).oid);
  reference.digest = ber_octets(id.expect(kBerOctetString, "certHash")).value_or(Bytes{});
  if (const auto issuer_serial = id.maybe(kBerSequence))
    read_issuer_serial(id.inside(*issuer_serial), reference);
  return fault.empty() ? reference : CertificateReference{};
}

}  // namespace

CmsAttributes::CmsAttributes(const BerElement& set, std::string& fault) {
  BerReader reader(set.contents, fault);
  while (!reader.at_end()) {
    const BerElement element = reader.expect(kBerSequence, "Attribute");
    attributes_.push_back(read_attribute(reader, element));
  }
}

std::optional<BerElement> CmsAttributes::value(std::string_view type) const {
  for (const CmsAttribute& attribute : attributes_)
    if (attribute.type == type && !attribute.values.empty()) return attribute.values.front();
  return std::nullopt;
}

std::vector<BerElement> CmsAttributes::values(std::string_view type) const {
  std::vector<BerElement> found;
  for (const CmsAttribute& attribute : attributes_)
    if (attribute.type == type)
      found.insert(found.end(), attribute.values.begin(), attribute.values.end());
  return found;
}

bool CmsAttributes::has(std::string_view type) const {
  return std::any_of(attributes_.begin(), attributes_.end(), [type](const CmsAttribute& attribute) {
    return attribute.type == type;
  });
}

bool CmsAttributes::are_sorted() const {
  const auto all = encodings(attributes_);
  return std::is_sorted(all.begin(), all.end(), is_before);
}

Bytes CmsAttributes::as_stored() const {
  return set_of(encodings(attributes_));
}

Bytes CmsAttributes::as_sorted() const {
  auto all = encodings(attributes_);
  std::sort(all.begin(), all.end(), is_before);
  return set_of(all);
}

std::optional<UtcTime> ber_time(const BerElement& element) {
  if (element.tag != kBerUtcTime && element.tag != kBerGeneralizedTime) return std::nullopt;
  const std::string text(as_text(element.contents));
  const std::unique_ptr<ASN1_TIME, FreeTime> time(ASN1_STRING_type_new(element.tag));
  std::tm parts{};
  if (!time || ASN1_STRING_set(time.get(), text.data(), static_cast<int>(text.size())) != 1 ||
      ASN1_TIME_to_tm(time.get(), &parts) != 1)
    return std::nullopt;
  return to_utc(parts);
}

std::string signature_policy(const CmsAttributes& attributes) {
  const auto value = attributes.value(kAttrSignaturePolicy);
  if (!value || value->tag != kBerSequence) return {};
  std::string fault;
  return ber_oid(BerReader(value->contents, fault).expect(kBerOid, "policy"));
}

std::vector<CertificateReference> certificate_references(const CmsAttributes& attributes) {
  std::vector<CertificateReference> references;
  for (const std::string_view type : {kAttrSigningCertificate, kAttrSigningCertificateV2}) {
    if (!attributes.has(type)) continue;
    const auto value = attributes.value(type);
    references.push_back(value ? read_reference(*value, type == kAttrSigningCertificateV2)
                               : CertificateReference{});
  }
  return references;
}

}  // namespace sohoa
