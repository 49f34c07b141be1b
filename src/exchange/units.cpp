#include "exchange/units.h"

namespace sohoa {

UnitCatalogue::UnitCatalogue(std::vector<Unit> units) : units_(std::move(units)) {}

}  // namespace sohoa
