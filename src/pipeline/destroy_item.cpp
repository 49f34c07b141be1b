#include "pipeline/destroy_item.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/text.h"
#include "core/vietnam_time.h"
#include "pipeline/destroyed_bytes.h"

namespace sohoa {
namespace {

constexpr std::string_view kAct = "destroy";
constexpr std::int32_t kSlice = 500;
constexpr std::int32_t kPapersOfADossier = 1'000;

// What the site decides later counts for papers it already has; what an item was promised stays.
std::string term_of(const RuleBook& rules, const ItemRecord& item) {
  const std::string today =
      retain_until(rules.profile.retention, item.type, vietnam_day(item.coded_at));
  return today.empty() ? today : std::max(today, item.retain_until);
}

// A dossier is kept while any paper that came with it is.
Result<bool> is_kept(Catalog& catalog, const std::string& dossier) {
  ItemQuery query;
  query.dossier = dossier;
  query.state = "any";
  query.limit = kPapersOfADossier;
  const auto papers = TRY(catalog.find_items(query));
  if (papers.empty()) return true;  // nothing is known of it
  for (const ItemHit& paper : papers) {
    if (!TRY(is_destroyed(catalog, paper.item.code))) return true;
  }
  return false;
}

Result<std::vector<std::string>> kept_reusers(Catalog& catalog, const ItemRecord& item) {
  std::set<std::string> dossiers;
  for (const ReuseRecord& reuse : TRY(catalog.reuses_of_item(item.code))) {
    const bool is_another = fold(reuse.dossier) != fold(item.dossier);
    if (reuse.is_allowed && is_another) dossiers.insert(reuse.dossier);
  }
  std::vector<std::string> kept;
  for (const std::string& dossier : dossiers) {
    if (TRY(is_kept(catalog, dossier))) kept.push_back(dossier);
  }
  return kept;
}

Result<DestroyDecision> decide(const RuleBook& rules,
                               const ItemRecord& item,
                               const std::string& term) {
  Catalog& catalog = *rules.store.catalog;
  RetainedItem facts;
  facts.code = item.code;
  facts.state = parse_item_state(item.state).value_or(ItemState::Active);
  facts.valid_to = item.valid_to;
  facts.retain_until = term;
  for (const HoldRecord& hold : TRY(catalog.holds(item.code))) facts.holds.push_back(hold.reason);
  facts.reused_by = TRY(kept_reusers(catalog, item));
  return may_destroy(facts, rules.today());
}

Result<void> need(const std::string& value, const char* option) {
  if (!squeeze(value).empty()) return {};
  return Error{Fault::Usage, option, {}};
}

class Destroying {
 public:
  Destroying(const RuleBook& rules, const DestroyOrder& order)
      : rules_(rules), order_(order), catalog_(*rules.store.catalog), now_(rules.clock.now()) {}

  // The write lock is taken first: no hold is placed between the answer and the deed.
  Result<DestroyOutcome> run() {
    TRY(check());
    {
      const auto tx = TRY(catalog_.begin());
      TRY(load());
      if (TRY(is_destroyed(catalog_, outcome_.item.code))) {
        TRY(find_step());
      } else {
        outcome_.decision = TRY(decide(rules_, outcome_.item, term_of(rules_, outcome_.item)));
        TRY(outcome_.decision.is_allowed ? write(*tx) : refuse(*tx));
        TRY(tx->commit());
      }
    }
    if (!outcome_.step.act.empty()) TRY(discard());
    return std::move(outcome_);
  }

 private:
  Result<void> check() const {
    TRY(need(order_.reason, "--reason"));
    TRY(need(order_.decision, "--decision"));
    return need(order_.officer, "--officer");
  }

  Result<void> load() {
    const auto item = TRY(catalog_.find_item(order_.item));
    if (!item) return Error{Fault::NoSuchItem, order_.item, {}};
    outcome_.item = *item;
    for (const ItemRecord& version : TRY(catalog_.item_versions(item->code))) {
      if (!version.component.empty()) own_.insert(version.component);
    }
    bytes_ = TRY(bytes_of(rules_.store, own_));
    outcome_.shared = bytes_.shared;
    return {};
  }

  Result<void> find_step() {
    for (const LifeRecord& step : TRY(catalog_.life(outcome_.item.code))) {
      if (step.act == kAct) outcome_.step = step;
    }
    outcome_.decision.is_allowed = true;
    return {};
  }

  std::string who() const {
    return "decision=" + squeeze(order_.decision) + " officer=" + squeeze(order_.officer);
  }

  Result<void> refuse(Transaction& tx) {
    std::string why;
    for (const Reason& reason : outcome_.decision.reasons) {
      if (reason.outcome == ReasonOutcome::Failed) why += " rule=" + reason.rule;
    }
    return tx.append(EventRecord{now_, "item.destroy-refused", outcome_.item.code, who() + why});
  }

  Result<void> write(Transaction& tx) {
    outcome_.step = step();
    TRY(tx.append(outcome_.step));
    std::set<std::string> batches;
    for (const std::string& id : own_) {
      TRY(forget(tx, id));
      batches.insert(id.substr(0, id.find('/')));
    }
    for (const std::string& batch : batches)
      TRY(tx.append(EventRecord{now_, "batch.bytes-destroyed", batch, outcome_.item.code}));
    return tx.append(EventRecord{now_,
                                 "item.destroyed",
                                 outcome_.item.code,
                                 who() + " blobs=" + std::to_string(bytes_.own.size()) +
                                     " shared=" + std::to_string(bytes_.shared) +
                                     " reason=" + squeeze(order_.reason)});
  }

  LifeRecord step() const {
    LifeRecord made;
    made.item = outcome_.item.code;
    made.at = now_;
    made.act = kAct;
    made.from = made.to = outcome_.item.state;
    made.effective_on = rules_.today();
    made.reason = squeeze(order_.reason);
    made.decision = squeeze(order_.decision);
    made.officer = squeeze(order_.officer);
    return made;
  }

  // Digests stay: they say what was here. A page without bytes is a page that cannot be shown.
  Result<void> forget(Transaction& tx, const std::string& id) {
    auto component = TRY(catalog_.component(id));
    if (!component) return {};
    component->reasons.push_back("Đã tiêu hủy tệp theo quyết định số " + squeeze(order_.decision) +
                                 ", ngày " + vietnam_date(rules_.today()) + ".");
    TRY(tx.put(*component));
    for (PageRecord& page : TRY(catalog_.pages(id))) {
      page.state = PageState::Failed;
      page.error = name(Fault::FileNotFound);
      page.error_detail = "destroyed";
      page.dct_hash = 0;
      TRY(tx.put(page));
      TRY(tx.index_text(id, page.ordinal, ""));
    }
    return {};
  }

  Result<void> discard() {
    for (const Digest& digest : bytes_.own) {
      if (TRY(rules_.store.blobs->has(digest))) ++outcome_.removed;
      TRY(rules_.store.blobs->discard(digest));
    }
    return {};
  }

  const RuleBook& rules_;
  const DestroyOrder& order_;
  Catalog& catalog_;
  UtcTime now_;
  std::set<std::string> own_;
  PaperBytes bytes_;
  DestroyOutcome outcome_;
};

}  // namespace

Result<std::size_t> list_due(const RuleBook& rules, std::int32_t limit, const DueSink& sink) {
  std::size_t listed = 0;
  std::string last;
  for (;;) {
    const auto ended = TRY(rules.store.catalog->ended_items(last, kSlice));
    for (const ItemRecord& item : ended) {
      if (listed >= static_cast<std::size_t>(std::max(limit, 0))) return listed;
      const std::string term = term_of(rules, item);
      if (term.empty() || rules.today() <= term) continue;
      const DestroyDecision decision = TRY(decide(rules, item, term));
      TRY(sink({item, term, decision}));
      ++listed;
    }
    if (ended.size() < static_cast<std::size_t>(kSlice)) return listed;
    last = ended.back().code;
  }
}

Result<DestroyOutcome> destroy_item(const RuleBook& rules, const DestroyOrder& order) {
  return Destroying(rules, order).run();
}

Result<bool> is_destroyed(Catalog& catalog, const std::string& item) {
  const auto life = TRY(catalog.life(item));
  return std::ranges::any_of(life, [](const LifeRecord& step) { return step.act == kAct; });
}

Result<void> discard_destroyed(Store& store, const std::string& batch) {
  const auto events = TRY(store.catalog->events(batch));
  const bool has_lost = std::ranges::any_of(
      events, [](const EventRecord& event) { return event.kind == "batch.bytes-destroyed"; });
  if (!has_lost) return {};
  std::set<std::string> own;
  for (const ComponentRecord& component : TRY(store.catalog->components(batch))) {
    if (TRY(is_of_destroyed(*store.catalog, component.id))) own.insert(component.id);
  }
  const PaperBytes bytes = TRY(bytes_of(store, own));
  for (const Digest& digest : bytes.own) TRY(store.blobs->discard(digest));
  return {};
}

}  // namespace sohoa
