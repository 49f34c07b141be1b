// Rules about what kind of paper it is: an original, a copy, a scan; and how it looks.
#include "policy/legal_rules.h"

namespace sohoa::rules {
namespace {

std::string_view form_vi(CopyForm form) {
  switch (form) {
    case CopyForm::SaoY:
      return "bản sao y";
    case CopyForm::SaoLuc:
      return "bản sao lục";
    case CopyForm::TrichSao:
      return "bản trích sao";
    case CopyForm::CertifiedCopy:
      return "bản sao chứng thực điện tử";
    case CopyForm::None:
      break;
  }
  return "bản chính";
}

// NĐ 30/2020 annex I: a copy's agency signs at the top right of the first page; TT 01/2023 art. 7:
// the officer signs the scan there too, by custom at the left (domain 7.1).
bool is_at_top(const SignatureFact& signature, bool is_right) {
  constexpr double kMiddle = 0.5;
  constexpr double kTopThird = 0.35;
  return signature.page == 1 && (signature.x >= kMiddle) == is_right && signature.y < kTopThird;
}

}  // namespace

Ruling copy_form(const Case& at) {
  if (at.signature() == nullptr) return no_signature();
  if (at.facts.copy_form == CopyForm::None) {
    return passed("Không có dấu hiệu là bản sao.", "Nothing says that it is a copy.");
  }
  const std::string seen = " (“" + at.facts.copy_form_seen + "”)";
  return note("Là " + std::string(form_vi(at.facts.copy_form)) + seen +
                  ": có giá trị như bản sao, không thay bản chính.",
              "It is a copy, " + std::string(name(at.facts.copy_form)) + seen +
                  ": good as a copy, not as the original.");
}

Ruling officer_attestation(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature != nullptr && signature->is_attestation) {
    return passed("Bản quét có chữ ký số của cán bộ số hóa: " + signature->signer.name + ".",
                  "A scan signed by the scanning officer: " + signature->signer.name + ".");
  }
  if (!at.facts.is_scan) return not_applicable("Không phải bản quét.", "Not a scan.");
  if (signature != nullptr) {
    return not_applicable("Bản quét có chữ ký khác.", "The scan carries another signature.");
  }
  return failed("Bản quét chưa ký: chưa có chữ ký số của cán bộ số hóa.",
                "The scan is not signed by the scanning officer yet.");
}

Ruling layout(const Case& at) {
  const SignatureFact* const signature = at.signature();
  if (signature == nullptr) return no_signature();
  if (signature->page < 0) {
    return not_applicable("Không có hình ảnh chữ ký để xét.", "There is no appearance to look at.");
  }
  if (signature->page == 0) {
    return note("Chữ ký số không hiển thị trên trang nào.", "The signature shows on no page.");
  }
  const bool is_known = signature->x >= 0 && signature->y >= 0;
  const bool is_copy = at.facts.copy_form != CopyForm::None;
  const bool has_place = is_copy || signature->is_attestation;
  if (is_known && has_place && !is_at_top(*signature, is_copy)) {
    return note(is_copy ? "Chữ ký trên bản sao không ở góc trên bên phải trang đầu."
                        : "Chữ ký của cán bộ số hóa không ở góc trên bên trái trang đầu.",
                "The signature does not stand where the rule wants it on the first page.");
  }
  return passed("Chữ ký hiển thị ở trang " + std::to_string(signature->page) + ".",
                "The signature shows on page " + std::to_string(signature->page) + ".");
}

}  // namespace sohoa::rules
