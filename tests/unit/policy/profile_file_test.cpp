#include "policy/profile_file.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

const std::string kDefaultFile = SOHOA_SOURCE_DIR "/templates/profiles/default.toml";

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// Structured bindings count the members: a new one does not compile until it is compared here.
void expect_same(const ScanProfile& a, const ScanProfile& b) {
  const auto& [id,
               from,
               to,
               source,
               dpi,
               wanted,
               tolerance,
               colour,
               version,
               bytes,
               variants,
               skew,
               edge,
               cut,
               paper,
               contrast,
               clipped,
               confidence,
               words,
               size,
               scale,
               complete,
               format,
               severity] = a;
  EXPECT_EQ(id, b.id);
  EXPECT_EQ(from, b.valid_from);
  EXPECT_EQ(to, b.valid_to);
  EXPECT_EQ(source, b.source);
  EXPECT_EQ(dpi, b.dpi_min);
  EXPECT_EQ(wanted, b.dpi_wanted);
  EXPECT_EQ(tolerance, b.dpi_tolerance);
  EXPECT_EQ(colour, b.colour_wanted);
  EXPECT_EQ(version, b.pdf_version_min);
  EXPECT_EQ(bytes, b.file_bytes_max);
  EXPECT_EQ(variants, b.variants_allowed);
  EXPECT_EQ(skew, b.skew_deg_max);
  EXPECT_EQ(edge, b.edge_width_mm_max);
  EXPECT_EQ(cut, b.cut_strokes_max);
  EXPECT_EQ(paper, b.paper_level_min);
  EXPECT_EQ(contrast, b.contrast_min);
  EXPECT_EQ(clipped, b.paper_level_clipped);
  EXPECT_EQ(confidence, b.confidence_min);
  EXPECT_EQ(words, b.words_judged_min);
  EXPECT_EQ(size, b.size_tolerance_mm);
  EXPECT_EQ(scale, b.scale_tolerance);
  EXPECT_EQ(complete, b.completeness_clause);
  EXPECT_EQ(format, b.format_clause);
  EXPECT_EQ(severity, b.severity);
}

void expect_same(const LegalProfile& a, const LegalProfile& b) {
  const auto& [id, version, claimed, mapped, competence, tolerance] = a;
  EXPECT_EQ(id, b.id);
  EXPECT_EQ(version, b.version);
  EXPECT_EQ(claimed, b.accept_claimed_time);
  EXPECT_EQ(mapped, b.require_mapped_unit);
  EXPECT_EQ(competence, b.require_competence);
  EXPECT_EQ(tolerance, b.time_tolerance_s);
}

void expect_same(const ReuseProfile& a, const ReuseProfile& b) {
  const auto& [id, results, components, same_owner, soon] = a;
  EXPECT_EQ(id, b.id);
  EXPECT_EQ(results, b.for_results);
  EXPECT_EQ(components, b.for_components);
  EXPECT_EQ(same_owner, b.same_owner);
  EXPECT_EQ(soon, b.ends_soon_days);
}

void expect_same(const ReviewProfile& a, const ReviewProfile& b) {
  const auto& [second, urgent, blocking, never, below] = a;
  EXPECT_EQ(second, b.second_person);
  EXPECT_EQ(urgent, b.urgent_after_s);
  EXPECT_EQ(blocking, b.blocking_metadata);
  EXPECT_EQ(never, b.never_corrected);
  EXPECT_EQ(below, b.correct_below);
}

void expect_same(const std::vector<RetentionRule>& a, const std::vector<RetentionRule>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto& [type, years, source] = a[i];
    EXPECT_EQ(type, b[i].type);
    EXPECT_EQ(years, b[i].years);
    EXPECT_EQ(source, b[i].source);
  }
}

TEST(ProfileFile, TheDefaultFileIsTheDefaultProfileToTheLetter) {
  const auto read = load_profile_file(kDefaultFile);
  ASSERT_TRUE(read) << describe(read.error(), Lang::En);
  const Profile standard = default_profile();
  const auto& [id,
               version,
               source,
               scan,
               attestation,
               legal,
               reuse,
               review,
               access,
               code,
               retention,
               signers] = *read;
  EXPECT_EQ(id, standard.id);
  EXPECT_EQ(version, standard.version);
  EXPECT_EQ(source, standard.source);
  expect_same(scan, standard.scan);
  EXPECT_EQ(attestation, standard.attestation);
  expect_same(legal, standard.legal);
  expect_same(reuse, standard.reuse);
  expect_same(review, standard.review);
  EXPECT_EQ(access.require_purpose, standard.access.require_purpose);
  EXPECT_EQ(code, standard.component_code);
  expect_same(retention, standard.retention);
  EXPECT_EQ(signers.agency_words, standard.signers.agency_words);
  EXPECT_TRUE(signers.patterns.empty());
}

// An absent key takes its default and would look equal: so every key must stand in the file.
TEST(ProfileFile, TheDefaultFileNamesEveryKey) {
  const std::string text = text_of(kDefaultFile);
  std::vector<std::string> keys = {"valid_from",
                                   "valid_to",
                                   "dpi_min",
                                   "dpi_wanted",
                                   "dpi_tolerance",
                                   "colour_wanted",
                                   "pdf_version_min",
                                   "file_bytes_max",
                                   "variants_allowed",
                                   "completeness_clause",
                                   "format_clause",
                                   "skew_deg_max",
                                   "edge_width_mm_max",
                                   "cut_strokes_max",
                                   "paper_level_min",
                                   "contrast_min",
                                   "paper_level_clipped",
                                   "confidence_min",
                                   "words_judged_min",
                                   "size_tolerance_mm",
                                   "scale_tolerance",
                                   "order",
                                   "accept_claimed_time",
                                   "require_mapped_unit",
                                   "require_competence",
                                   "time_tolerance_s",
                                   "for_results",
                                   "for_components",
                                   "same_owner",
                                   "ends_soon_days",
                                   "second_person",
                                   "urgent_after_s",
                                   "blocking_metadata",
                                   "never_corrected",
                                   "require_purpose",
                                   "component",
                                   "type",
                                   "years",
                                   "agency_words"};
  for (const auto& [id, severity] : default_severities()) keys.push_back(id);
  for (const std::string& key : keys) {
    const auto at = text.find("\n" + key + " ");
    ASSERT_NE(at, std::string::npos) << key;
    EXPECT_EQ(text.substr(at + 1 + key.size()).find_first_not_of(' '),
              text.substr(at + 1 + key.size()).find('='))
        << key;
  }
}

std::string file_with(const std::string& body) {
  return "format = \"sohoa-profile-1\"\nid = \"site\"\nversion = 2026-12-01\nsource = \"QĐ 45\"\n" +
         body;
}

constexpr const char* kNotes = "source = \"QĐ 45\"\ncertainty = \"high\"\n";

Result<Profile> read(const std::string& body) {
  return read_profile("site.toml", file_with(body));
}

TEST(ProfileFile, AFileIsADifference) {
  const auto profile = read(std::string("[attestation]\norder = \"block\"\n") + kNotes +
                            "[scan]\ndpi_min = 300\ndpi_wanted = 400.5\n" + kNotes +
                            "[scan.severity]\nskewed = \"block\"\n");
  ASSERT_TRUE(profile) << describe(profile.error(), Lang::En);
  EXPECT_EQ(profile->id, "site");
  EXPECT_EQ(profile->version, "2026-12-01");
  EXPECT_EQ(profile->legal.id, "site");
  EXPECT_EQ(profile->legal.version, "2026-12-01");
  EXPECT_EQ(profile->attestation, AttestationOrder::Block);
  EXPECT_EQ(profile->scan.dpi_min, 300);
  EXPECT_EQ(profile->scan.dpi_wanted, 400.5);
  EXPECT_EQ(profile->scan.severity.at("skewed"), Severity::Block);
  EXPECT_EQ(profile->scan.severity.at("blurred"), default_severities().at("blurred"));
  EXPECT_EQ(profile->component_code, default_profile().component_code);
}

TEST(ProfileFile, ListsAndRowsReplaceTheDefaultOnes) {
  const auto profile = read(
      std::string("[reuse]\nfor_results = [\"FULL\"]\nfor_components = []\n") + kNotes +
      "[[retention]]\ntype = \"KQ.*\"\nyears = 70\n" + kNotes + "[[retention]]\ntype = \"*\"\n" +
      "years = 5\n" + kNotes + "[[signer]]\norganisation = \"SỞ  Y TẾ\"\nunit = \"H19.15\"\n" +
      "valid_from = \"2025-07-01\"\n" + kNotes);
  ASSERT_TRUE(profile) << describe(profile.error(), Lang::En);
  EXPECT_EQ(profile->reuse.for_results, std::vector{LegalClass::Full});
  EXPECT_TRUE(profile->reuse.for_components.empty());
  ASSERT_EQ(profile->retention.size(), 2U);
  EXPECT_EQ(profile->retention[0].years, 70);
  ASSERT_EQ(profile->signers.patterns.size(), 1U);
  EXPECT_EQ(profile->signers.patterns[0].organisation, "SỞ Y TẾ");
  EXPECT_EQ(profile->signers.patterns[0].kind, SignerKind::Agency);
  EXPECT_EQ(profile->signers.patterns[0].valid_from, "2025-07-01");
}

struct Wrong {
  std::string body;
  const char* says;
  int line;
};

TEST(ProfileFile, EveryMistakeIsNamedWithItsPlace) {
  const std::string notes = kNotes;
  const Wrong table[] = {
      {"[scan]\ndpi_mim = 200\n" + notes, "unknown key 'dpi_mim'", 6},
      {"[scna]\n" + notes, "unknown key 'scna'", 5},
      {"[scan]\ndpi_min = \"200\"\n" + notes, "a number from 1 to 2400", 6},
      {"[scan]\ndpi_min = -1\n" + notes, "a number from 1 to 2400", 6},
      {"[scan]\ndpi_min = nan\n" + notes, "a number from 1 to 2400", 6},
      {"[scan]\ndpi_min = 500\n" + notes, "no less than 'dpi_min'", 5},
      {"[scan]\ncolour_wanted = 1\n" + notes, "true or false", 6},
      {"[scan]\nvalid_from = 2026-02-02\nvalid_to = \"2025-01-01\"\n" + notes, "no earlier", 7},
      {"[scan]\nvalid_to = \"31/12/2026\"\n" + notes, "a day", 6},
      {"[scan]\ncut_strokes_max = 1.5\n" + notes, "a whole number", 6},
      {"[scan]\n" + notes + "[scan.severity]\nskewed = \"fatal\"\n", "\"note\", \"warn\"", 9},
      {"[scan]\n" + notes + "[scan.severity]\nskwed = \"warn\"\n", "unknown key 'skwed'", 9},
      {"[scan]\ndpi_min = 200\n", "'source' is missing", 5},
      {"[legal]\nsource = \"x\"\n", "'certainty' is missing", 5},
      {"[legal]\nsource = \"x\"\ncertainty = \"sure\"\n", "\"high\", \"medium\" or \"low\"", 7},
      {"[legal]\ntime_tolerance_s = -1\n" + notes, "a whole number", 6},
      {"[attestation]\norder = \"skip\"\n" + notes, "\"mark\" or \"block\"", 6},
      {"[attestation]\n" + notes, "'order' is missing", 5},
      {"[reuse]\nfor_results = [\"FULL\", \"GOOD\"]\n" + notes, "'GOOD' is none", 6},
      {"[reuse]\nfor_results = \"FULL\"\n" + notes, "a list of strings", 6},
      {"[reuse]\nfor_results = [\"\"]\n" + notes, "a list of strings", 6},
      {"[review]\nblocking_metadata = [\"colour\"]\n" + notes, "'colour' is none", 6},
      {"[code]\ncomponent = \"{dossier}-{no}\"\n" + notes, "unknown token {no}", 6},
      {"[[retention]]\ntype = \"*\"\n" + notes, "'years' is missing", 5},
      {"[[retention]]\ntype = \"*\"\nyears = 1\n" + notes +
           "[[retention]]\ntype = \"*\"\nyears = 2\n" + notes,
       "there twice",
       11},
      {"[retention]\ntype = \"*\"\nyears = 1\n" + notes, "a list of tables", 5},
      {"[[signer]]\nunit = \"H19\"\n" + notes, "'common_name' is missing", 5},
      {"[[signer]]\ncommon_name = \"A\"\nkind = \"robot\"\n" + notes, "\"agency\", \"person\"", 7},
      {"access = true\n", "a table", 5},
      {"[scan\n", "", 5},
  };
  for (const Wrong& row : table) {
    const auto profile = read(row.body);
    ASSERT_FALSE(profile) << row.body;
    EXPECT_EQ(profile.error().what, Fault::BadProfile) << row.body;
    EXPECT_EQ(profile.error().where.document, "site.toml");
    const std::string& detail = profile.error().detail;
    EXPECT_NE(detail.find(row.says), std::string::npos) << detail;
    EXPECT_TRUE(detail.starts_with("line " + std::to_string(row.line) + ", column ")) << detail;
  }
}

TEST(ProfileFile, TheHeadingIsRequired) {
  const std::string whole = file_with("");
  EXPECT_TRUE(read_profile("site.toml", whole));
  for (const char* key : {"format", "id", "version", "source"}) {
    std::string text = whole;
    const auto at = text.find(std::string(key) + " =");
    text.erase(at, text.find('\n', at) - at);
    const auto profile = read_profile("site.toml", text);
    ASSERT_FALSE(profile) << key;
    EXPECT_NE(profile.error().detail.find(std::string("'") + key + "' is missing"),
              std::string::npos)
        << profile.error().detail;
  }
  EXPECT_FALSE(read_profile("site.toml", "format = \"sohoa-policy-1\"\n"));
}

TEST(ProfileFile, AMissingFileIsNotAnEmptyProfile) {
  const auto profile = load_profile_file("/nonexistent/profile.toml");
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().what, Fault::FileNotFound);
}

}  // namespace
}  // namespace sohoa
