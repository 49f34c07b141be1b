#include "ocr/engine/pdf_document.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <qpdf/Buffer.hh>
#include <qpdf/BufferInputSource.hh>
#include <qpdf/QPDFExc.hh>
#include <set>
#include <string_view>

#include "ocr/engine/pdf_salvage.h"

namespace sohoa::pdf {
namespace {

constexpr Rect kA4{0, 0, 595.28, 841.89};

std::string_view head_of(ByteView bytes) {
  return as_text(bytes.first(std::min<std::size_t>(bytes.size(), 1024)));
}

bool has_end_marker(ByteView bytes) {
  const std::size_t tail = std::min<std::size_t>(bytes.size(), 1024);
  return as_text(bytes.last(tail)).find("%%EOF") != std::string_view::npos;
}

/// A rectangle of four finite numbers with an area, corners in any order (7.9.5).
bool read_rect(QPDFObjectHandle array, Rect& rect) {
  if (!array.isArray() || array.getArrayNItems() < 4) return false;
  std::array<double, 4> v{};
  for (int i = 0; i < 4; ++i) {
    QPDFObjectHandle item = array.getArrayItem(i);
    if (!item.isNumber()) return false;
    v[static_cast<std::size_t>(i)] = item.getNumericValue();
  }
  rect = {std::min(v[0], v[2]), std::min(v[1], v[3]), std::max(v[0], v[2]), std::max(v[1], v[3])};
  return std::isfinite(rect.width()) && std::isfinite(rect.height()) && rect.width() > 0 &&
         rect.height() > 0;
}

Rect cut(const Rect& a, const Rect& b) {
  return {std::max(a.left, b.left),
          std::max(a.bottom, b.bottom),
          std::min(a.right, b.right),
          std::min(a.top, b.top)};
}

/// What a page inherits from the nodes above it.
struct Inherited {
  QPDFObjectHandle resources = QPDFObjectHandle::newNull();
  QPDFObjectHandle media = QPDFObjectHandle::newNull();
  QPDFObjectHandle crop = QPDFObjectHandle::newNull();
  QPDFObjectHandle rotate = QPDFObjectHandle::newNull();

  Inherited below(QPDFObjectHandle node) const {
    const auto pick = [&node](const char* key, const QPDFObjectHandle& from_above) {
      QPDFObjectHandle own = node.getKey(key);
      return own.isNull() ? from_above : own;
    };
    return {pick("/Resources", resources),
            pick("/MediaBox", media),
            pick("/CropBox", crop),
            pick("/Rotate", rotate)};
  }
};

Page make_page(QPDFObjectHandle object, Inherited inherited) {
  Page page;
  page.object = object;
  page.resources =
      inherited.resources.isDictionary() ? inherited.resources : QPDFObjectHandle::newDictionary();
  page.has_sane_boxes = read_rect(inherited.media, page.media);
  if (!page.has_sane_boxes) page.media = kA4;
  Rect crop;
  page.crop = read_rect(inherited.crop, crop) ? cut(crop, page.media) : page.media;
  if (page.crop.width() <= 0 || page.crop.height() <= 0) page.crop = page.media;
  QPDFObjectHandle rotate = inherited.rotate;
  if (rotate.isNumber()) {
    const int turns = static_cast<int>(std::lround(std::fmod(rotate.getNumericValue(), 360) / 90));
    page.rotate_deg = ((turns % 4) + 4) % 4 * 90;
  }
  QPDFObjectHandle unit = object.getKey("/UserUnit");
  if (unit.isNumber() && unit.getNumericValue() > 0) page.user_unit = unit.getNumericValue();
  return page;
}

/// Walks the page tree. An inner node is entered once, so loops and shared branches end.
class PageWalk {
 public:
  PageWalk(Document& document, const Limits& limits) : document_(document), limits_(limits) {}

  Result<void> run() {
    QPDFObjectHandle root = document_.qpdf->getRoot().getKey("/Pages");
    if (root.isDictionary()) TRY(visit(root, {}, 0));
    if (document_.pages.empty()) TRY(collect_orphans());
    if (is_odd_) flatten();
    return {};
  }

 private:
  Result<void> visit(QPDFObjectHandle node, const Inherited& above, int depth) {
    if (!node.isDictionary()) return note("a page tree entry is missing");
    const Inherited here = above.below(node);
    QPDFObjectHandle kids = node.getKey("/Kids");
    if (!kids.isArray()) return add(node, here);
    if (depth >= limits_.nesting) return note("page tree is nested too deeply");
    if (node.isIndirect() && !seen_.insert(node.getObjGen()).second) {
      return note("page tree has a loop");
    }
    for (int i = 0; i < kids.getArrayNItems(); ++i)
      TRY(visit(kids.getArrayItem(i), here, depth + 1));
    return {};
  }

  Result<void> add(QPDFObjectHandle node, const Inherited& here) {
    if (document_.pages.size() >= static_cast<std::size_t>(limits_.pages)) {
      return Error{
          Fault::TooManyPages, "more than " + std::to_string(limits_.pages) + " pages", {}};
    }
    if (node.isIndirect() && !seen_.insert(node.getObjGen()).second) {
      return note("a page is listed twice");
    }
    document_.pages.push_back(make_page(node, here));
    return {};
  }

  /// qpdf refuses to work on a page tree with loops, so an odd one is replaced by a flat one.
  void flatten() {
    QPDFObjectHandle tree = document_.qpdf->makeIndirectObject(QPDFObjectHandle::newDictionary());
    QPDFObjectHandle kids = QPDFObjectHandle::newArray();
    for (Page& page : document_.pages) {
      if (!page.object.isIndirect()) page.object = document_.qpdf->makeIndirectObject(page.object);
      inherit(page);
      page.object.replaceKey("/Parent", tree);
      kids.appendItem(page.object);
    }
    tree.replaceKey("/Type", QPDFObjectHandle::newName("/Pages"));
    tree.replaceKey("/Kids", kids);
    tree.replaceKey("/Count", QPDFObjectHandle::newInteger(kids.getArrayNItems()));
    document_.qpdf->getRoot().replaceKey("/Pages", tree);
  }

  static void inherit(Page& page) {
    page.object.replaceKey("/Type", QPDFObjectHandle::newName("/Page"));
    page.object.replaceKey("/Resources", page.resources);
    page.object.replaceKey("/MediaBox", box_array(page.media));
    page.object.replaceKey("/CropBox", box_array(page.crop));
    page.object.replaceKey("/Rotate", QPDFObjectHandle::newInteger(page.rotate_deg));
  }

  /// The tree is gone: take every page object in the order of the file's numbering.
  Result<void> collect_orphans() {
    for (QPDFObjectHandle& object : document_.qpdf->getAllObjects()) {
      if (object.isDictionaryOfType("/Page")) TRY(add(object, Inherited().below(object)));
    }
    if (!document_.pages.empty()) return note("page tree is lost; pages taken in object order");
    return {};
  }

  Result<void> note(const char* text) {
    document_.is_damaged = true;
    is_odd_ = true;
    const auto& notes = document_.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end())
      document_.notes.emplace_back(text);
    return {};
  }

  Document& document_;
  const Limits& limits_;
  std::set<QPDFObjGen> seen_;
  bool is_odd_ = false;
};

/// getObjectCount is the highest number; a sparse file may have few objects under high numbers.
bool has_too_many_objects(QPDF& qpdf, const Limits& limits) {
  const auto most = static_cast<std::size_t>(limits.pdf_objects);
  return qpdf.getObjectCount() > most && qpdf.getXRefTable().size() > most;
}

std::shared_ptr<QPDF> parse(ByteView bytes, const std::string& password) {
  auto qpdf = QPDF::create();
  qpdf->setSuppressWarnings(true);
  // A view, not a copy: the bytes are a mapped file that outlives the document.
  auto* data = const_cast<unsigned char*>(bytes.data());  // NOLINT: qpdf's Buffer only reads
  auto buffer = std::make_shared<BufferInputSource>("pdf", new Buffer(data, bytes.size()), true);
  qpdf->processInputSource(buffer, password.c_str());
  return qpdf;
}

void collect_warnings(Document& document) {
  for (const QPDFExc& warning : document.qpdf->getWarnings()) {
    document.is_damaged = true;
    if (document.notes.size() < 8)
      document.notes.push_back("repaired: " + warning.getMessageDetail());
  }
}

Result<Document> open_whole(ByteView bytes, const std::string& password, const Limits& limits) {
  Document document;
  document.qpdf = parse(bytes, password);
  if (has_too_many_objects(*document.qpdf, limits)) {
    return Error{Fault::TooManyEntries, "PDF objects", {}};
  }
  TRY(PageWalk(document, limits).run());
  collect_warnings(document);
  return document;
}

Error broken(ByteView bytes) {
  if (!has_end_marker(bytes)) return {Fault::TruncatedFile, "no %%EOF and no whole page", {}};
  return {Fault::CorruptFile, "no page can be found", {}};
}

/// Second try: a new tail with a catalog of our own, then pages or images as they turn up.
Result<Document> open_salvaged(ByteView bytes, const std::string& password, const Limits& limits) {
  Document document;
  document.patched = with_new_tail(bytes);
  document.qpdf = parse(document.patched, password);
  document.is_damaged = true;
  document.notes.emplace_back("the file's table of contents is lost; whole objects were salvaged");
  rebuild_pages(*document.qpdf, limits, document.notes);
  TRY(PageWalk(document, limits).run());
  if (document.pages.empty()) return broken(bytes);
  return document;
}

}  // namespace

QPDFObjectHandle box_array(const Rect& rect) {
  QPDFObjectHandle array = QPDFObjectHandle::newArray();
  for (const double value : {rect.left, rect.bottom, rect.right, rect.top}) {
    array.appendItem(QPDFObjectHandle::newReal(value, 4));
  }
  return array;
}

Error current_error() {
  try {
    throw;
  } catch (const QPDFExc& e) {
    switch (e.getErrorCode()) {
      case qpdf_e_password:
        return {Fault::NeedsPassword, {}, {}};
      case qpdf_e_unsupported:
        return {Fault::UnsupportedFeature, e.getMessageDetail(), {}};
      default:
        return {Fault::CorruptFile, e.getMessageDetail(), {}};
    }
  } catch (const std::bad_alloc&) {
    return {Fault::MemoryLimit, {}, {}};
  } catch (const std::exception& e) {
    return {Fault::CorruptFile, e.what(), {}};
  } catch (...) {
    return {Fault::Internal, "unknown exception", {}};
  }
}

Result<Document> open_document(ByteView bytes, const std::string& password, const Limits& limits) {
  if (bytes.empty()) return Error{Fault::EmptyFile, {}, {}};
  if (head_of(bytes).find("%PDF-") == std::string_view::npos) {
    return Error{Fault::NotADocument, "no %PDF- header", {}};
  }
  Result<Document> whole =
      guarded([&]() -> Result<Document> { return open_whole(bytes, password, limits); });
  if (whole && !whole->pages.empty()) return whole;
  if (!whole && whole.error().what != Fault::CorruptFile) return whole;
  Result<Document> salvaged =
      guarded([&]() -> Result<Document> { return open_salvaged(bytes, password, limits); });
  if (!salvaged && salvaged.error().what == Fault::CorruptFile) return broken(bytes);
  return salvaged;
}

}  // namespace sohoa::pdf
