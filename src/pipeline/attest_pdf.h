// The scan as a PDF for the officer to sign, and the signed PDF that comes back.
//
// A signed PDF counts only when it begins, byte for byte, with a PDF we know: the stored original,
// or one we handed out. What the signing tool appended may hold signatures and their fields and
// nothing that touches a page. Then what was signed is our scan, whatever the tool is.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/attest.h"
#include "signing/changes.h"

namespace sohoa {

/// The PDF of a component to be signed: its original when that is one PDF, else one composed of
/// its pages as they were scanned, without text, made by `reader` (sohoa-worker) and remembered.
Result<Digest> hand_out_pdf(Store& store,
                            Supervisor& reader,
                            const std::string& component,
                            const Clock& clock);

/// The first change up to `revision` that is more than signing; nullptr when there is none.
const Change* beyond_signing(std::span<const Change> changes, std::int32_t revision);

}  // namespace sohoa
