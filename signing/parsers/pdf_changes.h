// Names what each later revision changed, object by object.
//
// Parser half. Every object a revision writes must be accounted for by each path on which the
// revision before reaches it; what no rule knows is Undefined. Revisions are compared one step at a
// time, so a change that is undone later is still seen (trap 27).
#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "signing/changes.h"
#include "signing/parsers/cos_file.h"
#include "signing/requests.h"

namespace sohoa {

/// Changes of revisions `first_signed + 1` to the newest. `signatures` are all that were found.
Result<std::vector<Change>> name_changes(const cos::File& file,
                                         std::int32_t first_signed,
                                         const std::vector<PdfSignatureReading>& signatures);

/// Constructs in the first signed revision that can hide or swap content (trap 28).
std::vector<RiskFinding> find_risks(const cos::File& file, std::int32_t revision);

}  // namespace sohoa
