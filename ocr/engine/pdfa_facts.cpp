#include "ocr/engine/pdfa_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <string_view>

#include "ocr/engine/icc.h"
#include "ocr/engine/pdf_content.h"
#include "ocr/engine/pdf_lexer.h"
#include "ocr/engine/pdf_sanitize.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t kContentMax = 64ULL << 20;
constexpr int kNestingMax = 28;  // 6.1.13: q/Q
constexpr std::size_t kStringMax = 32767;
constexpr std::size_t kNameMax = 127;

bool is_one_of(QPDFObjectHandle value, std::initializer_list<const char*> names) {
  return value.isName() && std::any_of(names.begin(), names.end(), [&value](const char* name) {
           return value.getName() == name;
         });
}

bool is_true(QPDFObjectHandle value) {
  return value.isBool() && value.getBoolValue();
}

class Walk {
 public:
  explicit Walk(QPDF& pdf) : pdf_(pdf) {}

  std::vector<PdfaFinding> run() {
    catalog();
    for (const QPDFObjectHandle& page : pdf_.getAllPages()) check_page(page);
    queue_.push_back({pdf_.getRoot(), "/Root"});
    while (!queue_.empty()) {
      Item item = queue_.back();
      queue_.pop_back();
      visit(item.object, item.key);
    }
    return std::move(findings_);
  }

 private:
  struct Item {
    QPDFObjectHandle object;
    std::string key;  ///< under which it was found; arrays pass on their own
  };

  void found(const char* clause, const std::string& what) {
    const PdfaFinding finding{clause, what};
    if (std::find(findings_.begin(), findings_.end(), finding) == findings_.end()) {
      findings_.push_back(finding);
    }
  }

  void visit(QPDFObjectHandle& object, const std::string& key) {
    if (object.isIndirect() && !seen_.insert(object.getObjGen()).second) return;
    scalar(object);
    if (object.isArray()) {
      for (QPDFObjectHandle& item : object.getArrayAsVector()) queue_.push_back({item, key});
      return;
    }
    QPDFObjectHandle dict = object.isStream() ? object.getDict() : object;
    if (!dict.isDictionary()) return;
    if (object.isStream()) check_stream(object, dict);
    check_dictionary(dict, key);
    for (auto& [name, value] : dict.getDictAsMap()) {
      if (name.size() > kNameMax + 1) found("6.1.13", "a name is longer than 127 bytes");
      queue_.push_back({value, name});
    }
  }

  void scalar(QPDFObjectHandle& object) {
    if (object.isString() && object.getStringValue().size() > kStringMax) {
      found("6.1.13", "a string is longer than 32767 bytes");
    } else if (object.isNameAndEquals("/DeviceCMYK")) {
      found("6.2.4.3", "DeviceCMYK without a matching output intent");
    } else if (object.isName() && object.getName().size() > kNameMax + 1) {
      found("6.1.13", "a name is longer than 127 bytes");
    } else if (object.isInteger() && std::abs(object.getNumericValue()) > 2147483648.0) {
      found("6.1.13", "an integer does not fit 32 bits");
    }
  }

  void catalog() {
    QPDFObjectHandle root = pdf_.getRoot();
    if (pdf_.isEncrypted() && pdf_.getTrailer().hasKey("/Encrypt")) found("6.1.3", "encryption");
    if (root.hasKey("/Requirements")) found("6.11", "Requirements");
    if (root.hasKey("/AA")) found("6.5.2", "additional actions of the document");
    if (is_true(root.getKey("/NeedsRendering"))) found("6.4.2", "NeedsRendering");
    output_intent(root.getKey("/OutputIntents"));
    QPDFObjectHandle names = root.getKey("/Names");
    if (names.isDictionary()) {
      if (names.hasKey("/JavaScript")) found("6.5.1", "JavaScript");
      if (names.hasKey("/EmbeddedFiles")) found("6.8", "embedded files");
      if (names.hasKey("/AlternatePresentations")) found("6.10", "AlternatePresentations");
    }
    QPDFObjectHandle form = root.getKey("/AcroForm");
    if (form.isDictionary()) {
      if (form.hasKey("/XFA")) found("6.4.2", "XFA form");
      if (is_true(form.getKey("/NeedAppearances"))) found("6.4.1", "NeedAppearances");
    }
    optional_content(root.getKey("/OCProperties"));
  }

  void output_intent(QPDFObjectHandle intents) {
    if (!intents.isArray()) return found("6.2.3", "no output intent");
    for (QPDFObjectHandle& intent : intents.getArrayAsVector()) {
      if (!intent.isDictionary() || !intent.getKey("/S").isNameAndEquals("/GTS_PDFA1")) continue;
      QPDFObjectHandle profile = intent.getKey("/DestOutputProfile");
      if (!profile.isStream()) break;
      const Result<std::string> bytes = read_stream(profile, 16ULL << 20);
      if (!bytes || icc_colour_space(as_bytes(*bytes)) != "RGB ") break;
      return;
    }
    found("6.2.3", "no PDF/A output intent with an RGB profile");
  }

  void optional_content(QPDFObjectHandle properties) {
    if (!properties.isDictionary()) return;
    std::vector<QPDFObjectHandle> configs = {properties.getKey("/D")};
    QPDFObjectHandle others = properties.getKey("/Configs");
    if (others.isArray()) {
      for (QPDFObjectHandle& config : others.getArrayAsVector()) configs.push_back(config);
    }
    std::set<std::string> names;
    for (QPDFObjectHandle& config : configs) {
      if (!config.isDictionary()) continue;
      QPDFObjectHandle name = config.getKey("/Name");
      if (!name.isString() || name.getUTF8Value().empty())
        found("6.9", "layer configuration without a name");
      else if (!names.insert(name.getUTF8Value()).second)
        found("6.9", "layer configurations share a name");
      if (config.hasKey("/AS")) found("6.9", "layers change by themselves (AS)");
    }
  }

  void check_page(QPDFObjectHandle page) {
    if (page.hasKey("/AA")) found("6.5.2", "additional actions of a page");
    if (page.hasKey("/PresSteps")) found("6.10", "PresSteps");
    for (const char* key : {"/MediaBox", "/CropBox", "/TrimBox", "/ArtBox", "/BleedBox"}) {
      QPDFObjectHandle box = page.getKey(key);
      if (!box.isRectangle()) continue;
      const QPDFObjectHandle::Rectangle r = box.getArrayAsRectangle();
      for (const double side : {std::abs(r.urx - r.llx), std::abs(r.ury - r.lly)}) {
        if (side < 3 || side > 14400) found("6.1.13", "a page side is under 3 or over 14400 units");
      }
    }
    const Result<std::string> content = read_content(page.getKey("/Contents"), {});
    if (content)
      check_content(*content);
    else
      found("6.1.13", "page content is too large to check");
    QPDFObjectHandle annots = page.getKey("/Annots");
    if (!annots.isArray()) return;
    for (QPDFObjectHandle& annot : annots.getArrayAsVector()) {
      if (annot.isDictionary()) check_annotation(annot);
    }
  }

  void check_annotation(QPDFObjectHandle annot) {
    QPDFObjectHandle subtype = annot.getKey("/Subtype");
    if (is_one_of(subtype,
                  {"/3D", "/Sound", "/Screen", "/Movie", "/RichMedia", "/FileAttachment"})) {
      found("6.3.1", subtype.getName().substr(1) + " annotation");
    }
    if (annot.hasKey("/AA")) found("6.4.1", "additional actions of an annotation");
    if (is_one_of(subtype, {"/Popup"})) return;
    QPDFObjectHandle flags = annot.getKey("/F");
    const long long f = flags.isInteger() ? flags.getIntValue() : 0;
    // Print set; Invisible, Hidden, NoView, ToggleNoView clear (table 165 of ISO 32000-1).
    if ((f & 4) == 0 || (f & (1 | 2 | 32 | 256)) != 0) found("6.3.2", "annotation flags");
    if (is_one_of(subtype, {"/Link"})) return;
    QPDFObjectHandle appearance = annot.getKey("/AP");
    if (!appearance.isDictionary() || !appearance.hasKey("/N")) {
      if (has_area(annot.getKey("/Rect"))) found("6.3.3", "annotation without an appearance");
    } else if (appearance.hasKey("/R") || appearance.hasKey("/D")) {
      found("6.3.3", "annotation with more than a normal appearance");
    }
  }

  static bool has_area(QPDFObjectHandle rect) {
    if (!rect.isRectangle()) return true;
    const QPDFObjectHandle::Rectangle r = rect.getArrayAsRectangle();
    return r.llx != r.urx || r.lly != r.ury;
  }

  void check_stream(QPDFObjectHandle& stream, QPDFObjectHandle& dict) {
    if (dict.hasKey("/F") || dict.hasKey("/FFilter") || dict.hasKey("/FDecodeParms")) {
      found("6.1.7.1", "stream data in another file");
    }
    QPDFObjectHandle filter = dict.getKey("/Filter");
    if (filter.isArray()) {
      for (QPDFObjectHandle& one : filter.getArrayAsVector()) check_filter(one);
    } else {
      check_filter(filter);
    }
    QPDFObjectHandle subtype = dict.getKey("/Subtype");
    if (subtype.isNameAndEquals("/Image")) check_image(dict);
    if (subtype.isNameAndEquals("/PS")) found("6.2.9", "PostScript XObject");
    const bool is_form = subtype.isNameAndEquals("/Form");
    if (is_form && (dict.hasKey("/OPI") || dict.hasKey("/PS") ||
                    dict.getKey("/Subtype2").isNameAndEquals("/PS"))) {
      found("6.2.9", "form with OPI or PostScript");
    }
    if (is_form && dict.hasKey("/Ref")) found("6.2.9", "reference XObject");
    QPDFObjectHandle pattern = dict.getKey("/PatternType");
    if (!is_form && !(pattern.isInteger() && pattern.getIntValue() == 1)) return;
    const Result<std::string> content = read_stream(stream, kContentMax);
    if (content)
      check_content(*content);
    else
      found("6.1.13", "form content is too large to check");
  }

  void check_filter(QPDFObjectHandle filter) {
    if (!filter.isName()) return;
    if (is_one_of(filter, {"/LZWDecode", "/LZW"})) found("6.1.7.2", "LZW compression");
    if (filter.isNameAndEquals("/Crypt")) found("6.1.7.2", "Crypt filter");
    if (filter.isNameAndEquals("/JPXDecode")) found("6.2.8.3", "JPEG 2000 image (not checked)");
  }

  void check_image(QPDFObjectHandle& dict) {
    if (dict.hasKey("/Alternates")) found("6.2.8.1", "image with alternates");
    if (dict.hasKey("/OPI")) found("6.2.8.1", "image with OPI");
    if (is_true(dict.getKey("/Interpolate"))) found("6.2.8.1", "image with Interpolate");
    QPDFObjectHandle intent = dict.getKey("/Intent");
    if (intent.isName()) check_intent(intent.getName().substr(1));
  }

  void check_intent(std::string_view intent) {
    static constexpr std::array<std::string_view, 4> kIntents = {
        "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"};
    if (std::find(kIntents.begin(), kIntents.end(), intent) == kIntents.end()) {
      found("6.2.6", "unknown rendering intent");
    }
  }

  void check_content(std::string_view content) {
    Lexer lexer(content);
    Operation op;
    int depth = 0;
    while (lexer.next(op)) {
      if (op.op == "q" && ++depth > kNestingMax) found("6.1.13", "q nested deeper than 28");
      if (op.op == "Q") --depth;
      if (op.op == "ri") check_intent(op.name);
      const bool sets_space = op.op == "cs" || op.op == "CS";
      if (op.op == "k" || op.op == "K" || (sets_space && op.name == "DeviceCMYK")) {
        found("6.2.4.3", "DeviceCMYK without a matching output intent");
      }
      if (op.op == "PS") found("6.2.9", "PostScript operator");
    }
  }

  void check_dictionary(QPDFObjectHandle& dict, const std::string& key) {
    QPDFObjectHandle type = dict.getKey("/Type");
    QPDFObjectHandle subtype = dict.getKey("/Subtype");
    const bool is_font =
        type.isNameAndEquals("/Font") && !is_one_of(subtype, {"/CIDFontType0", "/CIDFontType2"});
    if (is_font) check_font(dict, findings_);
    if (dict.hasKey("/EF")) found("6.8", "embedded file");
    const bool is_action = key == "/A" || key == "/OpenAction" || key == "/Next" || key == "/PA";
    if (is_action && dict.hasKey("/S") && !is_allowed_action(dict))
      found("6.5.1", "forbidden action");
    if (dict.getKey("/FT").isName() && dict.hasKey("/AA"))
      found("6.4.1", "additional actions of a field");
    check_graphics_state(dict);
  }

  /// ExtGState dictionaries often lack /Type, so their keys are looked at wherever they stand.
  void check_graphics_state(QPDFObjectHandle& dict) {
    QPDFObjectHandle blend = dict.getKey("/BM");
    if (blend.isArray() || blend.isName()) check_blend(blend);
    if (!dict.getKey("/Type").isNameAndEquals("/ExtGState")) return;
    if (dict.hasKey("/TR")) found("6.2.5", "transfer function");
    QPDFObjectHandle transfer = dict.getKey("/TR2");
    if (!transfer.isNull() && !transfer.isNameAndEquals("/Default"))
      found("6.2.5", "transfer function");
    if (dict.hasKey("/HTP")) found("6.2.5", "halftone phase");
    QPDFObjectHandle intent = dict.getKey("/RI");
    if (intent.isName()) check_intent(intent.getName().substr(1));
  }

  void check_blend(QPDFObjectHandle blend) {
    const std::vector<QPDFObjectHandle> modes =
        blend.isArray() ? blend.getArrayAsVector() : std::vector<QPDFObjectHandle>{blend};
    for (const QPDFObjectHandle& mode : modes) {
      const bool known = is_one_of(mode,
                                   {"/Normal",
                                    "/Compatible",
                                    "/Multiply",
                                    "/Screen",
                                    "/Overlay",
                                    "/Darken",
                                    "/Lighten",
                                    "/ColorDodge",
                                    "/ColorBurn",
                                    "/HardLight",
                                    "/SoftLight",
                                    "/Difference",
                                    "/Exclusion",
                                    "/Hue",
                                    "/Saturation",
                                    "/Color",
                                    "/Luminosity"});
      if (!known) found("6.2.10", "unknown blend mode");
    }
  }

  QPDF& pdf_;
  std::vector<PdfaFinding> findings_;
  std::vector<Item> queue_;
  std::set<QPDFObjGen> seen_;
};

}  // namespace

std::vector<PdfaFinding> find_pdfa_obstacles(QPDF& pdf) {
  return Walk(pdf).run();
}

}  // namespace sohoa::pdf
