#include "exchange/procedures.h"

#include <algorithm>
#include <utility>

namespace sohoa {

const ProcedureComponent* Procedure::component(std::string_view wanted) const {
  const auto found = std::ranges::find(components, wanted, &ProcedureComponent::code);
  return found == components.end() ? nullptr : &*found;
}

ProcedureCatalogue::ProcedureCatalogue(std::vector<Procedure> procedures)
    : procedures_(std::move(procedures)) {
  std::ranges::stable_sort(procedures_, {}, &Procedure::code);
}

const Procedure* ProcedureCatalogue::find(std::string_view code) const {
  const std::string_view key = short_procedure_code(code);
  const auto found = std::ranges::lower_bound(procedures_, key, {}, &Procedure::code);
  return found == procedures_.end() || found->code != key ? nullptr : &*found;
}

std::string_view short_procedure_code(std::string_view code) {
  constexpr std::size_t kShort = 8;
  return code.size() > kShort && code[kShort] == '.' ? code.substr(0, kShort) : code;
}

}  // namespace sohoa
