#include "intake/readers/pdf_inspect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace sohoa::pdf {
namespace {

constexpr double kScanShare = 0.5;    // from here on the images are the page, not its decoration
constexpr double kHybridShare = 0.3;  // text beside images this large may belong to them
constexpr std::size_t kObjectsSearched = 300'000;  // parsing more costs over a second

/// Bounding box of the unit square through `m`, cut to the crop box, as a share of it.
double share_of_page(const Matrix& m, const Rect& crop) {
  const double left = m.e + std::min({0.0, m.a, m.c, m.a + m.c});
  const double right = m.e + std::max({0.0, m.a, m.c, m.a + m.c});
  const double bottom = m.f + std::min({0.0, m.b, m.d, m.b + m.d});
  const double top = m.f + std::max({0.0, m.b, m.d, m.b + m.d});
  const double w = std::min(right, crop.right) - std::max(left, crop.left);
  const double h = std::min(top, crop.top) - std::max(bottom, crop.bottom);
  return w > 0 && h > 0 ? w * h / (crop.width() * crop.height()) : 0;
}

std::int32_t side_px(QPDFObjectHandle image, const char* key) {
  QPDFObjectHandle value = image.getDict().getKey(key);
  if (!value.isInteger()) return 0;
  return static_cast<std::int32_t>(std::clamp<long long>(value.getIntValue(), 0, 1'000'000'000));
}

PageKind kind_of(const PageInfo& info, const ContentFacts& content) {
  const bool has_images = !content.images.empty();
  if (!has_images && !info.has_text && !content.has_drawing) return PageKind::Empty;
  if (info.has_text) return info.image_share >= kHybridShare ? PageKind::Hybrid : PageKind::Digital;
  if (has_images && (!content.has_drawing || info.image_share >= kScanShare))
    return PageKind::Image;
  return PageKind::Digital;
}

/// Collects what is active in one object and the direct objects inside it.
class ActiveScan {
 public:
  explicit ActiveScan(std::set<std::string>& found) : found_(found) {}

  void visit(QPDFObjectHandle object, int depth) {
    if (depth > 12) return;
    if (object.isStream()) object = object.getDict();
    if (object.isArray()) {
      for (QPDFObjectHandle& item : object.getArrayAsVector()) descend(item, depth);
    } else if (object.isDictionary()) {
      look_at(object);
      for (auto& [key, value] : object.getDictAsMap()) descend(value, depth);
    }
  }

 private:
  void descend(QPDFObjectHandle& value, int depth) {
    if (!value.isIndirect()) visit(value, depth + 1);
  }

  void look_at(QPDFObjectHandle dict) {
    static constexpr std::array<std::pair<const char*, const char*>, 8> kActions = {{
        {"/JavaScript", "JavaScript"},
        {"/Launch", "Launch"},
        {"/SubmitForm", "SubmitForm"},
        {"/ImportData", "ImportData"},
        {"/GoToR", "RemoteGoTo"},
        {"/GoToE", "RemoteGoTo"},
        {"/Movie", "Media"},
        {"/Rendition", "Media"},
    }};
    QPDFObjectHandle action = dict.getKey("/S");
    for (const auto& [name, reported] : kActions) {
      if (action.isNameAndEquals(name)) found_.insert(reported);
    }
    if (dict.hasKey("/JS")) found_.insert("JavaScript");
    if (dict.hasKey("/EF") || dict.hasKey("/EmbeddedFiles")) found_.insert("EmbeddedFile");
    if (dict.hasKey("/OpenAction")) found_.insert("OpenAction");
    if (dict.hasKey("/AA")) found_.insert("AdditionalActions");
    if (dict.hasKey("/RichMediaContent")) found_.insert("Media");
    if (is_file_uri(dict.getKey("/URI"))) found_.insert("FileUri");
  }

  static bool is_file_uri(QPDFObjectHandle uri) {
    return uri.isString() && uri.getUTF8Value().rfind("file:", 0) == 0;
  }

  std::set<std::string>& found_;
};

}  // namespace

PageInfo describe_page(const Page& page, const ContentFacts& content) {
  PageInfo info;
  info.width_pt = page.crop.width() * page.user_unit;
  info.height_pt = page.crop.height() * page.user_unit;
  info.rotate_deg = page.rotate_deg;
  info.has_text = content.has_visible_text || content.has_invisible_text;
  double largest = -1;
  for (const PlacedImage& placed : content.images) {
    const double share = share_of_page(placed.place, page.crop);
    info.image_share = std::min(1.0, info.image_share + share);
    if (share <= largest) continue;
    largest = share;
    info.image_width_px = side_px(placed.image, "/Width");
    info.image_height_px = side_px(placed.image, "/Height");
    const double width_pt = std::hypot(placed.place.a, placed.place.b) * page.user_unit;
    const double height_pt = std::hypot(placed.place.c, placed.place.d) * page.user_unit;
    info.image_dpi = width_pt > 0 ? info.image_width_px * 72.0 / width_pt : 0;
    info.image_dpi_y = height_pt > 0 ? info.image_height_px * 72.0 / height_pt : 0;
  }
  info.kind = kind_of(info, content);
  return info;
}

std::vector<std::string> active_content(QPDF& qpdf, const Limits& limits) {
  std::set<std::string> found;
  ActiveScan scan(found);
  const std::size_t most =
      std::min<std::size_t>(kObjectsSearched, static_cast<std::size_t>(limits.pdf_objects));
  if (qpdf.getXRefTable().size() > most) return {"NotSearched"};
  for (QPDFObjectHandle& object : qpdf.getAllObjects()) scan.visit(object, 0);
  return {found.begin(), found.end()};
}

}  // namespace sohoa::pdf
