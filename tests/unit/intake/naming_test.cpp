#include "intake/naming.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

using Names = std::vector<std::string>;

TEST(ComponentsFromNames, GroupsByFolderAndCodeInNaturalOrder) {
  const Names names = {
      "H99.15-260803-0001/TP1-10.jpg",
      "H99.15-260803-0001/TP1-2.jpg",
      "H99.15-260803-0001/TP1-1.jpg",
      "H99.15-260803-0001/KQ.G15.000127.pdf",
      "H99.15-260803-0002/TP1.TIF",
  };
  const Submission found = components_from_names(names);
  ASSERT_EQ(found.components.size(), 3U);
  EXPECT_EQ(found.components[0].component, "KQ.G15.000127");
  EXPECT_EQ(found.components[1].component, "TP1");
  EXPECT_EQ(found.components[1].files,
            (Names{"H99.15-260803-0001/TP1-1.jpg",
                   "H99.15-260803-0001/TP1-2.jpg",
                   "H99.15-260803-0001/TP1-10.jpg"}));
  EXPECT_EQ(found.components[2].dossier, "H99.15-260803-0002");
  EXPECT_TRUE(found.unassigned.empty());
}

TEST(ComponentsFromNames, LeavesTheRestToAnOfficer) {
  const Names names = {
      "Hồ sơ Nguyễn Văn A/01 đơn đề nghị.jpg",
      "TP1.jpg",
      "H99.15-260803-0001/đơn.jpg",
      "H99.15-260803-0001/ghi chú 1.txt",
      "H99.15-260803-0001/TP1.docx",
      "H99.15-260803-0001/Thumbs.db",
  };
  const Submission found = components_from_names(names);
  EXPECT_TRUE(found.components.empty());
  EXPECT_EQ(found.unassigned, names);
}

TEST(ComponentsFromNames, FoldersAboveTheDossierDoNotMatter) {
  const Names names = {"data/H99.15-260803-0001/TP1.jpg", "lo 1/H99.15-260803-0001/TP2.jpg"};
  const Submission found = components_from_names(names);
  ASSERT_EQ(found.components.size(), 2U);
  EXPECT_EQ(found.components[0].dossier, "H99.15-260803-0001");
  EXPECT_EQ(found.components[0].files, Names{"data/H99.15-260803-0001/TP1.jpg"});
}

TEST(ParseNamedFile, TakesOnlyAShortNumberForAPage) {
  NamedFile file;
  ASSERT_TRUE(parse_named_file("D1/TP-3-02.png", file));
  EXPECT_EQ(file.component, "TP-3");
  EXPECT_EQ(file.number, 2);
  ASSERT_TRUE(parse_named_file("D1/TP-20261121.png", file));
  EXPECT_EQ(file.component, "TP-20261121");
  EXPECT_EQ(file.number, 0);
}

TEST(ComponentsFromNames, KqAndDigitsIsAResultOfTheDossier) {
  const Names names = {"H99.15-260803-0001/KQ01-1.jpg",
                       "H99.15-260803-0001/KQ01-2.jpg",
                       "H99.15-260803-0001/TP01.jpg"};
  const Submission found = components_from_names(names);
  ASSERT_EQ(found.components.size(), 2U);
  EXPECT_EQ(found.components[0].component, "KQ01");
  EXPECT_EQ(found.components[0].kind, ComponentKind::Result);
  EXPECT_EQ(found.components[0].files.size(), 2U);
  EXPECT_EQ(found.components[1].kind, ComponentKind::Component);
}

TEST(KindOfCode, OnlyKqAndDigitsIsAResult) {
  for (const std::string_view code : {"KQ1", "KQ01", "kq2", "Kq003"})
    EXPECT_EQ(kind_of_code(code), ComponentKind::Result) << code;
  // A catalogue's "KQ.G15.000127" may be another dossier's result, brought as a component of this.
  for (const std::string_view code :
       {"", "K", "KQ", "KQ.G15.000127", "KQ-1", "KQ1a", "KQ 1", "TP1", "TN01", "QK1", "1KQ"})
    EXPECT_EQ(kind_of_code(code), ComponentKind::Component) << code;
}

TEST(IsCode, AcceptsCodesAndNotSentences) {
  EXPECT_TRUE(is_code("000.00.15.H19-240615-0001"));
  EXPECT_TRUE(is_code("TP1"));
  EXPECT_FALSE(is_code("TP"));
  EXPECT_FALSE(is_code("1"));
  EXPECT_FALSE(is_code("-TP1"));
  EXPECT_FALSE(is_code("Hồ sơ 1"));
  EXPECT_FALSE(is_code(std::string(65, '1')));
}

TEST(NaturalLess, ComparesRunsOfDigitsAsNumbers) {
  EXPECT_TRUE(natural_less("a2", "a10"));
  EXPECT_FALSE(natural_less("a10", "a2"));
  EXPECT_TRUE(natural_less("1.4", "1.10"));
  EXPECT_FALSE(natural_less("a02", "a2"));
  EXPECT_FALSE(natural_less("a2", "a02"));
  EXPECT_TRUE(natural_less("a", "a1"));
  EXPECT_TRUE(natural_less("x99999999999999999998", "x99999999999999999999"));
}

}  // namespace
}  // namespace sohoa
