// The reasons of a decision as they are stored beside it (VerdictRecord::reasons).
#pragma once

#include <string>
#include <vector>

#include "policy/legal_value.h"

namespace sohoa {

/// [{"rule","clause","outcome","message_vi","message_en"}]; the clause as cited, empty for our own.
std::string reason_rows(const std::vector<Reason>& reasons);

}  // namespace sohoa
