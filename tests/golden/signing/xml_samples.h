// XML documents signed by xmlsec1 with keys openssl makes for this run of the tests.
#pragma once

#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "signing/parsers/xml_signatures.h"

namespace sohoa::xml_samples {

inline const std::string kC14n10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
inline const std::string kC14n11 = "http://www.w3.org/2006/12/xml-c14n11";
inline const std::string kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline const std::string kWithComments = "WithComments";
inline const std::string kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline const std::string kRsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
inline const std::string kEcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

/// One ds:Reference, not yet digested; a transform is a URI or a whole ds:Transform element.
struct Ref {
  std::string uri;
  std::vector<std::string> transforms;
  std::string type;
};

/// A ds:Signature still to be signed.
struct Template {
  std::vector<Ref> references;
  std::string c14n = kC14n10;
  std::string method = kRsaSha256;
  std::string objects = {};  ///< ds:Object elements
  std::string id = {};
};
std::string to_xml(const Template& signature);

/// Signs by `xmlsec1 --sign`; fails the test when that does not work. Elements that carry an Id
/// attribute are named for xmlsec1, which does not guess.
std::string sign(const std::string& document, const std::string& key = "rsa");
/// Whether `xmlsec1 --verify` is content.
bool peer_verifies(const std::string& document, const std::string& key = "rsa");
/// Whether `openssl dgst -verify` takes the value over our SignedInfo octets (RSA keys).
bool openssl_verifies(const XmlSignatureReading& signature);
/// DER of the signer's certificate, by openssl.
Bytes certificate(const std::string& key = "rsa");

/// The reading, which must succeed.
XmlReading read(const std::string& document);
/// The only signature of `document`.
XmlSignatureReading read_one(const std::string& document);
/// By OpenSSL; empty for Unknown.
Bytes digest(ByteView bytes, HashAlgorithm hash);
/// Whether the digest of each reference's octets is its DigestValue.
bool digests_match(const XmlSignatureReading& signature);
bool has_fault(const XmlSignatureReading& signature, FormatFault fault);

std::string replaced(std::string text, const std::string& what, const std::string& by);
std::string base64(ByteView bytes);

}  // namespace sohoa::xml_samples
