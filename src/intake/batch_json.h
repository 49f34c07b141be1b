// batch.json: what the scan station says is in the batch (CONTRACT.md, "A batch").
#pragma once

#include <string>
#include <string_view>

#include "core/limits.h"
#include "core/result.h"
#include "intake/submission.h"

namespace sohoa {

inline constexpr std::string_view kBatchJsonName = "batch.json";

/// Reads and checks batch.json. BadBatchJson names the member in `where.field`
/// ("components[3].files[0]"). Members we do not know are passed over: stations may add their own.
///
/// Refused: more than limits.manifest_bytes, nesting deeper than limits.nesting, a member given
/// twice, a wrong type, a file that is not a safe name under data/ or is claimed twice.
/// File names come back in NFC.
Result<Submission> parse_batch_json(std::string_view json, const Limits& limits);

/// The same submission as text, two-space indented, members in the contract's order. Members that
/// hold nothing are left out. `unassigned` is our finding, not the station's, and is not written.
std::string write_batch_json(const Submission& submission);

/// "component", "result", "appraisal".
std::string_view name(ComponentKind kind);

}  // namespace sohoa
