#include "app/item_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/item_json.h"
#include "app/scan_json.h"
#include "core/text.h"
#include "core/vietnam_time.h"
#include "pipeline/scan_findings.h"
#include "policy/legal_value.h"
#include "policy/lifecycle.h"

namespace sohoa {
namespace {

class ItemText {
 public:
  ItemText(const AppContext& app, const ItemView& view) : app_(app), view_(view) {}

  std::string run() {
    add_heading();
    add_owner();
    add_validity();
    add_gaps();
    add_legal_value();
    add_fields();
    add_attestations();
    add_reviews();
    add_versions();
    add_history();
    add_files();
    add_pages();
    return std::move(text_);
  }

 private:
  std::string say(std::string_view vi, std::string_view en) const {
    return std::string(pick(app_, vi, en));
  }
  void line(const std::string& text) { text_ += "  " + text + "\n"; }
  void line(std::string_view vi, std::string_view en, const std::string& value) {
    if (!value.empty()) line(say(vi, en) + ": " + value);
  }

  void add_heading() {
    const ItemRecord& item = view_.item;
    text_ += item.code + "  " + item.title + "\n";
    line("hồ sơ", "dossier", squeeze(item.dossier + " " + item.component_code));
    line("loại", "type", item.type);
    line("số, ký hiệu", "number", item.number);
    line("cơ quan ban hành", "issuer", item.issuer);
    line("người ký", "signer", item.signer);
    line("trích yếu", "summary", item.summary);
    for (const std::string& alias : view_.aliases) line("mã khác", "also known as", alias);
  }

  void add_owner() {
    const ItemRecord& item = view_.item;
    const bool is_known = !item.owner_id.empty() || !item.owner_name.empty();
    line(say("chủ sở hữu: ", "owner: ") + (is_known
                                               ? squeeze(item.owner_name + " " + item.owner_id)
                                               : say("chưa xác định, từ ", "unknown since ") +
                                                     vietnam_date(vietnam_day(item.coded_at))));
  }

  void add_validity() {
    const ItemRecord& item = view_.item;
    const auto state = parse_item_state(item.state);
    line("trạng thái",
         "state",
         app_.lang == Lang::Vi && state ? std::string(text_vi(*state)) : item.state);
    if (!item.valid_from.empty() || !item.valid_to.empty()) {
      const bool has_start = !item.valid_from.empty();
      line(say("hiệu lực: ", "valid: ") +
           (has_start ? vietnam_date(item.valid_from) + " – " : say("đến ", "until ")) +
           (item.valid_to.empty() ? say("không ghi thời hạn", "no end stated")
                                  : vietnam_date(item.valid_to)));
    }
    line("thay bằng", "superseded by", item.superseded_by);
    line("giữ đến", "retained until", vietnam_date(item.retain_until));
  }

  void add_gaps() {
    for (const MetadataGap& gap : view_.gaps) {
      const std::string clause(sohoa::clause(gap.clause).citation);
      line((gap.is_missing ? say("còn thiếu: ", "missing: ") : say("chưa chắc: ", "in doubt: ")) +
           gap.name_vi + (clause.empty() ? "" : "  [" + clause + "]"));
    }
  }

  void add_legal_value() {
    line(say("giá trị pháp lý: ", "legal value: ") + legal_text(app_, view_.item.legal_value));
    if (view_.verdicts.empty()) return;
    for (const ReasonLine& reason : reason_lines(view_.verdicts.back().reasons, app_.lang)) {
      const std::string clause = reason.clause.empty() ? "" : "  [" + reason.clause + "]";
      line("  " + std::string(mark(reason.outcome)) + " " + reason.message + clause);
    }
  }

  static std::string_view mark(const std::string& outcome) {
    if (outcome == "passed") return "✓";
    if (outcome == "failed") return "✗";
    return outcome == "note" ? "!" : "?";
  }

  void add_fields() {
    for (const FieldRecord& field : view_.fields) {
      if (field.value.empty() && !field.needs_review) continue;
      char sure[16];
      std::snprintf(sure, sizeof sure, "%.0f%%", field.confidence * 100);
      line(field.name + ": " + field.value + "  (" + field.source + ", " + sure +
           (field.needs_review ? say(", chờ xem lại)", ", to be reviewed)") : ")"));
    }
  }

  void add_attestations() {
    if (view_.attestations.empty())
      line(say("cán bộ quét: chưa ký", "scanning officer: not signed"));
    for (const AttestationRecord& one : view_.attestations) {
      line(say("cán bộ quét ký: ", "signed by the scanning officer: ") + one.officer + ", " +
           one.outcome + (one.signed_at ? ", " + vietnam_time(*one.signed_at) : ""));
    }
  }

  void add_reviews() {
    for (const ReviewRecord& review : view_.reviews) {
      if (review.closed_at) continue;
      line(say("việc chờ cán bộ số ", "open review ") + std::to_string(review.id) + ": " +
           review.why);
    }
    for (const HoldRecord& hold : view_.holds) {
      line("lệnh giữ", "legal hold", hold.reason + ", " + hold.officer);
    }
  }

  // The last one is what is shown above.
  void add_versions() {
    if (view_.versions.size() < 2) return;
    for (const ItemRecord& one : view_.versions) {
      line(say("phiên bản ", "version ") + std::to_string(one.version) + ": " + one.component +
           "  sha256 " + one.digest.hex());
    }
  }

  void add_history() {
    for (const LifeRecord& step : view_.life) {
      line(vietnam_time(step.at) + "  " + step.act + ": " + step.from + " → " + step.to +
           (step.decision.empty() ? "" : ", " + step.decision) +
           (step.reason.empty() ? "" : ", " + step.reason));
    }
    for (const ReuseRecord& reuse : view_.reuses) {
      if (!reuse.is_allowed) continue;
      line(say("đã dùng lại: ", "reused: ") + reuse.dossier + " " + reuse.component + ", " +
           reuse.officer + ", " + vietnam_time(reuse.at));
    }
  }

  void add_files() {
    for (const FileRecord& file : view_.files) {
      line("bản gốc", "original", file.name + "  sha256 " + file.digest.hex());
    }
    add_scan();
  }

  // The reasons repeat what the gate found, gathered by sentence; here each stands by itself.
  void add_scan() {
    const auto told = finding_lines(view_.scan);
    for (const std::string& reason : view_.component.reasons) {
      const bool is_told = std::find(told.begin(), told.end(), reason) != told.end();
      if (!is_told) line("· " + reason);
    }
    if (!view_.scan.empty()) line(say("chất lượng bản quét:", "quality of the scan:"));
    for (const ScanFindingRecord& finding : view_.scan) line("  " + scan_line(app_, finding));
  }

  void add_pages() {
    for (const PageRecord& page : view_.pages) {
      char sure[16];
      std::snprintf(sure, sizeof sure, "%.0f%%", page.confidence * 100);
      line(say("trang ", "page ") + std::to_string(page.ordinal) + ": " + page.source + ", " +
           std::to_string(page.words) + say(" từ, ", " words, ") + sure +
           (page.error.empty() ? "" : " ! " + page.error));
    }
  }

  const AppContext& app_;
  const ItemView& view_;
  std::string text_;
};

}  // namespace

std::string item_text(const AppContext& app, const ItemView& view) {
  return ItemText(app, view).run();
}

std::string item_hit_text(const AppContext& app, const ItemHit& hit) {
  std::string text =
      hit.item.code + "  " + hit.item.title + "  [" + legal_text(app, hit.item.legal_value) + "]\n";
  if (hit.snippet.empty()) return text;
  text += "    ";
  if (hit.page > 0)
    text += std::string(pick(app, "trang ", "page ")) + std::to_string(hit.page) + ": ";
  return text + hit.snippet + "\n";
}

std::string legal_text(const AppContext& app, const std::string& legal_class) {
  const auto value = parse_legal_class(legal_class);
  if (!value) return std::string(pick(app, "chưa xét", "not judged"));
  return app.lang == Lang::Vi ? std::string(text_vi(*value)) : legal_class;
}

std::string legal_word(const AppContext& app, const std::string& legal_class) {
  constexpr std::array<std::string_view, 9> kWords = {"đầy đủ",
                                                      "đầy đủ, lưu ý",
                                                      "chưa xác định",
                                                      "chỉ cá nhân ký",
                                                      "bản quét đã ký",
                                                      "bản sao",
                                                      "chỉ là ảnh",
                                                      "không hợp lệ",
                                                      "đã thu hồi"};
  const auto value = parse_legal_class(legal_class);
  if (!value) return std::string(pick(app, "(chưa xét)", "(not judged)"));
  return app.lang == Lang::Vi ? std::string(kWords[static_cast<std::size_t>(*value)]) : legal_class;
}

}  // namespace sohoa
