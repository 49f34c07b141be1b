// Time-stamps inside a CMS: over the value, the content, and CAdES archive time-stamps.
#include <gtest/gtest.h>

#include "golden/signing/values_peer.h"
#include "signing/parsers/cms_ber.h"
#include "signing/parsers/value_reader.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

const Bytes kContent = Bytes(300, 0x41);

const Identity& ec_officer() {
  static const Identity identity = make_identity("P-256", "Officer");
  return identity;
}

CmsRecipe recipe_of_officer() {
  CmsRecipe recipe;
  recipe.signer = &ec_officer();
  recipe.content = kContent;
  return recipe;
}

ValueFacts read(const CmsRecipe& recipe, ByteView content = kContent) {
  ValueToVerify value;
  value.value = make_cms(recipe);
  value.digests = {{HashAlgorithm::Sha256, digest_of(content, HashAlgorithm::Sha256)}};
  EvidencePool pool;
  return read_value(value, pool, {});
}

TEST(StampedCms, Trap43_TellsACopiedTimestampFromItsOwn) {
  const Identity authority = make_identity("P-256", "TSA", 99);
  CmsRecipe recipe = recipe_of_officer();
  recipe.token_over_value = [&](ByteView value) { return make_token(authority, value); };
  const ValueFacts own = read(recipe);
  ASSERT_EQ(own.timestamps.size(), 1U);
  EXPECT_EQ(own.timestamps[0].kind, TimestampKind::Signature);
  EXPECT_EQ(own.timestamps[0].imprint, Match::Matches);
  EXPECT_EQ(own.timestamps[0].signer.value, Match::Matches);
  EXPECT_EQ(own.timestamps[0].signer.signer_reference, Match::Matches);
  EXPECT_EQ(own.timestamps[0].serial, "ABC");
  EXPECT_EQ(to_rfc3339(own.timestamps[0].time), "2026-01-02T03:04:05Z");
  const Bytes foreign = make_token(authority, as_bytes("another value"));
  recipe.token_over_value = [&](ByteView) { return foreign; };
  const ValueFacts copied = read(recipe);
  EXPECT_EQ(copied.timestamps.at(0).imprint, Match::Differs);
  EXPECT_EQ(copied.timestamps.at(0).signer.value, Match::Matches);
}

TEST(StampedCms, ReadsATimestampOverTheContent) {
  const Identity authority = make_identity("P-256", "TSA", 99);
  CmsRecipe recipe = recipe_of_officer();
  recipe.more_attributes = {
      der_attribute("1.2.840.113549.1.9.16.2.20", {make_token(authority, kContent)})};
  const ValueFacts facts = read(recipe);
  ASSERT_EQ(facts.timestamps.size(), 1U);
  EXPECT_EQ(facts.timestamps[0].kind, TimestampKind::Content);
  EXPECT_EQ(facts.timestamps[0].imprint, Match::Matches);
}

TEST(StampedCms, ShowsABrokenTimestampAsBroken) {
  CmsRecipe recipe = recipe_of_officer();
  recipe.token_over_value = [](ByteView) { return der(kBerSequence, {}); };
  const ValueFacts facts = read(recipe);
  ASSERT_EQ(facts.timestamps.size(), 1U);
  EXPECT_FALSE(facts.timestamps[0].signer.unparseable.empty());
  EXPECT_EQ(facts.signer.value, Match::Matches);
}

TEST(StampedCms, StopsAtTheBoundOfTimestamps) {
  const Identity authority = make_identity("P-256", "TSA", 99);
  const Bytes token = make_token(authority, kContent);
  CmsRecipe recipe = recipe_of_officer();
  recipe.unsigned_attributes = {
      der_attribute("1.2.840.113549.1.9.16.2.14", std::vector<Bytes>(20, token))};
  Limits limits;
  limits.signatures = 5;
  ValueToVerify value;
  value.value = make_cms(recipe);
  EvidencePool pool;
  EXPECT_EQ(read_value(value, pool, limits).timestamps.size(), 5U);
}

// ---- Archive time-stamps (EN 319 122-1, 5.5)
// -----------------------------------------------------

Bytes index_list(const std::vector<Bytes>& elements) {
  std::vector<Bytes> digests;
  for (const Bytes& element : elements)
    digests.push_back(der_octets(digest_of(element, HashAlgorithm::Sha256)));
  return der(kBerSequence, digests);
}

/// ats-hash-index-v3 over certificates, no CRLs, and unsigned attributes hashed by value.
Bytes hash_index(const std::vector<Bytes>& certificates, const std::vector<Bytes>& values) {
  return der(kBerSequence,
             {der_algorithm("2.16.840.1.101.3.4.2.1"),
              index_list(certificates),
              index_list({}),
              index_list(values)});
}

CmsRecipe archived(const Identity& authority, const Bytes& index, const Bytes& other_attribute) {
  CmsRecipe recipe = recipe_of_officer();
  recipe.unsigned_attributes = {other_attribute};
  recipe.late_attribute = [&authority, index](ByteView fields) {
    Bytes stamped = der_oid("1.2.840.113549.1.7.1");
    const Bytes digest = digest_of(kContent, HashAlgorithm::Sha256);
    for (const ByteView part : {ByteView(digest), fields, ByteView(index)})
      stamped.insert(stamped.end(), part.begin(), part.end());
    const Bytes index_attribute = der_attribute("0.4.0.19122.1.5", {index});
    return der_attribute("0.4.0.1733.2.4", {make_token(authority, stamped, {index_attribute})});
  };
  return recipe;
}

Match archive_imprint(const CmsRecipe& recipe, ByteView content) {
  const ValueFacts facts = read(recipe, content);
  EXPECT_EQ(facts.timestamps.size(), 1U);
  EXPECT_EQ(facts.timestamps.at(0).kind, TimestampKind::Archive);
  EXPECT_EQ(facts.timestamps.at(0).signer.value, Match::Matches);
  return facts.timestamps.at(0).imprint;
}

TEST(ArchiveTimestamp, HoldsOverSignatureContentAndWhatItsIndexNames) {
  const Identity authority = make_identity("P-256", "TSA", 99);
  const Bytes value = der_octets(Bytes{1, 2, 3});
  const Bytes attribute = der_attribute("1.2.3.4.5", {value});
  Bytes typed = der_oid("1.2.3.4.5");
  typed.insert(typed.end(), value.begin(), value.end());
  const CmsRecipe sound = archived(authority, hash_index({ec_officer().der()}, {typed}), attribute);
  EXPECT_EQ(archive_imprint(sound, kContent), Match::Matches);
  EXPECT_EQ(archive_imprint(sound, Bytes{1}), Match::Differs) << "other content";
  CmsRecipe later = sound;
  later.unsigned_attributes.push_back(der_attribute("1.2.3.4.6", {value}));
  EXPECT_EQ(archive_imprint(later, kContent), Match::Matches) << "added later, not named";
  CmsRecipe without = sound;
  without.unsigned_attributes.clear();
  EXPECT_EQ(archive_imprint(without, kContent), Match::Differs) << "named, and taken away";
  const Identity other = make_identity("P-256", "Other");
  const CmsRecipe foreign = archived(authority, hash_index({other.der()}, {typed}), attribute);
  EXPECT_EQ(archive_imprint(foreign, kContent), Match::Differs);
}

TEST(ArchiveTimestamp, IsUnknownWithoutHashIndex) {
  const Identity authority = make_identity("P-256", "TSA", 99);
  CmsRecipe recipe = archived(authority, {}, der_attribute("1.2.3.4.5", {Bytes{5, 0}}));
  recipe.late_attribute = [&](ByteView fields) {
    return der_attribute("0.4.0.1733.2.4", {make_token(authority, fields)});
  };
  EXPECT_EQ(archive_imprint(recipe, kContent), Match::Unknown);
}

}  // namespace
}  // namespace sohoa
