#include "policy/attestation.h"

#include <array>

namespace sohoa {
namespace {

constexpr std::string_view kOfficialDuty = "official-duty";
constexpr std::string_view kWaitsVi = "Chờ cán bộ quét ký số bản quét (TT 01/2023/TT-VPCP, Điều 7)";
constexpr std::string_view kUnsignedVi =
    "Bản quét chưa được cán bộ quét ký số (TT 01/2023/TT-VPCP, Điều 7)";

AttestationJudgement refused(std::string vi, std::string en) {
  return {AttestationState::Invalid, std::move(vi), std::move(en)};
}

AttestationJudgement doubted(std::string vi, std::string en) {
  return {AttestationState::Indeterminate, std::move(vi), std::move(en)};
}

std::string sub_indication_text(const SignatureFact& signature) {
  const std::string_view sub = name(signature.sub_indication);
  return sub.empty() ? std::string() : " (" + std::string(sub) + ")";
}

// TT 01/2023 art. 7: the signature issued to the officer himself. Whether somebody serves an agency
// is known from the map of signers, or from the regime that issues to officers only (NĐ 68/2024).
AttestationJudgement judge_signer(const SignatureFact& signature) {
  switch (signature.signer.kind) {
    case SignerKind::Agency:
      return refused("Chứng thư số của cơ quan, không phải chữ ký số cá nhân của cán bộ quét",
                     "an agency's certificate, not the officer's own");
    case SignerKind::Organisation:
      return refused("Chứng thư số của doanh nghiệp, tổ chức; không phải của cán bộ quét",
                     "an organisation's certificate, not the officer's own");
    case SignerKind::Service:
      return refused("Chứng thư số của thiết bị, dịch vụ; không phải của cán bộ quét",
                     "a service's certificate, not the officer's own");
    case SignerKind::Person:
      if (!signature.signer.unit.empty() || signature.regime == kOfficialDuty) {
        return {AttestationState::Valid, {}, {}};
      }
      return doubted("Chưa xác định được người ký là cán bộ của cơ quan nào",
                     "the signer is not known to serve any agency");
    case SignerKind::Unknown:
      break;
  }
  return doubted("Chưa xác định được chứng thư số này là của cá nhân hay của cơ quan",
                 "it is not known whether a person or an agency holds the certificate");
}

}  // namespace

AttestationJudgement judge_attestation(const SignatureFact& signature) {
  if (signature.indication == Indication::TotalFailed) {
    return refused("Chữ ký số không hợp lệ" + sub_indication_text(signature),
                   "the signature is not valid" + sub_indication_text(signature));
  }
  const AttestationJudgement signer = judge_signer(signature);
  if (signer.state == AttestationState::Invalid) return signer;
  if (signature.indication == Indication::Indeterminate) {
    return doubted("Chưa đủ dữ liệu để kết luận chữ ký số" + sub_indication_text(signature),
                   "the evidence does not settle the signature" + sub_indication_text(signature));
  }
  return signer;
}

std::optional<std::size_t> best_attestation(std::span<const AttestationJudgement> all) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!best || all[i].state >= all[*best].state) best = i;
  }
  return best;
}

ReadPermit may_read(AttestationOrder order, AttestationState state) {
  if (state == AttestationState::Valid) return {};
  const bool waits = order == AttestationOrder::Block;
  return {!waits, std::string(waits ? kWaitsVi : kUnsignedVi)};
}

namespace {
constexpr std::array<std::string_view, 4> kNames = {"none", "invalid", "indeterminate", "valid"};
constexpr std::array<std::string_view, 4> kTexts = {
    "chưa ký", "đã ký, không hợp lệ", "đã ký, chưa đủ căn cứ", "đã ký, hợp lệ"};
}  // namespace

std::string_view name(AttestationState state) {
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view text_vi(AttestationState state) {
  return kTexts[static_cast<std::size_t>(state)];
}

AttestationState parse_attestation_state(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<AttestationState>(i);
  }
  return AttestationState::None;
}

}  // namespace sohoa
