// procedures.json: what is accepted is found under its code.
#include <cstdlib>

#include "core/bytes.h"
#include "exchange/procedures.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = sohoa::read_procedures(sohoa::as_text({data, size}));
  if (!all) return 0;
  for (const auto& procedure : all->procedures()) {
    if (all->find(procedure.code) != &procedure) std::abort();
    for (const auto& component : procedure.components) {
      if (procedure.component(component.code) == nullptr) std::abort();
    }
  }
  return 0;
}
