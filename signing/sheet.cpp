#include "signing/sheet.h"

#include <algorithm>
#include <map>

#include "core/vietnam_time.h"
#include "signing/change_words.h"

namespace sohoa {
namespace {

constexpr std::size_t kNamedChanges = 5;  // kinds named in one row; the rest are counted

SheetResult result_of(Indication indication) {
  switch (indication) {
    case Indication::TotalPassed:
      return SheetResult::Passed;
    case Indication::TotalFailed:
      return SheetResult::Failed;
    case Indication::Indeterminate:
      break;
  }
  return SheetResult::Indeterminate;
}

std::string word_of(SheetResult result) {
  switch (result) {
    case SheetResult::Passed:
      return "HỢP LỆ";
    case SheetResult::Failed:
      return "KHÔNG HỢP LỆ";
    case SheetResult::Unsigned:
      return "KHÔNG CÓ CHỮ KÝ SỐ";
    case SheetResult::Indeterminate:
      break;
  }
  return "CHƯA XÁC ĐỊNH ĐƯỢC";
}

std::string local_time(UtcTime time) {
  return vietnam_time(time) + " (giờ Việt Nam)";
}

std::string date_of(UtcTime time) {
  return local_time(time).substr(0, 10);
}

// "1.234.567 byte", with the dots of Vietnamese numbers.
std::string size_text(std::int64_t bytes) {
  std::string digits = std::to_string(bytes);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, '.');
  }
  return digits + " byte";
}

std::string kind_text(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::Pdf:
      return "PDF";
    case ContainerKind::Cms:
      return "CMS (PKCS#7)";
    case ContainerKind::Xml:
      return "XML";
    case ContainerKind::Asic:
      break;
  }
  return "gói ASiC";
}

// ---- One signature -----------------------------------------------------------------------------

const CertificateFacts* signer_of(const SignedFile& facts, const SignatureVerdict& verdict) {
  const auto& all = facts.evidence.certificates;
  if (verdict.signer < 0 || static_cast<std::size_t>(verdict.signer) >= all.size()) return nullptr;
  return &all[static_cast<std::size_t>(verdict.signer)];
}

const SignatureFacts* facts_of(const SignedFile& facts, const SignatureVerdict& verdict) {
  const auto& all = facts.signatures;
  if (verdict.index < 0 || static_cast<std::size_t>(verdict.index) >= all.size()) return nullptr;
  return &all[static_cast<std::size_t>(verdict.index)];
}

std::string or_else(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : text;
}

// Not the whole name: it may hold the number of an identity card.
std::string signer_text(const NameFacts& subject) {
  const auto name = or_else(subject.common_name, "không ghi tên trong chứng thư số");
  return subject.title.empty() ? name : name + ", " + subject.title;
}

std::string agency_text(const NameFacts& subject) {
  if (subject.organisation.empty()) return or_else(subject.unit, "không ghi trong chứng thư số");
  return subject.unit.empty() || subject.unit == subject.organisation
             ? subject.organisation
             : subject.unit + ", " + subject.organisation;
}

std::string regime_text(const SignatureVerdict& verdict) {
  const auto& regime = verdict.regime;
  std::string text = regime == "official-duty" ? "chữ ký số chuyên dùng công vụ"
                     : regime == "public"      ? "chữ ký số công cộng"
                     : regime == "unknown"     ? "chưa rõ"
                                               : regime;
  return verdict.anchor.empty() ? text + "; không tới gốc tin cậy nào"
                                : text + "; gốc tin cậy: " + verdict.anchor;
}

std::string certificate_text(const CertificateFacts& certificate) {
  return "số " + certificate.serial + ", do " +
         or_else(certificate.issuer.common_name, certificate.issuer.text) + " cấp, hiệu lực " +
         date_of(certificate.not_before) + " – " + date_of(certificate.not_after);
}

std::string claimed_text(const SignatureVerdict& verdict) {
  if (!verdict.claimed_at) return "chữ ký không ghi thời điểm";
  return local_time(*verdict.claimed_at) + ", theo người ký";
}

std::string proof_text(const SignatureVerdict& verdict) {
  if (!verdict.proven_before) return "không có dấu thời gian tin cậy";
  return "dấu thời gian tin cậy: đã ký trước " + local_time(*verdict.proven_before);
}

std::string integrity_text(Integrity integrity) {
  switch (integrity) {
    case Integrity::Intact:
      return "nội dung được ký còn nguyên vẹn";
    case Integrity::Broken:
      return "nội dung hoặc chữ ký ĐÃ BỊ THAY ĐỔI";
    case Integrity::Unknown:
      break;
  }
  return "chưa kiểm tra được";
}

// Each kind once, with its first page: "nội dung trang (trang 2); điền biểu mẫu".
std::string list_changes(const std::vector<JudgedChange>& changes, bool is_allowed) {
  std::map<ChangeKind, std::int32_t> pages;
  for (const auto& judged : changes) {
    if (judged.change == nullptr || judged.is_allowed != is_allowed) continue;
    auto& page = pages[judged.change->kind];
    if (page == 0) page = judged.change->page;
  }
  std::string text;
  std::size_t named = 0;
  for (const auto& [kind, page] : pages) {
    if (named++ == kNamedChanges) {
      return text + "; và " + std::to_string(pages.size() - kNamedChanges) + " loại khác";
    }
    text += (text.empty() ? "" : "; ") + std::string(describe(kind, Lang::Vi));
    if (page > 0) text += " (trang " + std::to_string(page) + ")";
  }
  return text;
}

std::string modification_text(const SignatureVerdict& verdict) {
  switch (verdict.modification) {
    case Modification::None:
      return "không có";
    case Modification::Allowed: {
      const auto list = list_changes(verdict.modifications, true);
      return "chỉ những thay đổi được phép" + (list.empty() ? list : ": " + list);
    }
    case Modification::Forbidden: {
      const auto list = list_changes(verdict.modifications, false);
      return "ĐÃ BỊ SỬA TRÁI PHÉP" + (list.empty() ? list : ": " + list);
    }
    case Modification::Unknown:
      break;
  }
  return "chưa xác định được";
}

std::string covered_text(const SignatureFacts& facts) {
  std::string text;
  for (const auto& name : facts.signed_names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string form_text(const SignatureVerdict& verdict, const SignatureFacts& facts) {
  const auto& signer = facts.signer;
  return level_text(verdict, facts.kind) + "; " + std::string(name(signer.scheme)) + ", " +
         std::string(name(signer.digest));
}

std::string etsi_text(const SignatureVerdict& verdict) {
  const std::string text(name(verdict.indication));
  const auto sub = name(verdict.sub_indication);
  return sub.empty() ? text : text + ", " + std::string(sub);
}

void add_signer_rows(std::vector<SheetRow>& rows, const CertificateFacts* signer) {
  if (signer == nullptr) {
    rows.push_back({"Người ký", "không tìm thấy chứng thư số của người ký"});
    return;
  }
  rows.push_back({"Người ký", signer_text(signer->subject)});
  rows.push_back({"Cơ quan, tổ chức", agency_text(signer->subject)});
}

// What TT 15/2025 asks for comes first: a crowded sheet leaves out the end.
std::vector<SheetRow> signature_rows(const SignedFile& file, const SignatureVerdict& verdict) {
  std::vector<SheetRow> rows;
  const auto* signer = signer_of(file, verdict);
  const auto* facts = facts_of(file, verdict);
  add_signer_rows(rows, signer);
  rows.push_back({"Thời điểm ký", claimed_text(verdict)});
  rows.push_back({"Bằng chứng thời gian", proof_text(verdict)});
  rows.push_back({"Tính toàn vẹn", integrity_text(verdict.integrity)});
  if (facts != nullptr && facts->kind == ContainerKind::Pdf) {
    rows.push_back({"Thay đổi sau khi ký", modification_text(verdict)});
  }
  if (facts != nullptr && !facts->signed_names.empty()) {
    rows.push_back({"Tệp được ký", covered_text(*facts)});
  }
  if (signer != nullptr) {
    rows.push_back({"Chứng thư số", certificate_text(*signer)});
    rows.push_back({"Hệ thống chứng thực", regime_text(verdict)});
  }
  if (facts != nullptr) rows.push_back({"Dạng chữ ký", form_text(verdict, *facts)});
  rows.push_back({"Mã kết quả ETSI", etsi_text(verdict)});
  return rows;
}

// What stands in the way first; checks that passed are only counted.
std::vector<SheetReason> reasons_of(const std::vector<CheckResult>& checks) {
  std::vector<SheetReason> reasons;
  for (const auto outcome : {CheckOutcome::Failed, CheckOutcome::Unknown, CheckOutcome::Warning}) {
    for (const auto& check : checks) {
      if (check.outcome == outcome) reasons.push_back({outcome, check.message_vi, check.clause});
    }
  }
  return reasons;
}

SheetReason passed_reason(const std::vector<CheckResult>& checks) {
  const auto passed = std::ranges::count(checks, CheckOutcome::Passed, &CheckResult::outcome);
  return {CheckOutcome::Passed,
          "cả " + std::to_string(passed) + " bước kiểm tra",
          "EN 319 102-1; TT 15/2025/TT-BKHCN"};
}

SheetSignature signature_part(const SignedFile& file, const SignatureVerdict& verdict) {
  SheetSignature part;
  part.result = result_of(verdict.indication);
  part.title = "Chữ ký số " + std::to_string(verdict.index + 1);
  part.result_word = word_of(part.result);
  part.rows = signature_rows(file, verdict);
  part.reasons = reasons_of(verdict.checks);
  if (part.result == SheetResult::Passed) {
    part.reasons.insert(part.reasons.begin(), passed_reason(verdict.checks));
  }
  return part;
}

// ---- The file ----------------------------------------------------------------------------------

bool has_failed(const std::vector<CheckResult>& checks) {
  return std::ranges::find(checks, CheckOutcome::Failed, &CheckResult::outcome) != checks.end();
}

// The worst of all; a file is valid only when every signature on it is.
SheetResult overall(const FileVerdict& verdict) {
  if (verdict.signatures.empty()) return SheetResult::Unsigned;
  if (has_failed(verdict.checks)) return SheetResult::Failed;
  auto worst = SheetResult::Passed;
  for (const auto& signature : verdict.signatures) {
    const auto result = result_of(signature.indication);
    if (result == SheetResult::Failed) return result;
    if (result == SheetResult::Indeterminate) worst = result;
  }
  return worst;
}

std::string count_text(const FileVerdict& verdict) {
  const auto count = [&](Indication wanted) {
    return std::ranges::count(verdict.signatures, wanted, &SignatureVerdict::indication);
  };
  std::string text = "Tệp có " + std::to_string(verdict.signatures.size()) + " chữ ký số";
  std::string parts;
  const auto add = [&](Indication indication, std::string_view word) {
    if (const auto number = count(indication); number > 0) {
      parts += (parts.empty() ? ": " : ", ") + std::to_string(number) + std::string(word);
    }
  };
  add(Indication::TotalPassed, " hợp lệ");
  add(Indication::TotalFailed, " không hợp lệ");
  add(Indication::Indeterminate, " chưa xác định được");
  return text + parts + ".";
}

std::string note_of(SheetResult result, const FileVerdict& verdict) {
  if (result != SheetResult::Unsigned) return count_text(verdict);
  return verdict.timestamps.empty() ? "Tệp không chứa chữ ký số nào."
                                    : "Tệp chỉ có dấu thời gian, không có chữ ký số.";
}

int weight(SheetResult result) {
  return result == SheetResult::Failed ? 0 : result == SheetResult::Passed ? 2 : 1;
}

std::vector<SheetSignature> signature_parts(const SignedFile& facts, const FileVerdict& verdict) {
  std::vector<SheetSignature> parts;
  parts.reserve(verdict.signatures.size());
  for (const auto& signature : verdict.signatures) {
    parts.push_back(signature_part(facts, signature));
  }
  std::ranges::stable_sort(parts, {}, [](const auto& part) { return weight(part.result); });
  return parts;
}

}  // namespace

ValidationSheet make_sheet(const SignedFile& facts,
                           const FileVerdict& verdict,
                           const SheetFile& file) {
  ValidationSheet sheet;
  sheet.title = "PHIẾU KIỂM TRA CHỮ KÝ SỐ";
  sheet.subtitle = "Kết quả kiểm tra kỹ thuật theo ETSI EN 319 102-1 và TT 15/2025/TT-BKHCN";
  sheet.result = overall(verdict);
  sheet.result_word = word_of(sheet.result);
  sheet.result_note = note_of(sheet.result, verdict);
  sheet.file_rows = {{"Tệp được kiểm tra", file.name},
                     {"Loại, kích thước", kind_text(facts.kind) + ", " + size_text(facts.bytes)}};
  sheet.digest_label = "Mã băm SHA-256";
  sheet.digest = file.sha256;
  sheet.file_reasons = reasons_of(verdict.checks);
  sheet.signatures = signature_parts(facts, verdict);
  sheet.policy = "Chính sách kiểm tra: " + verdict.policy;
  sheet.checked = "Thời điểm kiểm tra: " + local_time(verdict.judged_at);
  sheet.disclaimer =
      "Phiếu do phần mềm sohoa lập, chỉ đúng với tệp có mã băm nêu trên; kiểm tra lại được trên "
      "chính tệp đó.";
  sheet.made_at = to_rfc3339(verdict.judged_at);
  return sheet;
}

}  // namespace sohoa
