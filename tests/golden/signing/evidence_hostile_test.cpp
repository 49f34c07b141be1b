// Certificates made to exhaust whoever looks for chains among them. Made in process: the openssl
// command would need minutes for so many.
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "evidence_pki.h"

namespace sohoa {
namespace {

using Key = std::shared_ptr<EVP_PKEY>;

Key owned(EVP_PKEY* key) {
  return {key, EVP_PKEY_free};
}
Key new_key() {
  return owned(EVP_EC_gen("P-256"));
}

// A modulus nobody knows the factors of, with an exponent as long: verifying costs like signing.
Key slow_key() {
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> n(BN_new(), BN_free);
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> e(BN_new(), BN_free);
  BN_rand(n.get(), 3072, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD);
  BN_rand(e.get(), 3070, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD);
  const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> build(OSSL_PARAM_BLD_new(),
                                                                              OSSL_PARAM_BLD_free);
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> params(
      OSSL_PARAM_BLD_to_param(build.get()), OSSL_PARAM_free);
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* key = nullptr;
  EVP_PKEY_fromdata_init(context.get());
  EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get());
  return owned(key);
}

struct Certificate {
  std::string subject;
  std::string issuer;
  Key key;
  Key signed_by;
  long serial = 1;  // NOLINT: OpenSSL's type
};

void set_name(X509_NAME* name, const std::string& text) {
  X509_NAME_add_entry_by_txt(name,
                             "CN",
                             MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(text.c_str()),  // NOLINT
                             -1,
                             -1,
                             0);
}

void add_ca_flag(X509* certificate) {
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, "critical,CA:TRUE"),
      X509_EXTENSION_free);
  X509_add_ext(certificate, extension.get(), -1);
}

Bytes der_of(const Certificate& wanted) {
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), wanted.serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 1'000'000);
  set_name(X509_get_subject_name(made.get()), wanted.subject);
  set_name(X509_get_issuer_name(made.get()), wanted.issuer);
  X509_set_pubkey(made.get(), wanted.key.get());
  add_ca_flag(made.get());
  X509_sign(made.get(), wanted.signed_by.get(), EVP_sha256());
  Bytes der(static_cast<std::size_t>(i2d_X509(made.get(), nullptr)));
  unsigned char* at = der.data();
  i2d_X509(made.get(), &at);
  return der;
}

// A third of what the verification of a whole file may take.
void expect_quick(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 3.0);
}

TEST(EvidenceHostile, WebOfCrossCertificatesEnds) {
  constexpr long kKeys = 10;  // NOLINT
  std::vector<Key> keys;
  for (long i = 0; i < kKeys; ++i) keys.push_back(new_key());  // NOLINT
  std::vector<Bytes> web;
  for (long i = 0; i < kKeys * kKeys; ++i) {  // NOLINT
    web.push_back(der_of({"X",
                          "X",
                          keys[static_cast<std::size_t>(i % kKeys)],
                          keys[static_cast<std::size_t>(i / kKeys)],
                          i + 1}));
  }
  const Bytes target = der_of({"A", "X", new_key(), keys[0], 1});
  expect_quick([&] {
    const auto answer = evidence_of(request_for(target, {}, web));
    ASSERT_EQ(answer.evidence.chains.size(), 1U);
    EXPECT_NE(answer.evidence.chains[0].fault, PathFault::None);
  });
}

TEST(EvidenceHostile, ManyWaysToTheAnchorAreBounded) {
  constexpr std::size_t kLayers = 6;
  const Key root_key = new_key();
  const Bytes root = der_of({"L0", "L0", root_key, root_key, 1});
  std::vector<Key> above = {root_key};
  std::vector<Bytes> layers;
  long serial = 1;  // NOLINT
  for (std::size_t layer = 1; layer <= kLayers; ++layer) {
    const std::vector<Key> keys = {new_key(), new_key(), new_key()};
    for (const Key& key : keys) {
      for (const Key& signer : above) {
        layers.push_back(der_of(
            {"L" + std::to_string(layer), "L" + std::to_string(layer - 1), key, signer, ++serial}));
      }
    }
    above = keys;
  }
  const Bytes target = der_of({"A", "L" + std::to_string(kLayers), new_key(), above[0], 1});
  const Limits limits;
  expect_quick([&] {
    const auto answer = evidence_of(request_for(target, {root}, layers));
    EXPECT_EQ(answer.evidence.chains.size(), static_cast<std::size_t>(limits.chains));
    EXPECT_EQ(answer.evidence.chains.front().fault, PathFault::None);
  });
}

TEST(EvidenceHostile, ThousandNamesakesDoNotHideTheIssuer) {
  const Key foreign = new_key();
  std::vector<Bytes> crowd;
  for (long i = 0; i < 1000; ++i) {  // NOLINT
    crowd.push_back(der_of({"X", "X", foreign, foreign, i + 1}));
  }
  const Key key = new_key();
  const Bytes root = der_of({"X", "X", key, key, 1});
  const Bytes target = der_of({"A", "X", new_key(), key, 1});
  expect_quick([&] {
    const auto answer = evidence_of(request_for(target, {root}, crowd));
    ASSERT_FALSE(answer.evidence.chains.empty());
    EXPECT_EQ(answer.evidence.chains.front().fault, PathFault::None);
  });
}

TEST(EvidenceHostile, SlowKeysArePaidFor) {
  const Key signer = new_key();
  std::vector<Bytes> crowd;
  for (long i = 0; i < 300; ++i) crowd.push_back(der_of({"X", "X", slow_key(), signer, i + 1}));
  const Bytes target = der_of({"A", "X", new_key(), signer, 1});
  expect_quick([&] {
    const auto answer = evidence_of(request_for(target, {}, crowd));
    EXPECT_EQ(answer.evidence.chains.size(), 1U);
  });
}

}  // namespace
}  // namespace sohoa
