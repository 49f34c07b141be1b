// The rules for forms: which parts of a field may change together (traps 9-11, 16-21).
#include <algorithm>

#include "signing/parsers/pdf_changes_step.h"

namespace sohoa::pdf_changes {
namespace {

constexpr std::int32_t kMaxFieldDepth = 32;

// ISO 32000-1, table 165. Toggling only these changes what a page shows.
constexpr std::int64_t kInvisible = 1U << 0;
constexpr std::int64_t kHidden = 1U << 1;
constexpr std::int64_t kNoView = 1U << 5;
constexpr std::int64_t kToggleNoView = 1U << 8;
constexpr std::int64_t kPrint = 1U << 2;
constexpr std::int64_t kShowing = kInvisible | kHidden | kNoView | kToggleNoView;
// ISO 32000-1, table 226.
constexpr std::int64_t kPushButton = 1U << 16;

/// A field without a value and one with an empty value show the same.
bool is_empty(const cos::Object& value) {
  const std::string* text = value.string();
  return value.is_null() || (text != nullptr && text->empty()) ||
         (value.array() != nullptr && value.array()->empty());
}

bool is_name(const cos::Object& value, std::string_view text) {
  return value.name() != nullptr && *value.name() == text;
}

bool is_timestamp(const cos::View& view, const cos::Object& signature) {
  return signature.dict() != nullptr &&
         is_name(view.get(*signature.dict(), "SubFilter"), "ETSI.RFC3161");
}

std::int64_t flags_of(const cos::Object& value) {
  return value.integer() != nullptr ? *value.integer() : 0;
}

/// References in an array; what stands in it directly is left to the caller.
std::vector<cos::Ref> refs_in(const cos::Object& value) {
  std::vector<cos::Ref> refs;
  if (value.array() == nullptr) return refs;
  for (const cos::Object& element : *value.array()) {
    if (element.ref() != nullptr) refs.push_back(*element.ref());
  }
  std::sort(refs.begin(), refs.end());
  return refs;
}

std::size_t count_of(const cos::Object& value) {
  return value.array() != nullptr ? value.array()->size() : 0;
}

}  // namespace

bool is_visible(const cos::View& view, const cos::Dict& widget) {
  const cos::Object rect = view.get(widget, "Rect");
  if (rect.array() == nullptr || rect.array()->size() != 4) return false;
  double sides[4] = {};
  for (std::size_t i = 0; i < 4; ++i) {
    if (!view.resolve((*rect.array())[i]).number(sides[i])) return true;
  }
  const bool has_area = sides[0] != sides[2] && sides[1] != sides[3];
  const std::int64_t flags = flags_of(view.get(widget, "F"));
  // Not viewed, but printed, is seen on paper.
  const bool is_hidden =
      (flags & kHidden) != 0 || ((flags & kNoView) != 0 && (flags & kPrint) == 0);
  return has_area && !is_hidden && view.get(widget, "AP").dict() != nullptr;
}

/// True when the field as a whole came or went, so that its entries say nothing more.
bool Step::compare_field_whole(const Owned& before, const Owned& after, const Place& place) {
  if (after.object.is_null()) {
    remove_field(before.owner.number);
    return true;
  }
  if (before.object.is_null()) {
    add_for_field(ChangeKind::FieldAdded, place.field, &after.object);
    return true;
  }
  return false;
}

void Step::compare_field_array(const Owned& before, const Owned& after, const Place& place) {
  const auto is_wrong = [](const cos::Object& value) {
    return !value.is_null() && value.array() == nullptr;
  };
  if (is_wrong(before.object) || is_wrong(after.object)) {
    return compare_opaque(before, after, place.kind);
  }
  const std::vector<cos::Ref> was = refs_in(before.object);
  const std::vector<cos::Ref> is = refs_in(after.object);
  const bool had_direct = was.size() != count_of(before.object);
  const bool has_direct = is.size() != count_of(after.object);
  if (had_direct || has_direct) compare_opaque(before, after, ChangeKind::FieldInconsistent);
  for (const cos::Ref& ref : is) {
    if (!std::binary_search(was.begin(), was.end(), ref)) add_field(cos::Object(ref), place.field);
  }
  for (const cos::Ref& ref : was) {
    if (!std::binary_search(is.begin(), is.end(), ref)) remove_field(ref.number);
  }
}

void Step::compare_field_value(const Owned& before, const Owned& after, const Place& place) {
  if (is_same(before, after)) return;
  if (is_empty(before.object) && is_empty(after.object)) return;
  Touch& touch = touches_[place.field];
  touch.state = touch.state || place.role == Role::AppearanceState;
  touch.value = touch.value || place.role == Role::Value;
  pend(place.field, written_);
}

void Step::compare_signature_value(const Owned& before, const Owned& after, std::int32_t field) {
  if (is_same(before, after)) return;
  if (!before.object.is_null() || after.object.dict() == nullptr) {
    return add_for_field(ChangeKind::SignatureChanged, field);
  }
  const std::int32_t number = written_->ref() != nullptr ? after.owner.number : 0;
  // A value that stood before, or fills another field already, signs nothing new (trap 9).
  const bool is_reused =
      number != 0 && (!changed_.contains(number) || !census_.states_of(number).empty() ||
                      !used_values_.insert(number).second);
  ChangeKind kind = ChangeKind::SignatureFilled;
  if (is_reused) {
    kind = ChangeKind::SignatureChanged;
  } else if (is_timestamp(new_, after.object) && !is_shown(new_.get(census_.field(field).ref))) {
    // A time-stamp that shows itself puts content on the page; it is then a signature like others.
    kind = ChangeKind::DocumentTimestamp;
  }
  Touch& touch = touches_[field];
  touch.is_signed = true;
  touch.signed_as = kind;
  add_for_field(kind, field, written_);
}

void Step::compare_appearance(const Owned& before, const Owned& after, std::int32_t field) {
  if (is_same(before, after)) return;
  touches_[field].appearance = true;
  pend(field, written_);
  // An object that was overwritten here and means something elsewhere too (trap 22).
  if (!changed_.contains(after.owner.number)) return;
  const auto states = census_.states_of(after.owner.number);
  const bool is_shared = std::any_of(states.begin(), states.end(), [&](std::int32_t state) {
    const Role role = census_.state(state).place.role;
    return role != Role::Appearance && role != Role::Field && role != Role::Harmless;
  });
  if (is_shared) add_for_field(ChangeKind::SharedAppearance, field);
}

void Step::compare_flags(const Owned& before, const Owned& after, std::int32_t field) {
  const std::int64_t changed = flags_of(before.object) ^ flags_of(after.object);
  if (changed == 0) return;
  // Whoever signs in a field makes it print as well; other fields keep what they do.
  const std::int64_t telling = is_signature_field(field) ? kShowing : kShowing | kPrint;
  add_for_field((changed & telling) != 0 ? ChangeKind::FieldInconsistent : ChangeKind::Housekeeping,
                field);
}

void Step::add_field(const cos::Object& element, std::int32_t parent) {
  const std::string name = parent == kNone ? std::string() : census_.field(parent).name;
  const std::string type = parent == kNone ? std::string() : census_.field(parent).type;
  const cos::Object field = new_.resolve(element);
  const bool is_known = census_.field_of(element.ref()->number) != kNone;
  const bool is_widget =
      parent != kNone && (field.dict() == nullptr || field.dict()->get("T") == nullptr);
  if (is_known || is_widget) {
    return lines_.add({.kind = ChangeKind::FieldAdded, .field = name, .introduced = &element});
  }
  add_field_below(element, name, type, 0);
}

/// A new field, or a new branch of them: only signature fields may come later.
void Step::add_field_below(const cos::Object& element,
                           const std::string& parent_name,
                           const std::string& parent_type,
                           std::int32_t depth) {
  const cos::Object field = new_.resolve(element);
  if (field.dict() == nullptr || field.stream() != nullptr || depth > kMaxFieldDepth) {
    return add(ChangeKind::Undefined, &element);
  }
  const cos::Dict& dict = *field.dict();
  const cos::Object title = new_.get(dict, "T");
  const std::string name =
      title.string() != nullptr ? full_name(parent_name, *title.string()) : parent_name;
  const cos::Object own_type = new_.get(dict, "FT");
  const std::string type = own_type.name() != nullptr ? *own_type.name() : parent_type;

  ChangeKind kind = ChangeKind::FieldAdded;
  const bool is_taken = census_.has_name(name) || !new_names_.insert(name).second;
  if (is_taken) {
    kind = ChangeKind::FieldAdded;
  } else if (type == "Sig") {
    kind = kind_of_new_signature(dict);
  } else if (const cos::Object kids = new_.get(dict, "Kids"); kids.array() != nullptr) {
    for (const cos::Object& kid : *kids.array()) add_field_below(kid, name, type, depth + 1);
    return;
  }
  remember_new(element, dict, kind, name);
  lines_.add({.kind = kind, .field = name, .introduced = &element});
  if (dict.get("A") != nullptr || dict.get("AA") != nullptr) {
    lines_.add({.kind = ChangeKind::Actions, .field = name});
  }
}

ChangeKind Step::kind_of_new_signature(const cos::Dict& field) {
  const cos::Object* value = field.get("V");
  const std::int32_t number =
      value != nullptr && value->ref() != nullptr ? value->ref()->number : 0;
  const bool is_reused =
      number != 0 && (!changed_.contains(number) || !census_.states_of(number).empty() ||
                      !used_values_.insert(number).second);
  if (is_reused) return ChangeKind::SignatureChanged;
  const cos::Object kids = new_.get(field, "Kids");
  for (const cos::Ref& ref : refs_in(kids)) {
    const cos::Object kid = new_.get(ref);
    // Its kids are its widgets; fields of another kind do not come in by this door.
    const bool is_widget = kid.dict() != nullptr && kid.dict()->get("T") == nullptr &&
                           kid.dict()->get("FT") == nullptr && kid.dict()->get("Kids") == nullptr;
    if (!is_widget) return ChangeKind::FieldAdded;
  }
  if (refs_in(kids).size() != count_of(kids)) return ChangeKind::FieldAdded;
  if (is_shown(cos::Object(std::make_shared<const cos::Dict>(field)))) {
    return ChangeKind::SignatureFieldVisible;
  }
  return value != nullptr && is_timestamp(new_, new_.resolve(*value))
             ? ChangeKind::DocumentTimestamp
             : ChangeKind::SignatureFieldHidden;
}

/// So that the widgets are known when the page's /Annots is compared.
void Step::remember_new(const cos::Object& element,
                        const cos::Dict& field,
                        ChangeKind kind,
                        const std::string& name) {
  if (element.ref() != nullptr) new_fields_[element.ref()->number] = {kind, name};
  const cos::Object kids = new_.get(field, "Kids");
  for (const cos::Ref& kid : refs_in(kids)) new_fields_[kid.number] = {kind, name};
}

void Step::remove_field(std::int32_t number) {
  const std::int32_t field = census_.field_of(number);
  if (field == kNone) return add(ChangeKind::FieldRemoved);
  const cos::Object was = old_.get(census_.field(field).ref);
  const bool is_signed = census_.field(field).type == "Sig" && was.dict() != nullptr &&
                         !old_.get(*was.dict(), "V").is_null();
  add_for_field(is_signed ? ChangeKind::SignatureChanged : ChangeKind::FieldRemoved, field);
}

void Step::pend(std::int32_t field, const cos::Object* introduced) {
  lines_.add({.kind = ChangeKind::FieldFilled,
              .field = census_.field(field).name,
              .pending_field = field,
              .introduced = introduced});
}

void Step::settle_fields() {
  std::map<std::int32_t, ChangeKind> kinds;
  for (const auto& [field, touch] : touches_) kinds.emplace(field, settled_kind(field, touch));
  lines_.settle(kinds);
}

/// A text field whose value and appearance do not change together shows something else than it
/// holds (trap 21). That the appearance says what the value says cannot be seen from here.
ChangeKind Step::settled_kind(std::int32_t field, const Touch& touch) const {
  const std::string& type = census_.field(field).type;
  if (touch.is_signed) return touch.signed_as;
  if (type == "Sig" || !touch.value) return ChangeKind::FieldInconsistent;
  const bool is_button = type == "Btn";
  if (is_button && (is_push_button(field) || !has_consistent_buttons(field))) {
    return ChangeKind::FieldInconsistent;
  }
  const bool is_whole = touch.appearance || (is_button && touch.state) || shows_nothing(field);
  return is_whole ? ChangeKind::FieldFilled : ChangeKind::FieldInconsistent;
}

/// The field itself and its kids without a name of their own.
std::vector<cos::Object> Step::widgets_of(const cos::Object& field) const {
  std::vector<cos::Object> widgets;
  if (field.dict() == nullptr) return widgets;
  widgets.push_back(field);
  for (const cos::Ref& ref : refs_in(new_.get(*field.dict(), "Kids"))) {
    const cos::Object kid = new_.get(ref);
    if (kid.dict() != nullptr && kid.dict()->get("T") == nullptr) widgets.push_back(kid);
  }
  return widgets;
}

bool Step::is_shown(const cos::Object& field) const {
  const std::vector<cos::Object> widgets = widgets_of(field);
  return std::any_of(widgets.begin(), widgets.end(), [&](const cos::Object& widget) {
    return is_visible(new_, *widget.dict());
  });
}

/// It has no value to be filled with; its look is the document's.
bool Step::is_push_button(std::int32_t field) const {
  for (int level = 0; field != kNone && level < kMaxFieldDepth; ++level) {
    const cos::Object dict = new_.get(census_.field(field).ref);
    const cos::Object flags = dict.dict() != nullptr ? new_.get(*dict.dict(), "Ff") : cos::Object();
    if (!flags.is_null()) return (flags_of(flags) & kPushButton) != 0;
    field = census_.field(field).parent;
  }
  return false;
}

/// Every /AS that is not /Off is the value (ISO 32000-1, 12.7.4.2.3).
bool Step::has_consistent_buttons(std::int32_t field) const {
  const cos::Object owner = new_.get(census_.field(field).ref);
  const cos::Object value = owner.dict() != nullptr ? new_.get(*owner.dict(), "V") : cos::Object();
  const std::string wanted = value.name() != nullptr ? *value.name() : "Off";
  const std::vector<cos::Object> widgets = widgets_of(owner);
  bool has_state = false;
  bool is_on = false;
  for (const cos::Object& widget : widgets) {
    const cos::Object state = new_.get(*widget.dict(), "AS");
    if (state.is_null()) continue;
    has_state = true;
    if (!is_name(state, "Off") && !is_name(state, wanted)) return false;
    is_on = is_on || is_name(state, wanted);
  }
  // Some widget must show the value that was chosen.
  return !has_state || is_on || wanted == "Off";
}

/// Nobody sees an appearance of the old value: a reader is told to make its own, or there is none.
bool Step::shows_nothing(std::int32_t field) const {
  const cos::Object catalog = new_.get(new_.trailer(), "Root");
  const cos::Object form =
      catalog.dict() != nullptr ? new_.get(*catalog.dict(), "AcroForm") : cos::Object();
  if (form.dict() != nullptr) {
    const cos::Object wanted = new_.get(*form.dict(), "NeedAppearances");
    const bool* is_wanted = std::get_if<bool>(&wanted.value());
    if (is_wanted != nullptr && *is_wanted) return true;
  }
  const std::vector<cos::Object> widgets = widgets_of(new_.get(census_.field(field).ref));
  return std::none_of(widgets.begin(), widgets.end(), [&](const cos::Object& widget) {
    return !new_.get(*widget.dict(), "AP").is_null();
  });
}

}  // namespace sohoa::pdf_changes
