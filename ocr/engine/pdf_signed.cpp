#include <algorithm>
#include <functional>
#include <set>
#include <string_view>

#include "ocr/engine/pdf_document.h"

namespace sohoa::pdf {
namespace {

/// Walks form fields; /FT is inherited (ISO 32000-1, 12.7.3.1).
class FieldWalk {
 public:
  bool finds_signature(QPDFObjectHandle fields, bool is_sig, int depth) {
    if (!fields.isArray() || depth > 32) return false;
    for (QPDFObjectHandle& field : fields.getArrayAsVector()) {
      if (!field.isDictionary()) continue;
      if (field.isIndirect() && !seen_.insert(field.getObjGen()).second) continue;
      QPDFObjectHandle type = field.getKey("/FT");
      const bool sig = type.isName() ? type.getName() == "/Sig" : is_sig;
      if (sig && field.getKey("/V").isDictionary()) return true;
      if (finds_signature(field.getKey("/Kids"), sig, depth + 1)) return true;
    }
    return false;
  }

 private:
  std::set<QPDFObjGen> seen_;
};

bool has_live_byte_range(QPDF& qpdf) {
  std::vector<QPDFObjectHandle> objects = qpdf.getAllObjects();
  return std::any_of(objects.begin(), objects.end(), [](QPDFObjectHandle& object) {
    return object.isDictionary() && object.getKey("/ByteRange").isArray();
  });
}

}  // namespace

bool is_signed(Document& document, ByteView bytes) {
  QPDFObjectHandle form = document.qpdf->getRoot().getKey("/AcroForm");
  if (form.isDictionary() && FieldWalk().finds_signature(form.getKey("/Fields"), false, 0))
    return true;
  // A signature value cannot hide in an object stream: its bytes are located in the file itself.
  // So the quick look at the raw bytes decides whether the objects are searched.
  constexpr std::string_view kKey = "/ByteRange";
  const std::string_view text = as_text(bytes);
  const auto found = std::search(
      text.begin(), text.end(), std::boyer_moore_horspool_searcher(kKey.begin(), kKey.end()));
  return found != text.end() && has_live_byte_range(*document.qpdf);
}

}  // namespace sohoa::pdf
