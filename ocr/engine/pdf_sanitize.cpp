#include "ocr/engine/pdf_sanitize.h"

#include <algorithm>
#include <array>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

namespace sohoa::pdf {
namespace {

constexpr int kActionChainMax = 64;

class Sanitizer {
 public:
  explicit Sanitizer(QPDF& out) : out_(out) {}

  std::vector<std::string> run() {
    catalog();
    for (QPDFObjectHandle& object : out_.getAllObjects()) {
      if (object.isStream()) {
        image(object.getDict());
      } else if (object.isDictionary()) {
        dictionary(object);
      }
    }
    for (QPDFObjectHandle page : std::vector(out_.getAllPages()))
      annotations(page.getKey("/Annots"));
    return {done_.begin(), done_.end()};
  }

 private:
  void drop(QPDFObjectHandle owner, const char* key, const char* what) {
    if (!owner.isDictionary() || !owner.hasKey(key)) return;
    owner.removeKey(key);
    done_.insert(std::string("removed ") + what);
  }

  void catalog() {
    QPDFObjectHandle root = out_.getRoot();
    QPDFObjectHandle open = root.getKey("/OpenAction");
    if (open.isDictionary() && !is_allowed_action(open)) drop(root, "/OpenAction", "OpenAction");
    drop(root, "/Requirements", "Requirements");
    drop(root, "/NeedsRendering", "XFA form");
    drop(root, "/AF", "embedded files");
    drop(root, "/Collection", "embedded files");
    QPDFObjectHandle names = root.getKey("/Names");
    drop(names, "/JavaScript", "JavaScript");
    drop(names, "/EmbeddedFiles", "embedded files");
    drop(names, "/AlternatePresentations", "presentations");
    QPDFObjectHandle form = root.getKey("/AcroForm");
    drop(form, "/XFA", "XFA form");
    if (form.isDictionary()) form.removeKey("/NeedAppearances");
  }

  void dictionary(QPDFObjectHandle& object) {
    drop(object, "/AA", "additional actions");
    drop_action(object, "/A");
    if (object.isDictionaryOfType("/Page")) drop(object, "/PresSteps", "presentations");
    QPDFObjectHandle subtype = object.getKey("/Subtype");
    // The default said aloud: 6.2.11.3.2 wants the map written where the font is embedded.
    const bool is_cid_truetype = subtype.isNameAndEquals("/CIDFontType2");
    if (is_cid_truetype && !object.hasKey("/CIDToGIDMap")) {
      object.replaceKey("/CIDToGIDMap", QPDFObjectHandle::newName("/Identity"));
    }
    if (subtype.isNameAndEquals("/FileAttachment")) drop(object, "/FS", "embedded files");
  }

  void drop_action(QPDFObjectHandle owner, const char* key) {
    QPDFObjectHandle action = owner.getKey(key);
    for (int i = 0; action.isDictionary() && i < kActionChainMax; ++i) {
      if (action.hasKey("/S") && !is_allowed_action(action)) {
        const std::string what =
            action.getKey("/S").isName() ? action.getKey("/S").getName() : "unnamed";
        owner.removeKey(key);
        done_.insert("removed " + what.substr(1) + " action");
        return;
      }
      action = action.getKey("/Next");
    }
  }

  void annotations(QPDFObjectHandle annots) {
    if (!annots.isArray()) return;
    for (QPDFObjectHandle& annot : annots.getArrayAsVector()) {
      if (!annot.isDictionary()) continue;
      drop(annot, "/AA", "additional actions");
      drop_action(annot, "/A");
      // A link shows nothing; ISO 19005-2, 6.3.2 wants its flags written all the same.
      const bool is_link = annot.getKey("/Subtype").isNameAndEquals("/Link");
      if (is_link && !annot.hasKey("/F")) annot.replaceKey("/F", QPDFObjectHandle::newInteger(4));
    }
  }

  void image(QPDFObjectHandle dict) {
    if (!dict.getKey("/Subtype").isNameAndEquals("/Image")) return;
    QPDFObjectHandle interpolate = dict.getKey("/Interpolate");
    if (!interpolate.isBool() || !interpolate.getBoolValue()) return;
    dict.removeKey("/Interpolate");
    done_.insert("removed Interpolate from images");
  }

  QPDF& out_;
  std::set<std::string> done_;
};

}  // namespace

std::vector<std::string> sanitize(QPDF& out) {
  return Sanitizer(out).run();
}

bool is_allowed_action(QPDFObjectHandle action) {
  static constexpr std::array<const char*, 6> kAllowed = {
      "/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/SubmitForm"};
  static constexpr std::array<const char*, 4> kNamed = {
      "/NextPage", "/PrevPage", "/FirstPage", "/LastPage"};
  QPDFObjectHandle type = action.getKey("/S");
  if (!type.isName()) return false;
  const auto equals = [&type](const char* name) { return type.getName() == name; };
  if (type.getName() == "/Named") {
    QPDFObjectHandle which = action.getKey("/N");
    return which.isName() && std::any_of(kNamed.begin(), kNamed.end(), [&which](const char* n) {
             return which.getName() == n;
           });
  }
  return std::any_of(kAllowed.begin(), kAllowed.end(), equals);
}

}  // namespace sohoa::pdf
