#include "policy/legal_value.h"

#include <algorithm>
#include <array>
#include <utility>

#include "policy/legal_rules.h"

namespace sohoa {
namespace {

using rules::Case;
using rules::Ruling;
using enum ClauseId;
using enum LegalClass;

struct RuleRow {
  LegalRule rule;
  Ruling (*ask)(const Case&);
};

// In the order they are asked and told. The last columns: what a failure, a doubt, a note and a
// pass leave at most; Full where the rule never answers so.
// clang-format off
constexpr std::array kRules = {
    RuleRow{{"readable", Tt22Art5, "Tệp đọc được", "The file can be read",
             Invalid, Indeterminate}, rules::readable},
    RuleRow{{"item-in-force", Nd45Art15, "Chưa bị thu hồi, hủy bỏ", "Not revoked",
             Revoked}, rules::item_in_force},
    RuleRow{{"signed", Nd45Art14, "Có chữ ký số", "There is a digital signature",
             ImageOnly}, rules::is_signed},
    RuleRow{{"format", Nd130Art79, "C1: Chữ ký đúng cấu trúc", "C1: well formed",
             Invalid}, rules::format},
    RuleRow{{"integrity", Nd45Art14, "C2: Nội dung toàn vẹn", "C2: content intact",
             Invalid, Indeterminate}, rules::integrity},
    RuleRow{{"modification", Nd45Art14, "C2: Không sửa đổi trái phép sau khi ký",
             "C2: no forbidden change after signing", Invalid, Indeterminate}, rules::modification},
    RuleRow{{"value", Nd130Art79, "C3: Giá trị chữ ký khớp khóa của người ký",
             "C3: the value matches the key", Invalid, Indeterminate}, rules::value},
    RuleRow{{"algorithm", Tt15, "C4: Thuật toán và độ dài khóa", "C4: algorithms and key sizes",
             Invalid, Indeterminate, FullWithNote}, rules::algorithm},
    RuleRow{{"chain", Tt15, "C5: Đường dẫn tới gốc tin cậy", "C5: path to a trusted anchor",
             Invalid, Indeterminate}, rules::chain},
    RuleRow{{"certificate", Tt22Art5, "C6: Chứng thư còn hiệu lực khi ký, đúng mục đích",
             "C6: certificate valid at signing and meant for it", Invalid, Indeterminate},
            rules::certificate},
    RuleRow{{"revocation", Tt22Art5, "C7: Chứng thư không bị thu hồi khi ký",
             "C7: certificate not revoked at signing", Invalid, Indeterminate}, rules::revocation},
    RuleRow{{"acceptance", Nd130Art79, "Chữ ký được chấp nhận theo chính sách kiểm tra",
             "Accepted under the policy", Invalid, Indeterminate}, rules::acceptance},
    RuleRow{{"time-source", Tt15, "C8: Nguồn của thời điểm ký", "C8: source of the signing time",
             Full, Indeterminate, FullWithNote}, rules::time_source},
    RuleRow{{"not-in-future", Own, "C12: Thời điểm ký không ở tương lai",
             "C12: not signed in the future", Indeterminate}, rules::not_in_future},
    RuleRow{{"agency-signature", Nd45Art14, "C9: Có chữ ký số của cơ quan", "C9: signed by an agency",
             PersonOnly}, rules::agency_signature},
    RuleRow{{"agency-mapped", Nd45Art14, "C9: Cơ quan có trong danh mục, còn hoạt động vào ngày ký",
             "C9: the agency is in the catalogue and in force on that day",
             Indeterminate, Indeterminate, FullWithNote}, rules::agency_mapped},
    RuleRow{{"regime", Nd68, "Chữ ký số chuyên dùng công vụ", "An official-duty signature",
             Full, Full, FullWithNote}, rules::regime},
    RuleRow{{"competence", Nd45Art14, "C10: Cơ quan có thẩm quyền đối với TTHC",
             "C10: the agency is competent for the procedure",
             Indeterminate, Indeterminate, FullWithNote}, rules::competence},
    RuleRow{{"dossier-life", Own, "C12: Ký trong thời gian giải quyết hồ sơ",
             "C12: signed within the dossier's life", Indeterminate}, rules::dossier_life},
    RuleRow{{"copy-form", Nd30Copies, "Bản chính hay bản sao", "Original or copy",
             Full, Full, CopyAgency}, rules::copy_form},
    RuleRow{{"officer-attestation", Tt01Art7, "Chữ ký số của cán bộ số hóa trên bản quét",
             "The scanning officer's signature", ImageOnly, Full, Full, ScanOfficer},
            rules::officer_attestation},
    RuleRow{{"layout", Nd30Layout, "C11: Vị trí, hình ảnh chữ ký", "C11: position and appearance",
             Full, Full, FullWithNote}, rules::layout},
    RuleRow{{"remarks", Tt22Art5, "Lưu ý khác khi kiểm tra chữ ký", "Other remarks on the signature",
             Full, Full, FullWithNote}, rules::remarks},
    RuleRow{{"other-signatures", Own, "Các chữ ký khác trong tệp", "The file's other signatures",
             Full, Full, FullWithNote}, rules::other_signatures},
};
// clang-format on

// What stays of a paper after a defect, best first. Where several rules speak, the last of these
// counts.
constexpr std::array kBestFirst = {Full,
                                   FullWithNote,
                                   CopyAgency,
                                   ScanOfficer,
                                   PersonOnly,
                                   Indeterminate,
                                   ImageOnly,
                                   Invalid,
                                   Revoked};

std::ptrdiff_t rank(LegalClass value) {
  return std::ranges::find(kBestFirst, value) - kBestFirst.begin();
}

// A person's valid signature and an agency's doubtful one carry equally little: then the agency's
// is told, because it may still be settled.
std::ptrdiff_t tier(LegalClass value) {
  return value == PersonOnly ? rank(Indeterminate) : rank(value);
}

LegalClass left_by(const LegalRule& rule, ReasonOutcome outcome) {
  switch (outcome) {
    case ReasonOutcome::Failed:
      return rule.if_failed;
    case ReasonOutcome::Unknown:
      return rule.if_unknown;
    case ReasonOutcome::Note:
      return rule.if_noted;
    case ReasonOutcome::Passed:
      return rule.if_passed;
    case ReasonOutcome::NotApplicable:
      break;
  }
  return Full;
}

LegalValue resting_on(const Case& at) {
  LegalValue judged{Full, at.decisive, {}};
  for (const RuleRow& row : kRules) {
    Ruling ruling = row.ask(at);
    const LegalClass left = left_by(row.rule, ruling.outcome);
    if (rank(left) > rank(judged.value)) judged.value = left;
    judged.reasons.push_back({std::string(row.rule.id),
                              row.rule.clause,
                              ruling.outcome,
                              std::move(ruling.vi),
                              std::move(ruling.en)});
  }
  return judged;
}

bool is_agency(const LegalFacts& facts, const LegalValue& judged) {
  const auto index = static_cast<std::size_t>(judged.signature);
  return facts.signatures[index].signer.kind == SignerKind::Agency;
}

bool carries_more(const LegalFacts& facts, const LegalValue& one, const LegalValue& than) {
  if (tier(one.value) != tier(than.value)) return tier(one.value) < tier(than.value);
  return is_agency(facts, one) && !is_agency(facts, than);
}

constexpr std::array<std::string_view, 9> kNames = {"FULL",
                                                    "FULL_WITH_NOTE",
                                                    "INDETERMINATE",
                                                    "PERSON_ONLY",
                                                    "SCAN_OFFICER",
                                                    "COPY_AGENCY",
                                                    "IMAGE_ONLY",
                                                    "INVALID",
                                                    "REVOKED"};
constexpr std::array<std::string_view, 9> kTexts = {
    "Có giá trị pháp lý đầy đủ",
    "Có giá trị pháp lý đầy đủ, có lưu ý",
    "Chưa xác định được giá trị pháp lý",
    "Chưa có chữ ký số của cơ quan (chỉ có của cá nhân hoặc tổ chức khác)",
    "Bản quét có chữ ký số của cán bộ số hóa",
    "Bản sao có chữ ký số của cơ quan",
    "Chỉ là hình ảnh, không có chữ ký số",
    "Chữ ký số không hợp lệ",
    "Đã bị thu hồi, hủy bỏ"};

constexpr auto kRuleList = [] {
  std::array<LegalRule, kRules.size()> list{};
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = kRules[i].rule;
  return list;
}();

}  // namespace

LegalValue assess(const LegalFacts& facts, const LegalProfile& profile) {
  if (facts.signatures.empty()) return resting_on({facts, profile, -1});
  LegalValue best = resting_on({facts, profile, 0});
  const auto count = static_cast<std::int32_t>(facts.signatures.size());
  for (std::int32_t i = 1; i < count; ++i) {
    LegalValue other = resting_on({facts, profile, i});
    if (carries_more(facts, other, best)) best = std::move(other);
  }
  return best;
}

std::optional<UtcTime> signing_time(const SignatureFact& signature) {
  const auto& claimed = signature.claimed_at;
  const auto& proven = signature.proven_before;
  if (!claimed) return proven;
  return proven && *proven < *claimed ? proven : claimed;
}

std::span<const LegalRule> legal_rules() {
  return kRuleList;
}

std::string_view name(LegalClass value) {
  return kNames.at(static_cast<std::size_t>(value));
}

std::string_view text_vi(LegalClass value) {
  return kTexts.at(static_cast<std::size_t>(value));
}

std::string_view name(ReasonOutcome outcome) {
  constexpr std::array<std::string_view, 5> kOutcomes = {
      "passed", "failed", "note", "unknown", "not-applicable"};
  return kOutcomes.at(static_cast<std::size_t>(outcome));
}

std::string_view name(CopyForm form) {
  constexpr std::array<std::string_view, 5> kForms = {
      "none", "sao-y", "sao-luc", "trich-sao", "certified-copy"};
  return kForms.at(static_cast<std::size_t>(form));
}

std::string_view name(SignerKind kind) {
  constexpr std::array<std::string_view, 5> kKinds = {
      "unknown", "agency", "person", "service", "organisation"};
  return kKinds.at(static_cast<std::size_t>(kind));
}

std::optional<LegalClass> parse_legal_class(std::string_view text) {
  const auto* const found = std::ranges::find(kNames, text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<LegalClass>(found - kNames.begin());
}

bool is_relied_on(LegalClass value) {
  return value == Full || value == FullWithNote || value == CopyAgency || value == ScanOfficer;
}

namespace rules {

const SignatureFact* Case::signature() const {
  return decisive < 0 ? nullptr : &facts.signatures[static_cast<std::size_t>(decisive)];
}

Ruling passed(std::string vi, std::string en) {
  return {ReasonOutcome::Passed, std::move(vi), std::move(en)};
}
Ruling failed(std::string vi, std::string en) {
  return {ReasonOutcome::Failed, std::move(vi), std::move(en)};
}
Ruling unknown(std::string vi, std::string en) {
  return {ReasonOutcome::Unknown, std::move(vi), std::move(en)};
}
Ruling note(std::string vi, std::string en) {
  return {ReasonOutcome::Note, std::move(vi), std::move(en)};
}
Ruling not_applicable(std::string vi, std::string en) {
  return {ReasonOutcome::NotApplicable, std::move(vi), std::move(en)};
}

Ruling no_signature() {
  return not_applicable("Không có chữ ký để xét.", "There is no signature to ask about.");
}

std::string who_vi(const SignatureFact& signature) {
  return "Chữ ký số " + std::to_string(signature.index + 1) + " (" + signature.signer.name + ")";
}

std::string who_en(const SignatureFact& signature) {
  return "Signature " + std::to_string(signature.index + 1) + " (" + signature.signer.name + ")";
}

}  // namespace rules
}  // namespace sohoa
