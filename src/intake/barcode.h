// A code found on a page: QR on cover sheets, identity cards and issued papers; 1-D on old labels.
#pragma once

#include <string>

#include "core/geometry.h"

namespace sohoa {

struct Barcode {
  std::string format;  ///< "QRCode", "Code128", … (ISO/IEC names as ZXing writes them)
  std::string text;    ///< UTF-8 NFC
  Box box;             ///< upright page pixels
};

}  // namespace sohoa
