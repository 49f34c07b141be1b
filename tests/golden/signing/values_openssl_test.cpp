// What the openssl program signs, read and verified by us; and its own verdict beside ours.
#include <gtest/gtest.h>

#include "golden/signing/values_peer.h"
#include "signing/parsers/value_reader.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

const std::string kContent = "Quyết định số 766, bản số hóa\r\nwith a second line\n";

std::vector<NamedDigest> all_digests(ByteView content) {
  std::vector<NamedDigest> digests;
  for (auto i = static_cast<int>(HashAlgorithm::Md5);
       i <= static_cast<int>(HashAlgorithm::Shake256);
       ++i) {
    const auto hash = static_cast<HashAlgorithm>(i);
    digests.push_back({hash, digest_of(content, hash)});
  }
  return digests;
}

ValueFacts verify(const Bytes& cms, ByteView content, bool is_detached = true) {
  ValueToVerify value;
  value.value = cms;
  value.is_detached = is_detached;
  if (is_detached) value.digests = all_digests(content);
  EvidencePool pool;
  return read_value(value, pool, {});
}

/// Keys of one kind, made once for all tests.
PeerFolder& keys() {
  static PeerFolder folder;
  static const bool is_ready = [] {
    const std::string x509 = " -nodes -x509 -days 30 -subj /CN=Test";
    folder.write("content", as_bytes(kContent));
    return folder.run("openssl req -newkey rsa:2048 -keyout rsa.key -out rsa.pem" + x509) &&
           folder.run(
               "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout p256.key "
               "-out p256.pem" +
               x509) &&
           folder.run(
               "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-521 -keyout p521.key "
               "-out p521.pem" +
               x509) &&
           folder.run(
               "openssl req -newkey ec -pkeyopt ec_paramgen_curve:brainpoolP384r1 -keyout "
               "bp384.key -out bp384.pem" +
               x509) &&
           folder.run(
               "openssl req -newkey rsa-pss -pkeyopt rsa_keygen_bits:2048 -keyout psskey.key "
               "-out psskey.pem" +
               x509) &&
           folder.run(
               "openssl dsaparam -out dsa.par 1024 && openssl req -newkey dsa:dsa.par -keyout "
               "dsa.key -out dsa.pem" +
               x509);
  }();
  EXPECT_TRUE(is_ready);
  return folder;
}

struct SignCase {
  std::string name;
  std::string key;
  std::string options;
  SignatureScheme scheme;
  HashAlgorithm digest;
  HashAlgorithm mgf = HashAlgorithm::Unknown;
  bool has_attributes = true;
  bool has_reference = false;
};

class SignedByOpenssl : public testing::TestWithParam<SignCase> {
 protected:
  static Bytes cms(const std::string& more = "") {
    const SignCase& c = GetParam();
    EXPECT_TRUE(
        keys().run("openssl cms -sign -binary -in content -out out.cms -outform DER -signer " +
                   c.key + ".pem -inkey " + c.key + ".key " + c.options + " " + more));
    return keys().read("out.cms");
  }
};

using S = SignatureScheme;
using H = HashAlgorithm;

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    SignedByOpenssl,
    testing::Values(
        SignCase{"Rsa", "rsa", "", S::RsaPkcs1, H::Sha256},
        SignCase{"RsaMd5", "rsa", "-md md5", S::RsaPkcs1, H::Md5},
        SignCase{"RsaSha1", "rsa", "-md sha1", S::RsaPkcs1, H::Sha1},
        SignCase{"RsaSha512_256", "rsa", "-md sha512-256", S::RsaPkcs1, H::Sha512_256},
        SignCase{"RsaSha3", "rsa", "-md sha3-384", S::RsaPkcs1, H::Sha3_384},
        SignCase{"RsaNoAttributes", "rsa", "-noattr", S::RsaPkcs1, H::Sha256, H::Unknown, false},
        SignCase{"RsaKeyId", "rsa", "-keyid", S::RsaPkcs1, H::Sha256},
        SignCase{"RsaCades", "rsa", "-cades", S::RsaPkcs1, H::Sha256, H::Unknown, true, true},
        SignCase{"RsaCadesSha384",
                 "rsa",
                 "-cades -md sha384",
                 S::RsaPkcs1,
                 H::Sha384,
                 H::Unknown,
                 true,
                 true},
        SignCase{"Pss", "rsa", "-keyopt rsa_padding_mode:pss", S::RsaPss, H::Sha256, H::Sha256},
        SignCase{"PssLongSalt",
                 "rsa",
                 "-md sha512 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:max",
                 S::RsaPss,
                 H::Sha512,
                 H::Sha512},
        SignCase{"PssSaltZero",
                 "rsa",
                 "-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:0",
                 S::RsaPss,
                 H::Sha256,
                 H::Sha256},
        SignCase{"PssOtherMask",
                 "rsa",
                 "-keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha1",
                 S::RsaPss,
                 H::Sha256,
                 H::Sha1},
        SignCase{"PssNoAttributes",
                 "rsa",
                 "-noattr -keyopt rsa_padding_mode:pss",
                 S::RsaPss,
                 H::Sha256,
                 H::Sha256,
                 false},
        SignCase{
            "PssKey", "psskey", "-keyopt rsa_padding_mode:pss", S::RsaPss, H::Sha256, H::Sha256},
        SignCase{"P256", "p256", "", S::Ecdsa, H::Sha256},
        SignCase{"P256NoAttributes", "p256", "-noattr", S::Ecdsa, H::Sha256, H::Unknown, false},
        SignCase{"P521Sha512", "p521", "-md sha512", S::Ecdsa, H::Sha512},
        SignCase{"Brainpool", "bp384", "-md sha384", S::Ecdsa, H::Sha384},
        SignCase{"Dsa", "dsa", "", S::Dsa, H::Sha256}),
    [](const auto& test) { return test.param.name; });

TEST_P(SignedByOpenssl, IsReadAsItWasMade) {
  const SignCase& c = GetParam();
  const ValueFacts facts = verify(cms(), as_bytes(kContent));
  EXPECT_EQ(facts.signer.unparseable, "");
  EXPECT_TRUE(facts.signer.faults.empty());
  EXPECT_EQ(facts.signer.scheme, c.scheme);
  EXPECT_EQ(facts.signer.digest, c.digest);
  EXPECT_EQ(facts.signer.mgf_hash, c.mgf);
  EXPECT_EQ(facts.signer.has_signed_attributes, c.has_attributes);
  EXPECT_EQ(facts.signer.claimed_at.has_value(), c.has_attributes);
  EXPECT_EQ(facts.signer.signer, 0);
  EXPECT_EQ(facts.signer.signer_reference, c.has_reference ? Match::Matches : Match::Absent);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_TRUE(facts.missing_digests.empty());
}

TEST_P(SignedByOpenssl, DoesNotHoldOverOtherContent) {
  const SignCase& c = GetParam();
  const ValueFacts facts = verify(cms(), as_bytes(kContent + "x"));
  const bool tells_digest = c.has_attributes || c.scheme == S::RsaPkcs1;
  EXPECT_EQ(facts.signer.message_digest, tells_digest ? Match::Differs : Match::Unknown);
  EXPECT_EQ(facts.signer.value, tells_digest ? Match::Matches : Match::Differs);
}

TEST_P(SignedByOpenssl, IsReadWithItsContentInside) {
  const ValueFacts facts = verify(cms("-nodetach"), {}, false);
  EXPECT_TRUE(facts.signer.faults.empty());
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signed_content_digest, digest_of(as_bytes(kContent), H::Sha256));
}

TEST_P(SignedByOpenssl, AsksForTheDigestItNeeds) {
  ValueToVerify value;
  value.value = cms();
  EvidencePool pool;
  const ValueFacts facts = read_value(value, pool, {});
  const bool tells_digest = GetParam().has_attributes || GetParam().scheme == S::RsaPkcs1;
  EXPECT_EQ(facts.missing_digests, std::vector{GetParam().digest});
  EXPECT_EQ(facts.signer.message_digest, Match::Unknown);
  EXPECT_EQ(facts.signer.value, tells_digest ? Match::Matches : Match::Unknown);
}

// A stranger's certificate with the signer's issuer and serial does not help.
TEST_P(SignedByOpenssl, IsNotVerifiedWithoutItsCertificate) {
  const ValueFacts facts = verify(cms("-nocerts"), as_bytes(kContent));
  EXPECT_EQ(facts.signer.signer, kNoCert);
  EXPECT_EQ(facts.signer.value, Match::Unknown);
}

TEST(ReadValue, AcceptsIndefiniteLengthsAndNotesThem) {
  ASSERT_TRUE(
      keys().run("openssl cms -sign -binary -stream -nodetach -in content -outform DER -out "
                 "ber.cms -signer rsa.pem -inkey rsa.key"));
  const Bytes cms = keys().read("ber.cms");
  ASSERT_EQ(cms[1], 0x80) << "openssl no longer streams indefinite lengths";
  const ValueFacts facts = verify(cms, {}, false);
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_EQ(facts.signer.message_digest, Match::Matches);
  EXPECT_EQ(facts.signer.oddities, std::vector<std::string>{"BER, not DER"});
}

TEST(ReadValue, TakesOffArmourAndPadding) {
  ASSERT_TRUE(
      keys().run("openssl cms -sign -binary -in content -outform PEM -out armoured.cms "
                 "-signer p256.pem -inkey p256.key && "
                 "openssl cms -cmsout -inform PEM -in armoured.cms -outform DER -out plain.cms"));
  EXPECT_EQ(verify(keys().read("armoured.cms"), as_bytes(kContent)).signer.value, Match::Matches);
  Bytes padded = keys().read("plain.cms");
  padded.resize(padded.size() + 500);
  const ValueFacts facts = verify(padded, as_bytes(kContent));
  EXPECT_EQ(facts.signer.value, Match::Matches);
  EXPECT_TRUE(facts.signer.oddities.empty());
}

TEST(ReadValue, NeverTakesTheFirstOfSeveralSignersForTheOnlyOne) {
  ASSERT_TRUE(
      keys().run("openssl cms -sign -binary -in content -outform DER -out two.cms -signer "
                 "rsa.pem -inkey rsa.key -signer p256.pem -inkey p256.key"));
  const ValueFacts facts = verify(keys().read("two.cms"), as_bytes(kContent));
  EXPECT_EQ(facts.signer.faults, std::vector{FormatFault::SignerCount});
}

TEST(ReadValue, ReadsEachSignerWhereSeveralArePermitted) {
  ASSERT_TRUE(
      keys().run("openssl cms -sign -binary -in content -outform DER -out each.cms -signer "
                 "rsa.pem -inkey rsa.key -signer p256.pem -inkey p256.key"));
  ValueToVerify value;
  value.value = keys().read("each.cms");
  value.digests = all_digests(as_bytes(kContent));
  value.permits_cosigners = true;
  EvidencePool pool;
  std::vector<SignatureScheme> schemes;
  for (value.signer = 0; value.signer < 2; ++value.signer) {
    const ValueFacts facts = read_value(value, pool, {});
    EXPECT_EQ(facts.signers, 2);
    EXPECT_TRUE(facts.signer.faults.empty());
    EXPECT_EQ(facts.signer.message_digest, Match::Matches);
    EXPECT_EQ(facts.signer.value, Match::Matches);
    schemes.push_back(facts.signer.scheme);
  }
  EXPECT_NE(schemes[0], schemes[1]);
  EXPECT_EQ(read_value(value, pool, {}).signer.faults, std::vector{FormatFault::SignerCount});
}

TEST(ReadValue, ReadsEvidenceOfAValueWithoutSigners) {
  ASSERT_TRUE(keys().run("openssl crl2pkcs7 -nocrl -certfile rsa.pem -outform DER -out none.cms"));
  const ValueFacts facts = verify(keys().read("none.cms"), as_bytes(kContent));
  EXPECT_EQ(facts.signer.faults, std::vector{FormatFault::SignerCount});
  EXPECT_EQ(facts.signer.unparseable, "no SignerInfo");
}

TEST(ReadValue, NamesWhatIsNoSignedData) {
  ASSERT_TRUE(keys().run("openssl cms -data_create -in content -outform DER -out data.cms"));
  const ValueFacts facts = verify(keys().read("data.cms"), {});
  EXPECT_EQ(facts.signer.faults, std::vector{FormatFault::ContentsNotCms});
  EXPECT_EQ(facts.signer.unparseable, "not SignedData but 1.2.840.113549.1.7.1");
}

// ---- Time-stamps
// ---------------------------------------------------------------------------------

PeerFolder& authority() {
  static const bool is_ready = [] {
    const std::string_view config =
        "[req]\ndistinguished_name=dn\n[dn]\n[tsa]\nextendedKeyUsage=critical,timeStamping\n"
        "[ts]\nserial=./serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4.5\n"
        "digests=sha256,sha512\ness_cert_id_alg=sha256\n";
    keys().write("ts.cnf", as_bytes(config));
    keys().write("serial", as_bytes("0ABC\n"));
    return keys().run(
        "openssl req -config ts.cnf -newkey rsa:2048 -nodes -x509 -extensions tsa -days "
        "30 -subj /CN=TSA -keyout tsa.key -out tsa.pem");
  }();
  EXPECT_TRUE(is_ready);
  return keys();
}

Bytes token_over(const std::string& file, const std::string& hash) {
  EXPECT_TRUE(authority().run("openssl ts -query -data " + file + " -" + hash +
                              " -cert -out q.tsq && openssl ts -reply "
                              "-config ts.cnf -section ts -queryfile q.tsq -signer tsa.pem -inkey "
                              "tsa.key -token_out -out q.tst"));
  return authority().read("q.tst");
}

ValueFacts verify_token(const Bytes& token, std::vector<NamedDigest> digests) {
  ValueToVerify value;
  value.kind = ValueKind::TimestampToken;
  value.value = token;
  value.digests = std::move(digests);
  EvidencePool pool;
  return read_value(value, pool, {});
}

TEST(TimestampToken, HoldsOverTheFileItWasMadeFor) {
  const ValueFacts facts =
      verify_token(token_over("content", "sha512"), all_digests(as_bytes(kContent)));
  ASSERT_EQ(facts.timestamps.size(), 1U);
  const TimestampFacts& stamp = facts.timestamps.front();
  EXPECT_EQ(stamp.kind, TimestampKind::Document);
  EXPECT_EQ(stamp.imprint, Match::Matches);
  EXPECT_EQ(stamp.imprint_hash, H::Sha512);
  EXPECT_EQ(stamp.policy_oid, "1.2.3.4.5");
  EXPECT_EQ(stamp.signer.value, Match::Matches);
  EXPECT_EQ(stamp.signer.message_digest, Match::Matches);
  EXPECT_EQ(stamp.signer.signer_reference, Match::Matches);
  EXPECT_GT(stamp.time.time_since_epoch().count(), 1'700'000'000);
}

TEST(TimestampToken, DoesNotHoldOverAnotherFile) {
  const ValueFacts facts =
      verify_token(token_over("content", "sha256"), all_digests(as_bytes("x")));
  EXPECT_EQ(facts.timestamps.at(0).imprint, Match::Differs);
  EXPECT_EQ(facts.timestamps.at(0).signer.value, Match::Matches);
}

TEST(TimestampToken, AsksForTheDigestItNeeds) {
  const ValueFacts facts = verify_token(token_over("content", "sha512"), {});
  EXPECT_EQ(facts.missing_digests, std::vector{H::Sha512});
  EXPECT_EQ(facts.timestamps.at(0).imprint, Match::Unknown);
}

TEST(TimestampToken, IsRefusedWhereItIsAnOrdinaryCms) {
  ASSERT_TRUE(
      keys().run("openssl cms -sign -binary -nodetach -in content -outform DER -out o.cms "
                 "-signer rsa.pem -inkey rsa.key"));
  const ValueFacts facts = verify_token(keys().read("o.cms"), all_digests(as_bytes(kContent)));
  EXPECT_EQ(facts.timestamps.at(0).signer.faults, std::vector{FormatFault::ContentTypeMismatch});
  EXPECT_EQ(facts.timestamps.at(0).imprint, Match::Unknown);
}

// The program's own verdict, so that its verdict and ours are of the same token.
TEST(TimestampToken, AgreesWithOpensslTsVerify) {
  token_over("content", "sha256");
  const std::string verify = "openssl ts -verify -token_in -in q.tst -CAfile tsa.pem -data ";
  EXPECT_TRUE(authority().run(verify + "content"));
  EXPECT_FALSE(authority().run(verify + "q.tsq"));
}

}  // namespace
}  // namespace sohoa
