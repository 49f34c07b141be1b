// Brings honest answers inside the bounds that the service holds replies to.
//
// The service refuses a whole reply for one box that sticks out of its page. A page of a crooked
// scan or of a careless PDF has such boxes, so the child trims them before it answers; what is left
// out is said in `notes`. Pure.
#pragma once

#include "core/limits.h"
#include "worker/task.h"

namespace sohoa {

/// Words are cut to bounds and at white space, boxes and shares are clamped, lists are shortened.
void fit(PageResult& page, const Limits& limits);
void fit(DocumentInfo& info, const Limits& limits);
void fit(ComposeReport& report, const Limits& limits);

/// `box` of a raster of `width_px` × `height_px` after the raster was turned clockwise by
/// `rotation_deg` (0, 90, 180, 270).
Box turned(const Box& box,
           std::int32_t width_px,
           std::int32_t height_px,
           std::int32_t rotation_deg);

}  // namespace sohoa
