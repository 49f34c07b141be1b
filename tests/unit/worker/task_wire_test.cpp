// The wire form of every message: what goes in comes out, and nothing else comes in.
#include <cmath>
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "core/text.h"
#include "core/wire.h"
#include "unit/worker/samples.h"
#include "worker/task.h"

namespace sohoa {
namespace {

/// A message as bytes, and "decode, then encode again".
struct Message {
  std::string name;
  Bytes bytes;
  std::function<Result<Bytes>(ByteView)> again;
};

void PrintTo(const Message& message, std::ostream* out) {
  *out << message.name;
}

template <class T, class Decode>
Message message(const std::string& name, const T& value, Decode decode) {
  return {name, encode(value), [decode](ByteView bytes) -> Result<Bytes> {
            auto decoded = decode(bytes);
            if (!decoded) return Error(decoded.error());
            return encode(*decoded);
          }};
}

Result<Bytes> pages_again(ByteView bytes) {
  const auto pages = TRY(decode_pages(bytes, {}));
  return encode_pages(pages);
}

template <class Decode>
auto with_limits(Decode decode) {
  return [decode](ByteView bytes) { return decode(bytes, Limits{}); };
}

ArchiveFrame frame(ArchiveFrame::Kind kind) {
  ArchiveFrame frame;
  frame.kind = kind;
  if (kind == ArchiveFrame::Kind::Begin) frame.name = "hồ sơ/a.pdf";
  if (kind == ArchiveFrame::Kind::Data) frame.data = Bytes(1000, std::uint8_t{7});
  if (kind == ArchiveFrame::Kind::Refused) frame.refusal = samples::error();
  return frame;
}

DocumentInfo smallest_document() {
  DocumentInfo info;
  info.pages.resize(1);
  info.active_content.resize(1);
  info.notes.resize(1);
  return info;
}

PageResult smallest_page() {
  PageResult page;
  page.reading.text.width_px = page.reading.text.height_px = 1;
  page.reading.text.source = TextSource::Ocr;
  page.reading.text.lines = {{{{"a", {0, 0, 1, 1}, 0}}, {0, 0, 1, 1}, 0, 0}};
  page.reading.steps.resize(1);
  page.barcodes = {{{}, {}, {0, 0, 1, 1}}};
  page.notes.resize(1);
  return page;
}

std::vector<Message> all_messages() {
  const auto archive = with_limits(decode_archive_frame);
  return {message("inspect", Task(InspectTask{"pw"}), decode_task),
          message("read_page", samples::read_page_task(), decode_task),
          message("compose", Task(ComposeTask{{"pw", "Tiêu đề", "2026-11-21"}}), decode_task),
          message("unpack", Task(UnpackTask{}), decode_task),
          message("covers", samples::cover_task(), decode_task),
          message("document", samples::document_info(), with_limits(decode_document_info)),
          message("page", samples::page_result(), with_limits(decode_page_result)),
          message("report", samples::compose_report(), with_limits(decode_compose_report)),
          message("error", samples::error(), decode_error),
          message("begin", frame(ArchiveFrame::Kind::Begin), archive),
          message("data", frame(ArchiveFrame::Kind::Data), archive),
          message("end", frame(ArchiveFrame::Kind::End), archive),
          message("refused", frame(ArchiveFrame::Kind::Refused), archive),
          // The smallest of each: a count is held against the bytes that its elements need.
          message("empty_covers", Task(CoverTask{{CoverSheet{}}}), decode_task),
          message("empty_document", smallest_document(), with_limits(decode_document_info)),
          message("empty_page", smallest_page(), with_limits(decode_page_result)),
          {"empty_pages", encode_pages({ComposePage{}}), pages_again},
          {"pages", encode_pages(samples::compose_pages()), pages_again}};
}

class EveryMessage : public testing::TestWithParam<Message> {};

TEST_P(EveryMessage, ComesBackAsItWent) {
  const auto again = GetParam().again(GetParam().bytes);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(*again, GetParam().bytes);
}

TEST_P(EveryMessage, CutAnywhereIsABadReply) {
  for (std::size_t size = 0; size < GetParam().bytes.size(); ++size) {
    const auto again = GetParam().again(ByteView(GetParam().bytes).first(size));
    ASSERT_FALSE(again) << size;
    EXPECT_EQ(again.error().what, Fault::BadReply);
  }
}

TEST_P(EveryMessage, WithABytePastItsEndIsABadReply) {
  Bytes longer = GetParam().bytes;
  longer.push_back(0);
  EXPECT_FALSE(GetParam().again(longer));
}

// Whatever is accepted is a value of the type: written again it is stable.
TEST_P(EveryMessage, WithAnyBitTurnedIsRefusedOrStillAValue) {
  for (std::size_t bit = 0; bit < GetParam().bytes.size() * 8; ++bit) {
    Bytes turned = GetParam().bytes;
    turned[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    const auto once = GetParam().again(turned);
    if (!once) continue;
    const auto twice = GetParam().again(*once);
    ASSERT_TRUE(twice) << "bit " << bit << ": " << twice.error().detail;
    EXPECT_EQ(*once, *twice) << "bit " << bit;
  }
}

TEST_P(EveryMessage, OfManyRandomBytesNeverCrashes) {
  std::mt19937 random(20261121);  // NOLINT: the same bytes each time
  for (int round = 0; round < 2'000; ++round) {
    Bytes bytes = GetParam().bytes;
    for (int i = 0; i < 4; ++i)
      bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    const auto again = GetParam().again(bytes);
    EXPECT_TRUE(again || again.error().what == Fault::BadReply);
  }
}

INSTANTIATE_TEST_SUITE_P(Wire,
                         EveryMessage,
                         testing::ValuesIn(all_messages()),
                         [](const auto& test) { return test.param.name; });

TEST(DecodePage, KeepsEveryMember) {
  const auto page = decode_page_result(encode(samples::page_result()), {});
  ASSERT_TRUE(page);
  EXPECT_EQ(plain_text(page->reading.text), "Quyết định\n\nsố");
  EXPECT_EQ(page->reading.text.lines[0].box, (Box{100, 200, 170, 30}));
  EXPECT_EQ(page->reading.text.rotation_deg, 90);
  EXPECT_EQ(page->reading.measures.dct_hash, 0xFEDCBA9876543210);
  EXPECT_EQ(page->reading.measures.paper_level, 0.96);
  EXPECT_EQ(page->reading.measures.edge_width_mm, 0.23);
  EXPECT_EQ(page->reading.measures.pixels, PixelKind::Neutral);
  EXPECT_EQ(page->reading.measures.cut_strokes[3], 40);
  EXPECT_EQ(page->reading.measures.sheet_long_px, 2473);
  EXPECT_EQ(page->info.image_dpi_y, 196);
  EXPECT_EQ(page->reading.steps[0].unit, "deg");
  EXPECT_EQ(page->barcodes[0].format, "QRCode");
  EXPECT_EQ(page->notes[0], "lower 40 % is missing");
  EXPECT_EQ(page->info.kind, PageKind::Hybrid);
}

TEST(DecodeTask, KeepsEveryMemberOfReadPage) {
  const auto task = decode_task(encode(samples::read_page_task()));
  ASSERT_TRUE(task);
  const auto& read = std::get<ReadPageTask>(*task);
  EXPECT_EQ(read.page_index, 7);
  EXPECT_EQ(read.password, "bí mật");
  EXPECT_TRUE(read.force_ocr);
  EXPECT_FALSE(read.read_barcodes);
  EXPECT_EQ(read.ocr.dpi_hint, 300);
  EXPECT_FALSE(read.ocr.fix_orientation);
}

TEST(DecodeTask, RefusesALanguageThatIsAPath) {
  ReadPageTask task;
  task.ocr.language = "../../etc/passwd";
  EXPECT_FALSE(decode_task(encode(task)));
}

/// A page result spoilt in one place.
using Spoil = std::function<void(PageResult&)>;

struct Lie {
  std::string name;
  Spoil spoil;
};

void PrintTo(const Lie& lie, std::ostream* out) {
  *out << lie.name;
}

Word& first_word(PageResult& page) {
  return page.reading.text.lines[0].words[0];
}

class HostilePage : public testing::TestWithParam<Lie> {};

TEST_P(HostilePage, IsABadReply) {
  PageResult page = samples::page_result();
  GetParam().spoil(page);
  const auto decoded = decode_page_result(encode(page), {});
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().what, Fault::BadReply);
}

INSTANTIATE_TEST_SUITE_P(
    Wire,
    HostilePage,
    testing::Values(
        Lie{"BoxLeftOfThePage", [](auto& p) { first_word(p).box.x = -1; }},
        Lie{"BoxRightOfThePage", [](auto& p) { first_word(p).box.x = 1600; }},
        Lie{"BoxThatOverflows", [](auto& p) { first_word(p).box.w = 0x7FFFFFFF; }},
        Lie{"BoxBelowThePage", [](auto& p) { first_word(p).box.y = 2339; }},
        Lie{"EmptyBox", [](auto& p) { first_word(p).box.h = 0; }},
        Lie{"ConfidenceAboveOne", [](auto& p) { first_word(p).confidence = 1.01; }},
        Lie{"ConfidenceBelowZero", [](auto& p) { first_word(p).confidence = -0.01; }},
        Lie{"ConfidenceNotANumber", [](auto& p) { first_word(p).confidence = std::nan(""); }},
        Lie{"EmptyWord", [](auto& p) { first_word(p).text.clear(); }},
        Lie{"WordOfControlCharacters", [](auto& p) { first_word(p).text = "\x01\x02"; }},
        Lie{"WordWithASpace", [](auto& p) { first_word(p).text = "hai từ"; }},
        Lie{"WordWithANoBreakSpace", [](auto& p) { first_word(p).text = "hai\u00A0từ"; }},
        Lie{"WordTooLong", [](auto& p) { first_word(p).text = std::string(4'097, 'a'); }},
        Lie{"LineWithoutWords", [](auto& p) { p.reading.text.lines[0].words.clear(); }},
        Lie{"BlankPageWithWords", [](auto& p) { p.reading.text.blank = true; }},
        Lie{"NoSourceButWords", [](auto& p) { p.reading.text.source = TextSource::None; }},
        Lie{"CrookedRotation", [](auto& p) { p.reading.text.rotation_deg = 45; }},
        Lie{"PageTooWide", [](auto& p) { p.reading.text.width_px = 30'001; }},
        Lie{"PageOfTooManyPixels",
            [](auto& p) { p.reading.text.width_px = p.reading.text.height_px = 30'000; }},
        Lie{"ShareAboveOne", [](auto& p) { p.reading.measures.ink_share = 1.5; }},
        Lie{"EdgeOfNegativeWidth", [](auto& p) { p.reading.measures.edge_width_mm = -0.1; }},
        Lie{"NoPixelKind", [](auto& p) { p.reading.measures.pixels = static_cast<PixelKind>(5); }},
        Lie{"FewerThanNoCutStrokes", [](auto& p) { p.reading.measures.cut_strokes[3] = -1; }},
        Lie{"SheetLongerThanAPage", [](auto& p) { p.reading.measures.sheet_long_px = 30'001; }},
        Lie{"NegativeResolutionDown", [](auto& p) { p.info.image_dpi_y = -1; }},
        Lie{"BarcodeOffThePage", [](auto& p) { p.barcodes[0].box.x = 5'000; }},
        Lie{"TooManyBarcodes", [](auto& p) { p.barcodes.resize(65, p.barcodes[0]); }},
        Lie{"TooManyNotes", [](auto& p) { p.notes.resize(257, "x"); }},
        Lie{"NoteTooLong", [](auto& p) { p.notes[0] = std::string(4'097, 'x'); }},
        Lie{"PageOfNegativeSize", [](auto& p) { p.info.width_pt = -1; }},
        Lie{"TooManyWords",
            [](auto& p) {
              auto& words = p.reading.text.lines[0].words;
              words.resize(50'000, words[0]);
            }}),
    [](const auto& test) { return test.param.name; });

TEST(DecodePage, ReadsIllFormedTextAsValidNfc) {
  PageResult page = samples::page_result();
  first_word(page).text = "ti\xC3\x28";  // ill-formed UTF-8
  page.notes[0] = "e\xCC\x81\x1B[31m";   // decomposed, and an escape
  const auto decoded = decode_page_result(encode(page), {});
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->reading.text.lines[0].words[0].text, "ti\uFFFD(");
  EXPECT_EQ(decoded->notes[0], "é[31m");
}

TEST(DecodeDocument, RefusesMorePagesThanTheBound) {
  Limits limits;
  limits.pages = 1;
  EXPECT_FALSE(decode_document_info(encode(samples::document_info()), limits));
}

TEST(DecodeArchiveFrame, RefusesAPieceAboveItsSize) {
  ArchiveFrame piece = frame(ArchiveFrame::Kind::Data);
  piece.data.resize(256 * kKiB + 1);
  EXPECT_FALSE(decode_archive_frame(encode(piece), {}));
}

TEST(EncodeError, CutsADetailThatWouldNotBeAccepted) {
  const auto decoded = decode_error(encode(Error{Fault::CorruptFile, std::string(9'999, 'x'), {}}));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->detail.size(), 4'096U);
}

}  // namespace
}  // namespace sohoa
