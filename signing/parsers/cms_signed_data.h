// CMS SignedData (RFC 5652, 5.1; PKCS #7 1.5 too) taken apart into views, nothing verified.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "signing/parsers/cms_algorithms.h"
#include "signing/parsers/cms_ber.h"

namespace sohoa {

inline constexpr std::string_view kIdData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kIdTstInfo = "1.2.840.113549.1.9.16.1.4";

/// One SignerInfo (RFC 5652, 5.3). Who signed is named by issuer and serial, or by key identifier.
struct SignerInfo {
  std::int32_t version = 0;
  std::optional<ByteView> key_id;
  ByteView issuer;  ///< DER Name
  ByteView serial;  ///< contents of the INTEGER, shortest form
  AlgorithmIdentifier digest;
  std::optional<BerElement> signed_attributes;
  AlgorithmIdentifier algorithm;
  Bytes value;
  std::optional<BerElement> unsigned_attributes;
  ByteView before_unsigned;  ///< all fields before the unsigned attributes, as stored
};

struct SignedData {
  SignedData() = default;
  SignedData(SignedData&&) = default;  // not copied: `content` may point into `joined`
  SignedData& operator=(SignedData&&) = default;
  std::int32_t version = 0;
  std::vector<std::string> digest_oids;  ///< announced for all signers
  BerElement content_type;               ///< the OID element
  std::optional<ByteView> content;       ///< octets that are digested; none: detached
  Bytes joined;                          ///< the content, when it came in parts
  std::vector<ByteView> certificates;
  std::vector<ByteView> crls;
  std::vector<ByteView> ocsps;  ///< RFC 5940
  std::vector<SignerInfo> signers;
  bool is_ber = false;                ///< somewhere: indefinite lengths or strings in parts
  bool has_trailing_bytes = false;    ///< other than zeros, after the ContentInfo
  bool is_content_no_octets = false;  ///< PKCS #7: content of another type than OCTET STRING
};

/// Views point into `bytes`. `fault` says why it cannot be read; then the rest has no meaning.
SignedData read_signed_data(ByteView bytes, std::string& fault);

/// What is inside "-----BEGIN …-----", kept in `storage`, or the bytes as they are.
ByteView without_armour(ByteView bytes, Bytes& storage);

}  // namespace sohoa
