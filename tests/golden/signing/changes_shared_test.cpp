// Real signed files against the verdicts others wrote down: the column modification_after_signing
// of the shared manifest. The files are not ours and may be absent.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "signing/modification.h"
#include "signing/parsers/pdf_signatures.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(SOHOA_SOURCE_DIR) / "../shared/data/signing";

struct Expected {
  std::string file;
  std::string modification;
};

std::vector<Expected> expected_pdfs() {
  std::vector<Expected> rows;
  std::ifstream in(kFolder / "manifest.tsv");
  std::string line;
  std::getline(in, line);
  std::vector<std::string> heads;
  std::istringstream head_line(line);
  for (std::string head; std::getline(head_line, head, '\t');) heads.push_back(head);
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    std::map<std::string, std::string> row;
    std::string cell;
    for (std::size_t i = 0; std::getline(cells, cell, '\t'); ++i) row[heads.at(i)] = cell;
    if (row["kind"] == "pdf") rows.push_back({row["file"], row["modification_after_signing"]});
  }
  return rows;
}

std::string_view word(Modification modification) {
  switch (modification) {
    case Modification::None:
      return "none";
    case Modification::Allowed:
      return "allowed";
    case Modification::Forbidden:
      return "forbidden";
    default:
      return "unknown";
  }
}

SignedFile facts_of(const PdfReading& reading, const std::string& path, std::int64_t bytes) {
  SignedFile file;
  file.bytes = bytes;
  file.revisions = reading.revisions;
  file.changes = reading.changes;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  for (const PdfSignatureReading& one : reading.signatures) {
    SignatureFacts facts;
    facts.pdf = one.facts;
    facts.faults = one.faults;
    const auto ranges = check_ranges(
        FileBytes(fd, bytes), one.facts.byte_range, reading.revisions, Limits{}.signature_bytes);
    if (ranges) {
      facts.coverage = ranges->coverage;
      facts.covered_end = ranges->covered_end;
      facts.faults.insert(facts.faults.end(), ranges->faults.begin(), ranges->faults.end());
    }
    auto& list = one.facts.is_document_timestamp ? file.document_timestamps : file.signatures;
    list.push_back(facts);
  }
  ::close(fd);
  return file;
}

std::string_view judged(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const Bytes bytes((std::istreambuf_iterator<char>(in)), {});
  const auto reading = read_pdf_signatures(bytes, "", Limits{});
  if (!reading) return "none";  // nothing can be said of a file that cannot be read
  const SignedFile file = facts_of(*reading, path, static_cast<std::int64_t>(bytes.size()));
  std::vector<Modification> all;
  for (const SignatureFacts& signature : file.signatures) {
    all.push_back(judge_changes(file, signature, UncertifiedPermits::FormFilling).modification);
  }
  return word(worst(all));
}

TEST(SharedFiles, HaveTheModificationOthersWroteDown) {
  if (!std::filesystem::exists(kFolder / "manifest.tsv")) GTEST_SKIP() << "no shared files";
  const auto rows = expected_pdfs();
  ASSERT_GE(rows.size(), 18U);
  for (const Expected& row : rows) {
    EXPECT_EQ(judged((kFolder / row.file).string()), row.modification) << row.file;
  }
}

}  // namespace
}  // namespace sohoa
