#include "signing/checks/timeline.h"

#include <algorithm>

#include "signing/checks/messages.h"
#include "signing/checks/timestamps.h"

namespace sohoa::checks {
namespace {

bool is_whole(const SignatureFacts& facts) {
  return facts.faults.empty() &&
         (facts.coverage == Coverage::WholeFile || facts.coverage == Coverage::WholeRevision);
}

// Nothing was put into the security store after the revision: all of it lies under the time-stamp.
// Which of several stores an item came from is not told, so with later additions none is proven.
bool covers_store(const SignedFile& file, const SignatureFacts& document_timestamp) {
  if (!is_whole(document_timestamp) || !document_timestamp.pdf) return false;
  return std::ranges::none_of(file.changes, [&](const Change& change) {
    const bool touches_store =
        change.kind == ChangeKind::SecurityStore || change.kind == ChangeKind::StoreChanged;
    return touches_store && change.revision > document_timestamp.pdf->revision;
  });
}

bool covers_all_signatures(const SignedFile& file, const SignatureFacts& document_timestamp) {
  return std::ranges::all_of(
      file.signatures, [&](const SignatureFacts& one) { return covers(document_timestamp, one); });
}

void prove(std::optional<UtcTime>& since, UtcTime time) {
  since = since ? std::min(*since, time) : time;
}

template <class Item>
void prove_source(const std::vector<Item>& items,
                  EvidenceSource source,
                  UtcTime time,
                  std::vector<std::optional<UtcTime>>& proofs) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].source == source) prove(proofs[i], time);
  }
}

class TimelineJudge {
 public:
  TimelineJudge(const SignedFile& file,
                const EvidenceIndex& index,
                const TrustPolicy& trust,
                UtcTime at)
      : file_(file), index_(index), trust_(trust), at_(at) {}

  Timeline run();

 private:
  void collect();
  void judge_documents();
  void judge_embedded(TimestampKind first, bool only_first);
  UtcTime proven_moment(const Stamp& stamp) const;
  bool stands_over(const Stamp& later, const Stamp& earlier) const;
  const SignatureFacts* document(const Stamp& stamp) const;
  void judge_stamp(std::size_t number);
  void add_proofs(const Stamp& stamp);

  const SignedFile& file_;
  const EvidenceIndex& index_;
  const TrustPolicy& trust_;
  UtcTime at_;
  Timeline line_;
  std::optional<PathJudge> paths_;  ///< anew whenever the proofs change
};

void TimelineJudge::collect() {
  for (std::size_t i = 0; i < file_.signatures.size(); ++i) {
    for (const TimestampFacts& token : file_.signatures[i].timestamps) {
      line_.stamps.push_back({.token = &token,
                              .kind = token.kind,
                              .signature = static_cast<std::int32_t>(i),
                              .time = token.time,
                              .regime = {}});
    }
  }
  for (std::size_t i = 0; i < file_.document_timestamps.size(); ++i) {
    const auto& tokens = file_.document_timestamps[i].timestamps;
    line_.stamps.push_back({.token = tokens.empty() ? nullptr : &tokens.front(),
                            .document = static_cast<std::int32_t>(i),
                            .time = tokens.empty() ? UtcTime{} : tokens.front().time,
                            .regime = {}});
  }
  line_.verdicts.resize(line_.stamps.size());
}

const SignatureFacts* TimelineJudge::document(const Stamp& stamp) const {
  if (stamp.document < 0) return nullptr;
  return &file_.document_timestamps[static_cast<std::size_t>(stamp.document)];
}

bool TimelineJudge::stands_over(const Stamp& later, const Stamp& earlier) const {
  if (const SignatureFacts* over = document(later)) {
    const SignatureFacts* under = document(earlier);
    if (under == nullptr) under = &file_.signatures[static_cast<std::size_t>(earlier.signature)];
    return covers(*over, *under);
  }
  return later.kind == TimestampKind::Archive && later.signature == earlier.signature &&
         earlier.kind != TimestampKind::Archive;
}

// The earliest trusted time-stamp over this one. One that claims to be older than what it covers
// contradicts it and proves nothing about it.
UtcTime TimelineJudge::proven_moment(const Stamp& stamp) const {
  UtcTime moment = at_;
  for (const Stamp& later : line_.stamps) {
    const bool helps = later.is_trusted && later.time >= stamp.time && later.time < moment;
    if (helps && stands_over(later, stamp)) moment = later.time;
  }
  return moment;
}

void TimelineJudge::add_proofs(const Stamp& stamp) {
  const SignatureFacts* holder = document(stamp);
  if (holder == nullptr || !stamp.is_trusted) return;
  const Evidence& evidence = index_.evidence();
  std::vector<EvidenceSource> proven;
  if (covers_store(file_, *holder)) proven.push_back(EvidenceSource::Dss);
  if (covers_all_signatures(file_, *holder)) proven.push_back(EvidenceSource::Signature);
  for (const EvidenceSource source : proven) {
    prove_source(evidence.certificates, source, stamp.time, line_.proofs.certificates);
    prove_source(evidence.crls, source, stamp.time, line_.proofs.crls);
    prove_source(evidence.ocsps, source, stamp.time, line_.proofs.ocsps);
  }
  if (!proven.empty()) paths_.emplace(index_, line_.proofs, trust_, at_);
}

void TimelineJudge::judge_stamp(std::size_t number) {
  Stamp& stamp = line_.stamps[number];
  TimestampVerdict& verdict = line_.verdicts[number];
  verdict.index = static_cast<std::int32_t>(number);
  verdict.kind = stamp.kind;
  verdict.signature = stamp.signature;
  CheckList checks;
  if (stamp.token == nullptr) {
    checks.add(Finding::TokenForm, {said(FormatFault::Unparseable)});
    verdict.integrity = Integrity::Broken;
  } else {
    TokenVerdict token = judge_token(
        *stamp.token, document(stamp), index_, *paths_, trust_, at_, proven_moment(stamp));
    verdict.time = stamp.time;
    verdict.integrity = token.integrity;
    stamp.regime = std::move(token.regime);
    checks = std::move(token.checks);
  }
  stamp.is_intact = verdict.integrity == Integrity::Intact;
  stamp.is_trusted = checks.has_passed();
  verdict.is_trusted = stamp.is_trusted;
  verdict.checks = checks.results();
  add_proofs(stamp);
}

// Newest first: by revision, since the times are what is to be proven.
void TimelineJudge::judge_documents() {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < line_.stamps.size(); ++i) {
    if (line_.stamps[i].document >= 0) order.push_back(i);
  }
  std::ranges::stable_sort(
      order, std::greater(), [&](std::size_t i) { return document(line_.stamps[i])->covered_end; });
  for (const std::size_t i : order) judge_stamp(i);
}

void TimelineJudge::judge_embedded(TimestampKind kind, bool is_that_kind) {
  for (std::size_t i = 0; i < line_.stamps.size(); ++i) {
    const Stamp& stamp = line_.stamps[i];
    if (stamp.document < 0 && (stamp.kind == kind) == is_that_kind) judge_stamp(i);
  }
}

Timeline TimelineJudge::run() {
  const Evidence& evidence = index_.evidence();
  line_.proofs.certificates.resize(evidence.certificates.size());
  line_.proofs.crls.resize(evidence.crls.size());
  line_.proofs.ocsps.resize(evidence.ocsps.size());
  paths_.emplace(index_, line_.proofs, trust_, at_);
  collect();
  judge_documents();
  judge_embedded(TimestampKind::Archive, true);
  judge_embedded(TimestampKind::Archive, false);
  return std::move(line_);
}

}  // namespace

bool covers(const SignatureFacts& document_timestamp, const SignatureFacts& signature) {
  if (!is_whole(document_timestamp) || !document_timestamp.pdf || !signature.pdf) return false;
  return document_timestamp.pdf->revision > signature.pdf->revision &&
         document_timestamp.covered_end > signature.covered_end;
}

std::vector<const Stamp*> stamps_over(const SignedFile& file,
                                      const Timeline& timeline,
                                      std::int32_t number) {
  const SignatureFacts& signature = file.signatures[static_cast<std::size_t>(number)];
  std::vector<const Stamp*> over;
  for (const Stamp& stamp : timeline.stamps) {
    const bool is_own = stamp.signature == number && stamp.kind != TimestampKind::Content;
    const bool is_document =
        stamp.document >= 0 &&
        covers(file.document_timestamps[static_cast<std::size_t>(stamp.document)], signature);
    if (is_own || is_document) over.push_back(&stamp);
  }
  return over;
}

Timeline judge_timestamps(const SignedFile& file,
                          const EvidenceIndex& index,
                          const TrustPolicy& trust,
                          UtcTime at) {
  return TimelineJudge(file, index, trust, at).run();
}

}  // namespace sohoa::checks
