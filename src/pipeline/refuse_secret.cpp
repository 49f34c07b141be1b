#include "pipeline/refuse_secret.h"

#include <algorithm>
#include <set>

namespace sohoa {
namespace {

constexpr std::string_view kEvent = "batch.secret-refused";
constexpr std::string_view kComponentEvent = "component.secret-refused";

Result<bool> has_event(Catalog& catalog, const std::string& subject, std::string_view kind) {
  const auto events = TRY(catalog.events(subject));
  return std::any_of(
      events.begin(), events.end(), [&](const EventRecord& event) { return event.kind == kind; });
}

class Refusal {
 public:
  Refusal(Store& store, const std::string& why, UtcTime now)
      : store_(store), catalog_(*store.catalog), why_(why), now_(now) {}

  // The rows say "refused" before the first byte goes: killed in between, the next run sees no
  // component that claims to hold what is gone.
  Result<void> run(const ComponentRecord& first) {
    TRY(gather(first));
    const auto tx = TRY(catalog_.begin());
    for (const ComponentRecord& component : affected_)
      TRY(refuse(*tx, component, component.id == first.id));
    TRY(tx->append({now_, std::string(kEvent), first.batch, first.id}));
    TRY(tx->commit());
    for (const Digest& digest : bytes_) TRY(store_.blobs->discard(digest));
    return {};
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

  void add(const Digest& digest) {
    if (!digest.is_zero()) bytes_.insert(digest);
  }

  Result<void> refuse(Transaction& tx, ComponentRecord component, bool is_secret) {
    add(component.searchable);
    auto pages = TRY(catalog_.pages(component.id));
    for (PageRecord& page : pages) TRY(forget(tx, page));
    component.searchable = {};
    component.state = ComponentState::Failed;
    component.title = is_secret ? "(giấy tờ mật)" : component.title;
    component.reasons = {is_secret ? describe(Error{Fault::SecretPaper, why_, {}}, Lang::Vi)
                                   : "Chồng giấy này có giấy tờ mật: quét lại, bỏ giấy tờ đó ra."};
    TRY(tx.put(component));
    TRY(tx.put_fields(component.id, {}));
    TRY(tx.put_findings(component.id, {}));
    return tx.append({now_, std::string(kComponentEvent), component.id, why_});
  }

  Result<void> forget(Transaction& tx, PageRecord& page) {
    add(page.reading);
    page.reading = {};
    page.state = PageState::Failed;
    page.error = name(Fault::SecretPaper);
    page.dct_hash = 0;
    page.words = 0;
    page.confidence = 0;
    TRY(tx.put(page));
    return tx.index_text(page.component, page.ordinal, "");
  }

  Store& store_;
  Catalog& catalog_;
  const std::string& why_;
  UtcTime now_;
  std::vector<ComponentRecord> affected_;
  std::set<Digest> bytes_;
};

}  // namespace

Result<void> refuse_secret(Store& store,
                           const ComponentRecord& component,
                           const std::string& why,
                           const Clock& clock) {
  return Refusal(store, why, clock.now()).run(component);
}

Result<bool> was_refused_as_secret(Catalog& catalog, const std::string& component) {
  return has_event(catalog, component, kComponentEvent);
}

Result<void> drop_secrets_again(Store& store, const BatchRecord& batch) {
  Catalog& catalog = *store.catalog;
  if (!TRY(has_event(catalog, batch.id, kEvent))) return {};
  TRY(store.blobs->discard(batch.digest));
  const auto components = TRY(catalog.components(batch.id));
  for (const ComponentRecord& component : components) {
    if (!TRY(was_refused_as_secret(catalog, component.id))) continue;
    const auto files = TRY(catalog.files(component.id));
    for (const FileRecord& file : files) TRY(store.blobs->discard(file.digest));
  }
  return {};
}

}  // namespace sohoa
