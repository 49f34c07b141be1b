#include "policy/profile_file.h"

#include <algorithm>
#include <array>

#include "core/file.h"
#include "core/text.h"
#include "policy/days.h"
#include "policy/item_code.h"
#include "policy/review.h"
#include "policy/toml_keys.h"

namespace sohoa {
namespace {

constexpr std::string_view kFormat = "sohoa-profile-1";

// Every table says where its values come from and how sure that is.
Result<void> read_notes(TomlKeys& keys, std::string& source) {
  TRY(keys.need("source", source));
  std::string certainty;
  TRY(keys.need("certainty", certainty));
  if (certainty == "high" || certainty == "medium" || certainty == "low") return {};
  return keys.wrong("certainty", "\"high\", \"medium\" or \"low\"");
}

Result<void> read_notes(TomlKeys& keys) {
  std::string source;
  return read_notes(keys, source);
}

Result<void> check_term(const TomlKeys& keys, const std::string& from, const std::string& to) {
  if (from.empty() || to.empty() || from <= to) return {};
  return keys.wrong("valid_to", "no earlier than 'valid_from'");
}

// ---- [scan]
// --------------------------------------------------------------------------------------

Result<void> read_severity(TomlKeys& keys, ScanProfile& scan) {
  for (const auto& [id, standard] : default_severities()) {
    std::string word;
    TRY(keys.take(id, word));
    if (!keys.has(id)) continue;
    const auto severity = severity_named(word);
    if (!severity) return keys.wrong(id, "\"note\", \"warn\" or \"block\"");
    scan.severity[id] = *severity;
  }
  return {};
}

Result<void> read_scan_rules(TomlKeys& keys, ScanProfile& scan) {
  constexpr double kDpi = 2'400;
  constexpr std::int64_t kBytes = std::int64_t{1} << 40;
  TRY(keys.take("dpi_min", scan.dpi_min, 1, kDpi));
  TRY(keys.take("dpi_wanted", scan.dpi_wanted, 1, kDpi));
  TRY(keys.take("dpi_tolerance", scan.dpi_tolerance, 0, 0.5));
  TRY(keys.take("colour_wanted", scan.colour_wanted));
  TRY(keys.take("pdf_version_min", scan.pdf_version_min));
  TRY(keys.take_count("file_bytes_max", scan.file_bytes_max, kBytes));
  TRY(keys.take("variants_allowed", scan.variants_allowed));
  TRY(keys.take("completeness_clause", scan.completeness_clause));
  TRY(keys.take("format_clause", scan.format_clause));
  if (scan.dpi_wanted >= scan.dpi_min) return {};
  return keys.wrong("dpi_wanted", "no less than 'dpi_min'");
}

Result<void> read_scan_measures(TomlKeys& keys, ScanProfile& scan) {
  constexpr std::int64_t kMany = 10'000;
  TRY(keys.take("skew_deg_max", scan.skew_deg_max, 0, 45));
  TRY(keys.take("edge_width_mm_max", scan.edge_width_mm_max, 0, 10));
  TRY(keys.take_count("cut_strokes_max", scan.cut_strokes_max, kMany));
  TRY(keys.take("paper_level_min", scan.paper_level_min, 0, 1));
  TRY(keys.take("contrast_min", scan.contrast_min, 0, 1));
  TRY(keys.take("paper_level_clipped", scan.paper_level_clipped, 0, 1));
  TRY(keys.take("confidence_min", scan.confidence_min, 0, 1));
  TRY(keys.take_count("words_judged_min", scan.words_judged_min, kMany));
  TRY(keys.take("size_tolerance_mm", scan.size_tolerance_mm, 0, 100));
  return keys.take("scale_tolerance", scan.scale_tolerance, 0, 1);
}

Result<void> read_scan(TomlKeys& keys, ScanProfile& scan) {
  TRY(keys.take("id", scan.id));
  TRY(keys.take_day("valid_from", scan.valid_from));
  TRY(keys.take_day("valid_to", scan.valid_to));
  TRY(check_term(keys, scan.valid_from, scan.valid_to));
  TRY(read_notes(keys, scan.source));
  TRY(read_scan_rules(keys, scan));
  TRY(read_scan_measures(keys, scan));
  return keys.table("severity", [&](TomlKeys& inner) { return read_severity(inner, scan); });
}

// ---- The other tables
// ----------------------------------------------------------------------------

Result<void> read_attestation(TomlKeys& keys, AttestationOrder& order) {
  TRY(read_notes(keys));
  std::string word;
  TRY(keys.need("order", word));
  if (word != "mark" && word != "block") return keys.wrong("order", "\"mark\" or \"block\"");
  order = word == "mark" ? AttestationOrder::Mark : AttestationOrder::Block;
  return {};
}

Result<void> read_legal(TomlKeys& keys, LegalProfile& legal) {
  constexpr std::int64_t kYear_s = 366LL * 86'400;
  TRY(read_notes(keys));
  TRY(keys.take("accept_claimed_time", legal.accept_claimed_time));
  TRY(keys.take("require_mapped_unit", legal.require_mapped_unit));
  TRY(keys.take("require_competence", legal.require_competence));
  return keys.take_count("time_tolerance_s", legal.time_tolerance_s, kYear_s);
}

Result<void> read_classes(TomlKeys& keys, std::string_view key, std::vector<LegalClass>& to) {
  std::vector<std::string> names;
  TRY(keys.take(key, names));
  if (!keys.has(key)) return {};
  to.clear();
  for (const std::string& name : names) {
    const auto value = parse_legal_class(name);
    if (!value) return keys.wrong(key, "a list of legal classes; '" + name + "' is none");
    to.push_back(*value);
  }
  return {};
}

Result<void> read_reuse(TomlKeys& keys, ReuseProfile& reuse) {
  TRY(read_notes(keys));
  TRY(read_classes(keys, "for_results", reuse.for_results));
  TRY(read_classes(keys, "for_components", reuse.for_components));
  TRY(keys.take("same_owner", reuse.same_owner));
  return keys.take_count("ends_soon_days", reuse.ends_soon_days, 3'650);
}

bool is_metadata(std::string_view id) {
  const auto fields = metadata_fields();
  return std::any_of(
      fields.begin(), fields.end(), [&](const MetadataField& field) { return field.id == id; });
}

Result<void> read_review(TomlKeys& keys, ReviewProfile& review) {
  constexpr std::int64_t kYear_s = 366LL * 86'400;
  TRY(read_notes(keys));
  TRY(keys.take("second_person", review.second_person));
  TRY(keys.take_count("urgent_after_s", review.urgent_after_s, kYear_s));
  TRY(keys.take("blocking_metadata", review.blocking_metadata));
  for (const std::string& id : review.blocking_metadata) {
    if (!is_metadata(id))
      return keys.wrong("blocking_metadata", "known data; '" + id + "' is none");
  }
  TRY(keys.take("never_corrected", review.never_corrected));
  return keys.take("correct_below", review.correct_below, 0, 1);
}

Result<void> read_access(TomlKeys& keys, AccessProfile& access) {
  TRY(read_notes(keys));
  return keys.take("require_purpose", access.require_purpose);
}

Result<void> read_code(TomlKeys& keys, std::string& pattern) {
  TRY(read_notes(keys));
  TRY(keys.need("component", pattern));
  const auto checked = check_code_template(pattern);
  return checked ? Result<void>()
                 : keys.wrong("component", "a template: " + checked.error().detail);
}

Result<void> read_retention(TomlKeys& keys, std::vector<RetentionRule>& rules) {
  constexpr std::int64_t kLongest = 1'000;
  RetentionRule rule;
  TRY(keys.need("type", rule.type));
  if (!keys.has("years")) return keys.missing("years");
  TRY(keys.take_count("years", rule.years, kLongest));
  TRY(read_notes(keys, rule.source));
  const bool is_twice = std::any_of(
      rules.begin(), rules.end(), [&](const RetentionRule& one) { return one.type == rule.type; });
  if (is_twice) return keys.wrong("type", "listed once; '" + rule.type + "' is there twice");
  rules.push_back(std::move(rule));
  return {};
}

Result<void> read_kind(TomlKeys& keys, SignerKind& kind) {
  constexpr std::array<std::string_view, 4> kNames = {
      "agency", "person", "service", "organisation"};
  constexpr std::array kKinds = {
      SignerKind::Agency, SignerKind::Person, SignerKind::Service, SignerKind::Organisation};
  std::string word(kNames.front());
  TRY(keys.take("kind", word));
  const auto* found = std::find(kNames.begin(), kNames.end(), word);
  if (found == kNames.end()) {
    return keys.wrong("kind", "\"agency\", \"person\", \"service\" or \"organisation\"");
  }
  kind = kKinds.at(static_cast<std::size_t>(found - kNames.begin()));
  return {};
}

Result<void> read_signer(TomlKeys& keys, SignerMap& map) {
  SignerPattern pattern;
  TRY(keys.take("common_name", pattern.common_name));
  TRY(keys.take("organisation", pattern.organisation));
  TRY(keys.take("organisational_unit", pattern.organisational_unit));
  if ((pattern.common_name + pattern.organisation + pattern.organisational_unit).empty()) {
    return keys.missing("common_name");  // it would be every certificate there is
  }
  TRY(read_kind(keys, pattern.kind));
  TRY(keys.take("unit", pattern.unit));
  TRY(keys.take_day("valid_from", pattern.valid_from));
  TRY(keys.take_day("valid_to", pattern.valid_to));
  TRY(check_term(keys, pattern.valid_from, pattern.valid_to));
  TRY(read_notes(keys, pattern.source));
  map.patterns.push_back(std::move(pattern));
  return {};
}

Result<void> read_signers(TomlKeys& keys, SignerMap& map) {
  TRY(read_notes(keys));
  return keys.take("agency_words", map.agency_words);
}

// ---- The file
// ------------------------------------------------------------------------------------

Result<void> read_heading(TomlKeys& keys, Profile& profile) {
  std::string format;
  TRY(keys.need("format", format));
  if (format != kFormat) return keys.wrong("format", "\"" + std::string(kFormat) + "\"");
  TRY(keys.need("id", profile.id));
  TRY(keys.take_day("version", profile.version));
  if (!keys.has("version")) return keys.missing("version");
  return keys.need("source", profile.source);
}

// Lists of rows replace the default ones when the file has any.
Result<void> read_rows(TomlKeys& keys, Profile& profile) {
  if (keys.has("retention")) profile.retention.clear();
  TRY(keys.each("retention",
                [&](TomlKeys& row) { return read_retention(row, profile.retention); }));
  return keys.each("signer", [&](TomlKeys& row) { return read_signer(row, profile.signers); });
}

Result<Profile> read_text(std::string_view toml) {
  Profile read = default_profile();
  TomlKeys keys = TRY(TomlKeys::parse(toml));
  TRY(read_heading(keys, read));
  read.legal.id = read.reuse.id = read.id;
  read.legal.version = read.version;
  TRY(keys.table("scan", [&](TomlKeys& in) { return read_scan(in, read.scan); }));
  TRY(keys.table("attestation",
                 [&](TomlKeys& in) { return read_attestation(in, read.attestation); }));
  TRY(keys.table("legal", [&](TomlKeys& in) { return read_legal(in, read.legal); }));
  TRY(keys.table("reuse", [&](TomlKeys& in) { return read_reuse(in, read.reuse); }));
  TRY(keys.table("review", [&](TomlKeys& in) { return read_review(in, read.review); }));
  TRY(keys.table("access", [&](TomlKeys& in) { return read_access(in, read.access); }));
  TRY(keys.table("code", [&](TomlKeys& in) { return read_code(in, read.component_code); }));
  TRY(keys.table("signers", [&](TomlKeys& in) { return read_signers(in, read.signers); }));
  TRY(read_rows(keys, read));
  TRY(keys.no_others());
  return read;
}

}  // namespace

Result<Profile> read_profile(std::string_view file_name, std::string_view toml) {
  auto profile = read_text(toml);
  if (!profile) return std::move(profile).error().in(file_name);
  return profile;
}

Result<Profile> load_profile_file(const std::filesystem::path& file, const Limits& limits) {
  const Bytes bytes = TRY(read_file(file, limits.template_bytes));
  return read_profile(file.string(),
                      std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace sohoa
