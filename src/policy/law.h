// Every clause the rules rest on: one row a clause, with how sure we are of it.
//
// A rule names a clause by its id, so that a wrong article is mended in one place; the table in
// docs/legal-value.md is printed from here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sohoa {

enum class ClauseId : std::uint8_t {
  Nd45Art14,   ///< e-result: agency's signature, full content, integrity, code
  Nd45Art15,   ///< cancelling an e-result
  Nd45Art16,   ///< the owner's store
  Nd45Art10,   ///< copies
  Nd45Art25,   ///< results still in force
  Tt01Art4,    ///< scope of digitising
  Tt01Art7,    ///< scan and officer's signature
  Tt01Art9,    ///< descriptive data
  Tt01Art10,   ///< code
  Tt01Art11,   ///< storing
  Tt01Art24,   ///< the store
  Nd30Copies,  ///< sao y, sao lục, trích sao
  Nd30Layout,  ///< position and look of signatures
  Nd130Art79,  ///< what a check must hold
  Nd68,        ///< official-duty signatures
  Nd23,        ///< public trust services
  Tt15,        ///< algorithms and display
  Tt22Art5,    ///< what signing software checks
  L20Art12,    ///< conversion paper - data message
  Nq66_7Art2,  ///< data instead of papers
  LawDigital,  ///< do not ask again
  Own,         ///< our own measure, no clause
};

struct Clause {
  ClauseId id;
  std::string_view citation;  ///< "NĐ 45/2020/NĐ-CP, Điều 14 khoản 3"
  std::string_view subject_vi;
  std::string_view certainty;  ///< mark of the reference: "F:N45", "K:h", …
};

std::span<const Clause> clause_table();
const Clause& clause(ClauseId id);

}  // namespace sohoa
