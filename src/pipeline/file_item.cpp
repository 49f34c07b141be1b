#include "pipeline/file_item.h"

#include <algorithm>

#include "core/vietnam_time.h"
#include "pipeline/paper_scope.h"
#include "pipeline/spelling.h"
#include "policy/item_code.h"
#include "policy/lifecycle.h"
#include "policy/retention.h"

namespace sohoa {
namespace {

std::string batch_of(const std::string& component) {
  return component.substr(0, component.find('/'));
}

class Filing {
 public:
  Filing(const FilingContext& context, ComponentRecord component, const Metadata& metadata)
      : context_(context),
        catalog_(*context.store.catalog),
        component_(std::move(component)),
        metadata_(metadata),
        now_(context.clock.now()) {}

  ComponentRecord& component() { return component_; }

  // The paper becomes an item: a new one, or the next version of the one it replaces.
  Result<Filed> code(Transaction& tx, const std::string& legal_value) {
    ItemRecord item = TRY(start_item());
    item.component = component_.id;
    item.component_code = component_.component;
    item.dossier = component_.dossier;
    item.kind = component_.kind;
    item.legal_value = legal_value;
    TRY(describe_filed(context_, metadata_, item));
    item.digest = TRY(digest_that_counts());
    component_.item = item.code;
    component_.state = ComponentState::Done;
    TRY(tx.put(component_));
    TRY(tx.put(item));
    TRY(tx.append(
        {now_, item.version == 1 ? "item.filed" : "item.version", item.code, component_.id}));
    return Filed{item.code, item.version, 0};
  }

 private:
  std::string day() const { return vietnam_day(now_); }

  Result<ItemRecord> start_item() {
    if (auto earlier = TRY(earlier_version())) {
      ++earlier->version;
      return *earlier;
    }
    ItemRecord item;
    item.code = TRY(new_code());
    item.state = name(ItemState::Active);
    item.coded_at = now_;
    return item;
  }

  static bool may_get_a_version(const ItemRecord& item) {
    return item.state == name(ItemState::Active) || item.state == name(ItemState::Suspended);
  }

  // The same component of the same dossier, sent in another batch: scanned again. Papers that
  // nobody gave a component code are not the same for that.
  Result<std::optional<ItemRecord>> earlier_version() {
    if (component_.component.empty()) return std::optional<ItemRecord>();
    ItemQuery query;
    query.dossier = component_.dossier;
    query.type = component_.component;
    query.state = "any";
    query.limit = 100;
    const auto hits = TRY(catalog_.find_items(query));
    for (const ItemHit& hit : hits) {
      const bool is_same = hit.item.component_code == component_.component &&
                           hit.item.kind == component_.kind && may_get_a_version(hit.item) &&
                           batch_of(hit.item.component) != component_.batch;
      if (is_same) return std::optional(hit.item);
    }
    return std::optional<ItemRecord>();
  }

  // NĐ 45/2020/NĐ-CP, Điều 14 khoản 3 fixes the code of results; the others follow the profile.
  Result<std::string> new_code() {
    const ItemCodeParts parts{metadata_.owner_id,
                              metadata_.type,
                              component_.dossier,
                              component_.component,
                              std::stoi(day().substr(0, 4))};
    const bool is_result = component_.kind == "result";
    const std::string& pattern = context_.site.profile.component_code;
    const std::string series = is_result ? component_.dossier + "-KQ" : code_series(pattern, parts);
    for (;;) {
      const std::int32_t number = TRY(catalog_.count_items(series));
      std::string code =
          is_result ? result_code(component_.dossier, number) : make_code(pattern, parts, number);
      if (!TRY(catalog_.find_item(code))) return code;
    }
  }

  // What carries the signatures is what counts; a scan counts as the PDF made of it.
  Result<Digest> digest_that_counts() {
    if (!component_.is_signed && !component_.searchable.is_zero()) return component_.searchable;
    const auto files = TRY(catalog_.files(component_.id));
    return files.empty() ? Digest{} : files.front().digest;
  }

  const FilingContext& context_;
  Catalog& catalog_;
  ComponentRecord component_;
  const Metadata& metadata_;
  UtcTime now_;
};

// Words are indexed when the paper becomes an item and never before: an FTS5 index cannot forget
// them, and those of a secret paper (TT 01/2023/TT-VPCP, Điều 4) must not stay behind in it.
Result<void> index_pages(Transaction& tx, const ComponentPages& loaded, const Site& site) {
  for (const StoredPage& page : loaded.pages) {
    const PageRecord& record = page.record;
    if (!page.result) continue;
    const std::string words =
        index_text_of(page.result->reading.text, site.lexicon, site.profile.review);
    TRY(tx.index_text(record.component, record.ordinal, words));
  }
  return {};
}

// A name that several units bear is nobody's.
std::string unit_named(const UnitCatalogue& units, const std::string& issuer, std::string_view on) {
  if (issuer.empty()) return {};
  const auto found = units.by_name(issuer, on);
  return found.size() == 1 ? found.front()->code : std::string();
}

// Empty: never extended.
Result<std::string> extended_to(Catalog& catalog, const std::string& code) {
  std::string day;
  const auto life = TRY(catalog.life(code));
  for (const LifeRecord& step : life) {
    if (step.act == name(LifeAct::Extend) && !step.to.empty()) day = step.other;
  }
  return day;
}

Result<void> put_reviews(Transaction& tx, const std::vector<ReviewRecord>& reviews) {
  for (const ReviewRecord& review : reviews) TRY(tx.put(review));
  return {};
}

Result<bool> has_open_block(Catalog& catalog, const std::string& component) {
  ReviewQuery query;
  query.state = "waiting";  // a proposal is no decision
  query.component = component;
  query.limit = 1'000;
  const auto open = TRY(catalog.reviews(query));
  return is_blocked(open);
}

void leave_out(ComponentRecord& component, const std::string& why) {
  auto& reasons = component.reasons;
  if (std::find(reasons.begin(), reasons.end(), why) == reasons.end()) reasons.push_back(why);
}

}  // namespace

Result<Filed> file_component(const FilingContext& filing,
                             const ComponentRecord& component,
                             const Assessment& assessment,
                             const VerdictRecord& verdict) {
  Catalog& catalog = *filing.store.catalog;
  const auto reviews = doubts_of(component, assessment, filing.site.profile, filing.clock.now());
  Filing made(filing, component, assessment.metadata);
  if (assessment.seen.form != nullptr) made.component().type = assessment.seen.form->id;
  if (!assessment.seen.types.empty())
    made.component().type_confidence = assessment.seen.types.front().confidence;
  const ComponentPages pages = TRY(load_component(filing.store, component.id, filing.limits));
  const auto tx = TRY(catalog.begin());
  if (!TRY(catalog.verdicts(component.id)).empty()) return Filed{component.item, 0, 0};
  const bool waits = is_blocked(reviews) || component.state != ComponentState::Done;
  if (waits && component.state != ComponentState::Failed)
    made.component().state = ComponentState::Waiting;
  const bool is_left_out = !assessment.out_of_scope.empty();
  if (is_left_out) leave_out(made.component(), assessment.out_of_scope);
  TRY(tx->put(made.component()));
  TRY(tx->put_fields(component.id, field_records(component.id, assessment.seen.fields)));
  TRY(tx->put_findings(component.id, assessment.scan));
  TRY(tx->append(verdict));
  TRY(put_reviews(*tx, reviews));
  Filed filed;
  if (!waits && !is_left_out) {
    filed = TRY(made.code(*tx, verdict.legal_value));
    TRY(index_pages(*tx, pages, filing.site));
  }
  filed.reviews = static_cast<std::int32_t>(reviews.size());
  TRY(tx->append({filing.clock.now(), "component.assessed", component.id, verdict.legal_value}));
  TRY(tx->commit());
  return filed;
}

Result<void> describe_filed(const FilingContext& filing,
                            const Metadata& metadata,
                            ItemRecord& item) {
  describe_item(metadata, item);
  item.issuer_unit = unit_named(filing.site.units, item.issuer, item.issued_on);
  const std::string coded_on = vietnam_day(item.coded_at);
  item.retain_until = retain_until(filing.site.profile.retention, item.type, coded_on);
  const std::string extended = TRY(extended_to(*filing.store.catalog, item.code));
  if (!extended.empty()) item.valid_to = extended;
  return {};
}

Result<Filed> file_settled(const FilingContext& filing,
                           Transaction& tx,
                           ComponentRecord& component,
                           const std::vector<FieldRecord>& fields) {
  const auto verdicts = TRY(filing.store.catalog->verdicts(component.id));
  const bool is_waiting = component.item.empty() && component.state == ComponentState::Waiting;
  if (!is_waiting || verdicts.empty()) return Filed{component.item, 0, 0};
  const ScopeDecision scope = scope_of(component, filing.site);
  if (scope.outcome == ScopeOutcome::NotDigitised) {
    leave_out(component, scope.reasons.front().message_vi);
    component.state = ComponentState::Done;
    TRY(tx.put(component));
    return Filed{};
  }
  const Metadata metadata =
      merge_metadata(component, stored_extraction(component, fields, filing.site), filing.site);
  Filing made(filing, component, metadata);
  const Filed filed = TRY(made.code(tx, verdicts.back().legal_value));
  component = made.component();
  const ComponentPages pages = TRY(load_component(filing.store, component.id, filing.limits));
  TRY(index_pages(tx, pages, filing.site));
  return filed;
}

// The write lock is taken first: two officers who close the last two reviews file one item.
Result<Filed> file_reviewed(const FilingContext& filing, const std::string& id) {
  Catalog& catalog = *filing.store.catalog;
  const auto tx = TRY(catalog.begin());
  auto component = TRY(catalog.component(id));
  if (!component) return Error{Fault::NoSuchComponent, id, {}};
  if (TRY(has_open_block(catalog, id))) return Filed{component->item, 0, 0};
  const auto fields = TRY(catalog.fields(id));
  const Filed filed = TRY(file_settled(filing, *tx, *component, fields));
  TRY(tx->commit());
  return filed;
}

}  // namespace sohoa
