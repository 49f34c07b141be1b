// Rules about the file as a whole. A broken signature, whoever's, spoils it: somebody changed what
// another one signed (NĐ 45/2020/NĐ-CP art. 14.3: integrity).
#include <utility>

#include "policy/legal_rules.h"

namespace sohoa::rules {
namespace {

std::string sub_of(const SignatureFact& signature) {
  return std::string(name(signature.sub_indication));
}

// What rules of C1 to C3 ask: the first signature that failed, else the first that could not be
// checked.
struct Broken {
  const SignatureFact* failed = nullptr;
  const SignatureFact* unknown = nullptr;
};

Broken broken_by(const LegalFacts& facts, Concern concern) {
  Broken found;
  for (const auto& signature : facts.signatures) {
    if (signature.indication == Indication::TotalPassed) continue;
    const Cause cause = cause_of(signature);
    if (cause.concern != concern) continue;
    const bool has_failed = cause.outcome == ReasonOutcome::Failed;
    const SignatureFact*& first = has_failed ? found.failed : found.unknown;
    if (first == nullptr) first = &signature;
  }
  return found;
}

struct Words {
  std::string_view passed_vi, passed_en, failed_vi, failed_en, unknown_vi, unknown_en;
};

Ruling broken_ruling(const Case& at, Concern concern, const Words& words) {
  if (at.facts.signatures.empty()) return no_signature();
  const Broken found = broken_by(at.facts, concern);
  if (found.failed != nullptr) {
    return failed(who_vi(*found.failed) + ": " + std::string(words.failed_vi) + " (" +
                      sub_of(*found.failed) + ").",
                  who_en(*found.failed) + ": " + std::string(words.failed_en) + " (" +
                      sub_of(*found.failed) + ").");
  }
  // Another signature that holds is not weakened by one that cannot be checked.
  if (found.unknown != nullptr && found.unknown == at.signature()) {
    return unknown(who_vi(*found.unknown) + ": " + std::string(words.unknown_vi) + ".",
                   who_en(*found.unknown) + ": " + std::string(words.unknown_en) + ".");
  }
  return passed(std::string(words.passed_vi), std::string(words.passed_en));
}

}  // namespace

Ruling readable(const Case& at) {
  if (at.facts.is_locked) {
    return unknown("Tệp đặt mật khẩu, chưa mở được nên chưa kiểm tra được chữ ký.",
                   "The file needs a password; its signatures could not be checked.");
  }
  if (!at.facts.is_readable) {
    return failed("Tệp hỏng hoặc sai cấu trúc, không kiểm tra được chữ ký.",
                  "The file is damaged; its signatures cannot be checked.");
  }
  return passed("Tệp đọc được.", "The file can be read.");
}

Ruling item_in_force(const Case& at) {
  if (!at.facts.is_revoked) return passed("Chưa bị thu hồi, hủy bỏ.", "Not revoked.");
  const std::string& number = at.facts.revocation_decision;
  const std::string by_vi = number.empty() ? "" : " theo quyết định " + number;
  const std::string by_en = number.empty() ? "" : " by decision " + number;
  return failed("Đã bị thu hồi, hủy bỏ" + by_vi + ".", "Revoked" + by_en + ".");
}

Ruling is_signed(const Case& at) {
  if (at.facts.is_locked || !at.facts.is_readable) {
    return not_applicable("Chưa biết có chữ ký số hay không.",
                          "Whether it is signed is not known.");
  }
  const auto count = at.facts.signatures.size();
  if (count == 0) {
    return failed("Không có chữ ký số nào: chỉ là hình ảnh của giấy tờ.",
                  "There is no digital signature: an image of a paper only.");
  }
  return passed("Có " + std::to_string(count) + " chữ ký số.",
                std::to_string(count) + " digital signature(s).");
}

Ruling format(const Case& at) {
  return broken_ruling(at,
                       Concern::Format,
                       {"Các chữ ký đúng cấu trúc và bao trùm đúng phần đã ký.",
                        "The signatures are well formed and cover what they should.",
                        "sai cấu trúc hoặc không bao trùm đúng phần đã ký",
                        "not well formed, or it does not cover what it should",
                        "chưa đọc được cấu trúc",
                        "its structure could not be read"});
}

Ruling integrity(const Case& at) {
  return broken_ruling(at,
                       Concern::Integrity,
                       {"Nội dung đã ký toàn vẹn.",
                        "The signed content is intact.",
                        "nội dung đã bị thay đổi sau khi ký",
                        "the content was changed after signing",
                        "thiếu nội dung đã ký để đối chiếu",
                        "the signed content is not at hand"});
}

Ruling value(const Case& at) {
  return broken_ruling(at,
                       Concern::Value,
                       {"Giá trị chữ ký khớp khóa của người ký.",
                        "The signature values match the signers' keys.",
                        "giá trị chữ ký không khớp khóa của người ký",
                        "the value does not match the signer's key",
                        "không có chứng thư của người ký để đối chiếu",
                        "the signer's certificate is not at hand"});
}

Ruling modification(const Case& at) {
  if (at.facts.signatures.empty()) return no_signature();
  switch (at.facts.modification) {
    case Modification::Forbidden:
      return failed("Tài liệu bị sửa đổi trái phép sau khi ký.",
                    "The document was changed in a forbidden way after signing.");
    case Modification::Unknown:
      return unknown("Chưa xác định được tài liệu có bị sửa sau khi ký hay không.",
                     "Whether the document was changed after signing cannot be said.");
    case Modification::Allowed:
      return passed("Sau khi ký chỉ có thay đổi được phép.",
                    "Only permitted changes were made after signing.");
    case Modification::None:
      break;
  }
  return passed("Không có thay đổi sau khi ký.", "Nothing was changed after signing.");
}

Ruling other_signatures(const Case& at) {
  std::string vi;
  std::string en;
  for (const auto& signature : at.facts.signatures) {
    if (&signature == at.signature() || signature.indication == Indication::TotalPassed) continue;
    vi += (vi.empty() ? "" : "; ") + who_vi(signature);
    en += (en.empty() ? "" : "; ") + who_en(signature);
  }
  if (!vi.empty()) {
    return note("Chữ ký khác chưa được xác nhận hợp lệ: " + vi + ".",
                "Other signatures are not proven valid: " + en + ".");
  }
  if (at.facts.signatures.size() < 2) {
    return not_applicable("Không có chữ ký khác.", "There is no other signature.");
  }
  return passed("Các chữ ký khác đều hợp lệ.", "The other signatures are valid.");
}

}  // namespace sohoa::rules
