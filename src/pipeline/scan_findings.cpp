#include "pipeline/scan_findings.h"

#include <algorithm>
#include <map>

#include "policy/review.h"

namespace sohoa {
namespace {

constexpr const char* kSubject = "scan";

ScanFindingRecord finding_record(const AdmissionFinding& finding, const ScanProfile& profile) {
  ScanFindingRecord record;
  record.rule = finding.id;
  record.severity = name(finding.severity);
  record.page = finding.page;
  record.measure = finding.measure;
  record.limit = finding.limit;
  record.clause = finding.clause;
  record.message_vi = finding.text_vi;
  record.message_en = finding.text_en;
  record.profile = profile.id;
  return record;
}

std::string on_page(std::int32_t page) {
  return page > 0 ? "Trang " + std::to_string(page) + ": " : std::string();
}

std::string with_clause(const ScanFindingRecord& finding) {
  return finding.message_vi + (finding.clause.empty() ? "" : " (" + finding.clause + ")");
}

ReviewRecord scan_review(const ScanFindingRecord& finding, UtcTime now) {
  ReviewRecord review;
  review.subject = kSubject;
  review.why = on_page(finding.page) + with_clause(finding);
  review.is_blocking = true;
  review.urgency = base_urgency(kSubject, true);
  review.opened_at = now;
  review.state = "open";
  review.before = finding.measure;
  return review;
}

}  // namespace

std::vector<ScanFindingRecord> finding_records(const std::vector<AdmissionFinding>& findings,
                                               const ScanProfile& profile) {
  std::vector<ScanFindingRecord> records;
  for (const AdmissionFinding& finding : findings) {
    records.push_back(finding_record(finding, profile));
  }
  return records;
}

Severity gravest(const std::vector<ScanFindingRecord>& findings) {
  Severity worst = Severity::Note;
  for (const ScanFindingRecord& finding : findings) {
    worst = std::max(worst, severity_named(finding.severity).value_or(Severity::Note));
  }
  return worst;
}

std::vector<std::string> finding_lines(const std::vector<ScanFindingRecord>& findings) {
  std::vector<std::string> lines;
  std::map<std::string, std::string> pages_of;
  for (const ScanFindingRecord& finding : findings) {
    std::string line = with_clause(finding);
    const auto [known, is_new] = pages_of.try_emplace(line);
    std::string& pages = known->second;
    if (finding.page > 0) pages += (pages.empty() ? "" : ", ") + std::to_string(finding.page);
    if (is_new) lines.push_back(std::move(line));
  }
  for (std::string& line : lines) {
    if (const std::string& pages = pages_of[line]; !pages.empty())
      line = "Trang " + pages + ": " + line;
  }
  return lines;
}

void add_reasons(std::vector<std::string> lines, std::vector<std::string>& reasons) {
  for (std::string& line : lines) {
    const bool is_known = std::find(reasons.begin(), reasons.end(), line) != reasons.end();
    if (!is_known) reasons.push_back(std::move(line));
  }
}

std::vector<ReviewRecord> scan_reviews(const std::string& component,
                                       const std::vector<ScanFindingRecord>& findings,
                                       UtcTime now) {
  std::vector<ReviewRecord> reviews;
  for (const ScanFindingRecord& finding : findings) {
    if (finding.severity != name(Severity::Block)) continue;
    reviews.push_back(scan_review(finding, now));
    reviews.back().component = component;
  }
  return reviews;
}

}  // namespace sohoa
