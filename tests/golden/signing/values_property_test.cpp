// What holds for every value: no flipped bit passes, nothing crashes, and OpenSSL's CMS agrees.
#include <algorithm>
#include <memory>
#include <random>

#include <gtest/gtest.h>
#include <openssl/cms.h>
#include <openssl/err.h>

#include "golden/signing/values_peer.h"
#include "signing/parsers/cms_signed_data.h"
#include "signing/parsers/value_reader.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

const Bytes kContent = Bytes(300, 0x41);

struct Sample {
  std::string name;
  Identity signer;
  Bytes cms;
};

Sample make_sample(const std::string& type, const std::string& oid, HashAlgorithm signed_with) {
  Sample sample{type, make_identity(type, "Officer"), {}};
  CmsRecipe recipe;
  recipe.signer = &sample.signer;
  recipe.content = kContent;
  recipe.signature_algorithm = der_algorithm(oid);
  recipe.signed_with = signed_with;
  recipe.more_attributes = {ess_v2(sample.signer.der()), signing_time("260102030405Z")};
  sample.cms = make_cms(recipe);
  return sample;
}

std::vector<Sample> make_samples() {
  std::vector<Sample> samples;
  samples.push_back(make_sample("RSA", "1.2.840.113549.1.1.11", HashAlgorithm::Sha256));
  samples.push_back(make_sample("P-256", "1.2.840.10045.4.3.2", HashAlgorithm::Sha256));
  samples.push_back(make_sample("ED25519", "1.3.101.112", HashAlgorithm::Unknown));
  return samples;
}

ValueFacts read(const Bytes& cms) {
  ValueToVerify value;
  value.value = cms;
  for (const HashAlgorithm hash : {HashAlgorithm::Sha256, HashAlgorithm::Sha512})
    value.digests.push_back({hash, digest_of(kContent, hash)});
  EvidencePool pool;
  return read_value(value, pool, {});
}

/// Where the signed attributes and the value stand.
std::vector<std::size_t> protected_offsets(const Bytes& cms) {
  std::string fault;
  const SignedData data = read_signed_data(cms, fault);
  std::vector<std::size_t> offsets;
  const SignerInfo& info = data.signers.at(0);
  const ByteView attributes = info.signed_attributes.value().contents;
  const auto start = static_cast<std::size_t>(attributes.data() - cms.data());
  for (std::size_t i = 0; i < attributes.size(); ++i) offsets.push_back(start + i);
  const auto value = std::search(cms.begin(), cms.end(), info.value.begin(), info.value.end());
  const auto at = static_cast<std::size_t>(value - cms.begin());
  for (std::size_t i = 0; i < info.value.size(); ++i) offsets.push_back(at + i);
  return offsets;
}

TEST(EveryValue, NoFlippedBitOfAttributesOrValueMatches) {
  for (const Sample& sample : make_samples()) {
    ASSERT_EQ(read(sample.cms).signer.value, Match::Matches) << sample.name;
    for (const std::size_t offset : protected_offsets(sample.cms)) {
      for (int bit = 0; bit < 8; ++bit) {
        Bytes changed = sample.cms;
        changed[offset] = static_cast<std::uint8_t>(changed[offset] ^ (1U << bit));
        const ValueFacts facts = read(changed);
        ASSERT_NE(facts.signer.value, Match::Matches) << sample.name << " byte " << offset;
      }
    }
  }
}

struct FreePeer {
  void operator()(CMS_ContentInfo* cms) const { CMS_ContentInfo_free(cms); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};

bool openssl_verifies(const Bytes& cms) {
  const std::unique_ptr<BIO, FreePeer> bytes(
      BIO_new_mem_buf(cms.data(), static_cast<int>(cms.size())));
  const std::unique_ptr<BIO, FreePeer> content(
      BIO_new_mem_buf(kContent.data(), static_cast<int>(kContent.size())));
  const std::unique_ptr<CMS_ContentInfo, FreePeer> info(d2i_CMS_bio(bytes.get(), nullptr));
  const bool verifies = info && CMS_verify(info.get(),
                                           nullptr,
                                           nullptr,
                                           content.get(),
                                           nullptr,
                                           CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
  ERR_clear_error();
  return verifies;
}

bool we_verify(const SignerFacts& facts) {
  return facts.unparseable.empty() && facts.value == Match::Matches &&
         facts.message_digest == Match::Matches;
}

/// Every reason for which our verdict may differ from OpenSSL's.
bool is_explained(const SignerFacts& ours, bool theirs) {
  const auto has = [&](const char* oddity) {
    return std::find(ours.oddities.begin(), ours.oddities.end(), oddity) != ours.oddities.end();
  };
  // OpenSSL takes the scheme of the key, whatever signatureAlgorithm names; and it digests the
  // attributes as it writes them anew, so that a SET which lost its constructed bit is whole again.
  if (theirs) {
    return ours.scheme == SignatureScheme::Unknown ||
           ours.unparseable.starts_with("signed attributes");
  }
  // It refuses these; we name them and leave the rest to whoever judges.
  return !ours.faults.empty() || has("digest algorithm not announced");
}

Bytes mutate(const Bytes& original, std::mt19937& random) {
  Bytes changed = original;
  const std::size_t count = 1 + random() % 2;
  for (std::size_t i = 0; i < count; ++i)
    changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
  return changed;
}

TEST(EveryValue, AgreesWithOpensslOnThousandsOfDamagedValues) {
  std::mt19937 random(20251122);  // NOLINT: the same values each time
  int both = 0;
  for (const Sample& sample : make_samples()) {
    if (sample.name == "ED25519") continue;  // OpenSSL 3.0 cannot
    for (int i = 0; i < 4'000; ++i) {
      const Bytes cms = mutate(sample.cms, random);
      const SignerFacts ours = read(cms).signer;
      const bool theirs = openssl_verifies(cms);
      both += we_verify(ours) && theirs ? 1 : 0;
      EXPECT_TRUE(we_verify(ours) == theirs || is_explained(ours, theirs))
          << sample.name << " " << i << (theirs ? " only openssl: " : " only we: ")
          << ours.unparseable << to_hex(cms);
    }
  }
  EXPECT_GT(both, 100) << "damage outside of what is signed";
}

TEST(EveryValue, SurvivesEveryTruncation) {
  for (const Sample& sample : make_samples()) {
    for (std::size_t size = 0; size < sample.cms.size(); ++size) {
      const SignerFacts facts = read(Bytes(sample.cms.begin(), sample.cms.begin() + size)).signer;
      ASSERT_FALSE(facts.unparseable.empty()) << size;
      ASSERT_NE(facts.value, Match::Matches);
    }
  }
}

}  // namespace
}  // namespace sohoa
