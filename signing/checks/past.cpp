#include "signing/checks/past.h"

#include <algorithm>

namespace sohoa::checks {
namespace {

using Stamps = std::vector<const Stamp*>;

std::optional<UtcTime> earliest(const Stamps& stamps, const std::string* regime) {
  std::optional<UtcTime> first;
  for (const Stamp* stamp : stamps) {
    if (!stamp->is_trusted || (regime != nullptr && stamp->regime != *regime)) continue;
    if (!first || stamp->time < *first) first = stamp->time;
  }
  return first;
}

// A time-stamp over the content alone was there before the signature.
std::optional<UtcTime> latest_content_time(const Timeline& timeline, std::int32_t number) {
  std::optional<UtcTime> last;
  for (const Stamp& stamp : timeline.stamps) {
    const bool is_content = stamp.signature == number && stamp.kind == TimestampKind::Content;
    if (!is_content || !stamp.is_trusted) continue;
    if (!last || stamp.time > *last) last = stamp.time;
  }
  return last;
}

// 5.5.4: content before signature, signature before what covers it.
void check_order(const Stamps& over,
                 const std::optional<UtcTime>& made_after,
                 std::int64_t skew_s,
                 CheckList& checks) {
  for (const Stamp* later : over) {
    if (!later->is_trusted) continue;
    if (made_after && *made_after > shifted(later->time, skew_s)) {
      checks.add(Finding::TimestampOrder, {said(*made_after), said(later->time)});
    }
    const bool covers_others = later->document >= 0 || later->kind == TimestampKind::Archive;
    for (const Stamp* earlier : over) {
      const bool is_under = earlier->is_trusted && earlier->kind == TimestampKind::Signature;
      if (!covers_others || !is_under || earlier->time <= shifted(later->time, skew_s)) continue;
      checks.add(Finding::TimestampOrder, {said(earlier->time), said(later->time)});
    }
  }
}

Said reason_of(const TimestampVerdict& verdict) {
  for (const CheckResult& check : verdict.checks) {
    const bool stops =
        check.outcome == CheckOutcome::Failed || check.outcome == CheckOutcome::Unknown;
    if (stops) return {check.message_vi, check.message_en};
  }
  return {};
}

// Time-stamps that were looked at and proved nothing, each with its reason.
void tell_ignored(const Stamps& over,
                  const Timeline& timeline,
                  const std::string* regime,
                  CheckList& checks) {
  for (const Stamp* stamp : over) {
    const auto number = static_cast<std::size_t>(stamp - timeline.stamps.data());
    if (!stamp->is_trusted) {
      checks.add(Finding::TimestampIgnored,
                 {said(std::to_string(number + 1)), reason_of(timeline.verdicts[number])});
    } else if (regime != nullptr && stamp->regime != *regime) {
      checks.add(Finding::TimestampForeign, {said(stamp->regime), said(*regime)});
    }
  }
}

PathQuery query_for(CertIndex signer, UtcTime when, const std::optional<UtcTime>& made_after) {
  return {.target = signer,
          .role = Role::Signer,
          .use = AnchorUse::Signer,
          .when = when,
          .since = when,
          .valid_at = when,
          .made_after = made_after};
}

std::string regime_of(const PathVerdict& path) {
  return path.anchor == nullptr ? std::string() : path.anchor->regime;
}

// Which regime the signer belongs to is known only with its chain, and which time-stamps count only
// with the regime. So: judge at the earliest proof of any regime, then at the earliest of the one
// found; if that changes the regime, no proof counts.
DatedPath judge_dated(PathJudge& judge,
                      CertIndex signer,
                      const Stamps& over,
                      const std::optional<UtcTime>& made_after,
                      UtcTime at) {
  const auto judged = [&](const std::optional<UtcTime>& proof) {
    const UtcTime when = proof ? std::min(*proof, at) : at;
    return DatedPath{judge.judge(query_for(signer, when, made_after)), when, proof, made_after};
  };
  DatedPath dated = judged(earliest(over, nullptr));
  if (dated.path.anchor == nullptr) return dated;
  const std::string regime = regime_of(dated.path);
  const auto own = earliest(over, &regime);
  if (own == dated.proven_before) return dated;
  dated = judged(own);
  return regime_of(dated.path) == regime ? dated : judged(std::nullopt);
}

}  // namespace

DatedPath judge_in_time(const SignedFile& file,
                        std::int32_t number,
                        PathJudge& judge,
                        const Timeline& timeline,
                        const TrustPolicy& trust,
                        UtcTime at,
                        CheckList& checks) {
  const Stamps over = stamps_over(file, timeline, number);
  const auto made_after = latest_content_time(timeline, number);
  const CertIndex signer = file.signatures[static_cast<std::size_t>(number)].signer.signer;
  DatedPath dated = judge_dated(judge, signer, over, made_after, at);
  check_order(over, made_after, trust.revocation.clock_skew_s, checks);
  tell_ignored(
      over, timeline, dated.path.anchor == nullptr ? nullptr : &dated.path.anchor->regime, checks);
  if (dated.proven_before) {
    checks.add(Finding::TimeProven, {said(*dated.proven_before)});
  } else {
    checks.add(Finding::TimeClaimed);
  }
  return dated;
}

}  // namespace sohoa::checks
