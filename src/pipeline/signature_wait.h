// The order of steps: may this scan be read before its officer has signed it?
// (TT 01/2023/TT-VPCP, Điều 7; the site's profile says whether an unsigned one waits.)
#pragma once

#include "pipeline/work.h"

namespace sohoa {

/// Whether the component may be read now: always when nothing of it was scanned. One that must wait
/// is marked so and gets a review, once; one whose signature has come meanwhile goes on, and that
/// review is closed by it.
Result<bool> may_read_now(const WorkContext& work, const ComponentRecord& component);

}  // namespace sohoa
