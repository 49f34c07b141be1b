#include "policy/review.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/vietnam_time.h"
#include "policy/days.h"

namespace sohoa {
namespace {

struct Kind {
  std::string_view subject;
  std::int32_t weight;
};

// What may do most harm while it waits comes first.
constexpr std::array kKinds = {Kind{"secrecy", 90},
                               Kind{"legal", 80},
                               Kind{"attestation", 70},
                               Kind{"scan", 70},
                               Kind{"dossier", 65},
                               Kind{"owner", 60},
                               Kind{"type", 40},
                               Kind{"field:", 20}};
constexpr std::int32_t kOtherWeight = 10;
constexpr std::int32_t kBlocking = 100;

// Each step outweighs all below it together: kinds stay under 200, ages under 800.
constexpr std::int32_t kLate = 1'000;
constexpr std::int32_t kDueStep = 10'000;
constexpr std::int32_t kBlocks = 1'000'000;
constexpr std::int32_t kMostHours = 799;

std::int32_t weight(std::string_view subject) {
  for (const Kind& kind : kKinds) {
    const bool is_prefix = kind.subject.ends_with(':');
    if (is_prefix ? subject.starts_with(kind.subject) : subject == kind.subject) return kind.weight;
  }
  return kOtherWeight;
}

// 0: no date, or far off; 7 … 1: that many days to spare, counted down; 8: today; 9: overdue.
std::int32_t due_level(std::string_view due_on, std::string_view today) {
  constexpr std::int32_t kWeek = 7;
  if (!is_day(due_on)) return 0;
  const std::int32_t left = days_between(today, due_on);
  if (left < 0) return kWeek + 2;
  return left > kWeek ? 0 : kWeek + 1 - left;
}

constexpr std::array kFields = {
    MetadataField{"type", "Mã loại giấy tờ", true},
    MetadataField{"owner_id", "Mã định danh chủ sở hữu", true},
    MetadataField{"title", "Tên giấy tờ", true},
    MetadataField{"summary", "Trích yếu nội dung chính", false},
    MetadataField{"valid_to", "Thời hạn có hiệu lực", false},
    MetadataField{"scope", "Phạm vi có hiệu lực", false},
    MetadataField{"number", "Số, ký hiệu", false, ClauseId::Own},
    MetadataField{"issued_on", "Ngày ban hành", false, ClauseId::Own},
    MetadataField{"issuer", "Cơ quan ban hành", false, ClauseId::Own},
    MetadataField{"signer", "Người ký", false, ClauseId::Own},
};

bool blocks(const ReviewProfile& profile, std::string_view id) {
  const auto& names = profile.blocking_metadata;
  return std::find(names.begin(), names.end(), id) != names.end();
}

MetadataGap missing(const MetadataField& field, const ReviewProfile& profile) {
  MetadataGap gap{std::string(field.id), std::string(field.name_vi), true, false, field.clause, {}};
  const bool is_owner = field.id == "owner_id";
  gap.is_blocking = !is_owner && blocks(profile, field.id);
  gap.why_vi = gap.name_vi + ": chưa có.";
  if (is_owner) gap.why_vi += " Giấy tờ vào hàng chờ xác định chủ sở hữu.";
  return gap;
}

MetadataGap doubtful(const MetadataField& field, const ReviewProfile& profile) {
  MetadataGap gap{
      std::string(field.id), std::string(field.name_vi), false, false, field.clause, {}};
  gap.is_blocking = blocks(profile, field.id);
  gap.why_vi = gap.name_vi + ": chưa chắc chắn, cán bộ cần đối chiếu với giấy tờ.";
  return gap;
}

}  // namespace

std::int32_t base_urgency(std::string_view subject, bool is_blocking) {
  return weight(subject) + (is_blocking ? kBlocking : 0);
}

std::int32_t urgency_at(const ReviewFacts& review, const ReviewProfile& profile, UtcTime now) {
  const auto waited_s = std::max<std::int64_t>(0, (now - review.opened_at).count());
  const auto hours =
      static_cast<std::int32_t>(std::min<std::int64_t>(waited_s / 3'600, kMostHours));
  const std::int32_t due = due_level(review.due_on, vietnam_day(now)) * kDueStep;
  const std::int32_t late = waited_s > profile.urgent_after_s ? kLate : 0;
  return (review.is_blocking ? kBlocks : 0) + due + late +
         base_urgency(review.subject, review.is_blocking) + hours;
}

std::span<const MetadataField> metadata_fields() {
  return kFields;
}

std::vector<MetadataGap> metadata_gaps(const std::vector<MetadataValue>& values,
                                       const ReviewProfile& profile) {
  std::vector<MetadataGap> gaps;
  for (const MetadataField& field : kFields) {
    const auto found = std::find_if(
        values.begin(), values.end(), [&](const MetadataValue& one) { return one.id == field.id; });
    const bool is_empty = found == values.end() || squeeze(found->value).empty();
    if (!is_empty && found->in_doubt) gaps.push_back(doubtful(field, profile));
    if (is_empty && field.is_required) gaps.push_back(missing(field, profile));
  }
  return gaps;
}

bool is_complete(const std::vector<MetadataGap>& gaps) {
  return gaps.empty();
}

SecondPerson second_person(const ReviewProfile& profile,
                           const Proposal& before,
                           std::string_view officer,
                           std::string_view value) {
  if (!profile.second_person) return SecondPerson::Closes;
  if (before.officer.empty() || before.value != value) return SecondPerson::Proposes;
  // One person with two spellings of a name is still one.
  const bool is_same = fold(squeeze(before.officer)) == fold(squeeze(officer));
  return is_same ? SecondPerson::SameOfficer : SecondPerson::Closes;
}

}  // namespace sohoa
