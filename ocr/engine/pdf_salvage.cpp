#include "ocr/engine/pdf_salvage.h"

#include <cstring>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QUtil.hh>
#include <string_view>

namespace sohoa::pdf {
namespace {

constexpr double kSalvageDpi = 200;  // what offices scan at; the lost page would have said

/// Numbers far above what real files use, so that they shadow nothing.
constexpr std::string_view kTail =
    "\n8388600 0 obj\n<< /Type /Catalog /Pages 8388601 0 R >>\nendobj\n"
    "8388601 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    "trailer\n<< /Root 8388600 0 R /Size 8388602 >>\nstartxref\n0\n%%EOF\n";

bool ends_inside_stream(std::string_view text) {
  const std::size_t last_end = text.rfind("endstream");
  const std::size_t from = last_end == std::string_view::npos ? 0 : last_end + 9;
  return text.find("stream", from) != std::string_view::npos;
}

bool is_image(QPDFObjectHandle object) {
  return object.isStream() && object.getDict().getKey("/Subtype").isNameAndEquals("/Image") &&
         object.getDict().getKey("/Width").isInteger() &&
         object.getDict().getKey("/Height").isInteger() &&
         object.getDict().getKey("/Width").getIntValue() >= 64 &&
         object.getDict().getKey("/Height").getIntValue() >= 64;
}

/// A page still shows something when its content stream survived.
bool has_content(QPDFObjectHandle page) {
  QPDFObjectHandle contents = page.getKey("/Contents");
  return contents.isStream() || (contents.isArray() && contents.getArrayNItems() > 0);
}

void adopt(QPDFObjectHandle tree, QPDFObjectHandle page) {
  page.replaceKey("/Parent", tree);
  tree.getKey("/Kids").appendItem(page);
  tree.replaceKey("/Count", QPDFObjectHandle::newInteger(tree.getKey("/Kids").getArrayNItems()));
}

QPDFObjectHandle image_page(QPDF& qpdf, QPDFObjectHandle image) {
  const double width_pt = image.getDict().getKey("/Width").getNumericValue() / kSalvageDpi * 72;
  const double height_pt = image.getDict().getKey("/Height").getNumericValue() / kSalvageDpi * 72;
  const std::string w = QUtil::double_to_string(width_pt, 2);
  const std::string h = QUtil::double_to_string(height_pt, 2);
  QPDFObjectHandle page = QPDFObjectHandle::parse(
      "<< /Type /Page /Resources << /XObject << >> >> /MediaBox [0 0 " + w + " " + h + "] >>");
  page.getKey("/Resources").getKey("/XObject").replaceKey("/Im", image);
  page.replaceKey("/Contents", qpdf.newStream("q " + w + " 0 0 " + h + " 0 0 cm /Im Do Q"));
  return qpdf.makeIndirectObject(page);
}

}  // namespace

Bytes with_new_tail(ByteView bytes) {
  std::string_view tail = kTail;
  Bytes patched(bytes.begin(), bytes.end());
  if (ends_inside_stream(as_text(bytes))) {
    constexpr std::string_view kClose = "\nendstream\nendobj\n";
    patched.insert(patched.end(), kClose.begin(), kClose.end());
  }
  patched.insert(patched.end(), tail.begin(), tail.end());
  return patched;
}

void rebuild_pages(QPDF& qpdf, const Limits& limits, std::vector<std::string>& notes) {
  QPDFObjectHandle tree = qpdf.getRoot().getKey("/Pages");
  std::vector<QPDFObjectHandle> images;
  int lost = 0;
  for (QPDFObjectHandle& object : qpdf.getAllObjects()) {
    if (is_image(object)) images.push_back(object);
    if (!object.isDictionaryOfType("/Page")) continue;
    if (has_content(object))
      adopt(tree, object);
    else
      ++lost;
  }
  if (lost > 0) notes.push_back(std::to_string(lost) + " pages have lost their content");
  if (tree.getKey("/Kids").getArrayNItems() > 0) return;
  for (QPDFObjectHandle& image : images) {
    if (tree.getKey("/Kids").getArrayNItems() >= limits.pages) return;
    adopt(tree, image_page(qpdf, image));
  }
  if (!images.empty()) notes.emplace_back("pages are lost; each image was made a page at 200 dpi");
}

}  // namespace sohoa::pdf
