// Bare RSA values, XML values, revocation data inside a CMS, and a third-party fixture.
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "core/file.h"
#include "golden/signing/values_peer.h"
#include "signing/parsers/cms_ber.h"
#include "signing/parsers/value_reader.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

const Bytes kContent = Bytes(300, 0x41);

ValueFacts read(const ValueToVerify& value) {
  EvidencePool pool;
  return read_value(value, pool, {});
}

const Identity& rsa_officer() {
  static const Identity identity = make_identity("RSA", "Officer");
  return identity;
}
const Identity& ec_officer() {
  static const Identity identity = make_identity("P-256", "Officer");
  return identity;
}

// ---- adbe.x509.rsa_sha1
// --------------------------------------------------------------------------

ValueToVerify raw_value(HashAlgorithm hash = HashAlgorithm::Sha1) {
  ValueToVerify value;
  value.kind = ValueKind::RawRsa;
  value.value = der_octets(sign(rsa_officer(), hash, kContent));
  value.certificates = {rsa_officer().der()};
  value.digests = {{HashAlgorithm::Sha1, digest_of(kContent, HashAlgorithm::Sha1)}};
  return value;
}

TEST(RawRsa, Trap39_HoldsOverTheFileItWasMadeFor) {
  const ValueFacts facts = read(raw_value());
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.digest, HashAlgorithm::Sha1);
  EXPECT_EQ(facts.signer.signer, 0);
}

TEST(RawRsa, DoesNotHoldOverAnotherFile) {
  ValueToVerify value = raw_value();
  value.digests[0].value[0] ^= 1;
  const ValueFacts facts = read(value);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signer.message_digest, Match::Differs);
}

TEST(RawRsa, AsksForTheDigestTheValueHolds) {
  const ValueFacts facts = read(raw_value(HashAlgorithm::Sha384));
  EXPECT_EQ(facts.missing_digests, std::vector{HashAlgorithm::Sha384});
  EXPECT_EQ(facts.signer.message_digest, Match::Unknown);
}

TEST(RawRsa, DoesNotMatchAnotherKeyAndIsUnknownWithoutOne) {
  const Identity stranger = make_identity("RSA", "Stranger");
  ValueToVerify value = raw_value();
  value.certificates = {stranger.der()};
  EXPECT_EQ(read(value).signer.value, Match::Differs);
  value.certificates.clear();
  EXPECT_EQ(read(value).signer.value, Match::Unknown);
}

TEST(RawRsa, NamesWhatIsNoOctetString) {
  ValueToVerify value = raw_value();
  value.value[0] = 0x30;
  EXPECT_EQ(read(value).signer.faults, std::vector{FormatFault::Unparseable});
}

// The digest with bytes of the forger's choice behind it, as old verifiers with e = 3 took it.
TEST(RawRsa, RefusesADigestInfoWithAnythingAround) {
  const Bytes digest = digest_of(kContent, HashAlgorithm::Sha1);
  const Bytes algorithm = der(kBerSequence, {der_oid("1.3.14.3.2.26"), Bytes{0x05, 0x00}});
  const Bytes info = der(kBerSequence, {algorithm, der_octets(digest)});
  const auto sign_raw = [](const Bytes& encoded) {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new(rsa_officer().key.get(), nullptr), &EVP_PKEY_CTX_free);
    Bytes value(256);
    std::size_t size = value.size();
    EXPECT_EQ(EVP_PKEY_sign_init(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_sign(context.get(), value.data(), &size, encoded.data(), encoded.size()), 1);
    return der_octets(value);
  };
  ValueToVerify value = raw_value();
  value.value = sign_raw(info);
  EXPECT_EQ(read(value).signer.value, Match::Matches);
  Bytes longer = info;
  longer.push_back(0x77);
  value.value = sign_raw(longer);
  EXPECT_EQ(read(value).signer.value, Match::Differs);
  const Bytes stuffed = der(kBerSequence, {der_oid("1.3.14.3.2.26"), der_octets(Bytes(30, 0x66))});
  value.value = sign_raw(der(kBerSequence, {stuffed, der_octets(digest)}));
  EXPECT_EQ(read(value).signer.value, Match::Differs);
}

// ---- XML
// -----------------------------------------------------------------------------------------

/// r || s of a P-256 value in DER.
Bytes halves(const Bytes& der_value) {
  std::string fault;
  BerReader outer(der_value, fault);
  BerReader reader = outer.inside(outer.expect(kBerSequence, "value"));
  Bytes joined;
  for (int i = 0; i < 2; ++i) {
    const ByteView number = ber_shortest_integer(reader.expect(kBerInteger, "number").contents);
    const ByteView digits = number.size() > 32 ? number.subspan(1) : number;
    joined.resize(joined.size() + 32 - digits.size());
    joined.insert(joined.end(), digits.begin(), digits.end());
  }
  EXPECT_EQ(fault, "");
  return joined;
}

ValueToVerify xml_value(const Identity& signer, SignatureScheme scheme) {
  ValueToVerify value;
  value.kind = ValueKind::XmlValue;
  value.scheme = scheme;
  value.hash = HashAlgorithm::Sha256;
  value.content = kContent;
  const Bytes plain = sign(signer, HashAlgorithm::Sha256, kContent);
  value.value = scheme == SignatureScheme::Ecdsa ? halves(plain) : plain;
  value.certificates = {signer.der()};
  value.signing_certificates = {
      {HashAlgorithm::Sha256, digest_of(signer.der(), HashAlgorithm::Sha256)}};
  return value;
}

TEST(XmlValue, HoldsForRsaAndForEcdsaOfTwoHalves) {
  for (const auto& value : {xml_value(rsa_officer(), SignatureScheme::RsaPkcs1),
                            xml_value(ec_officer(), SignatureScheme::Ecdsa)}) {
    const ValueFacts facts = read(value);
    EXPECT_EQ(facts.signer.value, Match::Matches);
    EXPECT_EQ(facts.signer.signer_reference, Match::Matches);
    EXPECT_EQ(facts.signer.signer, 0);
    ValueToVerify changed = value;
    changed.content[0] ^= 1;
    EXPECT_EQ(read(changed).signer.value, Match::Differs);
  }
}

// Small numbers lose leading zeros in DER; a hundred values meet some of them.
TEST(XmlValue, HoldsForEveryLengthOfTheHalves) {
  for (int i = 0; i < 100; ++i)
    ASSERT_EQ(read(xml_value(ec_officer(), SignatureScheme::Ecdsa)).signer.value, Match::Matches);
}

TEST(XmlValue, BearsDerInsteadOfHalvesWithANote) {
  ValueToVerify value = xml_value(ec_officer(), SignatureScheme::Ecdsa);
  value.value = sign(ec_officer(), HashAlgorithm::Sha256, kContent);
  const ValueFacts facts = read(value);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signer.oddities, std::vector<std::string>{"DER instead of r || s"});
}

TEST(XmlValue, FindsTheSignerAmongSeveralCertificates) {
  const Identity other = make_identity("P-256", "Other");
  const Identity twin = make_twin(ec_officer());
  ValueToVerify value = xml_value(ec_officer(), SignatureScheme::Ecdsa);
  value.certificates = {other.der(), twin.der(), ec_officer().der()};
  EXPECT_EQ(read(value).signer.signer, 2) << "its digest is the one listed";
  value.certificates = {other.der(), twin.der()};
  const ValueFacts substituted = read(value);
  EXPECT_EQ(substituted.signer.signer, 1);
  EXPECT_EQ(substituted.signer.value, Match::Matches);
  EXPECT_EQ(substituted.signer.signer_reference, Match::Differs);
  value.signing_certificates.clear();
  EXPECT_EQ(read(value).signer.signer_reference, Match::Absent);
}

TEST(XmlValue, IsUnknownWithoutCertificate) {
  ValueToVerify value = xml_value(ec_officer(), SignatureScheme::Ecdsa);
  value.certificates.clear();
  const ValueFacts facts = read(value);
  EXPECT_EQ(facts.signer.signer, kNoCert);
  EXPECT_EQ(facts.signer.value, Match::Unknown);
}

TEST(XmlValue, ReadsTimestampsOverTheirOctets) {
  const Identity authority = make_identity("P-256", "TSA", 99);
  ValueToVerify value = xml_value(ec_officer(), SignatureScheme::Ecdsa);
  value.timestamps = {{TimestampKind::Signature, make_token(authority, kContent), kContent},
                      {TimestampKind::Archive, make_token(authority, kContent), Bytes{1}}};
  const ValueFacts facts = read(value);
  ASSERT_EQ(facts.timestamps.size(), 2U);
  EXPECT_EQ(facts.timestamps[0].imprint, Match::Matches);
  EXPECT_EQ(facts.timestamps[1].kind, TimestampKind::Archive);
  EXPECT_EQ(facts.timestamps[1].imprint, Match::Differs);
}

// ---- Revocation data inside
// ----------------------------------------------------------------------

Bytes make_crl(const Identity& issuer) {
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(X509_CRL_new(), &X509_CRL_free);
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> now(X509_gmtime_adj(nullptr, 0),
                                                                  &ASN1_TIME_free);
  X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer.certificate.get()));
  X509_CRL_set1_lastUpdate(crl.get(), now.get());
  X509_CRL_set1_nextUpdate(crl.get(), now.get());
  EXPECT_GT(X509_CRL_sign(crl.get(), issuer.key.get(), EVP_sha256()), 0);
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_CRL(crl.get(), &bytes);
  Bytes copy(bytes, bytes + size);
  OPENSSL_free(bytes);
  return copy;
}

CmsRecipe with_revocation(const std::string& place, const Bytes& crl) {
  CmsRecipe recipe;
  recipe.signer = &ec_officer();
  recipe.content = kContent;
  const Bytes list = der(kBerSequence, {crl});
  const Bytes values = der(kBerSequence, {der(kBerContext0Constructed, {list})});
  if (place == "signed data") recipe.crls = {crl};
  if (place == "adobe") recipe.more_attributes = {der_attribute("1.2.840.113583.1.1.8", {values})};
  if (place == "unsigned")
    recipe.unsigned_attributes = {der_attribute("1.2.840.113549.1.9.16.2.24", {values})};
  return recipe;
}

TEST(CmsEvidence, IsFoundWhereverItStands) {
  const Bytes crl = make_crl(ec_officer());
  for (const std::string place : {"signed data", "adobe", "unsigned"}) {
    ValueToVerify value;
    value.value = make_cms(with_revocation(place, crl));
    EvidencePool pool;
    EXPECT_TRUE(read_value(value, pool, {}).has_embedded_revocation) << place;
    const Evidence evidence = pool.build({}, {});
    ASSERT_EQ(evidence.crls.size(), 1U) << place;
    EXPECT_EQ(evidence.crls[0].sha256, sha256(crl)) << place;
  }
}

TEST(CmsEvidence, AddsCertificateValues) {
  const Identity other = make_identity("P-256", "Authority");
  CmsRecipe recipe = with_revocation("", {});
  recipe.unsigned_attributes = {
      der_attribute("1.2.840.113549.1.9.16.2.23", {der(kBerSequence, {other.der()})})};
  ValueToVerify value;
  value.value = make_cms(recipe);
  EvidencePool pool;
  EXPECT_FALSE(read_value(value, pool, {}).has_embedded_revocation);
  EXPECT_EQ(pool.size(), 2);
}

// ---- A large enveloping value ------------------------------------------------------------------

TEST(EnvelopingCms, MayHoldADocumentLargerThanASignature) {
  CmsRecipe recipe;
  recipe.signer = &ec_officer();
  recipe.content = Bytes(9 * kMiB, 0x42);
  recipe.encapsulated = recipe.content;
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.is_detached = false;
  EXPECT_EQ(read(value).signer.message_digest, Match::Matches);
  value.is_detached = true;
  EXPECT_EQ(read(value).signer.faults, std::vector{FormatFault::Unparseable});
}

// ---- A third-party fixture
// -----------------------------------------------------------------------

TEST(SharedData, CmsWithoutSignersCertificateNamesNobody) {
  const std::filesystem::path path =
      SOHOA_SOURCE_DIR "/../shared/data/signing/cms-no-sign-cert.p7m";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "third-party data is not here";
  ValueToVerify value;
  value.value = read_file(path, kMiB).value();
  value.is_detached = false;
  const ValueFacts facts = read(value);
  EXPECT_EQ(facts.signer.signer, kNoCert);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Differs) << "an empty key identifier";
}

}  // namespace
}  // namespace sohoa
