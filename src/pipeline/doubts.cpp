#include "pipeline/doubts.h"

#include <algorithm>

#include "pipeline/scan_findings.h"
#include "policy/review.h"

namespace sohoa {
namespace {

class Doubts {
 public:
  Doubts(const ComponentRecord& component,
         const Assessment& assessment,
         const Profile& profile,
         UtcTime now)
      : component_(component),
        assessment_(assessment),
        profile_(profile),
        now_(now),
        gaps_(metadata_gaps(metadata_values(assessment.metadata), profile.review)) {}

  std::vector<ReviewRecord> run() {
    ask_about_secrecy();
    if (component_.state == ComponentState::Failed) {
      ask_for_another_scan();
      return std::move(reviews_);
    }
    ask_for_dossier();
    ask_about_scan();
    ask_about_type();
    ask_for_title();
    ask_about_contradictions();
    ask_for_owner();
    ask_about_fields();
    ask_about_signatures();
    ask_why_it_waits();
    return std::move(reviews_);
  }

 private:
  ReviewRecord& open(std::string subject, std::string why, bool is_blocking) {
    ReviewRecord review;
    review.component = component_.id;
    review.subject = std::move(subject);
    review.why = std::move(why);
    review.type = type();
    review.is_blocking = is_blocking;
    review.urgency = base_urgency(review.subject, is_blocking);
    review.opened_at = now_;
    review.state = "open";
    reviews_.push_back(std::move(review));
    return reviews_.back();
  }

  std::string type() const {
    return assessment_.seen.form != nullptr ? assessment_.seen.form->id : std::string();
  }

  // Only a plain stamp decides; refusing means that no bytes are kept (TT 01/2023/TT-VPCP, Điều 4).
  void ask_about_secrecy() {
    if (assessment_.secrecy.empty()) return;
    open("secrecy",
         "Có thể là giấy tờ mật: " + assessment_.secrecy + ". Cán bộ xác nhận trước khi lưu.",
         true);
  }

  void ask_for_dossier() {
    if (!component_.dossier.empty()) return;
    open("dossier", "Chưa rõ mã hồ sơ: chờ cán bộ xếp vào hồ sơ.", true);
  }

  void ask_for_another_scan() {
    const auto& reasons = component_.reasons;
    open("scan",
         reasons.empty() ? "Không đọc được giấy tờ này: cần quét lại." : reasons.front(),
         true);
  }

  void ask_about_scan() {
    for (ReviewRecord& review : scan_reviews(component_.id, assessment_.scan, now_)) {
      review.type = type();
      reviews_.push_back(std::move(review));
    }
  }

  // What art. 9 asks for and nobody said. What is in doubt is asked about where the doubt is.
  const MetadataGap* missing(std::string_view id) const {
    const auto found = std::ranges::find(gaps_, id, &MetadataGap::id);
    return found != gaps_.end() && found->is_missing ? &*found : nullptr;
  }

  // A paper nobody can name is never filed without a word; whether it waits, the profile says.
  void ask_about_type() {
    const Extraction& seen = assessment_.seen;
    const MetadataGap* gap = missing("type");
    const bool is_unlike_all = seen.form == nullptr && !seen.text.empty();
    if (gap == nullptr && !is_unlike_all) return;
    const bool has_guess = !seen.types.empty();
    ReviewRecord& review =
        open("type",
             has_guess ? "Chưa chắc loại giấy tờ." : "Chưa nhận ra loại giấy tờ.",
             gap != nullptr && gap->is_blocking);
    if (has_guess) review.before = seen.types.front().type;
  }

  void ask_for_title() {
    const MetadataGap* gap = missing("title");
    if (gap != nullptr) open("title", gap->why_vi, gap->is_blocking);
  }

  void ask_about_contradictions() {
    for (const Contradiction& one : assessment_.metadata.contradictions) {
      ReviewRecord& review = open(one.subject, one.why_vi, true);
      review.before = one.declared;
      review.after = one.seen;
    }
  }

  void ask_for_owner() {
    if (!assessment_.metadata.owner_id.empty()) return;
    const MetadataGap* gap = missing("owner_id");
    open(
        "owner",
        "Chưa xác định chủ sở hữu: giấy tờ chưa vào được Kho của ai (TT 01/2023/TT-VPCP, Điều 11).",
        gap != nullptr && gap->is_blocking);
  }

  bool is_insisted_on(const std::string& datum) const {
    const auto& names = profile_.review.blocking_metadata;
    if (datum.empty() || std::find(names.begin(), names.end(), datum) == names.end()) return false;
    if (datum == "owner_id") return component_.owner_id.empty();
    if (datum == "owner_name") return component_.owner_name.empty();
    return datum != "title" || component_.title == component_.component;
  }

  std::string datum_of(const Field& field) const {
    const DocumentTemplate* form = assessment_.seen.form;
    const FieldTemplate* known = form == nullptr ? nullptr : form->field(field.id);
    return known == nullptr ? std::string() : known->metadata;
  }

  void ask_about_fields() {
    for (const Field& field : assessment_.seen.fields) {
      if (!field.needs_review) continue;
      const bool blocks = is_insisted_on(datum_of(field));
      const std::string why = field.why_vi.empty() ? "Chưa chắc giá trị đọc được." : field.why_vi;
      ReviewRecord& review = open("field:" + field.id, field.name + ": " + why, blocks);
      review.before = field.value;
      // One value offers itself; of several the officer finds the right one on the paper.
      if (field.candidates.size() == 1) review.after = field.candidates.front();
    }
  }

  void ask_about_signatures() {
    const LegalClass value = assessment_.legal.value;
    const bool is_result = component_.kind == "result";
    if (value == LegalClass::Invalid) {
      open("legal", first_failure(), true);
    } else if (value == LegalClass::Indeterminate && is_result) {
      open("legal", first_failure(), false);
    }
  }

  // A damaged file, a missing password, a PDF that could not be written: found before this stage.
  void ask_why_it_waits() {
    if (component_.state != ComponentState::Waiting || is_blocked(reviews_)) return;
    const auto& reasons = component_.reasons;
    open("scan", reasons.empty() ? "Giấy tờ chờ cán bộ xem." : reasons.back(), true);
  }

  std::string first_failure() const {
    for (const Reason& reason : assessment_.legal.reasons) {
      if (reason.outcome == ReasonOutcome::Failed || reason.outcome == ReasonOutcome::Unknown)
        return reason.message_vi;
    }
    return "Chữ ký số chưa được chấp nhận.";
  }

  const ComponentRecord& component_;
  const Assessment& assessment_;
  const Profile& profile_;
  UtcTime now_;
  std::vector<MetadataGap> gaps_;
  std::vector<ReviewRecord> reviews_;
};

}  // namespace

std::vector<ReviewRecord> doubts_of(const ComponentRecord& component,
                                    const Assessment& assessment,
                                    const Profile& profile,
                                    UtcTime now) {
  return Doubts(component, assessment, profile, now).run();
}

bool is_blocked(const std::vector<ReviewRecord>& reviews) {
  return std::any_of(
      reviews.begin(), reviews.end(), [](const ReviewRecord& one) { return one.is_blocking; });
}

}  // namespace sohoa
