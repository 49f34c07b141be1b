#include "signing/parsers/pdf_signatures_fields.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "signing/parsers/cos_text.h"

namespace sohoa {
namespace {

using cos::Dict;
using cos::Object;
using cos::Ref;
using cos::View;

/// What a field hands down to its kids (12.7.3.1).
struct Inherited {
  std::int32_t title = -1;  // of the nearest field with a name; index into the walker's titles
  bool is_signature = false;
};

/// A partial name and the one above it. Whole names are made for the few fields that need one.
struct Title {
  std::int32_t parent = -1;
  Object text;
};

/// One field on the way down.
struct Pending {
  Object entry;  // as it stands in /Fields or /Kids
  Inherited from;
  std::int32_t depth = 0;
};

class Walker {
 public:
  Walker(const View& view, const Limits& limits, VisitBudget& budget)
      : view_(view), limits_(limits), budget_(budget) {}

  Result<FieldWalk> run() {
    const auto root = follow(entry(view_.trailer(), "Root"));
    const auto form = root.dict() == nullptr ? Object() : follow(entry(*root.dict(), "AcroForm"));
    const auto fields = form.dict() == nullptr ? Object() : follow(entry(*form.dict(), "Fields"));
    push(fields, {}, 0);
    while (!pending_.empty()) {
      if (budget_.left < 0) break;
      const auto next = std::move(pending_.back());
      pending_.pop_back();
      visit(next);
    }
    if (budget_.left < 0) return Error{Fault::TooManyEntries, "form fields of the PDF", {}};
    auto& touched = walk_.touched;
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    return std::move(walk_);
  }

 private:
  static Object entry(const Dict& dict, std::string_view key) {
    const auto* found = dict.get(key);
    return found == nullptr ? Object() : *found;
  }

  void touch(Ref ref) {
    walk_.touched.push_back(ref.number);
    const auto location = view_.locate(ref.number);
    if (location && location->kind == cos::Location::Kind::InStream)
      walk_.touched.push_back(location->stream);
  }

  Object follow(Object object) {
    for (std::int32_t hops = 0; object.ref() != nullptr && hops < limits_.nesting; ++hops) {
      const auto ref = *object.ref();
      touch(ref);
      object = view_.get(ref);
      if (object.is_null() && view_.is_damaged(ref)) walk_.is_whole = false;
    }
    return object;
  }

  void push(const Object& list, const Inherited& from, std::int32_t depth) {
    if (list.array() == nullptr) return;
    if (depth > limits_.nesting) {
      walk_.is_whole = false;
      return;
    }
    // Paid for before they are stored: one array may be the kids of every field.
    budget_.left -= static_cast<std::int64_t>(list.array()->size());
    if (budget_.left < 0) return;
    // The last one pushed is visited first: the list is walked from its end.
    for (auto kid = list.array()->rbegin(); kid != list.array()->rend(); ++kid)
      pending_.push_back({*kid, from, depth});
  }

  void visit(const Pending& node) {
    const auto* ref = node.entry.ref();
    if (ref != nullptr && !seen_.insert(ref->number).second) return;
    const auto field = follow(node.entry);
    if (field.dict() == nullptr) return;
    const auto& dict = *field.dict();
    Inherited own = node.from;
    const auto type = follow(entry(dict, "FT"));
    if (type.name() != nullptr) own.is_signature = *type.name() == "Sig";
    const auto title = follow(entry(dict, "T"));
    if (title.string() != nullptr) {
      titles_.push_back({own.title, title});
      own.title = static_cast<std::int32_t>(titles_.size()) - 1;
    }
    const auto kids = follow(entry(dict, "Kids"));
    if (own.is_signature && dict.get("V") != nullptr)
      add_value(own.title, ref == nullptr ? Ref{} : *ref, field, kids);
    push(kids, own, node.depth + 1);
  }

  /// Cut where no honest name goes on.
  std::string full_name(std::int32_t title) const {
    std::vector<const std::string*> parts;
    for (; title >= 0; title = titles_[static_cast<std::size_t>(title)].parent)
      parts.push_back(titles_[static_cast<std::size_t>(title)].text.string());
    const auto most = static_cast<std::size_t>(limits_.name_bytes);
    std::string name;
    for (auto part = parts.rbegin(); part != parts.rend() && name.size() < most; ++part)
      name += (name.empty() ? "" : ".") + cos::text_string((*part)->substr(0, most));
    return name;
  }

  void add_value(std::int32_t title, Ref field_ref, const Object& field, const Object& kids) {
    const auto& dict = *field.dict();
    FieldValue value;
    const auto held = entry(dict, "V");
    value.field = full_name(title);
    value.field_ref = field_ref;
    value.value = follow(held);
    if (held.ref() != nullptr) value.value_ref = *held.ref();
    if (value.value.is_null() && !(held.ref() != nullptr && view_.is_damaged(*held.ref()))) return;
    value.lock = follow(entry(dict, "Lock"));
    find_widget(value, field, kids);
    walk_.values.push_back(std::move(value));
  }

  // A field with one widget is mostly merged with it; otherwise its first kid without a name is.
  void find_widget(FieldValue& value, const Object& field, const Object& kids) {
    if (field.dict()->get("Rect") != nullptr) {
      value.widget_ref = value.field_ref;
      value.widget = field;
      return;
    }
    if (kids.array() == nullptr || kids.array()->empty()) return;
    const auto& first = kids.array()->front();
    if (first.ref() != nullptr) value.widget_ref = *first.ref();
    value.widget = follow(first);
  }

  const View& view_;
  const Limits& limits_;
  VisitBudget& budget_;
  FieldWalk walk_;
  std::vector<Pending> pending_;
  std::vector<Title> titles_;
  std::unordered_set<std::int32_t> seen_;
};

bool shows(const View& view, const Dict& widget) {
  constexpr std::int64_t kHidden = 2;
  constexpr std::int64_t kNoView = 32;
  const auto flags = view.get(widget, "F");
  if (flags.integer() != nullptr && (*flags.integer() & (kHidden | kNoView)) != 0) return false;
  const auto rect = view.get(widget, "Rect");
  if (rect.array() == nullptr || rect.array()->size() != 4) return false;
  std::array<double, 4> sides{};
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (!view.resolve((*rect.array())[i]).number(sides[i])) return false;
  return sides[0] != sides[2] && sides[1] != sides[3];
}

std::int64_t count_of(const View& view, const Dict& pages) {
  const auto count = view.get(pages, "Count");
  return count.integer() == nullptr ? 0 : std::max<std::int64_t>(0, *count.integer());
}

/// Pages that stand before `kid` among the kids of `parent`; nothing when it is none of them.
std::optional<std::int64_t> pages_before(const View& view,
                                         const Dict& parent,
                                         Ref kid,
                                         VisitBudget& budget) {
  const auto kids = view.get(parent, "Kids");
  if (kids.array() == nullptr) return std::nullopt;
  const auto& list = *kids.array();
  // As many pages as kids: none of them is a node of its own, and none needs to be read.
  const bool is_flat = count_of(view, parent) == static_cast<std::int64_t>(list.size());
  std::int64_t before = 0;
  for (const auto& other : list) {
    if (other.ref() != nullptr && *other.ref() == kid) return before;
    if (--budget.left < 0) return std::nullopt;
    const auto node = is_flat ? Object() : view.resolve(other);
    const bool is_node = node.dict() != nullptr && node.dict()->get("Kids") != nullptr;
    before += is_node ? count_of(view, *node.dict()) : 1;
  }
  return std::nullopt;
}

/// Number of a page, from its place among its parents' kids.
std::int32_t page_number(const View& view, Ref page, std::int32_t levels, VisitBudget& budget) {
  std::int64_t number = 1;
  auto node = page;
  for (std::int32_t level = 0; level < levels; ++level) {
    const auto object = view.get(node);
    const auto* up = object.dict() == nullptr ? nullptr : object.dict()->get("Parent");
    if (up == nullptr || up->ref() == nullptr)
      return level == 0 || number > INT32_MAX ? 0 : static_cast<std::int32_t>(number);
    const auto parent = view.resolve(*up);
    const auto before =
        parent.dict() == nullptr ? std::nullopt : pages_before(view, *parent.dict(), node, budget);
    if (!before) return 0;
    number += *before;
    node = *up->ref();
  }
  return 0;
}

/// Visits the annotations of all pages in order, until `visit(page, annotation)` says true.
template <class Visit>
void each_annotation(const View& view, const Limits& limits, VisitBudget& budget, Visit visit) {
  const auto root = view.get(view.trailer(), "Root");
  std::vector<Object> pending;
  if (root.dict() != nullptr && root.dict()->get("Pages"))
    pending.push_back(*root.dict()->get("Pages"));
  std::unordered_set<std::int32_t> seen;
  for (std::int32_t page = 0; !pending.empty() && page < limits.pages && --budget.left >= 0;) {
    const auto entry = std::move(pending.back());
    pending.pop_back();
    if (entry.ref() == nullptr || !seen.insert(entry.ref()->number).second) continue;
    const auto node = view.resolve(entry);
    if (node.dict() == nullptr) continue;
    const auto kids = view.get(*node.dict(), "Kids");
    if (kids.array() != nullptr) {
      budget.left -= static_cast<std::int64_t>(kids.array()->size());
      if (budget.left >= 0)
        pending.insert(pending.end(), kids.array()->rbegin(), kids.array()->rend());
      continue;
    }
    ++page;
    const auto annots = view.get(*node.dict(), "Annots");
    for (std::size_t i = 0; annots.array() != nullptr && i < annots.array()->size(); ++i)
      if (--budget.left < 0 || visit(page, (*annots.array())[i])) return;
  }
}

/// The page whose /Annots names the widget; for widgets that do not name their page.
std::int32_t page_holding(const View& view, Ref widget, const Limits& limits, VisitBudget& budget) {
  std::int32_t found = 0;
  each_annotation(view, limits, budget, [&](std::int32_t page, const Object& annotation) {
    if (annotation.ref() == nullptr || *annotation.ref() != widget) return false;
    found = page;
    return true;
  });
  return found;
}

/// Name of a field from the bottom up, for one that was not reached from the form.
std::string name_upwards(const View& view, const Object& field, const Limits& limits) {
  const auto most = static_cast<std::size_t>(limits.name_bytes);
  std::string name;
  auto node = field;
  for (std::int32_t level = 0; level < limits.nesting && node.dict() && name.size() < most;
       ++level) {
    const auto title = view.get(*node.dict(), "T");
    if (title.string() != nullptr)
      name = cos::text_string(title.string()->substr(0, most)) + (name.empty() ? "" : "." + name);
    node = view.get(*node.dict(), "Parent");
  }
  return name;
}

}  // namespace

Result<FieldWalk> walk_fields(const View& view, const Limits& limits, VisitBudget& budget) {
  return Walker(view, limits, budget).run();
}

void find_on_pages(const View& view, const Limits& limits, VisitBudget& budget, FieldValue& value) {
  each_annotation(view, limits, budget, [&](std::int32_t, const Object& annotation) {
    const auto widget = view.resolve(annotation);
    const auto* held = widget.dict() == nullptr ? nullptr : widget.dict()->get("V");
    if (held == nullptr || held->ref() == nullptr || *held->ref() != value.value_ref) return false;
    if (annotation.ref() != nullptr) value.widget_ref = value.field_ref = *annotation.ref();
    value.widget = widget;
    value.field = name_upwards(view, widget, limits);
    value.lock = view.get(*widget.dict(), "Lock");
    return true;
  });
}

std::int32_t page_of(const View& view,
                     const FieldValue& value,
                     const Limits& limits,
                     VisitBudget& budget) {
  if (value.widget.dict() == nullptr || !shows(view, *value.widget.dict())) return 0;
  const auto* page = value.widget.dict()->get("P");
  const auto number = page == nullptr || page->ref() == nullptr
                          ? 0
                          : page_number(view, *page->ref(), limits.nesting, budget);
  return number > 0 ? number : page_holding(view, value.widget_ref, limits, budget);
}

}  // namespace sohoa
