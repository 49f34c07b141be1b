// What the gate found about a scan: as JSON and as lines for people.
#pragma once

#include <string>
#include <vector>

#include "app/context.h"
#include "storage/records.h"

namespace sohoa {

/// [{"rule","severity","page","measure","limit","clause","message","message_en","profile"}]; page
/// is null where the finding is of the component or a file, and so is what there is none of.
std::string scan_json(const std::vector<ScanFindingRecord>& findings);

/// "✗ trang 2: Độ phân giải 150 dpi thấp hơn mức quy định 200 dpi.  [NĐ 30/2020/NĐ-CP, Phụ lục I]",
/// one finding; ✗ blocks, ! warns, · is a note.
std::string scan_line(const AppContext& app, const ScanFindingRecord& finding);

}  // namespace sohoa
