// docs/item-rules.md is the rules of an item's life in print. To renew it after a change, run this
// test with SOHOA_WRITE_DOCS=1 in the environment.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "policy/lifecycle.h"
#include "policy/profile.h"
#include "policy/reception.h"
#include "policy/retention.h"
#include "policy/reuse.h"
#include "policy/review.h"
#include "policy/scope.h"

namespace sohoa {
namespace {

constexpr const char* kHead =
    "# Rules of an item's life\n\n"
    "Printed from the tables in `src/policy/`; a test keeps code and file equal. What makes a\n"
    "paper's legal value is in `legal-value.md`; which values a site may change is in\n"
    "`templates/profiles/README.md`.\n";

std::string cited(ClauseId id) {
  const Clause& law = clause(id);
  return std::string(law.citation.empty() ? law.subject_vi : law.citation);
}

void print_scope(std::ostream& out) {
  out << "\n## What is digitised\n\nA plain stamp MẬT, TỐI MẬT or TUYỆT MẬT (alone on its line, in "
         "capitals, in the upper half of a page) refuses\nwhatever was declared; what merely looks "
         "like one asks an officer.\n\n| class | outcome | what the officer reads "
         "|\n|---|---|---|\n";
  for (const char* name_of : {"A_prior_result",
                              "B_specialised_law",
                              "C_list",
                              "D_on_demand",
                              "NONE_shared_data",
                              "NONE_copy",
                              "NONE_show_only",
                              "NONE_secret"}) {
    const ScopeDecision decision = decide_scope({"", parse_digitize_class(name_of), false, {}});
    out << "| `" << name_of << "` | " << name(decision.outcome) << " | "
        << decision.reasons.front().message_vi << " |\n";
  }
}

void print_rules(std::ostream& out, std::string_view title, std::span<const LegalRule> rules) {
  out << "\n## " << title
      << "\n\n| rule | quy tắc | rule in English | clause |\n|---|---|---|---|\n";
  for (const LegalRule& rule : rules) {
    out << "| `" << rule.id << "` | " << rule.title_vi << " | " << rule.title_en << " | "
        << cited(rule.clause) << " |\n";
  }
}

void print_classes(std::ostream& out) {
  const ReuseProfile standard = default_profile().reuse;
  const auto list = [&](std::string_view label, const std::vector<LegalClass>& classes) {
    out << label;
    for (const LegalClass value : classes) out << " " << name(value);
    out << "\n";
  };
  out << "\nLegal classes accepted by default:\n\n";
  list("- of a result:", standard.for_results);
  list("- of a component:", standard.for_components);
}

LifeRequest request(LifeAct act) {
  return {act, "lý do", "1/QĐ", "", "2999-12-31", "MÃ"};
}

void print_life(std::ostream& out) {
  out << "\n## Legal life\n\nEvery step there is; any other act is refused (`life-not-allowed`). "
         "All but `expire` need a reason and a decision.\n\n"
         "| from | act | to | reusers told | paper loses effect | clause "
         "|\n|---|---|---|---|---|---|\n";
  for (const ItemState from : all_item_states()) {
    for (const LifeAct act : possible_acts(from)) {
      const auto effect = carry_out(from, request(act), "2026-11-22");
      if (!effect) continue;
      out << "| " << name(from) << " | `" << name(act) << "` | " << name(effect->to) << " | "
          << (effect->tell_reusers ? "yes" : "no") << " | "
          << (effect->paper_loses_effect ? "yes" : "no") << " | " << cited(effect->clause)
          << " |\n";
    }
  }
}

void print_asking(std::ostream& out) {
  out << "\n## Asking for what the store holds\n\nOnly with one of these codes and words beside "
         "it; "
         "logged as `component.asked-anyway`.\n\n| code | lý do |\n|---|---|\n";
  for (const AskReason& one : ask_reasons()) {
    out << "| `" << one.code << "` | " << one.text_vi << " |\n";
  }
}

void print_metadata(std::ostream& out) {
  out << "\n## Descriptive data\n\n| id | dữ liệu | required | clause |\n|---|---|---|---|\n";
  for (const MetadataField& field : metadata_fields()) {
    out << "| `" << field.id << "` | " << field.name_vi << " | "
        << (field.is_required ? "yes" : "no") << " | " << cited(field.clause) << " |\n";
  }
}

std::string printed() {
  std::ostringstream out;
  out << kHead;
  print_scope(out);
  print_metadata(out);
  print_rules(out, "Reuse", reuse_rules());
  print_classes(out);
  print_asking(out);
  print_life(out);
  print_rules(out, "Destruction of bytes", retention_rules());
  return out.str();
}

TEST(ItemRulesDocument, SaysWhatTheTablesSay) {
  const std::string path = SOHOA_SOURCE_DIR "/docs/item-rules.md";
  if (std::getenv("SOHOA_WRITE_DOCS") != nullptr) std::ofstream(path) << printed();
  std::ostringstream stored;
  stored << std::ifstream(path).rdbuf();
  EXPECT_EQ(stored.str(), printed());
}

}  // namespace
}  // namespace sohoa
