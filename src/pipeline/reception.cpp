#include "pipeline/reception.h"

#include <algorithm>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::int32_t kPapersOfAnOwner = 1'000;

Result<const Procedure*> procedure_of(const RuleBook& rules, const std::string& code) {
  const Procedure* procedure = rules.procedures.find(code);
  if (procedure != nullptr) return procedure;
  return Error{Fault::NoSuchProcedure, code, {}};
}

Result<std::vector<ReceptionItem>> papers_of(Catalog& catalog, const std::string& owner) {
  ItemQuery query;
  query.owner = owner;
  query.state = "any";
  query.limit = kPapersOfAnOwner;
  std::vector<ReceptionItem> papers;
  for (const ItemHit& hit : TRY(catalog.find_items(query))) {
    papers.push_back({reuse_view(hit.item), hit.item.title, hit.item.issued_on});
  }
  return papers;
}

Result<ReceptionList> answer(const RuleBook& rules, const ReceptionRequest& request) {
  if (squeeze(request.owner_id).empty()) return Error{Fault::Usage, "--owner", {}};
  const Procedure* procedure = TRY(procedure_of(rules, request.procedure));
  const auto papers = TRY(papers_of(*rules.store.catalog, request.owner_id));
  ReceptionQuestion question;
  question.dossier = request.dossier;
  question.owner_id = request.owner_id;
  question.places = places_of(rules, request.dossier);
  return ReceptionList{
      procedure->code,
      procedure->name,
      receive(procedure->components, papers, question, rules.profile.reuse, rules.today())};
}

// The subject of an event is what people look it up by: the dossier, else the procedure.
const std::string& subject_of(const ReceptionRequest& request) {
  return request.dossier.empty() ? request.procedure : request.dossier;
}

Result<void> log(const RuleBook& rules, EventRecord event) {
  const auto tx = TRY(rules.store.catalog->begin());
  TRY(tx->append(event));
  return tx->commit();
}

std::string listing(const ReceptionRequest& request, const ReceptionList& list) {
  const auto held = std::count_if(list.lines.begin(),
                                  list.lines.end(),
                                  [](const ReceptionLine& line) { return !line.may_ask; });
  return "procedure=" + list.procedure + " owner=" + request.owner_id +
         " components=" + std::to_string(list.lines.size()) + " held=" + std::to_string(held) +
         " officer=" + request.officer;
}

}  // namespace

Result<ReceptionList> list_reception(const RuleBook& rules, const ReceptionRequest& request) {
  ReceptionList list = TRY(answer(rules, request));
  TRY(log(rules,
          {rules.clock.now(), "reception.listed", subject_of(request), listing(request, list)}));
  return list;
}

Result<ReceptionLine> ask_anyway(const RuleBook& rules,
                                 const ReceptionRequest& request,
                                 const AskAnyway& ask) {
  const ReceptionList list = TRY(answer(rules, request));
  const auto line =
      std::find_if(list.lines.begin(), list.lines.end(), [&](const ReceptionLine& one) {
        return one.component == ask.component;
      });
  if (line == list.lines.end()) return Error{Fault::NoSuchComponent, ask.component, {}};
  TRY(check_asking(*line, ask.reason, ask.words));
  if (line->may_ask) return *line;
  TRY(log(rules,
          {rules.clock.now(),
           "component.asked-anyway",
           subject_of(request),
           "procedure=" + list.procedure + " component=" + line->component + " item=" + line->item +
               " reason=" + ask.reason + " officer=" + request.officer +
               " words=" + squeeze(ask.words)}));
  return *line;
}

}  // namespace sohoa
