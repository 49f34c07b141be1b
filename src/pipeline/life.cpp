#include "pipeline/life.h"

#include <map>

#include "core/text.h"
#include "core/vietnam_time.h"
#include "pipeline/destroy_item.h"
#include "pipeline/life_words.h"
#include "pipeline/reason_rows.h"
#include "policy/days.h"
#include "policy/legal_value.h"

namespace sohoa {
namespace {

constexpr std::int32_t kSweepStep = 500;

Result<ItemRecord> item_of(Catalog& catalog, const std::string& code) {
  auto item = TRY(catalog.find_item(code));
  if (!item) return Error{Fault::NoSuchItem, code, {}};
  return *std::move(item);
}

Error not_allowed(const std::string& why) {
  return Error{Fault::LifeNotAllowed, why, {}};
}

// What takes its place must be in force, of the same owner and of the same type.
Result<void> check_successor(const ItemRecord& item, const ItemRecord& by) {
  const std::string label = "supersede by " + by.code + ": ";
  if (by.code == item.code) return not_allowed(label + "it is the same item");
  if (by.state != name(ItemState::Active)) return not_allowed(label + "it is " + by.state);
  if (fold(by.owner_id) != fold(item.owner_id)) return not_allowed(label + "another owner");
  if (fold(by.type) != fold(item.type)) return not_allowed(label + "another document type");
  return {};
}

class Carrying {
 public:
  Carrying(Store& store, const Clock& clock, const LifeOrder& order)
      : catalog_(*store.catalog), order_(order), now_(clock.now()), today_(vietnam_day(now_)) {}

  // The write lock is taken first: two officers cannot both revoke.
  Result<LifeOutcome> run() {
    const auto tx = TRY(catalog_.begin());
    LifeOutcome outcome;
    outcome.item = TRY(item_of(catalog_, order_.item));
    if (TRY(is_destroyed(catalog_, outcome.item.code)))
      return not_allowed(outcome.item.code + ": its bytes were destroyed");
    outcome.effect = TRY(carry_out(state_of(outcome.item), order_.request, today_));
    const std::string other = TRY(other_of(outcome.item));
    outcome.step = step_of(outcome, other);
    outcome.is_waiting = is_for_later(order_.request, today_);
    if (outcome.is_waiting) {
      outcome.step.to.clear();
      TRY(tx->append(outcome.step));
      TRY(tx->append(event(outcome, "item.act-scheduled")));
    } else {
      TRY(write(*tx, outcome));
    }
    TRY(tx->commit());
    return outcome;
  }

 private:
  static ItemState state_of(const ItemRecord& item) {
    return parse_item_state(item.state).value_or(ItemState::Draft);
  }

  Result<std::string> other_of(const ItemRecord& item) {
    if (order_.request.act == LifeAct::Extend) return order_.request.new_valid_to;
    if (order_.request.act != LifeAct::Supersede) return std::string();
    const ItemRecord by = TRY(item_of(catalog_, order_.request.superseded_by));
    TRY(check_successor(item, by));
    return by.code;
  }

  LifeRecord step_of(const LifeOutcome& outcome, const std::string& other) const {
    LifeRecord step;
    step.item = outcome.item.code;
    step.at = now_;
    step.act = name(order_.request.act);
    step.from = outcome.item.state;
    step.to = name(outcome.effect.to);
    step.effective_on = order_.request.effective_on.empty() ? today_ : order_.request.effective_on;
    step.reason = squeeze(order_.request.reason);
    step.decision = squeeze(order_.request.decision);
    step.officer = order_.officer;
    step.other = other;
    return step;
  }

  Result<void> write(Transaction& tx, LifeOutcome& outcome) {
    ItemRecord& item = outcome.item;
    item.state = outcome.step.to;
    if (order_.request.act == LifeAct::Extend) item.valid_to = outcome.step.other;
    if (order_.request.act == LifeAct::Supersede) item.superseded_by = outcome.step.other;
    if (order_.request.act == LifeAct::Revoke) TRY(revoke_verdict(tx, outcome));
    TRY(tx.put(item));
    TRY(tx.append(outcome.step));
    TRY(tx.append(event(outcome, life_event(order_.request.act))));
    return outcome.effect.tell_reusers ? tell_reusers(tx, outcome) : Result<void>();
  }

  // The newest verdict is what `find` and `reuse` go by; it must not say FULL until the next night.
  Result<void> revoke_verdict(Transaction& tx, LifeOutcome& outcome) {
    outcome.item.legal_value = name(LegalClass::Revoked);
    const auto earlier = TRY(catalog_.verdicts(outcome.item.component));
    if (earlier.empty()) return {};
    VerdictRecord verdict = earlier.back();
    verdict.seq = 0;
    verdict.at = now_;
    verdict.legal_value = name(LegalClass::Revoked);
    verdict.reasons =
        reason_rows({{"revocation",
                      ClauseId::Nd45Art15,
                      ReasonOutcome::Failed,
                      "Đã bị thu hồi, hủy bỏ theo quyết định số " + outcome.step.decision +
                          ", từ ngày " + vietnam_date(outcome.step.effective_on) + ".",
                      "Revoked by decision " + outcome.step.decision + " from " +
                          outcome.step.effective_on + "."}});
    return tx.append(verdict);
  }

  Result<void> tell_reusers(Transaction& tx, LifeOutcome& outcome) {
    std::map<std::string, std::string> places;  // dossier → components
    for (const ReuseRecord& reuse : TRY(catalog_.reuses_of_item(outcome.item.code))) {
      if (!reuse.is_allowed) continue;
      std::string& components = places[reuse.dossier];
      components += (components.empty() ? "" : ", ") + reuse.component;
    }
    for (const auto& [dossier, components] : places) {
      NoticeRecord notice;
      notice.at = now_;
      notice.kind = life_event(order_.request.act);
      notice.item = outcome.item.code;
      notice.dossier = dossier;
      notice.text =
          notice_text(outcome.item, outcome.step, outcome.effect, order_.request.act, components);
      notice.id = TRY(tx.put(notice));
      outcome.notices.push_back(std::move(notice));
    }
    return {};
  }

  EventRecord event(const LifeOutcome& outcome, std::string kind) const {
    const LifeRecord& step = outcome.step;
    std::string detail = "act=" + step.act + " from=" + step.from + " on=" + step.effective_on;
    if (!step.decision.empty()) detail += " decision=" + step.decision;
    if (!step.officer.empty()) detail += " officer=" + step.officer;
    return {now_, std::move(kind), step.item, detail};
  }

  Catalog& catalog_;
  const LifeOrder& order_;
  UtcTime now_;
  std::string today_;
};

// ---- The sweep
// -----------------------------------------------------------------------------------

LifeOrder order_of(const LifeRecord& waiting) {
  LifeOrder order;
  order.item = waiting.item;
  order.officer = waiting.officer;
  LifeRequest& request = order.request;
  request.act = parse_life_act(waiting.act).value_or(LifeAct::Revoke);
  request.reason = waiting.reason;
  request.decision = waiting.decision;
  request.effective_on = waiting.effective_on;
  request.new_valid_to = waiting.other;
  request.superseded_by = waiting.other;
  return order;
}

// Written down as a step that changed nothing, so that the next sweep does not meet it again.
Result<void> write_void(Store& store, const Clock& clock, const VoidStep& voided) {
  const ItemRecord item = TRY(item_of(*store.catalog, voided.step.item));
  LifeRecord step = voided.step;
  step.seq = 0;
  step.at = clock.now();
  step.from = step.to = item.state;
  const auto tx = TRY(store.catalog->begin());
  TRY(tx->append(step));
  TRY(tx->append(EventRecord{
      clock.now(), "item.act-void", step.item, "act=" + step.act + " " + voided.why.detail}));
  return tx->commit();
}

bool is_about_the_item(const Error& error) {
  return error.what == Fault::LifeNotAllowed || error.what == Fault::Usage ||
         error.what == Fault::NoSuchItem;
}

Result<void> sweep_dated(Store& store, const Clock& clock, SweepReport& report) {
  const auto due = TRY(store.catalog->life_due(vietnam_day(clock.now())));
  for (const LifeRecord& waiting : due) {
    auto outcome = carry_out_act(store, clock, order_of(waiting));
    if (outcome) {
      report.carried_out.push_back(*std::move(outcome));
      continue;
    }
    if (!is_about_the_item(outcome.error())) return std::move(outcome).error();
    report.voided.push_back({waiting, outcome.error()});
    TRY(write_void(store, clock, report.voided.back()));
  }
  return {};
}

Result<void> sweep_expired(Store& store, const Clock& clock, SweepReport& report) {
  for (;;) {
    const auto items = TRY(store.catalog->items_to_expire(vietnam_day(clock.now()), kSweepStep));
    for (const ItemRecord& item : items) {
      LifeOrder order;
      order.item = item.code;
      order.request.act = LifeAct::Expire;
      order.request.effective_on = plus_days(item.valid_to, 1);
      auto outcome = TRY(carry_out_act(store, clock, order));
      report.carried_out.push_back(std::move(outcome));
    }
    if (items.size() < static_cast<std::size_t>(kSweepStep)) return {};
  }
}

Result<void> need(const std::string& value, const std::string& what) {
  if (!squeeze(value).empty()) return {};
  return Error{Fault::Usage, what + " is missing", {}};
}

}  // namespace

Result<LifeOutcome> carry_out_act(Store& store, const Clock& clock, const LifeOrder& order) {
  return Carrying(store, clock, order).run();
}

Result<SweepReport> sweep_life(Store& store, const Clock& clock) {
  SweepReport report;
  TRY(sweep_dated(store, clock, report));
  TRY(sweep_expired(store, clock, report));
  return report;
}

Result<HoldRecord> hold_item(Store& store,
                             const Clock& clock,
                             const std::string& item,
                             const std::string& reason,
                             const std::string& officer) {
  TRY(need(reason, "hold: the reason"));
  TRY(need(officer, "hold: the officer"));
  const auto tx = TRY(store.catalog->begin());
  const ItemRecord held = TRY(item_of(*store.catalog, item));
  HoldRecord hold{0, held.code, clock.now(), squeeze(reason), officer, std::nullopt, {}};
  hold.id = TRY(tx->put(hold));
  TRY(tx->append(EventRecord{hold.at, "item.hold", hold.item, "officer=" + officer}));
  TRY(tx->commit());
  return hold;
}

Result<std::vector<HoldRecord>> release_item(Store& store,
                                             const Clock& clock,
                                             const std::string& item,
                                             const std::string& reason,
                                             const std::string& officer) {
  TRY(need(reason, "release: the reason"));
  TRY(need(officer, "release: the officer"));
  const auto tx = TRY(store.catalog->begin());
  const ItemRecord held = TRY(item_of(*store.catalog, item));
  auto holds = TRY(store.catalog->holds(held.code));
  if (holds.empty()) return not_allowed("release: no hold stands on " + held.code);
  for (HoldRecord& hold : holds) {
    hold.released_at = clock.now();
    hold.released_by = officer;
    TRY(tx->put(hold));
  }
  TRY(tx->append(EventRecord{clock.now(),
                             "item.released",
                             held.code,
                             "officer=" + officer + " reason=" + squeeze(reason)}));
  TRY(tx->commit());
  return holds;
}

Result<std::vector<NoticeRecord>> list_notices(Catalog& catalog, const std::string& dossier) {
  return catalog.notices(dossier);
}

Result<NoticeRecord> read_notice(Store& store,
                                 const Clock& clock,
                                 std::int64_t id,
                                 const std::string& officer) {
  TRY(need(officer, "the officer"));
  const auto tx = TRY(store.catalog->begin());
  for (NoticeRecord& notice : TRY(store.catalog->notices(""))) {
    if (notice.id != id) continue;
    notice.read_at = clock.now();
    notice.reader = officer;
    TRY(tx->put(notice));
    TRY(tx->append(EventRecord{
        clock.now(),
        "notice.read",
        notice.dossier,
        "notice=" + std::to_string(id) + " item=" + notice.item + " officer=" + officer}));
    TRY(tx->commit());
    return notice;
  }
  return Error{Fault::NoSuchNotice, std::to_string(id), {}};
}

}  // namespace sohoa
