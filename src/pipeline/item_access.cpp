#include "pipeline/item_access.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "pipeline/rule_book.h"

namespace sohoa {
namespace {

Result<void> log(const AccessGate& gate, EventRecord event) {
  const auto tx = TRY(gate.store.catalog->begin());
  TRY(tx->append(event));
  return tx->commit();
}

// Which parts of the query were given, not what they say.
std::string kinds_of(const ItemQuery& query) {
  const std::pair<std::string_view, bool> parts[] = {{"text", !squeeze(query.text).empty()},
                                                     {"owner", !query.owner.empty()},
                                                     {"type", !query.type.empty()},
                                                     {"dossier", !query.dossier.empty()},
                                                     {"state", !query.state.empty()},
                                                     {"valid-on", !query.valid_on.empty()}};
  std::string kinds;
  for (const auto& [name, is_given] : parts) {
    if (is_given) kinds += (kinds.empty() ? "" : ",") + std::string(name);
  }
  return kinds.empty() ? "nothing" : kinds;
}

// What people look an event up by: the dossier in hand, else the one asked for.
std::string subject_of(const ItemQuery& query, const AccessRequest& request) {
  if (!squeeze(request.dossier).empty()) return squeeze(request.dossier);
  return query.dossier.empty() ? "find" : query.dossier;
}

std::string search_log(const ItemQuery& query,
                       const AccessRequest& request,
                       const Findings& found) {
  std::string line = "act=find by=" + kinds_of(query);
  if (!query.owner.empty()) line += " owner=" + query.owner;
  line += " found=" + std::to_string(found.hits.size());
  if (found.withheld > 0) line += " withheld=" + std::to_string(found.withheld);
  if (!squeeze(request.officer).empty()) line += " officer=" + squeeze(request.officer);
  if (!squeeze(request.purpose).empty()) line += " purpose=" + squeeze(request.purpose);
  return line;
}

// Of the hits those that have to do with the dossier in hand.
Result<Findings> tied_to_dossier(const AccessGate& gate,
                                 const AccessRequest& request,
                                 std::vector<ItemHit> hits) {
  Catalog& catalog = *gate.store.catalog;
  Findings found;
  for (ItemHit& hit : hits) {
    const AccessSubject subject = TRY(access_subject(catalog, hit.item, request.dossier));
    if (decide_access(request, subject, gate.profile).is_allowed) {
      found.hits.push_back(std::move(hit));
    } else {
      ++found.withheld;
    }
  }
  return found;
}

}  // namespace

Result<AccessSubject> access_subject(Catalog& catalog,
                                     const ItemRecord& item,
                                     const std::string& dossier_in_hand) {
  AccessSubject subject;
  subject.dossier = item.dossier;
  subject.owner_id = item.owner_id;
  for (const ReuseRecord& reuse : TRY(catalog.reuses_of_item(item.code))) {
    if (reuse.is_allowed) subject.reused_by.push_back(reuse.dossier);
  }
  subject.dossier_owner_id = TRY(dossier_facts(catalog, squeeze(dossier_in_hand))).owner_id;
  return subject;
}

Result<AccessDecision> open_item(const AccessGate& gate,
                                 const ItemRecord& item,
                                 AccessAct act,
                                 const AccessRequest& request) {
  const AccessSubject subject = TRY(access_subject(*gate.store.catalog, item, request.dossier));
  const AccessDecision decision = decide_access(request, subject, gate.profile);
  TRY(log(gate,
          {gate.clock.now(),
           std::string(access_event(act, decision)),
           item.code,
           access_log(act, request, decision)}));
  TRY(require_access(decision));
  return decision;
}

Result<Findings> search_items(const AccessGate& gate,
                              const ItemQuery& query,
                              const AccessRequest& request) {
  // Without a paper only a purpose is a ground, or a profile that asks for none.
  const AccessDecision general = decide_access(request, {}, gate.profile);
  const std::string subject = subject_of(query, request);
  if (!general.is_allowed && squeeze(request.dossier).empty()) {
    TRY(log(gate,
            {gate.clock.now(), "items.search-refused", subject, search_log(query, request, {})}));
    TRY(require_access(general));
  }
  Findings found;
  found.hits = TRY(gate.store.catalog->find_items(query));
  if (!general.is_allowed) found = TRY(tied_to_dossier(gate, request, std::move(found.hits)));
  TRY(log(gate, {gate.clock.now(), "items.searched", subject, search_log(query, request, found)}));
  return found;
}

}  // namespace sohoa
