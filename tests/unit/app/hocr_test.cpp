#include "app/hocr.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "contract/temp_folder.h"
#include "unit/app/pages_made.h"

namespace sohoa {
namespace {

// A foreign parser judges: Python's expat.
bool is_well_formed(const std::string& xml) {
  const TempFolder folder;
  const auto path = folder.path() / "a.hocr";
  std::ofstream(path, std::ios::binary) << xml;
  const std::string command =
      "python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' '" + path.string() + "'";
  return std::system(command.c_str()) == 0;  // NOLINT: a peer
}

TEST(Hocr, IsWellFormedWhateverNamesAndWordsHold) {
  const auto text =
      hocr_document("a & <b> \"c\" \x01\xFF\uFFFE.pdf",
                    {made::read_page(0, "<&>\"'"), made::read_page(1, "\x0B\uFFFFổ")});
  EXPECT_TRUE(is_well_formed(text)) << text;
}

TEST(Hocr, ABrokenDocumentIsNoticedByThePeer) {
  EXPECT_FALSE(is_well_formed("<html><p></html>"));
}

TEST(Hocr, WordsHaveCornersAndConfidence) {
  const auto text = hocr_document("a.pdf", {made::read_page(4, "một")});
  EXPECT_NE(text.find(R"(title="bbox 10 20 40 60; x_wconf 99">một</span>)"), std::string::npos);
  EXPECT_NE(text.find("ppageno 4"), std::string::npos);
}

TEST(Hocr, AFailedPageIsAnEmptyPageSoNumbersStayTrue) {
  const auto text = hocr_document("a.pdf", {made::failed_page(0), made::read_page(1, "một")});
  EXPECT_NE(text.find("ppageno 0"), std::string::npos);
  EXPECT_TRUE(is_well_formed(text));
}

}  // namespace
}  // namespace sohoa
