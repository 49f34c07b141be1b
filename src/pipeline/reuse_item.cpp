#include "pipeline/reuse_item.h"

#include <algorithm>
#include <array>

#include "pipeline/reason_rows.h"

namespace sohoa {
namespace {

Error usage(const std::string& what) {
  return Error{Fault::Usage, what, {}};
}

template <std::size_t Size>
bool is_one_of(const std::string& word, const std::array<std::string_view, Size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Result<void> check_words(const ReuseRequest& request) {
  constexpr std::array<std::string_view, 3> kSources = {"local", "DVCQG", "CSDL"};
  constexpr std::array<std::string_view, 3> kExtents = {"", "partial", "full"};
  if (!is_one_of(request.source, kSources)) return usage("source: local, DVCQG or CSDL");
  if (!is_one_of(request.extent, kExtents)) return usage("extent: partial or full");
  return {};
}

class Reusing {
 public:
  Reusing(const RuleBook& rules, const ReuseRequest& request)
      : rules_(rules), catalog_(*rules.store.catalog), request_(request) {}

  // The write lock is taken first: what is decided on cannot change before it is written.
  Result<ReuseOutcome> run() {
    TRY(check_words(request_));
    const auto tx = TRY(catalog_.begin());
    const auto item = TRY(find_item());
    const ReuseTarget to = TRY(target());
    ReuseOutcome outcome;
    if (item) outcome.item = *item;
    outcome.decision = decide(item, to);
    outcome.record = record(outcome);
    if (const auto earlier = TRY(same_as_before(outcome.record))) {
      outcome.record = *earlier;
    } else {
      outcome.is_new = true;
      outcome.record.id = TRY(tx->append(outcome.record));
      TRY(tx->append(event(outcome.record)));
      TRY(tx->commit());
    }
    outcome.flags = flags_of(evidence(outcome));
    return outcome;
  }

 private:
  bool is_local() const { return request_.source == "local"; }

  Result<std::optional<ItemRecord>> find_item() {
    if (request_.item.empty() && !is_local()) return std::optional<ItemRecord>();
    auto item = TRY(catalog_.find_item(request_.item));
    if (!item && is_local()) return Error{Fault::NoSuchItem, request_.item, {}};
    return item;
  }

  Result<ReuseTarget> target() {
    const DossierFacts known = TRY(dossier_facts(catalog_, request_.dossier));
    ReuseTarget to;
    to.dossier = request_.dossier;
    to.component = request_.component;
    to.officer = request_.officer;
    to.owner_id = request_.owner_id.empty() ? known.owner_id : request_.owner_id;
    to.places = places_of(rules_, request_.dossier);
    const bool is_named = !request_.procedure.empty();
    const Procedure* procedure =
        rules_.procedures.find(is_named ? request_.procedure : known.procedure);
    if (is_named && procedure == nullptr) {
      return Error{Fault::NoSuchProcedure, request_.procedure, {}};
    }
    const ProcedureComponent* component =
        procedure == nullptr ? nullptr : procedure->component(request_.component);
    if (is_named && component == nullptr) {
      return Error{Fault::NoSuchComponent, request_.component + " of " + request_.procedure, {}};
    }
    if (component == nullptr) return to;
    to.component_type = component->doc_type;
    to.is_secret = component->digitize == DigitizeClass::NoneSecret;
    return to;
  }

  ReuseDecision decide(const std::optional<ItemRecord>& item, const ReuseTarget& to) const {
    if (item) {
      return decide_reuse(reuse_view(*item), to, rules_.profile.reuse, rules_.today());
    }
    return decide_outside_reuse({request_.source, request_.item, request_.db, request_.query_id},
                                to);
  }

  ReuseRecord record(const ReuseOutcome& outcome) const {
    ReuseRecord made;
    made.at = rules_.clock.now();
    made.is_allowed = outcome.decision.is_allowed;
    made.item = outcome.item.code.empty() ? request_.item : outcome.item.code;
    made.version = outcome.item.version;
    made.digest = outcome.item.digest;
    if (outcome.item.code.empty()) made.version = 0;
    made.dossier = request_.dossier;
    made.component = request_.component;
    made.officer = request_.officer;
    made.source = request_.source;
    made.db = request_.db;
    made.query_id = request_.query_id;
    made.extent = request_.extent;
    made.verdict = outcome.item.legal_value;
    made.reasons = reason_rows(outcome.decision.reasons);
    return made;
  }

  // A second click, or the same message again, is no second reuse.
  Result<std::optional<ReuseRecord>> same_as_before(const ReuseRecord& now) {
    std::optional<ReuseRecord> found;
    if (!now.is_allowed) return found;
    for (const ReuseRecord& one : TRY(catalog_.reuses_of_dossier(now.dossier))) {
      if (one.is_allowed && one.item == now.item && one.version == now.version &&
          one.component == now.component && one.source == now.source &&
          one.query_id == now.query_id) {
        found = one;
      }
    }
    return found;
  }

  EventRecord event(const ReuseRecord& made) const {
    const std::string kind = made.is_allowed ? "item.reused" : "item.reuse-refused";
    return {made.at,
            kind,
            made.item.empty() ? made.dossier : made.item,
            "dossier=" + made.dossier + " component=" + made.component +
                " officer=" + made.officer + " source=" + made.source};
  }

  static ReuseEvidence evidence(const ReuseOutcome& outcome) {
    ReuseEvidence made;
    made.has_record = outcome.record.is_allowed && outcome.record.id != 0;
    made.source = outcome.record.source;
    made.item = outcome.record.item;
    made.is_result = outcome.item.kind == "result";
    return made;
  }

  const RuleBook& rules_;
  Catalog& catalog_;
  const ReuseRequest& request_;
};

}  // namespace

Result<ReuseOutcome> reuse_item(const RuleBook& rules, const ReuseRequest& request) {
  return Reusing(rules, request).run();
}

}  // namespace sohoa
