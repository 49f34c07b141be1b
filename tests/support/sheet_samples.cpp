#include "support/sheet_samples.h"

namespace sohoa::sheet_samples {
namespace {

UtcTime at(const char* text) {
  return *parse_rfc3339(text);
}

CertificateFacts certificate() {
  CertificateFacts made;
  made.serial = "5402A1B2C3D4";
  made.subject.text = "CN=Nguyễn Văn Ân, UID=CCCD:001087000001";
  made.subject.common_name = "Nguyễn Văn Ân";
  made.subject.title = "Phó Chủ tịch";
  made.subject.unit = "Ủy ban nhân dân quận Hải Châu";
  made.subject.organisation = "Thành phố Đà Nẵng";
  made.subject.user_id = "CCCD:001087000001";
  made.issuer.common_name = "CA thử nghiệm phục vụ cơ quan nhà nước";
  made.not_before = at("2024-01-01T00:00:00Z");
  made.not_after = at("2029-01-01T00:00:00Z");
  return made;
}

CheckResult check(CheckOutcome outcome, const char* clause, const char* message) {
  return {"test.check", clause, outcome, message, "in English"};
}

SignatureVerdict verdict(std::int32_t index) {
  SignatureVerdict made;
  made.index = index;
  made.indication = Indication::TotalPassed;
  made.integrity = Integrity::Intact;
  made.modification = Modification::None;
  made.level = SignatureLevel::LT;
  made.is_ades = true;
  made.signer = 0;
  made.regime = "official-duty";
  made.anchor = "Gốc thử nghiệm G2";
  made.claimed_at = at("2026-03-05T02:12:44Z");
  made.proven_before = at("2026-03-05T02:12:47Z");
  for (int i = 0; i < 14; ++i) {
    made.checks.push_back(check(CheckOutcome::Passed, "EN 319 102-1 5.2.2", "đúng dạng thức"));
  }
  made.checks.push_back(check(CheckOutcome::Warning,
                              "TT 15/2025/TT-BKHCN, phụ lục",
                              "RSASSA-PKCS1-v1_5 được chấp nhận kèm lưu ý"));
  return made;
}

void add_signature(Case& into) {
  SignatureFacts facts;
  facts.signer.scheme = SignatureScheme::RsaPkcs1;
  facts.signer.digest = HashAlgorithm::Sha256;
  into.facts.signatures.push_back(facts);
  into.verdict.signatures.push_back(
      verdict(static_cast<std::int32_t>(into.verdict.signatures.size())));
}

void fail(Case& into, SignatureVerdict& one) {
  into.facts.changes = {{2, 14, 0, ChangeKind::PageContent, "/Root/Pages/Kids[1]", "", 2, false},
                        {2, 15, 0, ChangeKind::PageResources, "/Root/Pages/Kids[1]", "", 2, false}};
  for (const auto& change : into.facts.changes) one.modifications.push_back({&change, false});
  one.modification = Modification::Forbidden;
  one.indication = Indication::TotalFailed;
  one.sub_indication = SubIndication::FormatFailure;
  one.checks.push_back(
      check(CheckOutcome::Failed,
            "ISO 32000-2 12.8.2.2; EN 319 102-1 5.2.2",
            "tệp bị sửa trái phép sau khi ký: 2 thay đổi (nội dung trang, trang 2)"));
}

}  // namespace

Case passed() {
  Case made;
  made.facts.bytes = 1'234'567;
  made.facts.evidence.certificates = {certificate()};
  made.verdict.judged_at = at("2026-11-22T01:00:00Z");
  made.verdict.policy = "vn-2025 (2025-10-01)";
  add_signature(made);
  return made;
}

Case failed() {
  auto made = passed();
  fail(made, made.verdict.signatures[0]);
  return made;
}

Case indeterminate() {
  auto made = passed();
  auto& one = made.verdict.signatures[0];
  one.indication = Indication::Indeterminate;
  one.sub_indication = SubIndication::TryLater;
  one.proven_before.reset();
  one.checks.push_back(check(CheckOutcome::Unknown,
                             "EN 319 102-1 5.2.5; TT 22/2020 Đ.5",
                             "không có thông tin thu hồi của chứng thư người ký"));
  return made;
}

Case unsigned_file() {
  auto made = passed();
  made.facts.signatures.clear();
  made.verdict.signatures.clear();
  return made;
}

Case many(int count) {
  auto made = passed();
  while (static_cast<int>(made.verdict.signatures.size()) < count) add_signature(made);
  fail(made, made.verdict.signatures.back());
  return made;
}

ValidationSheet sheet(const Case& one) {
  return make_sheet(one.facts,
                    one.verdict,
                    {"Quyết định số 15-QĐ-UBND.pdf",
                     "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"});
}

}  // namespace sohoa::sheet_samples
