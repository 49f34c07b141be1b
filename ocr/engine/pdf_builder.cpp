#include "ocr/engine/pdf_builder.h"

#include <array>
#include <memory>
#include <qpdf/Pipeline.hh>
#include <qpdf/QUtil.hh>
#include <utility>

#include "core/digest.h"
#include "ocr/engine/deflate.h"
#include "ocr/engine/icc.h"

namespace sohoa::pdf {
namespace {

QPDFObjectHandle name(const char* text) {
  return QPDFObjectHandle::newName(text);
}

std::string points(double value) {
  return QUtil::double_to_string(value, 3);
}

/// Pours an image's bytes when qpdf writes them, so that no page's image is held in memory.
class ImageProvider final : public QPDFObjectHandle::StreamDataProvider {
 public:
  explicit ImageProvider(std::function<void(const ByteSink&)> pour) : pour_(std::move(pour)) {}
  void provideStreamData(QPDFObjGen const& /*id*/, Pipeline* pipeline) override {
    pour_([pipeline](ByteView piece) { pipeline->write(piece.data(), piece.size()); });
    pipeline->finish();
  }

 private:
  std::function<void(const ByteSink&)> pour_;
};

/// The dictionary `key` of `owner`, made when missing.
QPDFObjectHandle subdictionary(QPDFObjectHandle owner, const char* key) {
  if (!owner.getKey(key).isDictionary()) owner.replaceKey(key, QPDFObjectHandle::newDictionary());
  return owner.getKey(key);
}

std::string repeated(const char* text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

bool has_rgb_intent(QPDFObjectHandle intents) {
  if (!intents.isArray() || intents.getArrayNItems() != 1) return false;
  QPDFObjectHandle intent = intents.getArrayItem(0);
  if (!intent.isDictionary() || !intent.getKey("/S").isNameAndEquals("/GTS_PDFA1")) return false;
  QPDFObjectHandle profile = intent.getKey("/DestOutputProfile");
  if (!profile.isStream()) return false;
  const Result<std::string> bytes = read_stream(profile, 16 * 1024 * 1024);
  return bytes && icc_colour_space(as_bytes(*bytes)) == "RGB ";
}

std::string text_of(QPDFObjectHandle dictionary, const char* key) {
  if (!dictionary.isDictionary()) return {};
  QPDFObjectHandle value = dictionary.getKey(key);
  return value.isString() ? value.getUTF8Value() : std::string();
}

}  // namespace

QPDFObjectHandle Builder::add_deflated(const std::string& dictionary, ByteView bytes) {
  const Bytes packed = deflate(bytes);
  QPDFObjectHandle stream = out_.newStream();
  stream.replaceDict(QPDFObjectHandle::parse("<< " + dictionary + " >>"));
  stream.replaceStreamData(
      std::string(as_text(packed)), name("/FlateDecode"), QPDFObjectHandle::newNull());
  return stream;
}

QPDFObjectHandle Builder::colour_space(const ImagePart& part, const PageImage& image) {
  if (image.icc_profile.empty()) return QPDFObjectHandle::parse(part.colour_space);
  const std::string key = sha256(image.icc_profile).hex();
  auto found = profiles_.find(key);
  if (found == profiles_.end()) {
    const std::string dictionary = "/N " + std::to_string(image.components);
    found = profiles_.emplace(key, add_deflated(dictionary, image.icc_profile)).first;
  }
  QPDFObjectHandle space = QPDFObjectHandle::newArray();
  space.appendItem(name("/ICCBased"));
  space.appendItem(found->second);
  return space;
}

QPDFObjectHandle Builder::add_image(const ImagePart& part, const PageImage& image) {
  QPDFObjectHandle stream = out_.newStream();
  QPDFObjectHandle dictionary =
      QPDFObjectHandle::parse("<< /Type /XObject /Subtype /Image " + part.dictionary + " >>");
  dictionary.replaceKey("/ColorSpace", colour_space(part, image));
  for (const ImagePart& mask : part.soft_mask) {
    dictionary.replaceKey("/SMask", add_image(mask, PageImage{}));
  }
  stream.replaceDict(dictionary);
  stream.replaceStreamData(std::make_shared<ImageProvider>(part.pour),
                           dictionary.getKey("/Filter"),
                           dictionary.getKey("/DecodeParms"));
  stream.setFilterOnWrite(false);
  return stream;
}

QPDFObjectHandle Builder::make_image_page(const PageImage& image, double dpi_x, double dpi_y) {
  const double width_pt = image.width_px * 72.0 / dpi_x;
  const double height_pt = image.height_px * 72.0 / dpi_y;
  QPDFObjectHandle page =
      QPDFObjectHandle::parse("<< /Type /Page /Resources << /XObject << >> >> /MediaBox [0 0 " +
                              points(width_pt) + " " + points(height_pt) + "] >>");
  if (image.rotate_deg != 0)
    page.replaceKey("/Rotate", QPDFObjectHandle::newInteger(image.rotate_deg));
  QPDFObjectHandle table = page.getKey("/Resources").getKey("/XObject");
  for (std::size_t i = 0; i < image.parts.size(); ++i) {
    table.replaceKey("/Im" + std::to_string(i), add_image(image.parts[i], image));
  }
  return out_.makeIndirectObject(page);
}

/// Where each strip stands on the page: "q w 0 0 h x y cm /Im0 Do Q".
std::string Builder::image_content(const PageImage& image, double dpi_x, double dpi_y) {
  const double width_pt = image.width_px * 72.0 / dpi_x;
  const double px = 72.0 / dpi_y;
  const std::string matrix_x = image.mirrored ? points(-width_pt) : points(width_pt);
  const std::string left = image.mirrored ? points(width_pt) : "0";
  std::string content;
  std::int32_t below_px = image.height_px;
  for (std::size_t i = 0; i < image.parts.size(); ++i) {
    below_px -= image.parts[i].height_px;
    content += "q " + matrix_x + " 0 0 " + points(image.parts[i].height_px * px) + " " + left +
               " " + points(below_px * px) + " cm /Im" + std::to_string(i) + " Do Q\n";
  }
  return content;
}

void Builder::set_content(QPDFObjectHandle page, const std::string& content) {
  page.replaceKey("/Contents", add_deflated("", as_bytes(content)));
}

void Builder::add_font(const GlyphlessFont& font) {
  const Bytes program = font.program();
  QPDFObjectHandle file = add_deflated("/Length1 " + std::to_string(program.size()), program);
  QPDFObjectHandle descriptor = out_.makeIndirectObject(QPDFObjectHandle::parse(
      "<< /Type /FontDescriptor /FontName /SohoaGlyphless /Flags 4 /FontBBox [0 -200 1000 800]"
      " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"));
  descriptor.replaceKey("/FontFile2", file);
  QPDFObjectHandle descendant = out_.makeIndirectObject(QPDFObjectHandle::parse(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SohoaGlyphless"
      " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>"));
  descendant.replaceKey("/FontDescriptor", descriptor);
  descendant.replaceKey("/CIDToGIDMap", add_deflated("", font.cid_to_gid()));
  descendant.replaceKey("/W", QPDFObjectHandle::parse(font.widths()));
  font_ = out_.makeIndirectObject(QPDFObjectHandle::parse(
      "<< /Type /Font /Subtype /Type0 /BaseFont /SohoaGlyphless /Encoding /Identity-H >>"));
  QPDFObjectHandle descendants = QPDFObjectHandle::newArray();
  descendants.appendItem(descendant);
  font_.replaceKey("/DescendantFonts", descendants);
  font_.replaceKey("/ToUnicode", add_deflated("", as_bytes(font.to_unicode())));
}

QPDFObjectHandle Builder::opening() {
  if (!opening_.isInitialized()) opening_ = out_.newStream("q\n");
  return opening_;
}

void Builder::lay_text(QPDFObjectHandle page, const std::string& text, const ContentFacts& old) {
  QPDFObjectHandle before = page.getKey("/Contents");
  QPDFObjectHandle contents = QPDFObjectHandle::newArray();
  std::string closing;
  if (before.isStream() || (before.isArray() && before.getArrayNItems() > 0)) {
    // The old content may leave a moved or scaled space behind, or close more than it opened.
    const int extra = old.extra_restores;
    contents.appendItem(extra == 0 ? opening() : out_.newStream(repeated("q\n", 1 + extra)));
    if (before.isStream()) {
      contents.appendItem(before);
    } else {
      for (QPDFObjectHandle& part : before.getArrayAsVector()) contents.appendItem(part);
    }
    closing = "\n" + repeated("Q\n", 1 + old.missing_restores);
  }
  contents.appendItem(add_deflated("", as_bytes(closing + text)));
  page.replaceKey("/Contents", contents);
  use_font(page);
}

void Builder::use_font(QPDFObjectHandle page) {
  QPDFObjectHandle fonts = subdictionary(subdictionary(page, "/Resources"), "/Font");
  fonts.replaceKey("/" + std::string(font_name()), font_);
}

bool Builder::set_output_intent() {
  QPDFObjectHandle root = out_.getRoot();
  QPDFObjectHandle old = root.getKey("/OutputIntents");
  if (has_rgb_intent(old)) return false;
  QPDFObjectHandle intent = QPDFObjectHandle::parse(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
      " /RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) >>");
  intent.replaceKey("/DestOutputProfile", add_deflated("/N 3", srgb_profile()));
  QPDFObjectHandle intents = QPDFObjectHandle::newArray();
  intents.appendItem(intent);
  root.replaceKey("/OutputIntents", intents);
  return old.isArray() && old.getArrayNItems() > 0;
}

Metadata Builder::read_metadata() {
  QPDFObjectHandle info = out_.getTrailer().getKey("/Info");
  Metadata m;
  m.title = text_of(info, "/Title");
  m.author = text_of(info, "/Author");
  m.subject = text_of(info, "/Subject");
  m.keywords = text_of(info, "/Keywords");
  m.creator = text_of(info, "/Creator");
  m.created_at = rfc3339_date(text_of(info, "/CreationDate"));
  m.modified_at = rfc3339_date(text_of(info, "/ModDate"));
  return m;
}

void Builder::set_metadata(const Metadata& m, PdfaClaim claim) {
  QPDFObjectHandle info = QPDFObjectHandle::newDictionary();
  const std::array<std::pair<const char*, std::string>, 8> entries = {
      {{"/Title", m.title},
       {"/Author", m.author},
       {"/Subject", m.subject},
       {"/Keywords", m.keywords},
       {"/Creator", m.creator},
       {"/Producer", m.producer},
       {"/CreationDate", pdf_date(m.created_at)},
       {"/ModDate", pdf_date(m.modified_at)}}};
  for (const auto& [key, value] : entries) {
    if (!value.empty()) info.replaceKey(key, QPDFObjectHandle::newUnicodeString(value));
  }
  out_.getTrailer().replaceKey("/Info", out_.makeIndirectObject(info));
  QPDFObjectHandle stream = out_.newStream(xmp_packet(m, claim));
  stream.getDict().replaceKey("/Type", name("/Metadata"));
  stream.getDict().replaceKey("/Subtype", name("/XML"));
  stream.setFilterOnWrite(false);  // archives search for the packet without a PDF parser
  out_.getRoot().replaceKey("/Metadata", stream);
}

}  // namespace sohoa::pdf
