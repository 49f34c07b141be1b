// Rules about who signed: an agency, in the catalogue, competent, within the dossier's life.
#include <chrono>

#include "core/vietnam_time.h"
#include "policy/legal_rules.h"

namespace sohoa::rules {
namespace {

// The agency's signature is asked of everything but a scan that only its officer signed.
bool rests_on_attestation(const Case& at) {
  return at.signature()->is_attestation;
}

bool is_agency(const Case& at) {
  return at.signature()->signer.kind == SignerKind::Agency;
}

Ruling only_attested() {
  return not_applicable("Bản quét chỉ do cán bộ số hóa ký.",
                        "A scan that only its officer signed.");
}

Ruling no_agency() {
  return not_applicable("Không có chữ ký của cơ quan.", "There is no agency's signature.");
}

std::string unit_vi(const SignerFact& signer) {
  return signer.unit_name + " (" + signer.unit + ")";
}

// After a merger the old unit's certificates live on for a while; whose they are is beyond doubt.
Ruling former_unit(const SignerFact& signer) {
  if (signer.successor.empty()) {
    return failed("Đơn vị " + unit_vi(signer) +
                      " đã chấm dứt hoạt động vào ngày ký và không có đơn vị kế thừa.",
                  "The unit " + unit_vi(signer) +
                      " had ended by the day of signing and nobody carries it on.");
  }
  const std::string heir = signer.successor_name + " (" + signer.successor + ")";
  return note(
      "Chứng thư còn mang tên đơn vị cũ " + unit_vi(signer) + ", nay là " + heir + ".",
      "The certificate still names the former unit " + unit_vi(signer) + ", now " + heir + ".");
}

// Results belong to the dossier's own procedure; a component was issued under another one.
bool is_result(const LegalFacts& facts) {
  return facts.kind == "result";
}

}  // namespace

Ruling agency_signature(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  if (rests_on_attestation(at)) return only_attested();
  switch (signature->signer.kind) {
    case SignerKind::Agency:
      return passed("Có chữ ký số của cơ quan: " + signature->signer.name + ".",
                    "Signed by an agency: " + signature->signer.name + ".");
    case SignerKind::Person:
      return failed("Chỉ có chữ ký số của cá nhân: " + signature->signer.name + ".",
                    "Signed by a person only: " + signature->signer.name + ".");
    default:
      return failed("Chữ ký số không phải của cơ quan nhà nước: " + signature->signer.name + ".",
                    "The signature is not a state agency's: " + signature->signer.name + ".");
  }
}

Ruling agency_mapped(const Case& at) {
  if (at.signature() == nullptr) return no_signature();
  if (rests_on_attestation(at)) return only_attested();
  if (!is_agency(at)) return no_agency();
  const SignerFact& signer = at.signature()->signer;
  if (signer.unit.empty()) {
    const std::string vi =
        "Chưa xác định được " + signer.name + " là đơn vị nào trong danh mục: " + signer.how + ".";
    const std::string en = "Which unit of the catalogue " + signer.name + " is cannot be said.";
    return at.profile.require_mapped_unit ? unknown(vi, en) : note(vi, en);
  }
  if (signer.is_former) return former_unit(signer);
  return passed("Cơ quan ký là " + unit_vi(signer) + ", còn hoạt động vào ngày ký.",
                "The agency is " + unit_vi(signer) + ", in force on the day of signing.");
}

Ruling regime(const Case& at) {
  if (at.signature() == nullptr) return no_signature();
  if (rests_on_attestation(at)) return only_attested();
  if (!is_agency(at)) return no_agency();
  const std::string& regime = at.signature()->regime;
  if (regime == "official-duty") {
    return passed("Chữ ký số chuyên dùng công vụ.", "An official-duty signature.");
  }
  return note(
      "Cơ quan ký bằng chứng thư ngoài hệ thống chuyên dùng công vụ (" + regime + ").",
      "The agency signed with a certificate outside the official-duty regime (" + regime + ").");
}

Ruling competence(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  if (rests_on_attestation(at)) return only_attested();
  if (!is_agency(at)) return no_agency();
  if (!is_result(at.facts) || at.facts.copy_form != CopyForm::None) {
    return not_applicable("Chỉ xét thẩm quyền đối với bản chính kết quả của thủ tục.",
                          "Competence is asked of the procedure's own results only.");
  }
  const std::string& procedure = at.facts.procedure;
  if (!at.facts.procedure_known || signature->signer.unit.empty()) {
    const std::string vi = "Chưa đủ căn cứ xét thẩm quyền đối với thủ tục " +
                           (procedure.empty() ? std::string("(chưa rõ mã)") : procedure) + ".";
    const std::string en = "Competence for the procedure " + procedure + " cannot be judged.";
    return at.profile.require_competence ? unknown(vi, en) : note(vi, en);
  }
  const auto index = static_cast<std::size_t>(at.decisive);
  const std::string& unit = signature->signer.unit_name;
  if (index < at.facts.is_competent.size() && at.facts.is_competent[index]) {
    return passed(unit + " có thẩm quyền giải quyết thủ tục " + procedure + ".",
                  unit + " is competent for the procedure " + procedure + ".");
  }
  return failed(
      unit + " không có thẩm quyền giải quyết thủ tục " + procedure + " vào ngày ký.",
      unit + " was not competent for the procedure " + procedure + " on the day of signing.");
}

Ruling dossier_life(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  const auto time = signing_time(*signature);
  const LegalFacts& facts = at.facts;
  if (!is_result(facts) || rests_on_attestation(at) || facts.copy_form != CopyForm::None || !time ||
      (!facts.received_at && !facts.returned_at)) {
    return not_applicable("Không có mốc thời gian của hồ sơ để đối chiếu.",
                          "There is no date of the dossier to compare with.");
  }
  const std::string told = vietnam_time(*time);
  if (facts.received_at && *time < *facts.received_at) {
    const std::string received = vietnam_time(*facts.received_at);
    return failed("Ký lúc " + told + ", trước khi tiếp nhận hồ sơ " + received + ".",
                  "Signed at " + told + ", before the dossier was received at " + received + ".");
  }
  const std::chrono::seconds tolerance{at.profile.time_tolerance_s};
  if (facts.returned_at && *time > *facts.returned_at + tolerance) {
    const std::string returned = vietnam_time(*facts.returned_at);
    return failed("Ký lúc " + told + ", sau khi trả kết quả " + returned + ".",
                  "Signed at " + told + ", after the result was returned at " + returned + ".");
  }
  return passed("Ký lúc " + told + ", trong thời gian giải quyết hồ sơ.",
                "Signed at " + told + ", within the life of the dossier.");
}

}  // namespace sohoa::rules
