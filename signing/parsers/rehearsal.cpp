#include "signing/parsers/rehearsal.h"

#include <algorithm>
#include <memory>

#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include "signing/parsers/evidence_reader.h"

namespace sohoa {
namespace {

template <auto Free>
struct Release {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Release<CMS_ContentInfo_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;

constexpr std::string_view kContent = "sohoa";

// Any odd number of 2,048 bits does: only the way to it is rehearsed.
Key make_rsa_public_key() {
  Bytes modulus(256, 0xC1);
  std::unique_ptr<BIGNUM, Release<BN_free>> n(
      ::BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
  std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>> build(::OSSL_PARAM_BLD_new());
  ::OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  ::OSSL_PARAM_BLD_push_ulong(build.get(), OSSL_PKEY_PARAM_RSA_E, 65537);
  std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>> params(
      ::OSSL_PARAM_BLD_to_param(build.get()));
  std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>> context(
      ::EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (context && ::EVP_PKEY_fromdata_init(context.get()) == 1) {
    ::EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get());
  }
  return Key(key);
}

Certificate make_certificate(EVP_PKEY* subject, EVP_PKEY* signer) {
  Certificate certificate(::X509_new());
  ::X509_set_version(certificate.get(), X509_VERSION_3);
  ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate.get()), 1);
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate.get()), 0);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate.get()), 3600);
  ::X509_set_pubkey(certificate.get(), subject);
  ::X509_sign(certificate.get(), signer, ::EVP_sha256());
  return certificate;
}

Bytes der_of(X509* certificate) {
  Bytes der(static_cast<std::size_t>(std::max(0, ::i2d_X509(certificate, nullptr))));
  std::uint8_t* out = der.data();
  ::i2d_X509(certificate, &out);
  return der;
}

Bytes make_cms(X509* certificate, EVP_PKEY* key) {
  const Bio content(::BIO_new_mem_buf(kContent.data(), static_cast<int>(kContent.size())));
  const Cms cms(::CMS_sign(certificate, key, nullptr, content.get(), CMS_BINARY | CMS_DETACHED));
  if (!cms) return {};
  Bytes der(static_cast<std::size_t>(std::max(0, ::i2d_CMS_ContentInfo(cms.get(), nullptr))));
  std::uint8_t* out = der.data();
  ::i2d_CMS_ContentInfo(cms.get(), &out);
  return der;
}

void rehearse_rsa_verify(EVP_PKEY* key) {
  std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(::EVP_MD_CTX_new());
  ::EVP_DigestVerifyInit(context.get(), nullptr, ::EVP_sha256(), nullptr, key);
  const Bytes signature(256, 1);
  const ByteView content = as_bytes(kContent);
  ::EVP_DigestVerify(
      context.get(), signature.data(), signature.size(), content.data(), content.size());
}

}  // namespace

void rehearse_evidence() {
  const Key key(::EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const Key rsa = make_rsa_public_key();
  if (!key || !rsa) return;
  const Certificate own = make_certificate(key.get(), key.get());
  const Certificate other = make_certificate(rsa.get(), key.get());
  EvidenceRequest request;
  request.anchors = {der_of(own.get())};
  request.targets = {der_of(other.get())};
  ValueToVerify value;
  value.value = make_cms(own.get(), key.get());
  const Digest digest = sha256(kContent);
  value.digests = {{HashAlgorithm::Sha256, Bytes(digest.value.begin(), digest.value.end())}};
  request.values = {std::move(value)};
  rehearse_rsa_verify(rsa.get());
  (void)read_evidence(request, Limits{});
  ::ERR_clear_error();
}

}  // namespace sohoa
