// Files encrypted by qpdf in every way the standard security handler knows.
#include "signing/parsers/cos_crypt.h"

#include <gtest/gtest.h>

#include "golden/signing/cos_made.h"
#include "support/pdf_revisions.h"

namespace sohoa::cos {
namespace {

using testing::PdfRevisions;
using testing::XrefFlavour;

std::string secret_pdf() {
  PdfRevisions pdf;
  pdf.object(1,
             "<</Type/Catalog/Pages 2 0 R/Said (secret words)/Stream 3 0 R/Metadata 4 0 R"
             "/Array [(in an array) <</Deep (deeper)>>]"
             "/Sig <</ByteRange [0 1 2 3]/Contents <30820102>/Reason (why)>>>>");
  pdf.object(2, "<</Type/Pages/Kids[]/Count 0>>");
  pdf.stream(3, "", "plain data of a stream")
      .stream(4, "/Type/Metadata/Subtype/XML", "<xmp/>")
      .end();
  return pdf.text();
}

struct Way {
  const char* options;
  const char* password;  ///< that opens it
};

class CosCrypt : public ::testing::TestWithParam<Way> {};

TEST_P(CosCrypt, StringsAndStreams_AreReadAsMeant) {
  const auto made =
      by_qpdf(secret_pdf(), std::string("--stream-data=preserve ") + GetParam().options);
  ASSERT_EQ(made.find("secret words"), std::string::npos);
  const auto file = opened(made, GetParam().password);
  EXPECT_TRUE(file.is_encrypted());
  const auto view = file.newest();
  const auto root = view.get(view.trailer(), "Root");
  EXPECT_EQ(*root.dict()->get("Said")->string(), "secret words");
  const auto array = view.get(*root.dict(), "Array");
  EXPECT_EQ(*(*array.array())[0].string(), "in an array");
  EXPECT_EQ(*(*array.array())[1].dict()->get("Deep")->string(), "deeper");
  const auto stream = view.get(*root.dict(), "Stream");
  EXPECT_EQ(as_text(*view.decode(*stream.stream())), "plain data of a stream");
  const auto metadata = view.get(*root.dict(), "Metadata");
  EXPECT_EQ(as_text(*view.decode(*metadata.stream())), "<xmp/>");
}

INSTANTIATE_TEST_SUITE_P(
    ByQpdf,
    CosCrypt,
    ::testing::Values(
        Way{"--allow-weak-crypto --encrypt '' owner 40 --", ""},
        Way{"--allow-weak-crypto --encrypt user owner 40 --", "user"},
        Way{"--allow-weak-crypto --encrypt user owner 40 --", "owner"},
        Way{"--allow-weak-crypto --encrypt '' owner 128 --", ""},
        Way{"--allow-weak-crypto --encrypt user owner 128 --", "owner"},
        Way{"--allow-weak-crypto --encrypt '' owner 128 --force-V4 --", ""},
        Way{"--allow-weak-crypto --encrypt '' owner 128 --use-aes=y --", ""},
        Way{"--allow-weak-crypto --encrypt user owner 128 --use-aes=y --", "owner"},
        Way{"--allow-weak-crypto --encrypt '' o 128 --use-aes=y --cleartext-metadata --", ""},
        Way{"--allow-weak-crypto --encrypt '' o 128 --force-V4 --cleartext-metadata --", ""},
        Way{"--encrypt '' owner 256 --", ""},
        Way{"--encrypt user owner 256 --", "user"},
        Way{"--encrypt user owner 256 --", "owner"},
        Way{"--encrypt '' owner 256 --cleartext-metadata --", ""},
        Way{"--allow-weak-crypto --encrypt user owner 256 --force-R5 --", "user"},
        Way{"--allow-weak-crypto --encrypt user owner 256 --force-R5 --", "owner"},
        Way{"--object-streams=generate --encrypt '' owner 256 --", ""},
        Way{"--object-streams=generate --allow-weak-crypto --encrypt '' o 128 --use-aes=y --",
            ""}));

TEST(CosCryptPassword, WhenMissingOrWrong_IsAskedFor) {
  for (const std::string bits : {"40", "128", "256"}) {
    const auto made =
        by_qpdf(secret_pdf(), "--allow-weak-crypto --encrypt user owner " + bits + " --");
    for (const std::string password : {"", "wrong"}) {
      const auto file = File::open(as_bytes(made), password, {});
      ASSERT_FALSE(file) << bits;
      EXPECT_EQ(file.error().what, Fault::NeedsPassword) << bits;
    }
  }
}

// Trap 12: qpdf leaves /Contents of a signature as it is only where /Type says so; the value must
// come out as it stands in the file whatever it says.
TEST(CosCryptSignature, Contents_AreNeverDecrypted) {
  const auto made = by_qpdf(secret_pdf(), "--encrypt '' owner 256 --");
  const auto file = opened(made);
  const auto root = file.newest().get(file.newest().trailer(), "Root");
  const auto signature = file.newest().get(*root.dict(), "Sig");
  const auto* contents = signature.dict()->get("Contents")->string();
  std::string hex = "<" + to_hex(as_bytes(*contents)) + ">";
  EXPECT_NE(made.find(hex), std::string::npos);
  EXPECT_EQ(*signature.dict()->get("Reason")->string(), "why");
}

TEST(CosCryptHandler, NobodyKnows_IsUnsupported) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "<</Filter/Adobe.PubSec/V 4>>");
  pdf.end(ending(XrefFlavour::Table, "/Encrypt 2 0 R"));
  EXPECT_EQ(File::open(as_bytes(pdf.text()), "", {}).error().what, Fault::UnsupportedFeature);
}

TEST(CosCryptHandler, WithLyingEntries_NeedsAPasswordOrIsCorrupt) {
  for (const std::string entries : {"/V 5/R 6/O()/U()",
                                    "/V 5/R 6/O(x)/U(y)/Length -8",
                                    "/V 2/R 3/Length 99999999999/O()/U()",
                                    "/V 4/R 4/CF 1/StmF/X/O()/U()",
                                    "/V 1/R 2",
                                    "/V 5/R 5/CF<</A<</CFM/V2>>>>/StmF/A"}) {
    PdfRevisions pdf;
    pdf.object(1, "<</Type/Catalog>>").object(2, "<</Filter/Standard" + entries + ">>");
    pdf.end(ending(XrefFlavour::Table, "/Encrypt 2 0 R"));
    EXPECT_FALSE(File::open(as_bytes(pdf.text()), "", {})) << entries;
  }
}

// RFC 6229 has only key streams; this is the first vector everybody quotes.
TEST(CosCryptRc4, GivesTheKnownAnswer) {
  EXPECT_EQ(to_hex(rc4(as_bytes("Key"), as_bytes("Plaintext"))), "bbf316e8d940af0ad3");
}

}  // namespace
}  // namespace sohoa::cos
