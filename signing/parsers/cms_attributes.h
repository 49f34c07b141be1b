// Signed and unsigned attributes of a SignerInfo (RFC 5652, 5.3), found by type and counted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "signing/algorithms.h"
#include "signing/parsers/cms_ber.h"

namespace sohoa {

inline constexpr std::string_view kAttrContentType = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kAttrMessageDigest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view kAttrSigningTime = "1.2.840.113549.1.9.5";
inline constexpr std::string_view kAttrSigningCertificate = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view kAttrSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
inline constexpr std::string_view kAttrSignaturePolicy = "1.2.840.113549.1.9.16.2.15";
inline constexpr std::string_view kAttrContentTimestamp = "1.2.840.113549.1.9.16.2.20";
inline constexpr std::string_view kAttrSignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
inline constexpr std::string_view kAttrArchiveTimestampV2 = "1.2.840.113549.1.9.16.2.48";
inline constexpr std::string_view kAttrArchiveTimestampV3 = "0.4.0.1733.2.4";
inline constexpr std::string_view kAttrHashIndex = "0.4.0.1733.2.5";
inline constexpr std::string_view kAttrHashIndexV3 = "0.4.0.19122.1.5";
inline constexpr std::string_view kAttrCertificateValues = "1.2.840.113549.1.9.16.2.23";
inline constexpr std::string_view kAttrRevocationValues = "1.2.840.113549.1.9.16.2.24";
inline constexpr std::string_view kAttrAdobeRevocation = "1.2.840.113583.1.1.8";

struct CmsAttribute {
  std::string type;       ///< dotted
  ByteView type_element;  ///< the OID, header included
  std::vector<BerElement> values;
  ByteView whole;
};

/// Attributes in the order they stand.
class CmsAttributes {
 public:
  CmsAttributes() = default;
  /// Of a [0] or [1] element; `fault` says what is broken.
  CmsAttributes(const BerElement& set, std::string& fault);

  /// The first value of the first attribute of that type.
  std::optional<BerElement> value(std::string_view type) const;
  /// All values of all attributes of that type.
  std::vector<BerElement> values(std::string_view type) const;
  /// How many values there are, in one attribute or in several (trap 36).
  std::size_t count(std::string_view type) const { return values(type).size(); }
  /// Whether an attribute of that type is there at all, even without value.
  bool has(std::string_view type) const;
  /// Whether they stand in the order DER wants for a SET OF (X.690, 11.6; trap 35).
  bool are_sorted() const;
  const std::vector<CmsAttribute>& all() const { return attributes_; }
  /// DER of the SET, in the order stored or in the order of DER.
  Bytes as_stored() const;
  Bytes as_sorted() const;

 private:
  std::vector<CmsAttribute> attributes_;
};

/// UTCTime or GeneralizedTime, fractions cut.
std::optional<UtcTime> ber_time(const BerElement& element);
/// id-aa-ets-sigPolicyId (RFC 5126, 5.8.1); empty when implied or absent.
std::string signature_policy(const CmsAttributes& attributes);

/// What an ESS signing-certificate attribute says of the signer's certificate (RFC 5035, 5).
struct CertificateReference {
  HashAlgorithm hash = HashAlgorithm::Unknown;
  Bytes digest;
  ByteView issuer;  ///< DER Name; empty when the reference holds no issuerSerial
  ByteView serial;  ///< contents of the INTEGER, shortest form
};

/// The first reference of each such attribute; a broken attribute gives one that matches nothing.
std::vector<CertificateReference> certificate_references(const CmsAttributes& attributes);

}  // namespace sohoa
