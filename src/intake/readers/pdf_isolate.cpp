#include "intake/readers/pdf_isolate.h"

#include <array>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFWriter.hh>

#include "ocr/engine/pdf_content.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t kDeflateRatioMax = 1032;  // RFC 1951: 258 bytes from two bits

class StringSink final : public Pipeline {
 public:
  explicit StringSink(std::string& text) : Pipeline("string", nullptr), text_(text) {}
  void write(unsigned char const* data, size_t size) override {
    text_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}

 private:
  std::string& text_;
};

/// Only what paints an annotation. Links paint nothing that matters and carry actions.
QPDFObjectHandle harmless_annotations(QPDFObjectHandle annots) {
  static constexpr std::array<const char*, 6> kKept = {
      "/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F"};
  QPDFObjectHandle kept = QPDFObjectHandle::newArray();
  if (!annots.isArray()) return kept;
  for (QPDFObjectHandle& annot : annots.getArrayAsVector()) {
    if (!annot.isDictionary() || !annot.getKey("/AP").isDictionary()) continue;
    QPDFObjectHandle plain = QPDFObjectHandle::newDictionary();
    for (const char* key : kKept) plain.replaceKey(key, annot.getKey(key));
    kept.appendItem(plain);
  }
  return kept;
}

QPDFObjectHandle plain_page(const Page& page) {
  QPDFObjectHandle source = page.object;
  QPDFObjectHandle plain = QPDFObjectHandle::newDictionary();
  for (const char* key : {"/Contents", "/Group"}) plain.replaceKey(key, source.getKey(key));
  plain.replaceKey("/Resources", page.resources);
  plain.replaceKey("/Annots", harmless_annotations(source.getKey("/Annots")));
  plain.replaceKey("/MediaBox", box_array(page.crop));  // Poppler cuts to it as to a CropBox
  plain.replaceKey("/Rotate", QPDFObjectHandle::newInteger(page.rotate_deg));
  return plain;
}

int inflating_filters(QPDFObjectHandle filter) {
  if (filter.isName()) return filter.getName() == "/DCTDecode" ? 0 : 1;
  return filter.isArray() ? filter.getArrayNItems() : 0;
}

/// Inflates only what could cross the bound at DEFLATE's best ratio; most streams cannot.
Result<void> check_bomb(QPDFObjectHandle stream, const Limits& limits) {
  QPDFObjectHandle dict = stream.getDict();
  const int filters = inflating_filters(dict.getKey("/Filter"));
  QPDFObjectHandle length = dict.getKey("/Length");
  const auto packed =
      static_cast<std::uint64_t>(length.isInteger() ? std::max(0LL, length.getIntValue()) : 0);
  if (filters == 0 || (filters == 1 && packed < limits.inflate_bytes / kDeflateRatioMax)) return {};
  TRY(inflated_size(stream, limits.inflate_bytes));
  return {};
}

Result<void> sift_streams(QPDF& out, Keep keep, const Limits& limits) {
  for (QPDFObjectHandle& object : out.getAllObjects()) {
    if (!object.isStream()) continue;
    if (!object.getDict().getKey("/Subtype").isNameAndEquals("/Image")) {
      TRY(check_bomb(object, limits));
    } else if (keep == Keep::TextOnly) {
      out.replaceObject(object.getObjGen(), QPDFObjectHandle::newNull());
    }
  }
  return {};
}

std::string write(QPDF& out) {
  std::string bytes;
  StringSink sink(bytes);
  QPDFWriter writer(out);
  writer.setOutputPipeline(&sink);
  writer.setStaticID(true);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.setCompressStreams(false);
  writer.setDecodeLevel(qpdf_dl_none);
  writer.write();
  return bytes;
}

}  // namespace

Result<std::string> isolate_page(Document& document,
                                 const Page& page,
                                 Keep keep,
                                 const Limits& limits) {
  return guarded([&]() -> Result<std::string> {
    QPDF& source = *document.qpdf;
    auto out = QPDF::create();
    out->setSuppressWarnings(true);
    out->emptyPDF();
    QPDFObjectHandle copy = out->copyForeignObject(source.makeIndirectObject(plain_page(page)));
    copy.replaceKey("/Type", QPDFObjectHandle::newName("/Page"));
    out->addPage(copy, false);
    QPDFObjectHandle layers = source.getRoot().getKey("/OCProperties");
    if (layers.isDictionary()) {
      out->getRoot().replaceKey(
          "/OCProperties", out->copyForeignObject(source.makeIndirectObject(layers.shallowCopy())));
    }
    TRY(sift_streams(*out, keep, limits));
    return write(*out);
  });
}

}  // namespace sohoa::pdf
