// The sheet as poppler's tools see it: one A4 page, nothing lost, nothing over the edge.
#include "signing/parsers/sheet_writer.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/text.h"
#include "support/sheet_samples.h"

namespace sohoa {
namespace {

using namespace sheet_samples;

std::string run(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    output.push_back(static_cast<char>(c));
  }
  pclose(pipe);
  return output;
}

// A drawn sheet in the temporary folder. SOHOA_KEEP_SHEETS names a folder that keeps them.
class Drawn {
 public:
  Drawn(const ValidationSheet& sheet, const std::string& name) {
    const char* keep = std::getenv("SOHOA_KEEP_SHEETS");
    is_kept_ = keep != nullptr;
    const auto folder =
        is_kept_ ? std::filesystem::path(keep) : std::filesystem::temp_directory_path();
    path_ = folder / ("sheet-" + std::to_string(is_kept_ ? 0 : ::getpid()) + "-" + name + ".pdf");
    const int fd = ::open(path_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    const auto written = write_sheet_pdf(sheet, fd);
    EXPECT_TRUE(written);
    ::close(fd);
  }
  ~Drawn() {
    if (!is_kept_) std::filesystem::remove(path_);
  }
  Drawn(const Drawn&) = delete;
  Drawn& operator=(const Drawn&) = delete;

  std::string info() const { return run("pdfinfo '" + path_.string() + "'"); }
  std::string fonts() const { return run("pdffonts '" + path_.string() + "'"); }
  /// Words in reading order of the columns, white space squeezed.
  std::string text() const { return squeeze(run("pdftotext '" + path_.string() + "' -")); }
  std::string boxes() const { return run("pdftotext -bbox '" + path_.string() + "' -"); }
  std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

 private:
  std::filesystem::path path_;
  bool is_kept_ = false;
};

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

void expect_one_page(const Drawn& drawn) {
  EXPECT_TRUE(has(drawn.info(), "Pages:           1\n")) << drawn.info();
  EXPECT_TRUE(has(drawn.info(), "(A4)"));
}

// pdftotext breaks lines inside of a value, so pieces are looked for word by word.
void expect_words(const std::string& text, const std::string& value) {
  for (const auto word : split_words(value)) {
    EXPECT_TRUE(has(text, std::string(word))) << word << " of: " << value;
  }
}

// No word beyond the margins of NĐ 30/2020: left 30, right 15, top and bottom 20 mm.
void expect_inside_margins(const Drawn& drawn) {
  const auto boxes = drawn.boxes();
  constexpr double kMm = 72 / 25.4;
  int words = 0;
  for (auto at = boxes.find("<word "); at != std::string::npos; at = boxes.find("<word ", at + 1)) {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    ASSERT_EQ(std::sscanf(boxes.c_str() + at,
                          "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
                          &left,
                          &top,
                          &right,
                          &bottom),
              4);
    EXPECT_GE(left, 30 * kMm - 1);
    EXPECT_LE(right, 195 * kMm + 1);
    EXPECT_GE(top, 20 * kMm - 1);
    EXPECT_LE(bottom, 277 * kMm + 3);
    ++words;
  }
  EXPECT_GT(words, 20);
}

TEST(SheetWriter, EveryTextOfAnOrdinarySheetIsOnItsOnePage) {
  const struct {
    const char* name;
    Case made;
  } cases[] = {{"passed", passed()},
               {"failed", failed()},
               {"indeterminate", indeterminate()},
               {"unsigned", unsigned_file()}};
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const auto words = sheet(one.made);
    const Drawn drawn(words, one.name);
    expect_one_page(drawn);
    expect_inside_margins(drawn);
    const auto text = drawn.text();
    EXPECT_TRUE(has(text, words.title));
    EXPECT_TRUE(has(text, words.result_word));
    EXPECT_TRUE(has(text, words.digest)) << "in one piece, to be compared";
    expect_words(
        text,
        words.result_note + " " + words.policy + " " + words.checked + " " + words.disclaimer);
    for (const auto& row : words.file_rows) expect_words(text, row.label + " " + row.value);
    for (const auto& signature : words.signatures) {
      expect_words(text, signature.title + " " + signature.result_word);
      for (const auto& row : signature.rows) expect_words(text, row.label + " " + row.value);
      for (const auto& reason : signature.reasons) {
        expect_words(text, reason.text + " " + reason.clause);
      }
    }
  }
}

TEST(SheetWriter, TypeIsSetInTheMetricOfTimesAndEmbedded) {
  const auto fonts = Drawn(sheet(passed()), "fonts").fonts();
  EXPECT_TRUE(has(fonts, "LiberationSerif"));
  EXPECT_TRUE(has(fonts, "LiberationMono"));
  EXPECT_FALSE(has(fonts, " no  "));
}

TEST(SheetWriter, ManySignaturesStayOnOnePageAndTheRestIsCounted) {
  for (const int count : {2, 3, 6, 40, 500}) {
    SCOPED_TRACE(count);
    const Drawn drawn(sheet(many(count)), "many" + std::to_string(count));
    expect_one_page(drawn);
    expect_inside_margins(drawn);
    const auto text = drawn.text();
    EXPECT_TRUE(has(text, "Chữ ký số " + std::to_string(count))) << "the invalid one is shown";
    EXPECT_EQ(has(text, "chữ ký khác"), count >= 6);
  }
}

TEST(SheetWriter, LongAndHostileTextsWrapOrAreCut) {
  auto one = failed();
  auto& subject = one.facts.evidence.certificates[0].subject;
  subject.common_name = std::string(5'000, 'W');
  subject.organisation = "dòng\nmới\tvà \x01 điều khiển \xFF\xFE hỏng";
  for (int i = 0; i < 200; ++i) {
    one.verdict.signatures[0].checks.push_back(
        {"x", std::string(300, 'c'), CheckOutcome::Failed, std::string(4'000, 'm'), ""});
    one.verdict.checks.push_back(
        {"x", "", CheckOutcome::Warning, "lưu ý dài " + std::string(400, 'n'), ""});
  }
  auto words = sheet(one);
  words.file_rows[0].value = std::string(3'000, 'f') + ".pdf";
  const Drawn drawn(words, "hostile");
  expect_one_page(drawn);
  expect_inside_margins(drawn);
  EXPECT_TRUE(has(drawn.text(), " trong 202)"));
  EXPECT_FALSE(has(drawn.text(), "W-")) << "no hyphen that the name does not have";
}

TEST(SheetWriter, TheSameSheetGivesTheSameBytes) {
  const auto words = sheet(passed());
  EXPECT_EQ(Drawn(words, "a").bytes(), Drawn(words, "b").bytes());
}

TEST(SheetWriter, AnOutputThatRefusesIsAnError) {
  const int fd = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  const auto written = write_sheet_pdf(sheet(passed()), fd);
  ::close(fd);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what, Fault::DiskFull);
}

}  // namespace
}  // namespace sohoa
