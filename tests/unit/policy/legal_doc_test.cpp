// docs/legal-value.md is the table of rules in print. To renew it after a change, run this test
// with SOHOA_WRITE_DOCS=1 in the environment.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "policy/legal_value.h"
#include "unit/policy/legal_cases.h"

namespace sohoa {
namespace {

constexpr const char* kHead =
    "# Legal value\n\n"
    "What a paper may be relied on for, by which rule and which clause. Printed from the tables "
    "in\n"
    "`src/policy/legal_value.cpp` and `src/policy/law.cpp`; a test keeps code and file equal, and\n"
    "insists on a passing and a failing case for every rule.\n\n"
    "A rule is one function over facts. It passes, fails, notes something, or cannot tell; the "
    "paper\n"
    "keeps the lowest class that any answer leaves. With several signatures every rule is asked "
    "of\n"
    "each, and the one that carries most decides; a broken signature or a forbidden later change\n"
    "spoils the file whoever made it.\n\n";

void print_classes(std::ostream& out) {
  out << "## Classes\n\nBest first where rules disagree: the last of them counts.\n\n"
         "| class | nghĩa | được dùng lại |\n|---|---|---|\n";
  using enum LegalClass;
  for (const LegalClass value : {Full,
                                 FullWithNote,
                                 CopyAgency,
                                 ScanOfficer,
                                 PersonOnly,
                                 Indeterminate,
                                 ImageOnly,
                                 Invalid,
                                 Revoked}) {
    out << "| " << name(value) << " | " << text_vi(value) << " | "
        << (is_relied_on(value) ? "có" : "không") << " |\n";
  }
}

std::string left(LegalClass value) {
  return value == LegalClass::Full ? "–" : std::string(name(value));
}

void print_rules(std::ostream& out) {
  out << "\n## Rules against clauses\n\n"
         "A dash: the rule never answers so. C1 to C12 are the checks of the domain reference, "
         "3.6.\n"
         "\n| rule | quy tắc | rule in English | clause | sure? | fails | cannot tell | notes |\n"
         "|---|---|---|---|---|---|---|---|\n";
  for (const LegalRule& rule : legal_rules()) {
    const Clause& law = clause(rule.clause);
    out << "| `" << rule.id << "` | " << rule.title_vi << " | " << rule.title_en << " | "
        << (law.citation.empty() ? law.subject_vi : law.citation) << " | " << law.certainty << " | "
        << left(rule.if_failed) << " | " << left(rule.if_unknown) << " | " << left(rule.if_noted)
        << " |\n";
  }
  out << "\n`officer-attestation` that passes leaves " << name(LegalClass::ScanOfficer)
      << " at most: a scan is not the original.\n";
}

void print_cases(std::ostream& out) {
  out << "\n## Cases the tests hold\n\nEach starts from a sound result and changes what its name "
         "says.\n\n| rule | answer | class | case |\n|---|---|---|---|\n";
  for (const made::LegalCase& one : made::legal_cases()) {
    out << "| `" << one.rule << "` | " << name(one.outcome) << " | " << name(one.value) << " | "
        << one.name << " |\n";
  }
}

void print_clauses(std::ostream& out) {
  out << "\n## Clauses\n\nThe mark says how sure we are: F from a public copy, K from experience; "
         "the law itself decides.\n\n| điều khoản | nội dung | sure? |\n|---|---|---|\n";
  for (const Clause& law : clause_table()) {
    if (law.citation.empty()) continue;
    out << "| " << law.citation << " | " << law.subject_vi << " | " << law.certainty << " |\n";
  }
}

std::string printed() {
  std::ostringstream out;
  out << kHead;
  print_classes(out);
  print_rules(out);
  print_cases(out);
  print_clauses(out);
  return out.str();
}

TEST(LegalValueDocument, SaysWhatTheTablesSay) {
  const std::string path = SOHOA_SOURCE_DIR "/docs/legal-value.md";
  if (std::getenv("SOHOA_WRITE_DOCS") != nullptr) std::ofstream(path) << printed();
  std::ostringstream stored;
  stored << std::ifstream(path).rdbuf();
  EXPECT_EQ(stored.str(), printed());
}

}  // namespace
}  // namespace sohoa
