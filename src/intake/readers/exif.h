// The two things we need of EXIF (CIPA DC-008): which way is up, and the resolution.
#pragma once

#include "core/bytes.h"

namespace sohoa {

struct Exif {
  int orientation = 1;  ///< 1..8
  double dpi = 0;       ///< 0 when not given
};

/// Reads the TIFF structure after "Exif\0\0". Total: whatever is wrong leaves the default.
Exif read_exif(ByteView tiff);

}  // namespace sohoa
