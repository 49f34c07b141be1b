// The QR codes whose content is data of a paper: identity cards, papers a TTHC system issued.
#pragma once

#include <string_view>

#include "intake/qr_value.h"

namespace sohoa {

/// Field ids or metadata names with their values in normal form; empty for any other code. A code
/// is not signed: it is as good as typed data, and read without error.
QrValues known_qr_values(std::string_view text);

}  // namespace sohoa
