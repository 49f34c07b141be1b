// Signed files of public corpora, where they are at hand: how many signatures and time-stamps.
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "signing/parsers/pdf_signatures.h"

namespace sohoa {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(SOHOA_SOURCE_DIR) / "../shared/data/signing";

struct Expected {
  std::string file;
  std::string signatures;  ///< "1", or "0|1" where either is right
  std::string timestamps;
};

std::vector<std::string> columns(const std::string& line) {
  std::vector<std::string> out;
  std::stringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) out.push_back(column);
  return out;
}

std::vector<Expected> expectations() {
  std::vector<Expected> out;
  std::ifstream manifest(kFolder / "manifest.tsv");
  std::string line;
  std::getline(manifest, line);
  while (std::getline(manifest, line)) {
    const auto cells = columns(line);
    if (cells.size() > 6 && cells[1] == "pdf") out.push_back({cells[0], cells[5], cells[6]});
  }
  return out;
}

std::string content(const std::string& name) {
  std::ifstream in(kFolder / name, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

TEST(PdfShared, EachFile_HasTheSignaturesItsManifestCounts) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << "no shared data here";
  const auto expected = expectations();
  EXPECT_GE(expected.size(), 19U);
  for (const auto& one : expected) {
    const auto bytes = content(one.file);
    const auto begin = std::clock();
    const auto reading = read_pdf_signatures(as_bytes(bytes), "", {});
    EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 1.0) << one.file;
    ASSERT_TRUE(reading) << one.file;
    std::int64_t timestamps = 0;
    for (const auto& signature : reading->signatures)
      timestamps += signature.facts.is_document_timestamp ? 1 : 0;
    const auto own = static_cast<std::int64_t>(reading->signatures.size()) - timestamps;
    EXPECT_NE(one.signatures.find(std::to_string(own)), std::string::npos) << one.file;
    EXPECT_EQ(std::to_string(timestamps), one.timestamps) << one.file;
  }
}

}  // namespace
}  // namespace sohoa
