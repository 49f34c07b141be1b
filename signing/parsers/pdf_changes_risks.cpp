// What stood in the document before the first signature and can make it look different later
// (trap 28): warnings only, so this looks where looking is cheap and never reads a whole large
// file.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

#include "signing/parsers/pdf_changes.h"
#include "signing/parsers/pdf_changes_census.h"

namespace sohoa {
namespace {

constexpr std::int32_t kMaxReads = 2'000;       // objects of pages: about a millisecond
constexpr std::size_t kMaxCensusEntries = 500;  // xref entries up to which all is walked
constexpr std::size_t kMaxFindings = 64;        // more say nothing new
constexpr double kCoveringShare = 0.2;          // of the page, for what lies over it

bool is_name(const cos::Object& value, std::string_view text) {
  return value.name() != nullptr && *value.name() == text;
}

template <class Range>
bool is_any_of(const cos::Object& value, const Range& names) {
  return value.name() != nullptr &&
         std::find(names.begin(), names.end(), *value.name()) != names.end();
}

double area_of(const cos::View& view, const cos::Object& rect) {
  if (rect.array() == nullptr || rect.array()->size() != 4) return 0;
  std::array<double, 4> side{};
  for (std::size_t i = 0; i < 4; ++i) view.resolve((*rect.array())[i]).number(side.at(i));
  return std::abs(side[2] - side[0]) * std::abs(side[3] - side[1]);
}

class RiskFinder {
 public:
  RiskFinder(const cos::File& file, std::int32_t revision)
      : file_(file), revision_(revision), view_(file.view(revision)) {}

  std::vector<RiskFinding> run() {
    const cos::Object root = view_.get(view_.trailer(), "Root");
    if (root.dict() == nullptr) return {};
    look_at_catalog(*root.dict());
    look_at_pages(*root.dict());
    look_for_unused();
    return std::move(findings_);
  }

 private:
  cos::Object get(const cos::Object& holder, std::string_view key) const {
    return holder.dict() != nullptr ? view_.get(*holder.dict(), key) : cos::Object();
  }

  static std::int32_t number_at(const cos::Object& holder, std::string_view key) {
    const cos::Object* value = holder.dict() != nullptr ? holder.dict()->get(key) : nullptr;
    return value != nullptr && value->ref() != nullptr ? value->ref()->number : 0;
  }

  void add(RiskKind kind, std::int32_t object = 0) {
    if (findings_.size() < kMaxFindings && seen_.emplace(kind, page_).second) {
      findings_.push_back({kind, object, page_});
    }
  }

  void look_at_catalog(const cos::Dict& catalog) {
    const cos::Object root(std::make_shared<const cos::Dict>(catalog));
    look_at_layers(get(root, "OCProperties"));
    const cos::Object names = get(root, "Names");
    if (!get(names, "JavaScript").is_null()) add(RiskKind::JavaScript);
    const bool has_files = !get(names, "EmbeddedFiles").is_null() ||
                           !get(root, "Collection").is_null() || !get(root, "AF").is_null();
    if (has_files) add(RiskKind::EmbeddedFile);
    const cos::Object opening = get(root, "OpenAction");
    if (opening.dict() != nullptr && !is_name(get(opening, "S"), "GoTo")) {
      add(RiskKind::OpenAction, number_at(root, "OpenAction"));
    }
    look_at_action(opening);
    if (!get(root, "AA").is_null()) add(RiskKind::OpenAction, number_at(root, "AA"));
    if (!get(get(root, "AcroForm"), "XFA").is_null()) add(RiskKind::XfaForm);
  }

  // ISO 32000-1, 8.11.4: what is off in the default configuration is not seen, and may be switched.
  void look_at_layers(const cos::Object& properties) {
    const cos::Object config = get(properties, "D");
    const cos::Object off = get(config, "OFF");
    const bool is_off = off.array() != nullptr && !off.array()->empty();
    if (is_off || is_name(get(config, "BaseState"), "OFF")) add(RiskKind::HiddenLayer);
  }

  void look_at_action(const cos::Object& action) {
    static constexpr std::array<std::string_view, 4> kOutside = {
        "GoToR", "Launch", "ImportData", "SubmitForm"};
    const cos::Object type = get(action, "S");
    if (is_name(type, "JavaScript")) add(RiskKind::JavaScript);
    if (is_any_of(type, kOutside)) add(RiskKind::ExternalReference);
  }

  void look_at_pages(const cos::Dict& catalog) {
    std::vector<cos::Object> open;
    if (const cos::Object* pages = catalog.get("Pages")) open.push_back(*pages);
    std::set<cos::Ref> seen;
    std::int32_t page = 0;
    while (!open.empty() && has_reads_left()) {
      const cos::Object next = open.back();
      open.pop_back();
      if (next.ref() != nullptr && !seen.insert(*next.ref()).second) continue;
      const cos::Object node = read(next);
      const cos::Object kids = get(node, "Kids");
      if (kids.array() != nullptr) {
        open.insert(open.end(), kids.array()->rbegin(), kids.array()->rend());
      } else if (node.dict() != nullptr) {
        page_ = ++page;
        look_at_page(node);
      }
    }
    page_ = 0;
  }

  void look_at_page(const cos::Object& page) {
    if (!get(page, "AA").is_null()) add(RiskKind::OpenAction);
    const cos::Object resources = get(page, "Resources");
    for_each_entry(get(resources, "Font"), [&](const cos::Object& font, std::int32_t number) {
      if (!is_embedded(font)) add(RiskKind::NotEmbeddedFont, number);
    });
    for_each_entry(get(resources, "XObject"), [&](const cos::Object& shown, std::int32_t number) {
      const bool is_outside = !get(shown, "F").is_null() || !get(shown, "Ref").is_null();
      if (is_outside) add(RiskKind::ExternalReference, number);
    });
    const double page_area = area_of(view_, get(page, "MediaBox"));
    const cos::Object annots = get(page, "Annots");
    if (annots.array() == nullptr) return;
    for (const cos::Object& element : *annots.array()) {
      if (!has_reads_left()) return;
      const std::int32_t number = element.ref() != nullptr ? element.ref()->number : 0;
      look_at_annot(read(element), number, page_area);
    }
  }

  void look_at_annot(const cos::Object& annot, std::int32_t number, double page_area) {
    static constexpr std::array<std::string_view, 6> kPainting = {
        "FreeText", "Stamp", "Square", "Circle", "Redact", "Widget"};
    look_at_action(get(annot, "A"));
    const cos::Object type = get(annot, "Subtype");
    if (is_name(type, "FileAttachment")) add(RiskKind::EmbeddedFile, number);
    const bool is_large = area_of(view_, get(annot, "Rect")) > kCoveringShare * page_area;
    if (page_area > 0 && is_large && is_any_of(type, kPainting)) {
      add(RiskKind::OverlaidForm, number);
    }
  }

  /// A Type 3 font is its own program; a composite one has it in its descendant.
  bool is_embedded(const cos::Object& font) {
    if (font.dict() == nullptr || is_name(get(font, "Subtype"), "Type3")) return true;
    const cos::Object descendants = get(font, "DescendantFonts");
    if (descendants.array() != nullptr && !descendants.array()->empty()) {
      return is_embedded_simple(read(descendants.array()->front()));
    }
    return is_embedded_simple(font);
  }

  bool is_embedded_simple(const cos::Object& font) {
    const cos::Object descriptor = get(font, "FontDescriptor");
    --reads_left_;
    if (descriptor.dict() == nullptr) return false;
    static constexpr std::array<std::string_view, 3> kFiles = {
        "FontFile", "FontFile2", "FontFile3"};
    return std::any_of(kFiles.begin(), kFiles.end(), [&](std::string_view key) {
      return descriptor.dict()->get(key) != nullptr;
    });
  }

  /// Pages, forms and images the file holds and nothing leads to: what a later revision could show.
  void look_for_unused() {
    std::set<std::int32_t> numbers;
    for (std::int32_t revision = 0; revision <= revision_; ++revision) {
      for (const cos::XrefEntry& entry : file_.written_by(revision)) {
        if (numbers.insert(entry.number).second && numbers.size() > kMaxCensusEntries) return;
      }
    }
    pdf_changes::Census census(file_);
    census.walk(view_);
    for (const std::int32_t number : numbers) {
      if (!census.states_of(number).empty()) continue;
      const auto location = view_.locate(number);
      if (location && looks_like_content(view_.get({number, location->generation}))) {
        add(RiskKind::UnusedContent, number);
      }
    }
  }

  bool looks_like_content(const cos::Object& object) const {
    static constexpr std::array<std::string_view, 2> kShown = {"Image", "Form"};
    return is_name(get(object, "Type"), "Page") ||
           (object.stream() != nullptr && is_any_of(get(object, "Subtype"), kShown));
  }

  template <class Each>
  void for_each_entry(const cos::Object& dict, const Each& each) {
    if (dict.dict() == nullptr) return;
    for (const auto& [key, value] : dict.dict()->entries) {
      if (!has_reads_left()) return;
      const std::int32_t number = value.ref() != nullptr ? value.ref()->number : 0;
      if (number == 0 || looked_at_.insert(number).second) each(read(value), number);
    }
  }

  bool has_reads_left() const { return reads_left_ > 0; }
  cos::Object read(const cos::Object& value) {
    --reads_left_;
    return view_.resolve(value);
  }

  const cos::File& file_;
  std::int32_t revision_;
  cos::View view_;
  std::int32_t reads_left_ = kMaxReads;
  std::int32_t page_ = 0;
  std::set<std::int32_t> looked_at_;  ///< resources, shared by many pages
  std::set<std::pair<RiskKind, std::int32_t>> seen_;
  std::vector<RiskFinding> findings_;
};

}  // namespace

std::vector<RiskFinding> find_risks(const cos::File& file, std::int32_t revision) {
  return RiskFinder(file, revision).run();
}

}  // namespace sohoa
