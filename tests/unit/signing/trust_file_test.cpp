// Trust and policy files: what is written is what counts, and what is misspelt is refused.
#include "signing/trust_file.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "core/file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

// A SEQUENCE of DER that is as long as it says. No certificate, but trust files do not parse those.
Bytes made_der() {
  Bytes der{0x30, 0x82, 0x01, 0x00};
  for (int i = 0; i < 256; ++i) der.push_back(static_cast<std::uint8_t>(i));
  return der;
}

std::string base64(ByteView bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (i + k < bytes.size() ? bytes[i + k] : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      const bool is_padding = i + k > bytes.size();
      text += is_padding ? '=' : kDigits[(group >> (18 - 6 * k)) & 0x3FU];
    }
  }
  return text;
}

std::string pem() {
  return "-----BEGIN CERTIFICATE-----\n" + base64(made_der()) + "\n-----END CERTIFICATE-----\n";
}

std::string anchor(const std::string& more = {}) {
  return "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"Gốc\"\nregime = \"public\"\n"
         "purposes = [\"signer\"]\nsource = \"thử\"\ncertificate = '''" +
         pem() + "'''\nsha256 = \"" + sha256(made_der()).hex() + "\"\n" + more;
}

std::string policy(const std::string& more = {}) {
  return "format = \"sohoa-policy-1\"\nid = \"x\"\nversion = \"1\"\nsource = \"s\"\n" + more;
}

std::string failure(const Result<void>& result) {
  if (result) return "no error";
  EXPECT_EQ(result.error().what, Fault::BadTrustFile);
  EXPECT_EQ(exit_code(result.error().kind()), 2);
  return result.error().detail;
}

std::string anchor_failure(const std::string& toml) {
  TrustPolicy trust;
  const auto result = read_anchors(toml, ".", trust);
  EXPECT_TRUE(trust.anchors.empty()) << "nothing of a bad file is kept";
  return failure(result);
}

std::string policy_failure(const std::string& toml) {
  TrustPolicy trust;
  return failure(read_policy(toml, trust));
}

UtcTime moment(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}

TEST(AnchorFile, GivesTheAnchorAsWritten) {
  TrustPolicy trust;
  ASSERT_TRUE(read_anchors(anchor("service = \"token\"\ntrusted_from = 2025-04-10\n"
                                  "trusted_until = 2030-12-31\n"),
                           ".",
                           trust));
  ASSERT_EQ(trust.anchors.size(), 1U);
  const Anchor& read = trust.anchors[0];
  EXPECT_EQ(read.name, "Gốc");
  EXPECT_EQ(read.regime, "public");
  EXPECT_TRUE(read.purposes.signer);
  EXPECT_FALSE(read.purposes.timestamp);
  EXPECT_EQ(read.service, "token");
  EXPECT_EQ(read.der, made_der());
  EXPECT_EQ(read.sha256, sha256(made_der()));
  EXPECT_EQ(read.trusted_from, moment("2025-04-10T00:00:00Z"));
  EXPECT_EQ(read.trusted_until, moment("2030-12-31T23:59:59Z")) << "the last day counts";
}

TEST(AnchorFile, TakesTimesWithTheirOffset) {
  TrustPolicy trust;
  ASSERT_TRUE(read_anchors(anchor("trusted_from = 2025-04-10T07:30:00+07:00\n"), ".", trust));
  EXPECT_EQ(trust.anchors[0].trusted_from, moment("2025-04-10T00:30:00Z"));
}

TEST(AnchorFile, AddsToWhatIsThere) {
  TrustPolicy trust;
  ASSERT_TRUE(read_anchors(anchor(), ".", trust));
  ASSERT_TRUE(read_anchors(anchor(), ".", trust));
  EXPECT_EQ(trust.anchors.size(), 2U);
}

TEST(AnchorFile, TakesFingerprintsAsToolsPrintThem) {
  std::string colons;
  const std::string hex = sha256(made_der()).hex();
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    colons += (i == 0 ? "" : ":") + hex.substr(i, 2);
  }
  for (char& c : colons) c = static_cast<char>(std::toupper(c));
  std::string toml = anchor();
  toml.replace(toml.find(hex), hex.size(), colons);
  TrustPolicy trust;
  EXPECT_TRUE(read_anchors(toml, ".", trust));
}

TEST(AnchorFile, RefusesAFingerprintThatDoesNotMatch) {
  std::string toml = anchor();
  const std::string hex = sha256(made_der()).hex();
  toml.replace(toml.find(hex), hex.size(), sha256("another").hex());
  EXPECT_NE(anchor_failure(toml).find(hex), std::string::npos) << "and says what it is";
}

struct BadFile {
  const char* name;
  const char* toml;
  const char* says;
};
std::ostream& operator<<(std::ostream& out, const BadFile& one) {
  return out << one.name;
}

class BadAnchors : public testing::TestWithParam<BadFile> {};
TEST_P(BadAnchors, AreRefusedWithLineAndColumn) {
  // The words after the place are the parser's own where the text is no TOML at all.
  EXPECT_EQ(anchor_failure(GetParam().toml).rfind(GetParam().says, 0), 0U)
      << anchor_failure(GetParam().toml);
}

const BadFile kBadAnchors[] = {
    {"NotToml", "format = ", "line 1, column 10: "},
    {"WithoutFormat", "", "line 1, column 1: 'format' is missing"},
    {"OfAnotherFormat",
     "format = \"sohoa-policy-1\"",
     "line 1, column 10: 'format' must be \"sohoa-anchors-1\""},
    {"WithAnUnknownKey",
     "format = \"sohoa-anchors-1\"\nanchors = 1\n",
     "line 2, column 1: unknown key 'anchors'"},
    {"WithoutName",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\n",
     "line 2, column 1: 'name' is missing"},
    {"WithANumberForAName",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = 5\n",
     "line 3, column 8: 'name' must be a string"},
    {"WithAnEmptyName",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \" \"\n",
     "line 3, column 8: 'name' must be not empty"},
    {"WithAnUnknownPurpose",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"a\"\nregime = \"b\"\npurposes = "
     "[\"tls\"]\n",
     "line 5, column 12: 'purposes' must be \"signer\" and \"timestamp\" only"},
    {"WithoutPurpose",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"a\"\nregime = \"b\"\npurposes = []\n",
     "line 2, column 1: 'purposes' is missing"},
    {"WithoutSource",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"a\"\nregime = \"b\"\npurposes = "
     "[\"signer\"]\n",
     "line 2, column 1: 'source' is missing"},
    {"WithAMissingFile",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"a\"\nregime = \"b\"\npurposes = "
     "[\"signer\"]\nsource = \"s\"\nsha256 = "
     "\"0000000000000000000000000000000000000000000000000000000000000000\"\ncertificate = "
     "\"no-such-file.pem\"\n",
     "line 8, column 15: 'certificate' must be a file that can be read"},
    {"WithAShortFingerprint",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"a\"\nregime = \"b\"\npurposes = "
     "[\"signer\"]\nsource = \"s\"\nsha256 = \"00\"\ncertificate = \"x.pem\"\n",
     "line 7, column 10: 'sha256' must be 64 hexadecimal digits"},
    {"WithALocalTime",
     "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"a\"\nregime = \"b\"\npurposes = "
     "[\"signer\"]\nsource = \"s\"\ntrusted_from = 2025-01-01T00:00:00\n",
     "line 7, column 16: 'trusted_from' must be a date, or a time with its offset"},
};
INSTANTIATE_TEST_SUITE_P(Files, BadAnchors, testing::ValuesIn(kBadAnchors), [](const auto& i) {
  return std::string(i.param.name);
});

TEST(AnchorFile, RefusesAMisspeltKeyOfAnAnchor) {
  EXPECT_NE(anchor_failure(anchor("trusted_untill = 2030-12-31\n")).find("'trusted_untill'"),
            std::string::npos);
}

TEST(CertificateBytes, ComeFromPemBase64AndDer) {
  const std::string text = pem();
  const std::string bare = base64(made_der());
  EXPECT_EQ(certificate_der(made_der()).value(), made_der());
  EXPECT_EQ(certificate_der(as_bytes(text)).value(), made_der());
  EXPECT_EQ(certificate_der(as_bytes(bare)).value(), made_der());
}

TEST(CertificateBytes, AreRefusedWhenTheyAreNone) {
  for (const std::string& text : {std::string("hello"),
                                  std::string(),
                                  std::string("-----BEGIN CERTIFICATE-----\nMIIB"),
                                  std::string("\x30\x03\x01\x01"),
                                  pem().replace(40, 1, "!")}) {
    EXPECT_FALSE(certificate_der(as_bytes(text))) << text;
  }
}

TEST(PolicyFile, ReplacesTheRulesAndKeepsTheAnchors) {
  TrustPolicy trust = default_policy();
  trust.anchors.emplace_back();
  ASSERT_TRUE(
      read_policy(policy("[[hash]]\nname = \"SHA-256\"\nuntil = 2030-06-30\nsource = \"s\"\n"
                         "[revocation]\nrequire_for_ca = false\nmax_age_s = 3600\n"
                         "[modification]\nuncertified = \"signing-only\"\n"
                         "[fetch]\nhosts = [\"crl.example.vn\"]\n"),
                  trust));
  EXPECT_EQ(trust.id, "x");
  EXPECT_EQ(trust.anchors.size(), 1U);
  ASSERT_EQ(trust.algorithms.hashes.size(), 1U);
  EXPECT_EQ(trust.algorithms.hashes[0].until, moment("2030-06-30T23:59:59Z"));
  EXPECT_TRUE(trust.algorithms.keys.empty()) << "what is not listed is not accepted";
  EXPECT_FALSE(trust.revocation.require_for_ca);
  EXPECT_TRUE(trust.revocation.require_for_signer);
  EXPECT_EQ(trust.revocation.max_age_s, 3600);
  EXPECT_EQ(trust.revocation.clock_skew_s, 300);
  EXPECT_EQ(trust.uncertified, UncertifiedPermits::SigningOnly);
  EXPECT_EQ(trust.fetch_hosts, std::vector<std::string>{"crl.example.vn"});
}

TEST(PolicyFile, RefusesWhatIsMisspelt) {
  const struct {
    const char* toml;
    const char* says;
  } kCases[] = {
      {"[[hash]]\nname = \"SHA256\"\nsource = \"s\"\n", "'name' must be an algorithm we know"},
      {"[[hash]]\nname = \"?\"\nsource = \"s\"\n", "'name' must be an algorithm we know"},
      {"[[hash]]\nname = \"SHA-256\"\n", "'source' is missing"},
      {"[[hash]]\nname = \"SHA-256\"\nsource = \"s\"\nuntill = 2030-01-01\n", "'untill'"},
      {"[[hash]]\nname = \"SHA-256\"\nsource = \"s\"\ncertainty = \"sure\"\n", "'certainty'"},
      {"[[key]]\ntype = \"RSA\"\nmin_bits = -1\nsource = \"s\"\n", "whole number"},
      {"[[key]]\ntype = \"RSA\"\nmin_bits = \"2048\"\nsource = \"s\"\n", "whole number"},
      {"[[scheme]]\nname = \"RSASSA\"\nsource = \"s\"\n", "'name' must be"},
      {"[scheme]\nname = \"ECDSA\"\n", "'scheme' must be a list of tables"},
      {"[revocation]\nrequire_for_signers = true\n", "'require_for_signers'"},
      {"[revocation]\nrequire_for_signer = \"no\"\n", "true or false"},
      {"[modification]\nuncertified = \"all\"\n", "'uncertified' must be"},
      {"[fetch]\nhosts = [1]\n", "a list of strings"},
      {"[fetch]\nhosts = \"a\"\n", "a list of strings"},
      {"revocation = 1\n", "'revocation' must be a table"},
  };
  for (const auto& one : kCases) {
    const std::string detail = policy_failure(policy(one.toml));
    EXPECT_NE(detail.find(one.says), std::string::npos) << one.toml << detail;
    EXPECT_EQ(detail.rfind("line ", 0), 0U) << detail;
  }
}

fs::path templates() {
  return fs::path(SOHOA_SOURCE_DIR) / "templates" / "trust";
}

TEST(ShippedPolicy, EqualsTheBuiltInOne) {
  const Bytes bytes = read_file(templates() / "policy-vn-2025.toml", 1 << 20).value();
  TrustPolicy read;
  const auto result = read_policy(as_text(bytes), read);
  ASSERT_TRUE(result) << describe(result.error(), Lang::En);
  const TrustPolicy built_in = default_policy();
  EXPECT_EQ(read.id, built_in.id);
  EXPECT_EQ(read.version, built_in.version);
  EXPECT_EQ(read.source, built_in.source);
  EXPECT_EQ(read.uncertified, built_in.uncertified);
  EXPECT_EQ(read.fetch_hosts, built_in.fetch_hosts);
  const auto same_hash = [](const HashRule& a, const HashRule& b) {
    return a.hash == b.hash && a.until == b.until;
  };
  const auto same_key = [](const KeyRule& a, const KeyRule& b) {
    return a.type == b.type && a.min_bits == b.min_bits && a.until == b.until;
  };
  const auto same_scheme = [](const SchemeRule& a, const SchemeRule& b) {
    return a.scheme == b.scheme && a.until == b.until && a.with_note == b.with_note;
  };
  EXPECT_TRUE(std::ranges::equal(read.algorithms.hashes, built_in.algorithms.hashes, same_hash));
  EXPECT_TRUE(std::ranges::equal(read.algorithms.keys, built_in.algorithms.keys, same_key));
  EXPECT_TRUE(
      std::ranges::equal(read.algorithms.schemes, built_in.algorithms.schemes, same_scheme));
  EXPECT_EQ(read.revocation.require_for_signer, built_in.revocation.require_for_signer);
  EXPECT_EQ(read.revocation.require_for_ca, built_in.revocation.require_for_ca);
  EXPECT_EQ(read.revocation.require_for_timestamp, built_in.revocation.require_for_timestamp);
  EXPECT_EQ(read.revocation.max_age_s, built_in.revocation.max_age_s);
  EXPECT_EQ(read.revocation.clock_skew_s, built_in.revocation.clock_skew_s);
}

TEST(ShippedFolder, LoadsAndHoldsNoAnchor) {
  const auto trust = load_trust(templates());
  ASSERT_TRUE(trust) << describe(trust.error(), Lang::En);
  EXPECT_TRUE(trust->anchors.empty()) << "no real anchor is shipped as fact";
  EXPECT_EQ(trust->id, "vn-2025");
}

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sohoa-trust-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  void TearDown() override { fs::remove_all(path_); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  fs::path path_;
};

TEST_F(Folder, IsReadInNameOrderWithFilesBesideIt) {
  write("b.toml", anchor());
  const Bytes der = made_der();
  write("root.der", std::string(der.begin(), der.end()));
  write("a.toml",
        "format = \"sohoa-anchors-1\"\n[[anchor]]\nname = \"Tệp\"\nregime = \"public\"\n"
        "purposes = [\"timestamp\"]\nsource = \"thử\"\ncertificate = \"root.der\"\nsha256 = \"" +
            sha256(der).hex() + "\"\n");
  write("notes.txt", "not read");
  const auto trust = load_trust(path_);
  ASSERT_TRUE(trust) << describe(trust.error(), Lang::En);
  ASSERT_EQ(trust->anchors.size(), 2U);
  EXPECT_EQ(trust->anchors[0].name, "Tệp");
  EXPECT_EQ(trust->anchors[1].name, "Gốc");
  EXPECT_EQ(trust->id, "vn-2025") << "the built-in policy when none is given";
}

TEST_F(Folder, NamesTheFileThatIsWrong) {
  write("bad.toml", "format = \"sohoa-anchors-2\"\n");
  const auto trust = load_trust(path_);
  ASSERT_FALSE(trust);
  EXPECT_EQ(trust.error().what, Fault::BadTrustFile);
  EXPECT_NE(trust.error().where.document.find("bad.toml"), std::string::npos);
  EXPECT_NE(describe(trust.error(), Lang::Vi).find("Tệp tin cậy"), std::string::npos);
}

TEST_F(Folder, HoldsOnePolicyAtMost) {
  write("p1.toml", policy());
  write("p2.toml", policy());
  const auto trust = load_trust(path_);
  ASSERT_FALSE(trust);
  EXPECT_EQ(trust.error().what, Fault::BadTrustFile);
}

TEST(MissingFolder, IsNotFound) {
  const auto trust = load_trust("/no/such/folder");
  ASSERT_FALSE(trust);
  EXPECT_EQ(trust.error().what, Fault::FileNotFound);
}

}  // namespace
}  // namespace sohoa
