// Every page of the samples and of the evaluation pages, with its measures and findings: the table
// the gate's limits were set from. A line that changes is looked at before it is taken over.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "golden/gate/gate_page.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;
using testing::measured_pages;
using testing::page_findings;

const fs::path kRoot = SOHOA_SOURCE_DIR;

struct Row {
  std::string page;  ///< "H56.31-250918-0007/TP03.pdf:2"
  std::vector<double> measures;
  std::string findings;
};

// Columns of gate_pages.tsv: dpi across, down, origin, colour mode, paper, contrast, edge, cut.
std::vector<double> measures_of(const StoredPage& page) {
  const PageQuality quality = page_quality(page);
  return {std::round(quality.dpi_x),
          std::round(quality.dpi_y),
          static_cast<double>(quality.dpi_origin),
          static_cast<double>(quality.colour),
          quality.paper_level.value_or(0),
          quality.contrast.value_or(0),
          quality.edge_width_mm.value_or(0),
          static_cast<double>(
              *std::max_element(quality.cut_strokes.begin(), quality.cut_strokes.end()))};
}

std::vector<Row> rows_of(const fs::path& file) {
  std::vector<Row> rows;
  const std::string name =
      file.parent_path().filename().string() + "/" + file.filename().string() + ":";
  for (const StoredPage& page : measured_pages(file)) {
    const std::string findings = page_findings(page);
    rows.push_back({name + std::to_string(rows.size() + 1),
                    measures_of(page),
                    findings.empty() ? "-" : findings});
  }
  return rows;
}

std::string line_of(const Row& row) {
  std::ostringstream line;
  line << row.page;
  for (const double measure : row.measures) {
    char text[32];
    std::snprintf(text, sizeof text, "\t%.4g", std::round(measure * 1000) / 1000);
    line << text;
  }
  line << '\t' << row.findings;
  return line.str();
}

std::map<std::string, Row> expected_rows() {
  std::map<std::string, Row> rows;
  std::ifstream in(kRoot / "tests/golden/gate/gate_pages.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    Row row;
    std::getline(cells, row.page, '\t');
    for (std::string cell; row.measures.size() < 8 && std::getline(cells, cell, '\t');)
      row.measures.push_back(std::stod(cell));
    std::getline(cells, row.findings);
    rows[row.page] = row;
  }
  return rows;
}

void expect_same(const Row& is, const Row& was) {
  EXPECT_EQ(is.findings, was.findings) << line_of(is);
  ASSERT_EQ(is.measures.size(), was.measures.size());
  for (std::size_t i = 0; i < is.measures.size(); ++i)
    EXPECT_NEAR(is.measures[i], was.measures[i], 0.011) << "column " << i << ": " << line_of(is);
}

std::vector<fs::path> files_under(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".json")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void expect_table(const fs::path& folder) {
  const auto expected = expected_rows();
  for (const fs::path& file : files_under(folder)) {
    const std::vector<Row> rows = rows_of(file);
    EXPECT_FALSE(rows.empty()) << file;
    for (const Row& row : rows) {
      const auto was = expected.find(row.page);
      if (was == expected.end()) {
        ADD_FAILURE() << "not in gate_pages.tsv:\n" << line_of(row);
        continue;
      }
      expect_same(row, was->second);
    }
  }
}

TEST(GateSamples, EveryPageHasTheMeasuresAndFindingsOfTheTable) {
  expect_table(kRoot / "samples/ho-so");
}

TEST(GateSamples, EveryEvaluationPageToo) {
  const fs::path pages = kRoot / ".." / "shared/data/ocr/pages";
  if (!fs::exists(pages)) GTEST_SKIP() << "the evaluation pages are not here";
  expect_table(pages);
}

}  // namespace
}  // namespace sohoa
