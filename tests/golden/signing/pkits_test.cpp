// NIST PKITS through the same way a signer's certificate takes: evidence in the cage, then judged.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

#include <gtest/gtest.h>
#include <unistd.h>

#include "pkits_cases.h"
#include "signing/parsers/evidence_reader.h"
#include "signing/verdict.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

// Inside of the certificates' validity: 2010 to 2030.
constexpr UtcTime kAt = std::chrono::sys_days(std::chrono::year(2020) / 1 / 1);

// Algorithms are not what PKITS asks about: everything in it is accepted.
AlgorithmPolicy permissive_algorithms() {
  AlgorithmPolicy policy;
  policy.hashes = {{HashAlgorithm::Sha1, std::nullopt}, {HashAlgorithm::Sha256, std::nullopt}};
  policy.keys = {{KeyType::Rsa, 1024, std::nullopt}, {KeyType::Dsa, 1024, std::nullopt}};
  policy.schemes = {{SignatureScheme::RsaPkcs1, std::nullopt, false},
                    {SignatureScheme::Dsa, std::nullopt, false}};
  return policy;
}

TrustPolicy policy_for(const pkits::Case& one) {
  TrustPolicy policy;
  policy.id = "pkits";
  policy.algorithms = permissive_algorithms();
  policy.revocation.require_for_signer = one.checks_revocation;
  policy.revocation.require_for_ca = one.checks_revocation;
  Anchor anchor;
  anchor.name = "Trust Anchor";
  anchor.regime = "test";
  anchor.purposes = {true, true};
  anchor.der = one.request.anchors.at(0);
  anchor.sha256 = sha256(anchor.der);
  policy.anchors.push_back(anchor);
  return policy;
}

CertificateVerdict judge_case(const pkits::Case& one) {
  const auto answer = read_evidence(one.request, Limits{});
  if (!answer) return {};
  return judge_certificate(answer->evidence, answer->targets.at(0), policy_for(one), kAt);
}

std::string reasons_of(const CertificateVerdict& verdict) {
  std::string text(name(verdict.indication));
  text += " " + std::string(name(verdict.sub_indication));
  for (const auto& check : verdict.checks) {
    if (check.outcome == CheckOutcome::Passed) continue;
    text += "\n    " + check.id + ": " + check.message_en;
  }
  return text;
}

// Which check a case must fail, by PKITS section: a path refused for another reason is no success.
std::string_view check_for(const pkits::Case& one) {
  // In these the certificate that should sign the CRL, or should not, decides.
  if (one.id == "40508") return "chain.path";
  if (one.id == "40704" || one.id == "40705") return "revocation.";
  const std::string section = one.id.substr(1, 2);
  if (section == "02") return "chain.validity";
  if (section == "03") return "chain.anchor";
  if (section == "04" || section == "05" || section == "14" || section == "15") {
    return "revocation.";
  }
  return "chain.path";
}

bool fails(const CertificateVerdict& verdict, std::string_view check) {
  return std::ranges::any_of(verdict.checks, [&](const CheckResult& result) {
    const bool is_against =
        result.outcome == CheckOutcome::Failed || result.outcome == CheckOutcome::Unknown;
    return is_against && result.id.starts_with(check);
  });
}

// Accepted, or refused for the reason the case was made for.
bool is_right(const pkits::Case& one, const CertificateVerdict& verdict) {
  if (one.is_accepted) return verdict.indication == Indication::TotalPassed;
  return verdict.indication != Indication::TotalPassed && fails(verdict, check_for(one));
}

struct Count {
  int right = 0;
  int all = 0;
};

void print_table(const std::map<std::string, Count>& sections) {
  Count sum;
  for (const auto& [section, count] : sections) {
    std::printf("  PKITS 4.%-2s  %3d of %3d\n", section.c_str(), count.right, count.all);
    sum.right += count.right;
    sum.all += count.all;
  }
  std::printf("  PKITS       %3d of %3d\n", sum.right, sum.all);
}

class Pkits : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("pkits_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(Pkits, EveryPathIsJudgedAsNistSays) {
  const fs::path data = fs::path(SOHOA_SOURCE_DIR) / ".." / "shared" / "data" / "signing";
  if (!fs::exists(data)) GTEST_SKIP() << "no shared data here";
  const auto cases = pkits::load(data / "nist_pkits.zip", folder_);
  ASSERT_EQ(cases.size(), 246U);
  std::map<std::string, Count> sections;
  for (const auto& one : cases) {
    const auto verdict = judge_case(one);
    const bool is_as_expected = is_right(one, verdict);
    EXPECT_TRUE(is_as_expected) << one.id << " " << one.name << ": " << reasons_of(verdict);
    Count& count = sections[one.id.substr(1, 2)];
    ++count.all;
    if (is_as_expected) ++count.right;
  }
  print_table(sections);
}

}  // namespace
}  // namespace sohoa
