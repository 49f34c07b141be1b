#include "pipeline/attest_entries.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

std::string found(const std::vector<std::string>& names) {
  std::string text;
  for (const BatchSignature& one : find_batch_signatures(names)) {
    text += one.name + " → " + one.over + (one.is_whole_batch ? " (lô)\n" : "\n");
  }
  return text;
}

TEST(FindBatchSignatures, BesideTheScanOrWithItsWholeName) {
  EXPECT_EQ(found({"H1/TP01.pdf", "H1/TP01.p7s"}), "H1/TP01.p7s → H1/TP01.pdf\n");
  EXPECT_EQ(found({"H1/TP01.jpg", "H1/TP01.jpg.p7s"}), "H1/TP01.jpg.p7s → H1/TP01.jpg\n");
  EXPECT_EQ(found({"H1/TP01.TIF", "H1/TP01.P7S"}), "H1/TP01.P7S → H1/TP01.TIF\n");
}

TEST(FindBatchSignatures, AnotherFolderIsNotBeside) {
  EXPECT_EQ(found({"H1/TP01.pdf", "H2/TP01.p7s"}), "");
}

TEST(FindBatchSignatures, OneThatCouldMeanTwoFilesMeansNone) {
  EXPECT_EQ(found({"TP01.pdf", "TP01.jpg", "TP01.p7s"}), "");
  EXPECT_EQ(found({"TP01.pdf", "TP01.jpg", "TP01.pdf.p7s"}), "TP01.pdf.p7s → TP01.pdf\n");
}

TEST(FindBatchSignatures, TheWholeBatchIsSignedByItsManifest) {
  EXPECT_EQ(found({"lo/manifest-sha256.txt", "lo/attestation.p7s"}),
            "lo/attestation.p7s → lo/manifest-sha256.txt (lô)\n");
  EXPECT_EQ(found({"lo/manifest-sha256.txt", "lo/data/attestation.p7s"}), "");
  EXPECT_EQ(found({"attestation.p7s"}), "") << "without a manifest it says nothing";
}

TEST(FindBatchSignatures, ASignatureOverATextIsNoAttestationOfAScan) {
  EXPECT_EQ(found({"ghi-chu.docx", "ghi-chu.docx.p7s", "ghi-chu.p7s"}), "");
}

}  // namespace
}  // namespace sohoa
