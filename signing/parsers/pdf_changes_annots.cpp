// The rules for what lies on a page (ISO 32000-1, 12.5; trap 18).
#include <algorithm>
#include <array>

#include "signing/parsers/pdf_changes_step.h"

namespace sohoa::pdf_changes {
namespace {

const cos::Array& array_of(const cos::Object& value) {
  static const cos::Array kEmpty;
  return value.array() != nullptr ? *value.array() : kEmpty;
}

std::string name_in(const cos::View& view, const cos::Dict& dict, std::string_view key) {
  const cos::Object value = view.get(dict, key);
  return value.name() != nullptr ? *value.name() : std::string();
}

std::set<cos::Ref> refs_of(const cos::Array& array) {
  std::set<cos::Ref> refs;
  for (const cos::Object& element : array) {
    if (element.ref() != nullptr) refs.insert(*element.ref());
  }
  return refs;
}

/// The references of `array` that also stand in `others`, each once, in order: what lies above
/// what.
std::vector<cos::Ref> common(const cos::Array& array, const std::set<cos::Ref>& others) {
  std::vector<cos::Ref> result;
  std::set<cos::Ref> seen;
  for (const cos::Object& element : array) {
    const cos::Ref* ref = element.ref();
    if (ref != nullptr && others.contains(*ref) && seen.insert(*ref).second) {
      result.push_back(*ref);
    }
  }
  return result;
}

/// Left, bottom, right, top.
using Rect = std::array<double, 4>;

std::optional<Rect> rect_in(const cos::View& view, const cos::Dict& dict, std::string_view key) {
  const cos::Object value = view.get(dict, key);
  if (value.array() == nullptr || value.array()->size() != 4) return std::nullopt;
  Rect rect{};
  for (std::size_t i = 0; i < 4; ++i) {
    if (!view.resolve((*value.array())[i]).number(rect.at(i))) return std::nullopt;
  }
  return Rect{std::min(rect[0], rect[2]),
              std::min(rect[1], rect[3]),
              std::max(rect[0], rect[2]),
              std::max(rect[1], rect[3])};
}

bool overlap(const Rect& a, const Rect& b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/// The box of a page, inherited or its own (ISO 32000-1, 7.7.3.4); none when nobody says.
std::optional<Rect> box_of(const cos::View& view, cos::Object page) {
  for (int level = 0; level < 32 && page.dict() != nullptr; ++level) {
    for (const std::string_view key : {"CropBox", "MediaBox"}) {
      if (const auto box = rect_in(view, *page.dict(), key)) return box;
    }
    page = view.get(*page.dict(), "Parent");
  }
  return std::nullopt;
}

/// Actions that reach out of the document or run code (ISO 32000-1, table 198). Going to a page or
/// an address is what links are for.
bool is_risky_action(const cos::View& view, const cos::Dict& annot) {
  if (!view.get(annot, "AA").is_null()) return true;
  const cos::Object action = view.get(annot, "A");
  if (action.dict() == nullptr) return false;
  const std::string type = name_in(view, *action.dict(), "S");
  return (type != "URI" && type != "GoTo") || action.dict()->get("Next") != nullptr;
}

}  // namespace

void Step::compare_annots(const Owned& before, const Owned& after, const Place& place) {
  const auto is_wrong = [](const cos::Object& value) {
    return !value.is_null() && value.array() == nullptr;
  };
  if (is_wrong(before.object) || is_wrong(after.object)) {
    return compare_opaque(before, after, place.kind);
  }
  const cos::Array& was = array_of(before.object);
  const cos::Array& is = array_of(after.object);
  const std::set<cos::Ref> old_refs = refs_of(was);
  const std::set<cos::Ref> new_refs = refs_of(is);
  const auto is_copied = [&](const cos::Object& element, const cos::Array& others) {
    if (same_.is_exhausted()) return false;
    return std::any_of(others.begin(), others.end(), [&](const cos::Object& other) {
      const bool is_old = &others == &was;
      if (other.ref() != nullptr) return false;
      return is_old ? same_(other, before.owner, element, after.owner)
                    : same_(element, before.owner, other, after.owner);
    });
  };
  for (const cos::Object& element : is) {
    const bool stood =
        element.ref() != nullptr ? old_refs.contains(*element.ref()) : is_copied(element, was);
    if (!stood) add_annot(element);
  }
  for (const cos::Object& element : was) {
    const bool stays =
        element.ref() != nullptr ? new_refs.contains(*element.ref()) : is_copied(element, is);
    if (!stays) remove_annot(element);
  }
  if (common(was, new_refs) != common(is, old_refs)) add(ChangeKind::AnnotationChanged);
}

/// True when the annotation as a whole came or went.
bool Step::compare_annot_whole(const Owned& before, const Owned& after, const Place& place) {
  if (after.object.is_null()) {
    add(place.role == Role::Annot ? ChangeKind::AnnotationRemoved : ChangeKind::FieldRemoved);
    return true;
  }
  if (before.object.is_null()) {
    add_annot(cos::Object(after.owner));
    return true;
  }
  const std::string was = name_in(old_, *before.object.dict(), "Subtype");
  const std::string is = name_in(new_, *after.object.dict(), "Subtype");
  if (was != is) add(ChangeKind::Undefined);
  return false;
}

void Step::add_annot(const cos::Object& element) {
  const std::int32_t number = element.ref() != nullptr ? element.ref()->number : 0;
  if (const auto known = new_fields_.find(number); number != 0 && known != new_fields_.end()) {
    const cos::Object widget = new_.resolve(element);
    Finding added{
        .kind = known->second.first, .field = known->second.second, .introduced = &element};
    added.covers_content = added.kind == ChangeKind::SignatureFieldVisible &&
                           widget.dict() != nullptr && covers_content(*widget.dict());
    return lines_.add(added);
  }
  const cos::Object annot = new_.resolve(element);
  if (annot.dict() == nullptr || annot.stream() != nullptr) {
    return add(ChangeKind::Undefined, &element);
  }
  const std::int32_t field = number != 0 ? census_.field_of(number) : kNone;
  if (field != kNone) {
    // A field that existed without a place is put on the page: as good as a new one.
    const bool is_signature = census_.field(field).type == "Sig";
    const ChangeKind as = is_visible(new_, *annot.dict()) ? ChangeKind::SignatureFieldVisible
                                                          : ChangeKind::SignatureFieldHidden;
    return add_for_field(is_signature ? as : ChangeKind::FieldAdded, field, &element);
  }
  if (name_in(new_, *annot.dict(), "Subtype") == "Widget") {
    return add(ChangeKind::FieldAdded, &element);
  }
  Finding added{.kind = ChangeKind::AnnotationAdded, .field = {}, .introduced = &element};
  added.covers_content = covers_content(*annot.dict());
  lines_.add(added);
  if (is_risky_action(new_, *annot.dict())) add(ChangeKind::Actions, &element);
}

void Step::remove_annot(const cos::Object& element) {
  const std::int32_t number = element.ref() != nullptr ? element.ref()->number : 0;
  if (number != 0 && census_.field_of(number) != kNone) return remove_field(number);
  const cos::Object annot = old_.resolve(element);
  const bool is_widget =
      annot.dict() != nullptr && name_in(old_, *annot.dict(), "Subtype") == "Widget";
  add(is_widget ? ChangeKind::FieldRemoved : ChangeKind::AnnotationRemoved);
}

/// Simple on purpose: it lies on the page's box, the page has content, and it is of a kind that
/// paints an area. Text marks (Highlight, Underline …) and links are meant to lie over text.
bool Step::covers_content(const cos::Dict& annot) const {
  static constexpr std::array<std::string_view, 7> kPassing = {
      "Link", "Highlight", "Underline", "Squiggly", "StrikeOut", "Popup", "Text"};
  const std::string subtype = name_in(new_, annot, "Subtype");
  if (std::find(kPassing.begin(), kPassing.end(), subtype) != kPassing.end()) return false;
  const std::int32_t page = census_.ancestor(lines_.standing_at(), Role::Page);
  const cos::Object dict = page != kNone ? new_.get(census_.state(page).ref) : cos::Object();
  if (dict.dict() == nullptr || dict.dict()->get("Contents") == nullptr) return false;
  const auto rect = rect_in(new_, annot, "Rect");
  const auto box = box_of(new_, dict);
  return !rect || !box || overlap(*rect, *box);
}

}  // namespace sohoa::pdf_changes
