// units.json: what is accepted answers every question about itself, whatever its history looks
// like.
#include <cstdlib>

#include "core/bytes.h"
#include "exchange/units.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto units = sohoa::read_units(sohoa::as_text({data, size}));
  if (!units) return 0;
  for (const auto& unit : units->units()) {
    const auto* found = units->find(unit.code, unit.valid_from);
    if (found != &unit || units->by_name(unit.name, unit.valid_from).empty()) std::abort();
    if (!units->is_within(unit.code, unit.code, unit.valid_from)) std::abort();
    for (const auto& earlier : unit.predecessors) {
      if (units->resolve(earlier) && !units->continues(unit.code, earlier)) std::abort();
    }
    for (const auto& alias : unit.aliases) {
      if (units->resolve(alias) != unit.code) std::abort();
    }
  }
  return 0;
}
