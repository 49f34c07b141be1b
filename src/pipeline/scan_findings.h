// What the gate found about a scan, as it is kept and told: findings into rows, into lines for the
// officer, into reviews. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "intake/admission.h"
#include "storage/item_records.h"
#include "storage/records.h"

namespace sohoa {

/// Findings of every severity, in their order, as judged by `profile`.
std::vector<ScanFindingRecord> finding_records(const std::vector<AdmissionFinding>& findings,
                                               const ScanProfile& profile);

/// The gravest severity; Note when there is none.
Severity gravest(const std::vector<ScanFindingRecord>& findings);

/// "Trang 2, 5: Ảnh quét không có màu (thang xám). (NĐ 30/2020/NĐ-CP, Phụ lục I)": one line a
/// sentence, however many pages it stands on. For the officer, in Vietnamese.
std::vector<std::string> finding_lines(const std::vector<ScanFindingRecord>& findings);

/// Adds the lines that do not stand there yet.
void add_reasons(std::vector<std::string> lines, std::vector<std::string>& reasons);

/// One blocking review for each finding that blocks, with page and clause; `before` is the measure.
std::vector<ReviewRecord> scan_reviews(const std::string& component,
                                       const std::vector<ScanFindingRecord>& findings,
                                       UtcTime now);

}  // namespace sohoa
