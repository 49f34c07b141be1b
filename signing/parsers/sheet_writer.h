// Draws the validation sheet to print. Runs in the cage, because it needs fonts and drawing
// libraries.
#pragma once

#include "core/result.h"
#include "signing/sheet.h"

namespace sohoa {

/// One A4 page, PDF, written to `output_fd`: margins of NĐ 30/2020 (20 mm top and bottom, 30 left,
/// 15 right), Liberation Serif (the metric of Times New Roman), the result in a box that differs by
/// its frame, not by colour. It stays one page: smaller type first, then fewer reasons and lines,
/// at last fewer signatures with a line that counts the rest. The same sheet gives the same bytes.
Result<void> write_sheet_pdf(const ValidationSheet& sheet, int output_fd);

}  // namespace sohoa
