#include "pipeline/assess.h"

#include <nlohmann/json.hpp>

#include "policy/legal_facts.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string reasons_json(const std::vector<Reason>& reasons) {
  Json array = Json::array();
  for (const Reason& reason : reasons) {
    array.push_back({{"rule", reason.rule},
                     {"clause", clause(reason.clause).citation},
                     {"outcome", name(reason.outcome)},
                     {"message_vi", reason.message_vi},
                     {"message_en", reason.message_en}});
  }
  return array.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Result<AssessedPaper> assess_paper(const AssessContext& context,
                                   const ComponentRecord& component,
                                   const std::vector<FileRecord>& files,
                                   const std::string& text) {
  (void)files;
  PaperFacts paper;
  paper.kind = component.kind;
  paper.text = text;
  paper.procedure = component.procedure;
  const Site& site = context.site;
  const SignerSources sources{&site.profile.signers, &site.units, &site.procedures};
  const LegalFacts facts = legal_facts({}, paper, sources, context.clock.now());
  AssessedPaper assessed;
  assessed.value = assess(facts, context.site.profile.legal);
  assessed.record.component = component.id;
  assessed.record.at = context.clock.now();
  assessed.record.legal_value = name(assessed.value.value);
  assessed.record.reasons = reasons_json(assessed.value.reasons);
  assessed.record.policy = context.site.basis;
  return assessed;
}

}  // namespace sohoa
