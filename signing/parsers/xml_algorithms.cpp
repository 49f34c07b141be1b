#include "signing/parsers/xml_algorithms.h"

#include <array>

namespace sohoa::xml {
namespace {

using Hash = HashAlgorithm;
using Scheme = SignatureScheme;

struct HashUri {
  std::string_view uri;
  HashAlgorithm hash;
};
constexpr std::array kHashes = {
    HashUri{"http://www.w3.org/2000/09/xmldsig#sha1", Hash::Sha1},
    HashUri{"http://www.w3.org/2001/04/xmldsig-more#md5", Hash::Md5},
    HashUri{"http://www.w3.org/2001/04/xmlenc#ripemd160", Hash::Ripemd160},
    HashUri{"http://www.w3.org/2001/04/xmldsig-more#sha224", Hash::Sha224},
    HashUri{"http://www.w3.org/2001/04/xmlenc#sha256", Hash::Sha256},
    HashUri{"http://www.w3.org/2001/04/xmldsig-more#sha384", Hash::Sha384},
    HashUri{"http://www.w3.org/2001/04/xmlenc#sha512", Hash::Sha512},
    HashUri{"http://www.w3.org/2007/05/xmldsig-more#sha3-224", Hash::Sha3_224},
    HashUri{"http://www.w3.org/2007/05/xmldsig-more#sha3-256", Hash::Sha3_256},
    HashUri{"http://www.w3.org/2007/05/xmldsig-more#sha3-384", Hash::Sha3_384},
    HashUri{"http://www.w3.org/2007/05/xmldsig-more#sha3-512", Hash::Sha3_512},
};

struct MethodUri {
  std::string_view uri;
  SignatureScheme scheme;
  HashAlgorithm hash;
};
constexpr std::array kMethods = {
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#rsa-md5", Scheme::RsaPkcs1, Hash::Md5},
    MethodUri{
        "http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160", Scheme::RsaPkcs1, Hash::Ripemd160},
    MethodUri{"http://www.w3.org/2000/09/xmldsig#rsa-sha1", Scheme::RsaPkcs1, Hash::Sha1},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha224", Scheme::RsaPkcs1, Hash::Sha224},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Scheme::RsaPkcs1, Hash::Sha256},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", Scheme::RsaPkcs1, Hash::Sha384},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Scheme::RsaPkcs1, Hash::Sha512},
    MethodUri{"http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1", Scheme::RsaPss, Hash::Sha1},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1", Scheme::RsaPss, Hash::Sha224},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", Scheme::RsaPss, Hash::Sha256},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", Scheme::RsaPss, Hash::Sha384},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", Scheme::RsaPss, Hash::Sha512},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha3-224-rsa-MGF1", Scheme::RsaPss, Hash::Sha3_224},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1", Scheme::RsaPss, Hash::Sha3_256},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha3-384-rsa-MGF1", Scheme::RsaPss, Hash::Sha3_384},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#sha3-512-rsa-MGF1", Scheme::RsaPss, Hash::Sha3_512},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", Scheme::Ecdsa, Hash::Sha1},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224", Scheme::Ecdsa, Hash::Sha224},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", Scheme::Ecdsa, Hash::Sha256},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", Scheme::Ecdsa, Hash::Sha384},
    MethodUri{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", Scheme::Ecdsa, Hash::Sha512},
    MethodUri{
        "http://www.w3.org/2007/05/xmldsig-more#ecdsa-ripemd160", Scheme::Ecdsa, Hash::Ripemd160},
    MethodUri{
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-224", Scheme::Ecdsa, Hash::Sha3_224},
    MethodUri{
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-256", Scheme::Ecdsa, Hash::Sha3_256},
    MethodUri{
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-384", Scheme::Ecdsa, Hash::Sha3_384},
    MethodUri{
        "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-512", Scheme::Ecdsa, Hash::Sha3_512},
    MethodUri{"http://www.w3.org/2000/09/xmldsig#dsa-sha1", Scheme::Dsa, Hash::Sha1},
    MethodUri{"http://www.w3.org/2009/xmldsig11#dsa-sha256", Scheme::Dsa, Hash::Sha256},
    // RFC 9231, 2.3.12: the digest is part of the scheme (RFC 8032).
    MethodUri{
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", Scheme::Ed25519, Hash::Sha512},
    MethodUri{"http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448", Scheme::Ed448, Hash::Shake256},
};

constexpr std::string_view kParameterisedPss = "http://www.w3.org/2007/05/xmldsig-more#rsa-pss";

// RFC 9231, 2.3.9: every part has a default: SHA-256, and MGF1 with the digest of the message.
ValueAlgorithm read_pss(const xmlNode* method) {
  ValueAlgorithm read{Scheme::RsaPss, Hash::Sha256, Hash::Sha256};
  const auto* parameters = any_child(method, "RSAPSSParams");
  if (parameters == nullptr) return read;
  const auto* digest = any_child(parameters, "DigestMethod");
  if (digest != nullptr) read.hash = read_digest_method(digest);
  read.mgf_hash = read.hash;
  const auto* mask = any_child(parameters, "MaskGenerationFunction");
  const auto* mask_digest = any_child(mask, "DigestMethod");
  if (mask_digest != nullptr) read.mgf_hash = read_digest_method(mask_digest);
  return read;
}

}  // namespace

HashAlgorithm hash_from_uri(std::string_view uri) {
  for (const auto& entry : kHashes) {
    if (entry.uri == uri) return entry.hash;
  }
  return HashAlgorithm::Unknown;
}

HashAlgorithm read_digest_method(const xmlNode* method) {
  return hash_from_uri(attribute(method, "Algorithm"));
}

ValueAlgorithm read_signature_method(const xmlNode* method) {
  const auto uri = attribute(method, "Algorithm");
  if (uri == kParameterisedPss) return read_pss(method);
  for (const auto& entry : kMethods) {
    if (entry.uri != uri) continue;
    const auto mgf = entry.scheme == Scheme::RsaPss ? entry.hash : HashAlgorithm::Unknown;
    return {entry.scheme, entry.hash, mgf};
  }
  return {};
}

}  // namespace sohoa::xml
