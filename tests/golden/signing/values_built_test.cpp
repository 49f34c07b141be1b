// CMS values with one piece wrong or rare at a time, built by ourselves.
#include <algorithm>

#include <gtest/gtest.h>
#include <openssl/x509v3.h>

#include "golden/signing/values_peer.h"
#include "signing/parsers/cms_ber.h"
#include "signing/parsers/value_reader.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

const Bytes kContent = Bytes(300, 0x41);

const Identity& officer() {
  static const Identity identity = make_identity("P-256", "Officer");
  return identity;
}

CmsRecipe recipe_of(const Identity& signer = officer()) {
  CmsRecipe recipe;
  recipe.signer = &signer;
  recipe.content = kContent;
  return recipe;
}

std::vector<NamedDigest> digests_of(ByteView content) {
  std::vector<NamedDigest> digests;
  for (const HashAlgorithm hash :
       {HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha512, HashAlgorithm::Shake256})
    digests.push_back({hash, digest_of(content, hash)});
  return digests;
}

ValueFacts verify(const CmsRecipe& recipe, EvidencePool& pool) {
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.digests = digests_of(kContent);
  return read_value(value, pool, {});
}

ValueFacts verify(const CmsRecipe& recipe) {
  EvidencePool pool;
  return verify(recipe, pool);
}

bool has_oddity(const ValueFacts& facts, const std::string& text) {
  const auto& all = facts.signer.oddities;
  return std::find(all.begin(), all.end(), text) != all.end();
}

TEST(BuiltCms, IsSoundWithoutChange) {
  const ValueFacts facts = verify(recipe_of());
  EXPECT_TRUE(facts.signer.faults.empty());
  EXPECT_TRUE(facts.signer.oddities.empty());
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_FALSE(facts.has_embedded_revocation);
}

// ---- EdDSA: OpenSSL 3.0 can neither make nor verify these in CMS
// ---------------------------------

CmsRecipe eddsa(const Identity& signer, bool is_448) {
  CmsRecipe recipe = recipe_of(signer);
  recipe.digest = is_448 ? HashAlgorithm::Shake256 : HashAlgorithm::Sha512;
  recipe.digest_oid = is_448 ? "2.16.840.1.101.3.4.2.12" : "2.16.840.1.101.3.4.2.3";
  recipe.signature_algorithm = der_algorithm(is_448 ? "1.3.101.113" : "1.3.101.112");
  recipe.signed_with = HashAlgorithm::Unknown;
  return recipe;
}

TEST(BuiltCms, VerifiesEd25519) {
  const Identity signer = make_identity("ED25519", "Officer");
  const ValueFacts facts = verify(eddsa(signer, false));
  EXPECT_EQ(facts.signer.scheme, SignatureScheme::Ed25519);
  EXPECT_EQ(facts.signer.digest, HashAlgorithm::Sha512);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Matches);
}

TEST(BuiltCms, VerifiesEd448) {
  const Identity signer = make_identity("ED448", "Officer");
  const ValueFacts facts = verify(eddsa(signer, true));
  EXPECT_EQ(facts.signer.scheme, SignatureScheme::Ed448);
  EXPECT_EQ(facts.signer.digest, HashAlgorithm::Shake256);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Matches);
}

// The openssl program knows no identifier for it.
TEST(BuiltCms, VerifiesEcdsaWithSha3) {
  CmsRecipe recipe = recipe_of();
  recipe.digest = recipe.signed_with = HashAlgorithm::Sha3_256;
  recipe.digest_oid = "2.16.840.1.101.3.4.2.8";
  recipe.signature_algorithm = der_algorithm("2.16.840.1.101.3.4.3.10");
  const ValueFacts asked = verify(recipe);
  EXPECT_EQ(asked.missing_digests, std::vector{HashAlgorithm::Sha3_256});
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.digests = {{HashAlgorithm::Sha3_256, digest_of(kContent, HashAlgorithm::Sha3_256)}};
  EvidencePool pool;
  const ValueFacts facts = read_value(value, pool, {});
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Matches);
}

TEST(BuiltCms, NeedsTheContentItselfForEdDsaWithoutAttributes) {
  const Identity signer = make_identity("ED25519", "Officer");
  CmsRecipe recipe = eddsa(signer, false);
  recipe.has_attributes = false;
  EXPECT_EQ(verify(recipe).signer.value, Match::Unknown);
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.content = kContent;
  EvidencePool pool;
  EXPECT_EQ(read_value(value, pool, {}).signer.value, Match::Matches);
  value.content.back() ^= 1;
  EXPECT_EQ(read_value(value, pool, {}).signer.value, Match::Differs);
}

// ---- Traps
// ---------------------------------------------------------------------------------------

TEST(BuiltCms, Trap30_ValueOverOtherAttributesDoesNotMatch) {
  CmsRecipe recipe = recipe_of();
  recipe.content = Bytes(300, 0x42);
  Bytes cms = make_cms(recipe);
  const Bytes from = digest_of(recipe.content, HashAlgorithm::Sha256);
  const Bytes to = digest_of(kContent, HashAlgorithm::Sha256);
  const auto at = std::search(cms.begin(), cms.end(), from.begin(), from.end());
  ASSERT_NE(at, cms.end());
  std::copy(to.begin(), to.end(), at);
  ValueToVerify value;
  value.value = cms;
  value.digests = digests_of(kContent);
  EvidencePool pool;
  const ValueFacts facts = read_value(value, pool, {});
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Differs);
}

TEST(BuiltCms, Trap31_ContentInsideADetachedSignatureIsAFault) {
  CmsRecipe recipe = recipe_of();
  recipe.encapsulated = kContent;
  const ValueFacts same = verify(recipe);
  EXPECT_EQ(same.signer.faults, std::vector{FormatFault::EncapsulatedContent});
  EXPECT_EQ(same.signer.message_digest, Match::Matches);
  recipe.content = Bytes(10, 7);
  recipe.encapsulated = recipe.content;
  const ValueFacts other = verify(recipe);
  EXPECT_EQ(other.signer.faults, std::vector{FormatFault::EncapsulatedContent});
  EXPECT_EQ(other.signer.message_digest, Match::Differs);
}

TEST(BuiltCms, Trap33_ShowsBothHashesWhereTheyDiffer) {
  CmsRecipe named = recipe_of();
  named.signature_algorithm = der_algorithm("1.2.840.10045.4.3.4");  // says SHA-512, used SHA-256
  const ValueFacts facts = verify(named);
  EXPECT_EQ(facts.signer.scheme_hash, HashAlgorithm::Sha512);
  EXPECT_EQ(facts.signer.digest, HashAlgorithm::Sha256);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  named.signed_with = HashAlgorithm::Sha512;
  EXPECT_EQ(verify(named).signer.value, Match::Matches);
  named.signed_with = HashAlgorithm::Sha384;
  EXPECT_EQ(verify(named).signer.value, Match::Differs);
}

TEST(BuiltCms, Trap33_SchemeOfAnotherKeyTypeDoesNotMatch) {
  CmsRecipe recipe = recipe_of();
  recipe.signature_algorithm = der_algorithm("1.2.840.113549.1.1.11");
  EXPECT_EQ(verify(recipe).signer.value, Match::Differs);
  recipe.signature_algorithm = der_algorithm("1.2.3.4");
  EXPECT_EQ(verify(recipe).signer.value, Match::Unknown);
}

TEST(BuiltCms, Trap35_AttributesOutOfOrderAreAcceptedWithANote) {
  CmsRecipe recipe = recipe_of();
  recipe.sort_attributes = false;
  recipe.more_attributes = {signing_time("260102030405Z")};
  const ValueFacts facts = verify(recipe);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_TRUE(has_oddity(facts, "attributes not in DER order"));
  EXPECT_EQ(to_rfc3339(facts.signer.claimed_at.value()), "2026-01-02T03:04:05Z");
}

TEST(BuiltCms, Trap36_DuplicatedOrManyValuedAttributesAreFaults) {
  const Bytes time = der_element(kBerUtcTime, as_bytes("260102030405Z"));
  CmsRecipe twice = recipe_of();
  twice.more_attributes = {signing_time("260102030405Z"), signing_time("260102030406Z")};
  CmsRecipe many = recipe_of();
  many.more_attributes = {der_attribute("1.2.840.113549.1.9.5", {time, time})};
  CmsRecipe digest = recipe_of();
  digest.more_attributes = {der_attribute(
      "1.2.840.113549.1.9.4", {der_octets(digest_of(kContent, HashAlgorithm::Sha256))})};
  CmsRecipe ess = recipe_of();
  ess.more_attributes = {ess_v2(officer().der()), ess_v2(officer().der())};
  for (const CmsRecipe& recipe : {twice, many, digest, ess})
    EXPECT_EQ(verify(recipe).signer.faults, std::vector{FormatFault::DuplicateAttribute});
}

TEST(BuiltCms, Trap37_TellsATwinCertificateFromTheOneMeant) {
  const Identity twin = make_twin(officer());
  CmsRecipe recipe = recipe_of();
  recipe.more_attributes = {ess_v2(officer().der())};
  EXPECT_EQ(verify(recipe).signer.signer_reference, Match::Matches);
  recipe.certificates = {twin.der()};
  const ValueFacts substituted = verify(recipe);
  EXPECT_EQ(substituted.signer.value, Match::Matches) << "the key is the same";
  EXPECT_EQ(substituted.signer.signer_reference, Match::Differs);
  recipe.certificates = {twin.der(), officer().der()};
  const ValueFacts both = verify(recipe);
  EXPECT_EQ(both.signer.signer_reference, Match::Matches);
  EXPECT_EQ(both.signer.signer, 1) << "the one the attribute means, though it comes second";
}

TEST(BuiltCms, Trap37_ReferenceToAnotherCertificateOfThePoolDiffers) {
  const Identity other = make_identity("P-256", "Other");
  CmsRecipe recipe = recipe_of();
  recipe.more_attributes = {ess_v2(other.der())};
  recipe.certificates = {officer().der(), other.der()};
  const ValueFacts facts = verify(recipe);
  EXPECT_EQ(facts.signer.signer, 0);
  EXPECT_EQ(facts.signer.signer_reference, Match::Differs);
}

Bytes ess_with_serial(ByteView certificate, const Bytes& issuer, const Bytes& serial) {
  const Bytes names = der(kBerSequence, {der(kBerContext4Constructed, {issuer})});
  const Bytes id = der(kBerSequence,
                       {der_octets(digest_of(certificate, HashAlgorithm::Sha256)),
                        der(kBerSequence, {names, serial})});
  return der_attribute("1.2.840.113549.1.9.16.2.47",
                       {der(kBerSequence, {der(kBerSequence, {id})})});
}

Bytes issuer_name(const Identity& identity) {
  unsigned char* name = nullptr;
  const int size = i2d_X509_NAME(X509_get_issuer_name(identity.certificate.get()), &name);
  Bytes copy(name, name + size);
  OPENSSL_free(name);
  return copy;
}

TEST(BuiltCms, Trap37_ComparesIssuerAndSerialOfTheReferenceToo) {
  const Identity other = make_identity("P-256", "Other");
  const Bytes right_serial{0x02, 0x02, 0x12, 0x67};  // 4711
  const Bytes wrong_serial{0x02, 0x02, 0x12, 0x68};
  CmsRecipe recipe = recipe_of();
  recipe.more_attributes = {ess_with_serial(officer().der(), issuer_name(officer()), right_serial)};
  EXPECT_EQ(verify(recipe).signer.signer_reference, Match::Matches);
  recipe.more_attributes = {ess_with_serial(officer().der(), issuer_name(officer()), wrong_serial)};
  EXPECT_EQ(verify(recipe).signer.signer_reference, Match::Differs);
  recipe.more_attributes = {ess_with_serial(officer().der(), issuer_name(other), right_serial)};
  EXPECT_EQ(verify(recipe).signer.signer_reference, Match::Differs);
}

TEST(BuiltCms, Trap37_BrokenReferenceMatchesNothing) {
  CmsRecipe recipe = recipe_of();
  recipe.more_attributes = {der_attribute("1.2.840.113549.1.9.16.2.47", {der(kBerSequence, {})})};
  EXPECT_EQ(verify(recipe).signer.signer_reference, Match::Differs);
}

TEST(BuiltCms, Trap38_ContentTypeMustBeThatOfTheContent) {
  CmsRecipe recipe = recipe_of();
  recipe.attribute_content_type = "1.2.840.113549.1.7.2";
  EXPECT_EQ(verify(recipe).signer.faults, std::vector{FormatFault::ContentTypeMismatch});
}

TEST(BuiltCms, Trap38_WithoutAttributesIsCmsWithANote) {
  CmsRecipe recipe = recipe_of();
  recipe.has_attributes = false;
  const ValueFacts facts = verify(recipe);
  EXPECT_TRUE(facts.signer.faults.empty());
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_TRUE(has_oddity(facts, "no signed attributes"));
}

TEST(BuiltCms, WithoutMessageDigestBindsNoContent) {
  CmsRecipe recipe = recipe_of();
  recipe.has_message_digest = false;
  const ValueFacts facts = verify(recipe);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signer.message_digest, Match::Differs);
}

TEST(BuiltCms, AcceptsASignerNamedByKeyIdAndNotesAnotherVersion) {
  const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(officer().certificate.get());
  CmsRecipe recipe = recipe_of();
  recipe.signer_identifier = der_element(
      kBerContext0, {ASN1_STRING_get0_data(id), static_cast<std::size_t>(ASN1_STRING_length(id))});
  const ValueFacts facts = verify(recipe);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_TRUE(facts.signer.oddities.empty());
}

TEST(BuiltCms, AValueThatNamesNobodyIsNoValue) {
  CmsRecipe recipe = recipe_of();
  recipe.signer_identifier = der(kBerContext0, {});
  const ValueFacts facts = verify(recipe);
  EXPECT_EQ(facts.signer.signer, kNoCert);
  EXPECT_EQ(facts.signer.value, Match::Differs);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
}

TEST(BuiltCms, FindsASignerWhoStandsOnlyInThePool) {
  const Identity other = make_identity("P-256", "Other");
  CmsRecipe recipe = recipe_of();
  recipe.certificates = {other.der()};
  EXPECT_EQ(verify(recipe).signer.value, Match::Unknown);
  EvidencePool pool;
  pool.add_certificate(officer().der(), EvidenceSource::Dss);
  const ValueFacts facts = verify(recipe, pool);
  EXPECT_EQ(facts.signer.signer, 0);
  EXPECT_EQ(facts.signer.value, Match::Matches);
}

TEST(BuiltCms, ReadsThePolicyItNames) {
  CmsRecipe recipe = recipe_of();
  recipe.more_attributes = {
      der_attribute("1.2.840.113549.1.9.16.2.15", {der(kBerSequence, {der_oid("1.2.704.1.1")})})};
  EXPECT_EQ(verify(recipe).signer.policy_oid, "1.2.704.1.1");
}

// ---- adbe.pkcs7.sha1 (trap 39)
// -------------------------------------------------------------------

ValueFacts verify_inner_digest(const CmsRecipe& recipe, ByteView file) {
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.content_is_digest = true;
  value.digests = digests_of(file);
  EvidencePool pool;
  return read_value(value, pool, {});
}

TEST(BuiltCms, Trap39_ComparesTheDigestInsideWithTheFile) {
  CmsRecipe recipe = recipe_of();
  recipe.content = digest_of(kContent, HashAlgorithm::Sha1);
  recipe.encapsulated = recipe.content;
  const ValueFacts right = verify_inner_digest(recipe, kContent);
  EXPECT_TRUE(right.signer.faults.empty());
  EXPECT_EQ(right.signer.message_digest, Match::Matches);
  EXPECT_EQ(right.signer.value, Match::Matches);
  EXPECT_EQ(verify_inner_digest(recipe, Bytes(5, 5)).signer.message_digest, Match::Differs);
  recipe.encapsulated = Bytes(20, 1);
  EXPECT_EQ(verify_inner_digest(recipe, kContent).signer.message_digest, Match::Differs);
  recipe.encapsulated.reset();
  EXPECT_EQ(verify_inner_digest(recipe, kContent).signer.message_digest, Match::Differs);
}

TEST(BuiltCms, Trap39_AsksForSha1) {
  CmsRecipe recipe = recipe_of();
  recipe.content = digest_of(kContent, HashAlgorithm::Sha1);
  recipe.encapsulated = recipe.content;
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.content_is_digest = true;
  EvidencePool pool;
  const ValueFacts facts = read_value(value, pool, {});
  EXPECT_EQ(facts.missing_digests, std::vector{HashAlgorithm::Sha1});
  EXPECT_EQ(facts.signer.message_digest, Match::Unknown);
}

// ---- Bounds
// ---------------------------------------------------------------------------------------

TEST(BuiltCms, RefusesAValueAboveTheBound) {
  Limits limits;
  limits.signature_bytes = 100;
  ValueToVerify value;
  value.value = make_cms(recipe_of());
  EvidencePool pool;
  EXPECT_EQ(read_value(value, pool, limits).signer.faults, std::vector{FormatFault::Unparseable});
}

}  // namespace
}  // namespace sohoa
