// The wire form of a validation sheet, on its way to where fonts may be read.
#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "signing/sheet.h"

namespace sohoa {

Bytes encode(const ValidationSheet& sheet);
Result<ValidationSheet> decode_sheet(ByteView bytes);

}  // namespace sohoa
