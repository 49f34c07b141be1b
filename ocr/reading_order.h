// The order in which a person reads the lines of a page.
//
// Pure: lines with boxes in, the same words out, in order and in blocks. Recognisers give lines in
// an order of their own, run lines of two columns together, and break one line into pieces; here
// they are cut at wide gaps, put into rows, and read by the layouts that offices use: the
// two-column heading of NĐ 30/2020 (Phụ lục I), running text, text in columns, tables row by row,
// and the foot with "Nơi nhận" beside the signature.
#pragma once

#include <vector>

#include "ocr/page_text.h"
#include "ocr/table_grid.h"

namespace sohoa::ocr {

/// Lines in reading order, with `block` numbered from 0. Boxes are those of a straight page (text
/// level). No word is lost or invented.
std::vector<Line> in_reading_order(std::vector<Line> lines, const Ruling& ruling);

}  // namespace sohoa::ocr
