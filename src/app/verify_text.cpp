#include "app/verify_text.h"

#include <algorithm>
#include <set>

#include "core/vietnam_time.h"
#include "signing/change_words.h"

namespace sohoa {
namespace {

std::string local_time(UtcTime time) {
  return vietnam_time(time) + " (UTC+7)";
}

struct Words {
  std::string_view vi;
  std::string_view en;
};

std::string_view say(Lang lang, const Words& words) {
  return lang == Lang::Vi ? words.vi : words.en;
}

std::string_view mark(CheckOutcome outcome) {
  constexpr std::string_view kMarks[] = {"✓", "✗", "!", "?"};
  return kMarks[static_cast<std::size_t>(outcome)];
}

std::string_view mark(Indication indication) {
  constexpr std::string_view kMarks[] = {"✓", "✗", "?"};
  return kMarks[static_cast<std::size_t>(indication)];
}

const std::string& message(const CheckResult& check, Lang lang) {
  return lang == Lang::Vi ? check.message_vi : check.message_en;
}

// The first check that stands in the way; for a passed one, the first warning.
const CheckResult* deciding_check(const SignatureVerdict& verdict) {
  for (const CheckOutcome wanted :
       {CheckOutcome::Failed, CheckOutcome::Unknown, CheckOutcome::Warning}) {
    const auto found = std::find_if(verdict.checks.begin(),
                                    verdict.checks.end(),
                                    [&](const CheckResult& one) { return one.outcome == wanted; });
    if (found != verdict.checks.end()) return &*found;
  }
  return nullptr;
}

std::string_view regime_word(const std::string& regime, Lang lang) {
  if (regime == "official-duty") return say(lang, {"chữ ký số công vụ", "official-duty"});
  if (regime == "public") return say(lang, {"chữ ký số công cộng", "public"});
  return regime == "unknown" ? say(lang, {"chưa rõ hệ thống chứng thực", "unknown regime"})
                             : std::string_view(regime);
}

std::string signer_text(const SignedFile& file, const SignatureVerdict& verdict, Lang lang) {
  if (verdict.signer < 0) {
    return std::string(say(lang, {"không có chứng thư của người ký", "no signer certificate"}));
  }
  const auto& cert = file.evidence.certificates[static_cast<std::size_t>(verdict.signer)];
  std::string text =
      cert.subject.common_name.empty() ? cert.subject.text : cert.subject.common_name;
  if (!cert.subject.organisation.empty() && cert.subject.organisation != text) {
    text += ", " + cert.subject.organisation;
  }
  return text + " (" + std::string(regime_word(verdict.regime, lang)) + ")";
}

std::string time_text(const SignatureVerdict& verdict, Lang lang) {
  const std::string claimed = verdict.claimed_at
                                  ? local_time(*verdict.claimed_at)
                                  : std::string(say(lang, {"không ghi", "not stated"}));
  if (!verdict.proven_before) {
    return claimed + std::string(say(lang,
                                     {" theo người ký; không có dấu thời gian tin cậy",
                                      " says the signer; no trusted time-stamp"}));
  }
  return claimed + std::string(say(lang, {"; dấu thời gian tin cậy: ", "; trusted time-stamp: "})) +
         local_time(*verdict.proven_before);
}

std::string_view integrity_text(Integrity integrity, Lang lang) {
  switch (integrity) {
    case Integrity::Intact:
      return say(lang, {"nội dung nguyên vẹn từ khi ký", "content intact since signing"});
    case Integrity::Broken:
      return say(lang, {"nội dung hoặc chữ ký đã bị thay đổi", "content or signature was altered"});
    case Integrity::Unknown:
      break;
  }
  return say(lang, {"chưa kiểm được", "could not be checked"});
}

// What was changed in few words: each kind once, with its page where it has one.
std::string forbidden_changes(const SignatureVerdict& verdict, Lang lang) {
  std::set<std::string> seen;
  std::string text;
  for (const JudgedChange& judged : verdict.modifications) {
    if (judged.is_allowed) continue;
    std::string one(describe(judged.change->kind, lang));
    if (judged.change->page > 0) {
      one += std::string(say(lang, {" (trang ", " (page "})) + std::to_string(judged.change->page) +
             ")";
    }
    if (!seen.insert(one).second || seen.size() > 4) continue;
    text += (text.empty() ? "" : ", ") + one;
  }
  return text.empty() ? text : ": " + text;
}

std::string modification_text(const SignatureVerdict& verdict, Lang lang) {
  switch (verdict.modification) {
    case Modification::None:
      return std::string(say(lang, {"sau khi ký không bị sửa", "not changed after signing"}));
    case Modification::Allowed:
      return std::string(say(
          lang, {"sau khi ký chỉ có thay đổi được phép", "only permitted changes after signing"}));
    case Modification::Forbidden:
      return std::string(say(lang, {"SAU KHI KÝ ĐÃ BỊ SỬA trái phép", "CHANGED after signing"})) +
             forbidden_changes(verdict, lang);
    case Modification::Unknown:
      break;
  }
  return std::string(say(lang, {"chưa rõ có bị sửa hay không", "changes unknown"}));
}

std::string reason_text(const SignatureVerdict& verdict, Lang lang) {
  const CheckResult* check = deciding_check(verdict);
  if (check == nullptr) {
    return std::string(say(lang, {"mọi bước kiểm tra đều đạt", "every check passed"}));
  }
  return message(*check, lang) + " [" + check->clause + "]";
}

std::string headline(const SignedFile& file, const SignatureVerdict& verdict, Lang lang) {
  std::string line = "  " + std::string(mark(verdict.indication)) + " " +
                     std::string(result_word(verdict.indication, lang)) + " — " +
                     std::string(say(lang, {"chữ ký ", "signature "})) +
                     std::to_string(verdict.index + 1) + ": " + signer_text(file, verdict, lang);
  if (verdict.indication != Indication::TotalPassed) {
    const std::string_view sub = name(verdict.sub_indication);
    line += sub.empty() ? "" : " — " + std::string(sub);
  }
  return line + "\n";
}

std::string checks_text(const std::vector<CheckResult>& checks, Lang lang) {
  std::string text;
  for (const CheckResult& check : checks) {
    text += "      " + std::string(mark(check.outcome)) + " " + message(check, lang) + " [" +
            check.clause + "]\n";
  }
  return text;
}

std::string changes_text(const SignatureVerdict& verdict) {
  std::string text;
  for (const JudgedChange& judged : verdict.modifications) {
    const Change& change = *judged.change;
    text += std::string("      ") + (judged.is_allowed ? "✓" : "✗") + " r" +
            std::to_string(change.revision + 1) + " " + std::to_string(change.object) + " " +
            std::to_string(change.generation) + " " + std::string(name(change.kind)) + " " +
            (change.field.empty() ? change.path : change.field) + "\n";
  }
  return text;
}

std::string signature_text(const VerifiedFile& verified,
                           const SignatureVerdict& verdict,
                           Lang lang,
                           TextDetail detail) {
  std::string text = headline(*verified.facts, verdict, lang);
  text += "    " + std::string(say(lang, {"Thời điểm ký: ", "Signed at: "})) +
          time_text(verdict, lang) + "\n";
  text += "    " + std::string(say(lang, {"Toàn vẹn: ", "Integrity: "})) +
          std::string(integrity_text(verdict.integrity, lang)) + "; " +
          modification_text(verdict, lang) + "\n";
  text +=
      "    " + std::string(say(lang, {"Lý do: ", "Reason: "})) + reason_text(verdict, lang) + "\n";
  if (detail == TextDetail::Short) return text;
  return text + checks_text(verdict.checks, lang) + changes_text(verdict);
}

std::string policy_line(const FileVerdict& verdict, Lang lang) {
  return "    " + std::string(say(lang, {"Chính sách ", "Policy "})) + verdict.policy +
         std::string(say(lang, {", kiểm lúc ", ", judged for "})) + local_time(verdict.judged_at) +
         "\n";
}

std::string timestamps_text(const VerifiedFile& verified, Lang lang) {
  std::string text;
  for (const TimestampVerdict& one : verified.verdict.timestamps) {
    if (!one.time) continue;
    text += "    " + std::string(say(lang, {"Dấu thời gian ", "Time-stamp "})) +
            local_time(*one.time) +
            std::string(one.is_trusted ? say(lang, {": tin cậy", ": trusted"})
                                       : say(lang, {": chưa tin được", ": not trusted"})) +
            "\n" + checks_text(one.checks, lang);
  }
  return text;
}

}  // namespace

std::string_view result_word(Indication indication, Lang lang) {
  switch (indication) {
    case Indication::TotalPassed:
      return say(lang, {"HỢP LỆ", "VALID"});
    case Indication::TotalFailed:
      return say(lang, {"KHÔNG HỢP LỆ", "INVALID"});
    case Indication::Indeterminate:
      break;
  }
  return say(lang, {"CHƯA XÁC ĐỊNH ĐƯỢC", "UNDETERMINED"});
}

std::string verify_text(std::string_view file,
                        const VerifiedFile& verified,
                        Lang lang,
                        TextDetail detail) {
  const FileVerdict& verdict = verified.verdict;
  std::string text(file);
  if (verdict.signatures.empty()) {
    text += say(lang, {": không có chữ ký số\n", ": no digital signature\n"});
  } else {
    text += ": " + std::to_string(verdict.signatures.size()) +
            std::string(say(lang, {" chữ ký số", " signature(s)"})) + "\n";
  }
  for (const SignatureVerdict& one : verdict.signatures) {
    text += signature_text(verified, one, lang, detail);
  }
  if (detail == TextDetail::Short) return text;
  return text + timestamps_text(verified, lang) + checks_text(verdict.checks, lang) +
         policy_line(verdict, lang);
}

}  // namespace sohoa
