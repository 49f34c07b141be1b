#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "core/file.h"
#include "core/text.h"
#include "intake/readers/page_source.h"
#include "support/pdf_samples.h"

namespace sohoa {
namespace {

using samples::scan;

Bytes grey_jpeg(std::int32_t w = 1000, std::int32_t h = 1400) {
  return samples::jpeg(scan(w, h, 1), 200);
}

std::unique_ptr<PageSource> must_open(const Bytes& bytes,
                                      const std::string& password = {},
                                      const Limits& limits = {}) {
  auto source = open_pdf(bytes, password, limits);
  if (source) return std::move(*source);
  ADD_FAILURE() << name(source.error().what) << " " << source.error().detail;
  return nullptr;
}

Raster must_render(PageSource& source,
                   std::int32_t page,
                   std::vector<std::string>* notes = nullptr) {
  std::vector<std::string> said;
  auto raster = source.render(page, said);
  if (notes != nullptr) *notes = said;
  if (raster) return std::move(*raster);
  ADD_FAILURE() << name(raster.error().what) << " " << raster.error().detail;
  return {};
}

bool says(const std::vector<std::string>& notes, const std::string& part) {
  return std::any_of(
      notes.begin(), notes.end(), [&](const std::string& n) { return n.find(part) != n.npos; });
}

const char* kOnePage =
    "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
    "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n";

TEST(PdfReader, ScanOfOneJpeg_IsDecodedFromThatJpeg) {
  const Bytes pdf = samples::image_pdf({grey_jpeg()});
  const auto source = must_open(pdf);
  const PageInfo page = source->info().pages.at(0);
  EXPECT_EQ(page.kind, PageKind::Image);
  EXPECT_NEAR(page.image_dpi, 200, 0.1);
  EXPECT_NEAR(page.image_share, 1, 0.01);
  EXPECT_FALSE(page.has_text);
  const Raster raster = must_render(*source, 0);
  EXPECT_EQ(raster.width_px(), 1000);
  EXPECT_EQ(raster.height_px(), 1400);
  EXPECT_EQ(raster.channels(), 1);
  EXPECT_LT(raster.row(30)[185], 80);
  EXPECT_GT(raster.row(1000)[500], 220);
}

TEST(PdfReader, RotateAndCropBox_AreHonouredInPixels) {
  const Bytes pdf = samples::image_pdf({grey_jpeg()}, 90, true);
  const auto source = must_open(pdf);
  EXPECT_EQ(source->info().pages.at(0).rotate_deg, 90);
  const Raster raster = must_render(*source, 0);
  EXPECT_EQ(raster.width_px(), 1120);
  EXPECT_EQ(raster.height_px(), 800);
  // The picture's upper half holds the ink; turned clockwise it lies on the right.
  const auto darkest = [&](std::int32_t from, std::int32_t to) {
    int least = 255;
    for (std::int32_t y = 0; y < raster.height_px(); ++y) {
      for (std::int32_t x = from; x < to; ++x) least = std::min<int>(least, raster.row(y)[x]);
    }
    return least;
  };
  EXPECT_GT(darkest(0, 500), 150);
  EXPECT_LT(darkest(620, 1120), 100);
}

TEST(PdfReader, DirectDecodingAndPoppler_AgreeOnTheTurn) {
  for (const int rotate : {0, 90, 180, 270}) {
    const Bytes pdf = samples::image_pdf({grey_jpeg()}, rotate, true);
    const auto source = must_open(pdf);
    const Raster raster = must_render(*source, 0);
    const std::string pgm = samples::run(
        "pdftoppm -cropbox -gray -r 200 -x 0 -y 0 -W " + std::to_string(raster.width_px()) +
        " -H " + std::to_string(raster.height_px()) + " " + samples::file_of(pdf, "turn.pdf"));
    const std::string size =
        std::to_string(raster.width_px()) + " " + std::to_string(raster.height_px());
    EXPECT_EQ(pgm.substr(3, size.size()), size) << rotate;
    ASSERT_GT(pgm.size(), raster.pixels().size());
    const auto* shown =
        reinterpret_cast<const std::uint8_t*>(pgm.data() + pgm.size() - raster.pixels().size());
    double sum = 0;
    for (std::size_t i = 0; i < raster.pixels().size(); ++i)
      sum += std::abs(shown[i] - raster.pixels()[i]);
    EXPECT_LT(sum / static_cast<double>(raster.pixels().size()), 6) << rotate;
  }
}

TEST(PdfReader, DigitalPage_GivesItsWordsInTheRastersPixels) {
  const Bytes pdf =
      samples::digital_pdf({"Cộng hoà xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc"});
  const auto source = must_open(pdf);
  EXPECT_EQ(source->info().pages.at(0).kind, PageKind::Digital);
  const auto layer = source->text_layer(0);
  ASSERT_TRUE(layer && *layer);
  EXPECT_EQ(plain_text(**layer), "Cộng hoà xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc");
  const Raster raster = must_render(*source, 0);
  EXPECT_EQ(raster.width_px(), (*layer)->width_px);
  EXPECT_EQ(raster.height_px(), (*layer)->height_px);
  // Ink inside every word's box, none left of the first word.
  for (const Line& line : (*layer)->lines) {
    for (const Word& word : line.words) {
      int least = 255;
      for (std::int32_t y = word.box.y; y < word.box.bottom(); ++y) {
        for (std::int32_t x = word.box.x; x < word.box.right(); ++x)
          least = std::min<int>(least, raster.row(y)[x]);
      }
      EXPECT_LT(least, 140) << word.text;
    }
  }
}

TEST(PdfReader, UserPassword_IsAskedForAndWorks) {
  const Bytes locked = samples::encrypted(samples::image_pdf({grey_jpeg()}), "bí mật", "chu");
  const auto refused = open_pdf(locked, "", Limits{});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::NeedsPassword);
  EXPECT_EQ(exit_code(refused.error().kind()), 4);
  const auto source = must_open(locked, "bí mật");
  EXPECT_TRUE(source->info().is_encrypted);
  EXPECT_EQ(must_render(*source, 0).width_px(), 1000);
}

TEST(PdfReader, OwnerPasswordOnly_OpensWithoutAsking) {
  const Bytes locked = samples::encrypted(samples::digital_pdf({"Mở được"}), "", "chu");
  const auto source = must_open(locked);
  EXPECT_TRUE(source->info().is_encrypted);
  const auto layer = source->text_layer(0);
  ASSERT_TRUE(layer && *layer);
  EXPECT_EQ(plain_text(**layer), "Mở được");
}

TEST(PdfReader, EmptyOrForeignFile_HasANamedError) {
  EXPECT_EQ(open_pdf({}, "", Limits{}).error().what, Fault::EmptyFile);
  const std::string html = "<html>not a pdf</html>";
  EXPECT_EQ(open_pdf(as_bytes(html), "", Limits{}).error().what, Fault::NotADocument);
  const std::string stub = "%PDF-1.7\nnothing here\n";
  EXPECT_EQ(open_pdf(as_bytes(stub), "", Limits{}).error().what, Fault::TruncatedFile);
}

TEST(PdfReader, FileCutInItsLastImage_IsSalvaged) {
  Bytes pdf = samples::image_pdf({grey_jpeg(), grey_jpeg()});
  const Bytes jpeg = grey_jpeg();
  const auto second = std::find_end(pdf.begin(), pdf.end(), jpeg.begin(), jpeg.begin() + 200);
  pdf.erase(second + static_cast<std::ptrdiff_t>(jpeg.size() / 2), pdf.end());
  const auto source = must_open(pdf);
  EXPECT_TRUE(source->info().is_damaged);
  ASSERT_GE(source->info().pages.size(), 1U);
  std::vector<std::string> notes;
  EXPECT_EQ(must_render(*source, 0, &notes).width_px(), 1000);
}

TEST(PdfReader, ImagesWithoutAnyPage_BecomePages) {
  const Bytes jpeg = grey_jpeg();
  std::string text =
      "%PDF-1.4\n7 0 obj << /Type /XObject /Subtype /Image /Width 1000 /Height 1400 /ColorSpace "
      "/DeviceGray"
      " /BitsPerComponent 8 /Filter /DCTDecode /Length " +
      std::to_string(jpeg.size()) + " >> stream\n";
  text.append(jpeg.begin(), jpeg.end());
  text += "\nendstream endobj\n8 0 obj << /Type /Font";
  const auto source = must_open(Bytes(text.begin(), text.end()));
  EXPECT_TRUE(says(source->info().notes, "each image was made a page"));
  EXPECT_EQ(must_render(*source, 0).height_px(), 1400);
}

TEST(PdfReader, LoopsLiesAndScripts_StillGiveThePageAndAreReported) {
  const Bytes evil = samples::raw_pdf(
      "1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) "
      ">> >> endobj\n"
      "2 0 obj << /Type /Pages /Kids [3 0 R 2 0 R 3 0 R] /Count 1000000 >> endobj\n"
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << "
      "/Font << /F1 4 0 R >>"
      " /XObject << /Fm 6 0 R >> >> /Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F "
      "(x) >> >>"
      " << /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (file:///etc/passwd) >> >>] >> "
      "endobj\n"
      "4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> endobj\n"
      "5 0 obj << /Length 48 >> stream\nBT /F1 14 Tf 72 760 Td (Van ban) Tj ET /Fm Do   "
      "\nendstream endobj\n"
      "6 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 6 0 "
      "R >> >> /Length 6 >> stream\n/Fm Do\nendstream endobj");
  const auto source = must_open(evil);
  const DocumentInfo& info = source->info();
  EXPECT_EQ(info.pages.size(), 1U);
  EXPECT_TRUE(info.is_damaged);
  EXPECT_TRUE(says(info.notes, "loop"));
  for (const char* what : {"JavaScript", "Launch", "OpenAction", "FileUri"})
    EXPECT_TRUE(says(info.active_content, what)) << what;
  const auto layer = source->text_layer(0);
  ASSERT_TRUE(layer && *layer);
  EXPECT_EQ(plain_text(**layer), "Van ban");
  EXPECT_GT(must_render(*source, 0).width_px(), 1000);
}

TEST(PdfReader, HugePage_IsRefusedByNameButItsTextIsRead) {
  const Bytes huge =
      samples::raw_pdf(std::string(kOnePage) +
                       "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000 1000000] "
                       "/Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >> endobj\n"
                       "4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> endobj\n"
                       "5 0 obj << /Length 42 >> stream\nBT /F1 9000 Tf 900 900 Td (khong lo) Tj "
                       "ET\nendstream endobj");
  const auto source = must_open(huge);
  std::vector<std::string> notes;
  const auto raster = source->render(0, notes);
  ASSERT_FALSE(raster);
  EXPECT_EQ(raster.error().what, Fault::PageTooLarge);
  const auto layer = source->text_layer(0);
  ASSERT_TRUE(layer && *layer);
  EXPECT_EQ(plain_text(**layer), "khong lo");
}

TEST(PdfReader, ImageOfBillionsOfPixels_IsRefusedBeforeAnythingIsAllocated) {
  const Bytes bomb = samples::raw_pdf(
      std::string(kOnePage) +
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << "
      "/XObject << /Im 6 0 R >> >> >> endobj\n"
      "5 0 obj << /Length 31 >> stream\nq 595 0 0 842 0 0 cm /Im Do Q  \nendstream endobj\n"
      "6 0 obj << /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 "
      "/ColorSpace /DeviceGray"
      " /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 >> /Length 4 >> "
      "stream\n\x01\x02\x03\x04\nendstream endobj");
  const auto source = must_open(bomb);
  std::vector<std::string> notes;
  const auto raster = source->render(0, notes);
  ASSERT_FALSE(raster);
  EXPECT_EQ(raster.error().what, Fault::TooManyPixels);
}

/// A page of 100 x 140 pt that shows one JPEG of `sides`; `more` goes into the page, `text` on it.
Bytes jpeg_page(const std::string& sides, const std::string& more, const std::string& text = {}) {
  const std::string content = "q 100 0 0 140 0 0 cm /Im Do Q " + text;
  const Bytes image = grey_jpeg(100, 140);
  return samples::raw_pdf(
      std::string(kOnePage) + "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 100 140] " +
      more +
      " /Contents 5 0 R /Resources << /XObject << /Im 6 0 R >> /Font << /F1 4 0 R >> >> >> endobj\n"
      "4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> endobj\n"
      "5 0 obj << /Length " +
      std::to_string(content.size()) + " >> stream\n" + content +
      "\nendstream endobj\n"
      "6 0 obj << /Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray "
      "/Filter /DCTDecode " +
      sides + " /Length " + std::to_string(image.size()) + " >> stream\n" +
      std::string(as_text(image)) + "\nendstream endobj");
}

TEST(PdfReader, CropBoxThinnerThanAPixel_IsThatPixelOfTheJpeg) {
  // The lower right corner: rounding would put it on the column and the row after the last.
  const Bytes pdf = jpeg_page("/Width 100 /Height 140", "/CropBox [99.6 0 100 0.4]");
  const auto source = must_open(pdf);
  std::vector<std::string> notes;
  const Raster raster = must_render(*source, 0, &notes);
  EXPECT_EQ(raster.width_px(), 1);
  EXPECT_EQ(raster.height_px(), 1);
  EXPECT_TRUE(notes.empty()) << notes.front();
}

TEST(PdfReader, JpegDeclaredABillionPixelsWide_DoesNotHideTheTextOverIt) {
  const Bytes pdf =
      jpeg_page("/Width 1000000000 /Height 0", "", "BT 3 Tr /F1 12 Tf 10 50 Td (van ban) Tj ET");
  const auto source = must_open(pdf);
  const auto layer = source->text_layer(0);
  ASSERT_TRUE(layer && *layer);
  EXPECT_EQ(plain_text(**layer), "van ban");
}

TEST(PdfReader, ContentThatInflatesWithoutEnd_IsStoppedAtTheBound) {
  const Bytes zeros(3'000'000, ' ');
  const std::string path = samples::file_of(zeros, "zeros");
  const std::string packed =
      samples::run("python3 -c \"import zlib,sys;sys.stdout.buffer.write(zlib.compress(open('" +
                   path + "','rb').read()))\"");
  const Bytes bomb = samples::raw_pdf(
      std::string(kOnePage) +
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >> endobj\n"
      "5 0 obj << /Filter /FlateDecode /Length " +
      std::to_string(packed.size()) + " >> stream\n" + packed + "\nendstream endobj");
  Limits small;
  small.inflate_bytes = 1'000'000;
  const auto source = must_open(bomb, "", small);
  std::vector<std::string> notes;
  const auto raster = source->render(0, notes);
  ASSERT_FALSE(raster);
  EXPECT_EQ(raster.error().what, Fault::InflateTooLarge);
  EXPECT_TRUE(says(source->info().notes, "inflate-too-large"));
}

TEST(PdfReader, MorePagesThanTheBound_AreRefused) {
  Limits two;
  two.pages = 2;
  const Bytes pdf = samples::image_pdf({grey_jpeg(64, 64), grey_jpeg(64, 64), grey_jpeg(64, 64)});
  EXPECT_EQ(open_pdf(pdf, "", two).error().what, Fault::TooManyPages);
}

TEST(PdfReader, SignatureFieldWithAValue_IsNoticed) {
  const std::string page =
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj\n";
  const std::string catalog =
      "1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >> endobj\n"
      "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n";
  const Bytes with_value =
      samples::raw_pdf(catalog + page + "5 0 obj << /FT /Sig /T (S) /V << /Type /Sig >> >> endobj");
  const Bytes unsigned_field =
      samples::raw_pdf(catalog + page + "5 0 obj << /FT /Sig /T (S) >> endobj");
  EXPECT_TRUE(must_open(with_value)->info().is_signed);
  EXPECT_FALSE(must_open(unsigned_field)->info().is_signed);
}

TEST(PdfReader, PageBeyondTheEnd_IsOutOfRange) {
  const Bytes pdf = samples::image_pdf({grey_jpeg(64, 64)});
  const auto source = must_open(pdf);
  std::vector<std::string> notes;
  EXPECT_EQ(source->render(1, notes).error().what, Fault::PageOutOfRange);
  EXPECT_EQ(source->text_layer(-1).error().what, Fault::PageOutOfRange);
}

/// The shared containers, where they lie beside the project.
const std::filesystem::path kContainers =
    std::filesystem::path(SOHOA_SOURCE_DIR) / ".." / "shared" / "data" / "ocr" / "containers";

struct Expected {
  const char* file;
  std::size_t pages;
  const char* render;  ///< "ok" or the fault's name
  bool has_text;
};
class Containers : public ::testing::TestWithParam<Expected> {};

TEST_P(Containers, AreAnsweredAsTheTableSays) {
  if (!std::filesystem::exists(kContainers))
    GTEST_SKIP() << "no shared containers beside the project";
  const Expected& expected = GetParam();
  const auto bytes = read_file(kContainers / expected.file, 1ULL << 30);
  ASSERT_TRUE(bytes);
  const auto source = open_pdf(*bytes, "", Limits{});
  if (!source) {
    EXPECT_EQ(name(source.error().what), expected.render);
    return;
  }
  ASSERT_EQ((*source)->info().pages.size(), expected.pages);
  std::vector<std::string> notes;
  const auto raster = (*source)->render(0, notes);
  EXPECT_EQ(raster ? "ok" : name(raster.error().what), expected.render);
  const auto layer = (*source)->text_layer(0);
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->has_value(), expected.has_text);
}

INSTANTIATE_TEST_SUITE_P(Table,
                         Containers,
                         ::testing::Values(Expected{"jpegpdf.pdf", 2, "ok", false},
                                           Expected{"ccittpdf.pdf", 1, "ok", false},
                                           Expected{"jbig2pdf.pdf", 1, "ok", false},
                                           Expected{"flatepdf.pdf", 1, "ok", false},
                                           Expected{"rotate90.pdf", 1, "ok", false},
                                           Expected{"cropbox.pdf", 1, "ok", false},
                                           Expected{"born_digital.pdf", 3, "ok", true},
                                           Expected{"hybrid.pdf", 4, "ok", false},
                                           Expected{"encrypted_owner.pdf", 1, "ok", false},
                                           Expected{
                                               "encrypted_user.pdf", 0, "needs-password", false},
                                           Expected{"truncated.pdf", 1, "ok", false},
                                           Expected{"zero.pdf", 0, "empty-file", false},
                                           Expected{"bomb_image.pdf", 1, "too-many-pixels", false},
                                           Expected{"evil_text.pdf", 1, "ok", true},
                                           Expected{"evil_hugebox.pdf", 1, "page-too-large", true},
                                           Expected{"evil_flate.pdf", 1, "ok", false}));

}  // namespace
}  // namespace sohoa
