// Reasons of a decision for people, one line each: mark, sentence, clause.
#pragma once

#include <vector>

#include "app/context.h"
#include "policy/legal_value.h"

namespace sohoa {

/// "✗ …  [TT 01/2023/TT-VPCP, Điều 11]" on stdout.
void print_reason(const AppContext& app, const Reason& reason);
/// Only those that stand in the way; the rules that passed would hide them.
void print_failed(const AppContext& app, const std::vector<Reason>& reasons);

}  // namespace sohoa
