#include "exchange/evidence.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

UtcTime at(const char* text) {
  return parse_rfc3339(text).value();
}

EvidenceHead head() {
  return {7, at("2026-08-30T02:00:00Z"), "E0007", "H99.15-260827-0003"};
}

TEST(ExchangeTime, IsLocalAndCompact) {
  EXPECT_EQ(exchange_time(at("2026-08-12T03:00:00Z")), "20260812100000");
  EXPECT_EQ(exchange_time(at("2026-12-31T18:30:00Z")), "20270101013000");
}

TEST(EvidenceLine, AScanNobodySignedHasNoCode) {
  ComponentEvidence evidence;
  evidence.head = head();
  evidence.component = "TP1";
  evidence.file = sha256("quét");
  evidence.scan_qa = "pass";
  evidence.officer_signature = "none";
  evidence.state = "SCANNED";
  EXPECT_EQ(evidence_line(evidence),
            R"({"seq":7,"recorded_at":"20260830090000","kind":"component","id":"E0007",)"
            R"("MaHoSo":"H99.15-260827-0003","component":"TP1","file_sha256":")" +
                sha256("quét").hex() +
                R"(","scan_qa":"pass","metadata_complete":false,"officer_signature":"none",)"
                R"("item_code":null,"state":"SCANNED"})");
}

TEST(EvidenceLine, AResultSaysWhatItWasWorthThenAndNow) {
  ResultEvidence evidence;
  evidence.head = head();
  evidence.ordinal = 1;
  evidence.verdict_at_issue = "FULL";
  evidence.verdict_now = "REVOKED";
  evidence.revoked_at = at("2026-09-01T00:00:00Z");
  evidence.signed_at = at("2026-08-12T03:00:00Z");
  evidence.item_code = "H99.15-260827-0003-KQ1";
  const std::string line = evidence_line(evidence);
  EXPECT_NE(line.find(R"("ordinal":1,"file_sha256":null,"verdict_at_issue":"FULL",)"
                      R"("verdict_now":"REVOKED","revoked_at":"20260901070000",)"
                      R"("signed_at":"20260812100000")"),
            std::string::npos)
      << line;
  EXPECT_TRUE(line.ends_with(R"("stored_at":null})"));
}

TEST(EvidenceLine, ReuseNamesOfficerAndSource) {
  ReusedEvidence evidence;
  evidence.head = head();
  evidence.component = "TP2";
  evidence.item_code = ".GT.000123-001";
  evidence.source = "local";
  evidence.verdict_at_reuse = "FULL";
  evidence.at = at("2026-08-04T02:15:00Z");
  evidence.officer = "CB01";
  const std::string line = evidence_line(evidence);
  EXPECT_NE(line.find(R"("source":"local","db":null,"query_id":null,"extent":null,)"
                      R"("verdict_at_reuse":"FULL","at":"20260804091500","officer":"CB01"})"),
            std::string::npos)
      << line;
}

TEST(EvidenceLine, ABrokenNameStaysValidJson) {
  ReusedEvidence evidence;
  evidence.head = head();
  evidence.officer = "Cán bộ \"\xff\n";
  EXPECT_EQ(evidence_line(evidence).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace sohoa
