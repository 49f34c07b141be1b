#include "pipeline/refuse_secret.h"

#include <algorithm>
#include <optional>
#include <set>

#include "pipeline/life.h"
#include "policy/review.h"

namespace sohoa {
namespace {

constexpr std::string_view kRefused = "component.secret-refused";
constexpr std::string_view kBatchEvent = "batch.secret-refused";
constexpr std::string_view kBytesEvent = "batch.secret-bytes";
constexpr const char* kClause = "TT 01/2023/TT-VPCP, Điều 4";
constexpr const char* kRescan = "Chồng giấy này có giấy tờ mật: quét lại, bỏ giấy tờ đó ra.";

class Refusal {
 public:
  Refusal(Store& store, const std::string& why, std::string officer, const Clock& clock)
      : store_(store),
        catalog_(*store.catalog),
        why_(why),
        officer_(std::move(officer)),
        clock_(clock),
        now_(clock.now()) {}

  // The rows say "refused" before the first byte goes: killed in between, the next run sees no
  // component that claims to hold what is gone, and the events name what must still go.
  Result<void> run(const ComponentRecord& first) {
    if (TRY(was_refused_as_secret(catalog_, first.id))) return {};
    TRY(gather(first));
    for (const ComponentRecord& component : affected_) TRY(revoke_item(component));
    const auto tx = TRY(catalog_.begin());
    for (const ComponentRecord& component : affected_)
      TRY(refuse(*tx, component, component.id == first.id));
    for (const Digest& digest : bytes_)
      TRY(tx->append({now_, std::string(kBytesEvent), first.batch, digest.hex()}));
    TRY(tx->append({now_, std::string(kBatchEvent), first.batch, first.id}));
    return tx->commit();
  }

 private:
  Result<void> gather(const ComponentRecord& first) {
    const auto own = TRY(catalog_.files(first.id));
    for (const FileRecord& file : own) add(file.digest);
    const auto components = TRY(catalog_.components(first.batch));
    for (const ComponentRecord& component : components) {
      if (component.id == first.id || TRY(shares_a_file(component))) affected_.push_back(component);
    }
    const auto batch = TRY(catalog_.batch(first.batch));
    if (batch) add(batch->digest);
    return {};
  }

  Result<bool> shares_a_file(const ComponentRecord& component) {
    const auto files = TRY(catalog_.files(component.id));
    return std::any_of(files.begin(), files.end(), [&](const FileRecord& file) {
      return bytes_.contains(file.digest);
    });
  }

  // A paper of the same stack may have been coded before an officer found the secret one in it: no
  // item may stay in force whose bytes are gone.
  Result<void> revoke_item(const ComponentRecord& component) {
    const auto item = TRY(catalog_.item_of_component(component.id));
    const bool shows_it = item && item->component == component.id;
    const bool is_in_force = item && (item->state == name(ItemState::Active) ||
                                      item->state == name(ItemState::Suspended));
    if (!shows_it || !is_in_force) return {};
    LifeOrder order;
    order.item = item->code;
    order.officer = officer_;
    order.request.act = LifeAct::Revoke;
    order.request.reason = kRescan;
    order.request.decision = kClause;
    TRY(carry_out_act(store_, clock_, order));
    return {};
  }

  void add(const Digest& digest) {
    if (!digest.is_zero()) bytes_.insert(digest);
  }

  Result<void> refuse(Transaction& tx, ComponentRecord component, bool is_secret) {
    add(component.searchable);
    TRY(forget_files(tx, component.id));
    TRY(forget_pages(tx, component.id));
    TRY(close_reviews(tx, component.id));
    component.searchable = {};
    if (component.state != ComponentState::Split) component.state = ComponentState::Failed;
    component.title = is_secret ? "(giấy tờ mật)" : component.title;
    component.reasons = {is_secret ? describe(Error{Fault::SecretPaper, why_, {}}, Lang::Vi)
                                   : kRescan};
    TRY(tx.put(component));
    TRY(tx.put_fields(component.id, {}));
    TRY(tx.put_findings(component.id, {}));
    if (component.state == ComponentState::Failed && !is_secret)
      TRY(ask_for_another_scan(tx, component.id));
    return tx.append({now_, std::string(kRefused), component.id, why_});
  }

  // A row with no digest is one whose bytes are not kept.
  Result<void> forget_files(Transaction& tx, const std::string& component) {
    auto files = TRY(catalog_.files(component));
    for (FileRecord& file : files) {
      file.digest = {};
      TRY(tx.put(file));
    }
    return {};
  }

  Result<void> forget_pages(Transaction& tx, const std::string& component) {
    auto pages = TRY(catalog_.pages(component));
    for (PageRecord& page : pages) {
      add(page.reading);
      page.reading = {};
      page.state = PageState::Failed;
      page.error = name(Fault::SecretPaper);
      page.dct_hash = 0;
      page.words = 0;
      page.confidence = 0;
      TRY(tx.put(page));
      TRY(tx.index_text(page.component, page.ordinal, ""));
    }
    return {};
  }

  Result<void> close_reviews(Transaction& tx, const std::string& component) {
    ReviewQuery query;
    query.state = "waiting";
    query.component = component;
    query.limit = 1'000;
    auto open = TRY(catalog_.reviews(query));
    for (ReviewRecord& review : open) {
      review.state = review.subject == "secrecy" ? "rejected" : "dropped";
      review.officer = officer_;
      review.before.clear();
      review.after.clear();
      review.closed_at = now_;
      TRY(tx.put(review));
    }
    return {};
  }

  Result<void> ask_for_another_scan(Transaction& tx, const std::string& component) {
    ReviewRecord review;
    review.component = component;
    review.subject = "scan";
    review.why = kRescan;
    review.is_blocking = true;
    review.urgency = base_urgency(review.subject, true);
    review.opened_at = now_;
    review.state = "open";
    TRY(tx.put(review));
    return {};
  }

  Store& store_;
  Catalog& catalog_;
  const std::string& why_;
  std::string officer_;
  const Clock& clock_;
  UtcTime now_;
  std::vector<ComponentRecord> affected_;
  std::set<Digest> bytes_;
};

}  // namespace

Result<void> refuse_secret(Store& store,
                           const ComponentRecord& component,
                           const std::string& why,
                           const Clock& clock,
                           const std::string& officer) {
  TRY(Refusal(store, why, officer, clock).run(component));
  return discard_secrets_again(store, component.batch);
}

Result<bool> was_refused_as_secret(Catalog& catalog, const std::string& component) {
  const auto events = TRY(catalog.events(component));
  return std::any_of(events.begin(), events.end(), [](const EventRecord& event) {
    return event.kind == kRefused;
  });
}

Result<void> discard_secrets_again(Store& store, const std::string& batch) {
  const auto events = TRY(store.catalog->events(batch));
  for (const EventRecord& event : events) {
    if (event.kind != kBytesEvent) continue;
    const auto digest = Digest::parse(event.detail);
    if (!digest || TRY(store.catalog->is_in_use(*digest))) continue;
    TRY(store.blobs->discard(*digest));
  }
  return {};
}

}  // namespace sohoa
