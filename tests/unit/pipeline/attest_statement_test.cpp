#include "pipeline/attest_statement.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

FileRecord file(const std::string& name, const std::string& content) {
  FileRecord record;
  record.name = name;
  record.digest = sha256(content);
  record.bytes = content.size();
  record.pages = 2;
  return record;
}

ScanStatement statement() {
  ScanStatement made;
  made.batch = "L-0123456789abcdef01234567";
  made.components = {
      {made.batch + "/0001",
       "H19.15-261121-0001",
       "TP01",
       {file("H19/TP01-1.jpg", "một"), file("H19/TP01-2.jpg", "hai")}},
      {made.batch + "/0002", "H19.15-261121-0001", "TP02", {file("TP02.pdf", "ba")}}};
  return made;
}

std::string differences(const ScanStatement& ours, const ScanStatement& theirs) {
  std::string all;
  for (const auto& one : compare_statements(statement_text(ours), statement_text(theirs))) {
    all += one.en + "\n";
  }
  return all;
}

TEST(StatementText, IsTheSameBytesForTheSameScan) {
  const std::string expected =
      "sohoa-attestation/1\n"
      "Tôi xác nhận các tệp dưới đây là bản quét đầy đủ, chính xác từ giấy tờ gốc "
      "(TT 01/2023/TT-VPCP, Điều 7).\n"
      "batch L-0123456789abcdef01234567\n"
      "component L-0123456789abcdef01234567/0001\n"
      "dossier H19.15-261121-0001\n"
      "code TP01\n"
      "pages 4\n"
      "file " +
      sha256("một").hex() +
      " 5 2 H19/TP01-1.jpg\n"
      "file " +
      sha256("hai").hex() + " 3 2 H19/TP01-2.jpg\n";
  EXPECT_EQ(statement_text(statement()).substr(0, expected.size()), expected);
  EXPECT_EQ(statement_text(statement()), statement_text(statement()));
}

TEST(StatementText, ALineBreakInANameMakesNoNewLine) {
  ScanStatement sly = statement();
  sly.components[1].files[0].name = "TP02.pdf\nfile 00 0 0 khac.pdf";
  const std::string text = statement_text(sly);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3 + 4 + 2 + 4 + 1);
}

TEST(StatementText, DecomposedNamesAreComposed) {
  ScanStatement nfd = statement();
  nfd.components[1].dossier = "Hồ";
  ScanStatement nfc = nfd;
  nfc.components[1].dossier = "Hồ";
  EXPECT_EQ(statement_text(nfd), statement_text(nfc));
}

TEST(ScanDigest, DependsOnBytesAndOrderAndNotOnNames) {
  const auto files = statement().components[0].files;
  auto renamed = files;
  renamed[0].name = "khác.jpg";
  EXPECT_EQ(scan_digest(files), scan_digest(renamed));
  EXPECT_NE(scan_digest(files), scan_digest({files[1], files[0]}));
  EXPECT_NE(scan_digest(files), scan_digest({files[0]}));
}

TEST(ScanDigest, AFileWhoseBytesWereRefusedIsNotVouchedFor) {
  auto files = statement().components[0].files;
  const Digest before = scan_digest(files);
  files.push_back(FileRecord{});
  EXPECT_EQ(scan_digest(files), before);
}

TEST(CompareStatements, NamesTheFileWhoseDigestChanged) {
  ScanStatement rescanned = statement();
  rescanned.components[0].files[1] = file("H19/TP01-2.jpg", "trang khác");
  const std::string text = differences(rescanned, statement());
  EXPECT_NE(text.find("file H19/TP01-2.jpg: signed as SHA-256 " + sha256("hai").hex()),
            std::string::npos);
  EXPECT_EQ(text.find("TP01-1.jpg"), std::string::npos) << "the other file is the same";
}

TEST(CompareStatements, NamesAComponentThatIsMissing) {
  ScanStatement less = statement();
  less.components.pop_back();
  EXPECT_NE(differences(statement(), less).find("TP02.pdf"), std::string::npos);
  EXPECT_NE(differences(less, statement()).find("one line more"), std::string::npos);
}

TEST(CompareStatements, EqualOnesHaveNoDifference) {
  EXPECT_TRUE(compare_statements(statement_text(statement()), statement_text(statement())).empty());
}

TEST(CompareStatements, ALineEndIsADifferenceToo) {
  std::string windows = statement_text(statement());
  windows.insert(windows.size() - 1, 1, '\r');
  EXPECT_EQ(compare_statements(statement_text(statement()), windows).size(), 1U);
}

TEST(CompareStatements, OtherTextIsSaidToBeNoStatement) {
  const auto found = compare_statements(statement_text(statement()), "xin chào");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].vi.find("sohoa attest prepare"), std::string::npos);
}

TEST(ScannedAs, PartsOfAStackWereScannedAsTheStack) {
  EXPECT_EQ(scanned_as("L-0123/0002.001"), "L-0123/0002");
  EXPECT_EQ(scanned_as("L-0123/0002"), "L-0123/0002");
}

}  // namespace
}  // namespace sohoa
