// The table behind error.h: one row a fault, in enum order.
#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/fault_rows_input.h"
#include "core/fault_rows_state.h"

namespace sohoa {
namespace {

consteval auto join_rows() {
  std::array<FaultInfo, kInputFaults.size() + kStateFaults.size()> rows{};
  const auto rest = std::copy(kInputFaults.begin(), kInputFaults.end(), rows.begin());
  std::copy(kStateFaults.begin(), kStateFaults.end(), rest);
  return rows;
}

constexpr auto kTable = join_rows();

consteval bool is_in_enum_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].fault) != i) return false;
  }
  return kTable.size() == static_cast<std::size_t>(Fault::Internal) + 1;
}
static_assert(is_in_enum_order(), "one row a fault, in enum order");

}  // namespace

std::span<const FaultInfo> fault_table() {
  return kTable;
}

}  // namespace sohoa
