#include "pipeline/rejudge.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "pipeline/component_pages.h"
#include "pipeline/extraction.h"
#include "policy/review.h"

namespace sohoa {
namespace {

// Classes are stored by name; one we do not know was never relied on.
bool was_relied_on(const std::string& legal_value) {
  const auto value = parse_legal_class(legal_value);
  return value && is_relied_on(*value);
}

std::string told_as(const std::string& legal_value) {
  const auto value = parse_legal_class(legal_value);
  return value ? std::string(text_vi(*value)) : "chưa có kết luận";
}

std::string first_reason_against(const LegalValue& value) {
  for (const auto outcome : {ReasonOutcome::Failed, ReasonOutcome::Unknown}) {
    const auto reason = std::ranges::find(value.reasons, outcome, &Reason::outcome);
    if (reason != value.reasons.end()) return reason->message_vi;
  }
  return {};
}

std::string notice_text(const ItemRecord& item, const AssessedPaper& paper) {
  const std::string reason = first_reason_against(paper.value);
  return "Giấy tờ " + item.code + " mà hồ sơ đã tái sử dụng nay được kết luận “" +
         std::string(text_vi(paper.value.value)) + "” (trước đó “" + told_as(item.legal_value) +
         "”)." + (reason.empty() ? "" : " Lý do: " + reason) + " Đề nghị rà soát hồ sơ.";
}

// Would the next item meet it too?
bool is_general(const Error& error) {
  return error.kind() == ErrorKind::Unavailable || error.kind() == ErrorKind::Cancelled ||
         error.kind() == ErrorKind::Timeout;
}

class Rejudging {
 public:
  Rejudging(const AssessContext& context,
            const RejudgeOptions& options,
            const RejudgeProgress& progress)
      : context_(context),
        catalog_(*context.store.catalog),
        options_(options),
        progress_(progress) {}

  Result<RejudgeReport> run() {
    report_.due = TRY(catalog_.count_to_judge(options_.before, context_.site.basis));
    while (!is_done()) {
      const auto due = TRY(next_slice());
      if (due.empty()) break;
      for (const ItemRecord& item : due) {
        if (is_done()) break;
        TRY(judge(item));
        if (progress_) progress_(report_);
      }
    }
    if (report_.judged + report_.failed > 0) TRY(note_run());
    return report_;
  }

 private:
  bool is_done() {
    report_.was_interrupted = options_.cancel != nullptr && options_.cancel->load();
    const std::int64_t seen = report_.judged + report_.failed;
    const bool has_enough = options_.most > 0 && seen >= options_.most;
    // What becomes due meanwhile is the next run's: a moment still to come would never end.
    return report_.was_interrupted || has_enough || seen >= report_.due;
  }

  // Items that failed stay due; they stand first and are passed by.
  Result<std::vector<ItemRecord>> next_slice() {
    const auto wanted = std::max(options_.slice, 1) + static_cast<std::int32_t>(failed_.size());
    auto due = TRY(catalog_.items_to_judge(options_.before, context_.site.basis, wanted));
    std::erase_if(due, [&](const ItemRecord& item) { return failed_.contains(item.code); });
    return due;
  }

  Result<void> judge(const ItemRecord& item) {
    auto paper = assess_again(item);
    if (paper) return keep(item, *paper);
    if (is_general(paper.error())) return paper.error();
    failed_.insert(item.code);
    ++report_.failed;
    return note_failure(item, paper.error());
  }

  Result<AssessedPaper> assess_again(const ItemRecord& item) {
    const auto loaded = TRY(load_component(context_.store, item.component, context_.limits));
    return assess_paper(context_, loaded.component, loaded.files, text_of(loaded));
  }

  Result<void> note_failure(const ItemRecord& item, const Error& error) {
    const auto tx = TRY(catalog_.begin());
    TRY(tx->append(
        {context_.clock.now(), "item.judge-failed", item.code, std::string(name(error.what))}));
    return tx->commit();
  }

  Result<void> keep(const ItemRecord& seen, const AssessedPaper& paper) {
    const auto tx = TRY(catalog_.begin());
    // While the cage worked another process may have filed a new version: then that one's verdict
    // counts, and ours is history of the component.
    const auto now = TRY(catalog_.find_item(seen.code));
    const bool is_current = now && now->component == seen.component;
    TRY(tx->append(paper.record));
    const bool has_changed = is_current && now->legal_value != paper.record.legal_value;
    RejudgeReport counted = report_;
    ++counted.judged;
    if (has_changed) TRY(change(*tx, *now, paper, counted));
    TRY(tx->commit());
    report_ = counted;
    return {};
  }

  Result<void> change(Transaction& tx,
                      const ItemRecord& item,
                      const AssessedPaper& paper,
                      RejudgeReport& counted) {
    ItemRecord changed = item;
    changed.legal_value = paper.record.legal_value;
    TRY(tx.put(changed));
    const std::string step = item.legal_value + " -> " + changed.legal_value;
    TRY(tx.append({context_.clock.now(), "item.verdict-changed", item.code, step}));
    ++counted.changed;
    ++counted.steps[{item.legal_value, changed.legal_value}];
    if (!was_relied_on(item.legal_value) || was_relied_on(changed.legal_value)) return {};
    ++counted.lost;
    TRY(ask_officer(tx, item, paper));
    return tell_reusers(tx, item, paper, counted);
  }

  // Nothing waits for it, but somebody must look: the scan, the signer or our trust data changed.
  Result<void> ask_officer(Transaction& tx, const ItemRecord& item, const AssessedPaper& paper) {
    ReviewQuery query;
    query.state = "waiting";
    query.component = item.component;
    query.subject = "legal";
    if (!TRY(catalog_.reviews(query)).empty()) return {};
    ReviewRecord review;
    review.component = item.component;
    review.subject = query.subject;
    review.why = "Kết luận về giá trị pháp lý thay đổi: " + told_as(item.legal_value) + " → " +
                 std::string(text_vi(paper.value.value)) + ". " + first_reason_against(paper.value);
    review.type = item.type;
    review.urgency = base_urgency(review.subject, false);
    review.opened_at = context_.clock.now();
    review.state = "open";
    TRY(tx.put(review));
    return {};
  }

  Result<void> note_run() {
    const auto tx = TRY(catalog_.begin());
    TRY(tx->append({context_.clock.now(),
                    "rejudge.done",
                    "rejudge",
                    "judged=" + std::to_string(report_.judged) + " changed=" +
                        std::to_string(report_.changed) + " lost=" + std::to_string(report_.lost) +
                        " notices=" + std::to_string(report_.notices) + " failed=" +
                        std::to_string(report_.failed) + " basis=" + context_.site.basis}));
    return tx->commit();
  }

  // NĐ 45/2020 art. 15: whoever used the paper has to know. A revocation by decision was told when
  // it was decided.
  Result<void> tell_reusers(Transaction& tx,
                            const ItemRecord& item,
                            const AssessedPaper& paper,
                            RejudgeReport& counted) {
    std::set<std::string> told;
    for (const ReuseRecord& reuse : TRY(catalog_.reuses_of_item(item.code))) {
      if (!reuse.is_allowed || !told.insert(reuse.dossier).second) continue;
      if (TRY(was_told(item.code, reuse.dossier))) continue;
      NoticeRecord notice;
      notice.at = context_.clock.now();
      notice.kind = "item.verdict-changed";
      notice.item = item.code;
      notice.dossier = reuse.dossier;
      notice.text = notice_text(item, paper);
      TRY(tx.put(notice));
      const std::string step =
          item.code + ": " + item.legal_value + " -> " + paper.record.legal_value;
      TRY(tx.append({notice.at, "dossier.reused-item-lost", reuse.dossier, step}));
      ++counted.notices;
    }
    return {};
  }

  Result<bool> was_told(const std::string& item, const std::string& dossier) {
    const auto notices = TRY(catalog_.notices(dossier));
    return std::ranges::any_of(notices, [&](const NoticeRecord& one) {
      return one.item == item && one.kind == "item.revoked";
    });
  }

  const AssessContext& context_;
  Catalog& catalog_;
  const RejudgeOptions& options_;
  const RejudgeProgress& progress_;
  std::set<std::string> failed_;
  RejudgeReport report_;
};

}  // namespace

Result<RejudgeReport> rejudge(const AssessContext& context,
                              const RejudgeOptions& options,
                              const RejudgeProgress& progress) {
  return Rejudging(context, options, progress).run();
}

}  // namespace sohoa
