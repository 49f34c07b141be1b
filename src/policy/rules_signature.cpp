// Rules about the signature the paper rests on: C4 to C8, from the verdict of signing/. Nothing is
// judged again here; each sub-indication of EN 319 102-1 belongs to exactly one rule.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/vietnam_time.h"
#include "policy/legal_rules.h"

namespace sohoa::rules {
namespace {

using enum SubIndication;

struct CauseRow {
  SubIndication sub;
  Cause cause;
};

constexpr auto kFailed = ReasonOutcome::Failed;
constexpr auto kUnknown = ReasonOutcome::Unknown;

// A revoked certificate fails even where no proof says which came first: nobody may rely on it
// until somebody proves it (domain 3.7: INVALID, with an alert).
constexpr std::array kCauses = {
    CauseRow{FormatFailure, {Concern::Format, kFailed}},
    CauseRow{HashFailure, {Concern::Integrity, kFailed}},
    CauseRow{SignedDataNotFound, {Concern::Integrity, kUnknown}},
    CauseRow{SigCryptoFailure, {Concern::Value, kFailed}},
    CauseRow{NoSigningCertificateFound, {Concern::Value, kUnknown}},
    CauseRow{CryptoConstraintsFailure, {Concern::Algorithm, kFailed}},
    CauseRow{CryptoConstraintsFailureNoPoe, {Concern::Algorithm, kUnknown}},
    CauseRow{NoCertificateChainFound, {Concern::Chain, kUnknown}},
    CauseRow{NoCertificateChainFoundNoPoe, {Concern::Chain, kUnknown}},
    CauseRow{CertificateChainGeneralFailure, {Concern::Chain, kUnknown}},
    CauseRow{ChainConstraintsFailure, {Concern::Certificate, kFailed}},
    CauseRow{Expired, {Concern::Certificate, kFailed}},
    CauseRow{NotYetValid, {Concern::Certificate, kUnknown}},
    CauseRow{OutOfBoundsNoPoe, {Concern::Certificate, kUnknown}},
    CauseRow{OutOfBoundsNotRevoked, {Concern::Certificate, kUnknown}},
    CauseRow{Revoked, {Concern::Revocation, kFailed}},
    CauseRow{RevokedNoPoe, {Concern::Revocation, kFailed}},
    CauseRow{RevokedCaNoPoe, {Concern::Revocation, kFailed}},
    CauseRow{TryLater, {Concern::Revocation, kUnknown}},
};

std::string sub_of(const SignatureFact& signature) {
  const auto sub = name(signature.sub_indication);
  return std::string(sub.empty() ? name(signature.indication) : sub);
}

bool starts_with(const SignatureRemark& remark, std::string_view group) {
  return remark.id.starts_with(group);
}

// The first remark of a group, e.g. "algorithm.".
const SignatureRemark* remark_of(const SignatureFact& signature, std::string_view group) {
  for (const auto& remark : signature.remarks) {
    if (starts_with(remark, group)) return &remark;
  }
  return nullptr;
}

struct Words {
  std::string_view passed_vi, passed_en, failed_vi, failed_en, unknown_vi, unknown_en;
};

// A signature that fell at another hurdle was not led to this one.
Ruling concern_ruling(const Case& at, Concern concern, const Words& words) {
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  if (signature->indication == Indication::TotalPassed) {
    return passed(std::string(words.passed_vi), std::string(words.passed_en));
  }
  const Cause cause = cause_of(*signature);
  if (cause.concern != concern) {
    return not_applicable("Chưa xét: chữ ký không đạt ở bước khác.",
                          "Not asked: the signature failed elsewhere.");
  }
  const std::string sub = " (" + sub_of(*signature) + ").";
  if (cause.outcome == ReasonOutcome::Failed) {
    return failed(who_vi(*signature) + ": " + std::string(words.failed_vi) + sub,
                  who_en(*signature) + ": " + std::string(words.failed_en) + sub);
  }
  return unknown(who_vi(*signature) + ": " + std::string(words.unknown_vi) + sub,
                 who_en(*signature) + ": " + std::string(words.unknown_en) + sub);
}

}  // namespace

Cause cause_of(const SignatureFact& signature) {
  const bool has_failed = signature.indication == Indication::TotalFailed;
  const auto* const row = std::ranges::find(kCauses, signature.sub_indication, &CauseRow::sub);
  if (row == kCauses.end()) return {Concern::Acceptance, has_failed ? kFailed : kUnknown};
  Cause cause = row->cause;
  if (has_failed) cause.outcome = kFailed;
  return cause;
}

Ruling algorithm(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature != nullptr && signature->indication == Indication::TotalPassed) {
    const SignatureRemark* const remark = remark_of(*signature, "algorithm.");
    if (remark != nullptr) return note(remark->message_vi, remark->message_en);
  }
  return concern_ruling(at,
                        Concern::Algorithm,
                        {"Thuật toán và độ dài khóa đạt yêu cầu.",
                         "Algorithms and key sizes are acceptable.",
                         "thuật toán hoặc khóa quá yếu, không được chấp nhận",
                         "an algorithm or key is too weak",
                         "thuật toán đã hết hạn chấp nhận, không chứng minh được đã ký trước đó",
                         "an algorithm has run out and nothing proves an earlier signing"});
}

Ruling chain(const Case& at) {
  return concern_ruling(at,
                        Concern::Chain,
                        {"Chứng thư nối tới gốc tin cậy đã cấu hình.",
                         "The certificate leads to a configured anchor.",
                         "chuỗi chứng thư không được tin cậy",
                         "the chain is not trusted",
                         "chưa có đường dẫn tin cậy tới gốc đã cấu hình",
                         "no trusted path to a configured anchor"});
}

Ruling certificate(const Case& at) {
  return concern_ruling(at,
                        Concern::Certificate,
                        {"Chứng thư còn hiệu lực khi ký và được dùng để ký.",
                         "The certificate was valid at signing and may be used for it.",
                         "chứng thư hết hạn khi ký hoặc không được dùng để ký",
                         "the certificate had expired at signing or may not be used for it",
                         "không chứng minh được chứng thư còn hiệu lực khi ký",
                         "nothing proves that the certificate was valid at signing"});
}

Ruling revocation(const Case& at) {
  return concern_ruling(at,
                        Concern::Revocation,
                        {"Chứng thư không bị thu hồi khi ký.",
                         "The certificate was not revoked at signing.",
                         "chứng thư đã bị thu hồi",
                         "the certificate is revoked",
                         "chưa có thông tin thu hồi; kiểm tra lại khi có CRL hoặc OCSP",
                         "no revocation information; try again with a CRL or OCSP answer"});
}

Ruling acceptance(const Case& at) {
  return concern_ruling(at,
                        Concern::Acceptance,
                        {"Chữ ký được chấp nhận theo chính sách kiểm tra.",
                         "The signature is accepted under the policy.",
                         "chữ ký không được chấp nhận",
                         "the signature is not accepted",
                         "chưa đủ căn cứ kết luận về chữ ký",
                         "there is not enough to conclude on the signature"});
}

Ruling time_source(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  if (signature->proven_before) {
    const std::string time = vietnam_time(*signature->proven_before);
    return passed("Dấu thời gian tin cậy chứng minh đã ký trước " + time + ".",
                  "A trusted time-stamp proves it was signed by " + time + " (UTC+7).");
  }
  if (!signature->claimed_at) {
    return unknown("Không có thời điểm ký.", "There is no signing time.");
  }
  const std::string time = vietnam_time(*signature->claimed_at);
  const std::string vi = "Không có dấu thời gian; thời điểm ký " + time + " chỉ do người ký khai.";
  const std::string en =
      "No time-stamp; the signing time " + time + " (UTC+7) is only the signer's claim.";
  return at.profile.accept_claimed_time ? note(vi, en) : unknown(vi, en);
}

Ruling not_in_future(const Case& at) {
  // Clocks of signers differ from ours by minutes; revocation.clock_skew_s of the trust policy is
  // the same measure.
  constexpr std::chrono::seconds kSkew{300};
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  const auto time = signing_time(*signature);
  if (!time) return not_applicable("Không có thời điểm ký.", "There is no signing time.");
  const std::string told = vietnam_time(*time);
  if (*time > at.facts.at + kSkew) {
    return failed("Thời điểm ký " + told + " ở tương lai so với lúc kiểm tra " +
                      vietnam_time(at.facts.at) + ".",
                  "The signing time " + told + " lies after the moment of checking " +
                      vietnam_time(at.facts.at) + " (UTC+7).");
  }
  return passed("Thời điểm ký " + told + " không ở tương lai.",
                "The signing time " + told + " (UTC+7) is not in the future.");
}

Ruling remarks(const Case& at) {
  // Told by rules of their own, or of no weight for what the paper is worth.
  constexpr std::array<std::string_view, 5> kElsewhere = {
      "algorithm.", "time.", "context.", "revocation.archive", "attributes.signing-time"};
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  std::string vi;
  std::string en;
  for (const auto& remark : signature->remarks) {
    const auto is_told = [&](std::string_view group) { return starts_with(remark, group); };
    if (std::ranges::any_of(kElsewhere, is_told)) continue;
    vi += (vi.empty() ? "" : " ") + remark.message_vi;
    en += (en.empty() ? "" : " ") + remark.message_en;
  }
  if (!vi.empty()) return note(std::move(vi), std::move(en));
  return passed("Không có lưu ý khác về chữ ký.", "No other remark on the signature.");
}

}  // namespace sohoa::rules
