// ICC profiles: our own small sRGB for the output intent, and a careful look at those of others.
#pragma once

#include <string>

#include "core/bytes.h"

namespace sohoa::pdf {

/// A version 2 display profile of IEC 61966-2-1 sRGB: matrix and a 32-point curve (error < 5e-4,
/// an eighth of an 8-bit step). Under 600 bytes; made here because no profile's licence should
/// travel with citizens' papers.
Bytes srgb_profile();

/// "RGB ", "GRAY" or "CMYK" when `profile` has a sane header of version 2 or 4, else empty.
std::string icc_colour_space(ByteView profile);

}  // namespace sohoa::pdf
