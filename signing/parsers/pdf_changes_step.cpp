#include "signing/parsers/pdf_changes_step.h"

#include <algorithm>

namespace sohoa::pdf_changes {
namespace {

bool is_scalar(const cos::Object& value) {
  return value.ref() == nullptr && value.array() == nullptr && value.dict() == nullptr;
}

bool is_plain_dict(const cos::Object& value) {
  return value.dict() != nullptr && value.stream() == nullptr;
}

const cos::Dict& dict_of(const Owned& value) {
  static const cos::Dict kNone;
  return is_plain_dict(value.object) ? *value.object.dict() : kNone;
}

/// Whatever is wrong with its entries is said for each of them.
bool may_appear(Role role) {
  return role == Role::AcroForm || role == Role::Dss || role == Role::Vri ||
         role == Role::VriEntry || role == Role::DefaultResources || role == Role::DefaultCategory;
}

std::string_view type_of(const cos::Object& value) {
  const cos::Object* type = value.dict() != nullptr ? value.dict()->get("Type") : nullptr;
  return type != nullptr && type->name() != nullptr ? std::string_view(*type->name())
                                                    : std::string_view();
}

/// By what makes it one to a reader (ISO 32000-1, table 16), not by what it calls itself.
bool is_object_stream(const cos::Object& value) {
  return value.stream() != nullptr && value.dict()->get("First") != nullptr;
}

}  // namespace

Step::Step(const cos::File& file, Census& census, std::int32_t revision)
    : file_(file),
      census_(census),
      revision_(revision),
      old_(file.view(revision - 1)),
      new_(file.view(revision)),
      lines_(census, old_, new_, file.limits().changes),
      same_(old_, new_, file.limits().pdf_objects) {}

std::vector<Change> Step::run() {
  find_changed();
  const std::int32_t first_new_state = census_.size();
  std::vector<std::int32_t> states;
  for (const std::int32_t number : changed_) {
    const auto of_number = census_.states_of(number);
    states.insert(states.end(), of_number.begin(), of_number.end());
  }
  // The form before the pages: a widget on a page is known by its field.
  std::stable_sort(states.begin(), states.end(), [&](std::int32_t a, std::int32_t b) {
    return census_.state(a).place.role < census_.state(b).place.role;
  });
  compare_trailer();
  for (const std::int32_t state : states) compare_state(state);
  states.insert(states.begin(), 0);
  census_.extend(new_, std::move(states));
  settle_fields();
  describe_new(first_new_state);
  describe_rest();
  return lines_.take(revision_);
}

void Step::find_changed() {
  std::set<std::int32_t> streams;
  for (const cos::XrefEntry& entry : file_.written_by(revision_)) {
    const auto was = old_.locate(entry.number);
    if (was == entry.location) continue;
    changed_.insert(entry.number);
    note_location(entry);
    const bool was_packed = was && is_object_stream(old_.get({entry.number, was->generation}));
    const cos::Ref now{entry.number, entry.location.generation};
    if (was_packed || is_object_stream(new_.get(now))) streams.insert(entry.number);
  }
  if (!streams.empty()) find_moved_with_stream(streams);
}

/// An object stream that was written anew changes every object in it, without a word in the xref.
void Step::find_moved_with_stream(const std::set<std::int32_t>& streams) {
  for (std::int32_t revision = 0; revision < revision_; ++revision) {
    for (const cos::XrefEntry& entry : file_.written_by(revision)) {
      const bool is_inside = entry.location.kind == cos::Location::Kind::InStream &&
                             streams.contains(entry.location.stream);
      if (is_inside && new_.locate(entry.number) == entry.location) changed_.insert(entry.number);
    }
  }
}

void Step::note_location(const cos::XrefEntry& entry) {
  if (entry.location.kind == cos::Location::Kind::Free) return;
  if (!lies_in_signed_bytes(entry.location)) return;
  lines_.stand_at_loose(entry.number);
  add(ChangeKind::XrefRepointed);
}

bool Step::lies_in_signed_bytes(const cos::Location& location) const {
  const std::int64_t end = file_.revisions()[static_cast<std::size_t>(revision_) - 1].eof_end;
  if (location.kind == cos::Location::Kind::Offset) return location.offset < end;
  const auto stream = new_.locate(location.stream);
  return stream && stream->kind == cos::Location::Kind::Offset && stream->offset < end;
}

void Step::compare_state(std::int32_t index) {
  const State state = census_.state(index);
  lines_.stand_at(index);
  if (new_.is_damaged(state.ref)) add(ChangeKind::Undefined);
  const cos::Object before = old_.get(state.ref);
  const cos::Object after = new_.get(state.ref);
  written_ = &after;
  compare_values(resolve(old_, before, state.ref), resolve(new_, after, state.ref), state.place);
}

void Step::compare_trailer() {
  lines_.stand_at(0);
  const cos::Object before(std::make_shared<const cos::Dict>(old_.trailer()));
  const cos::Object after(std::make_shared<const cos::Dict>(new_.trailer()));
  compare_entries({before, {}}, {after, {}}, census_.state(0).place);
  if (!file_.is_encrypted()) return;
  // The first identifier is part of every key (ISO 32000-1, 7.6.3.3).
  const cos::Object old_id = old_.get(old_.trailer(), "ID");
  const cos::Object new_id = new_.get(new_.trailer(), "ID");
  const bool is_comparable = old_id.array() != nullptr && new_id.array() != nullptr &&
                             !old_id.array()->empty() && !new_id.array()->empty();
  if (is_comparable && !same_(old_id.array()->front(), {}, new_id.array()->front(), {})) {
    add(ChangeKind::Security);
  }
}

void Step::compare(const cos::Object& before,
                   cos::Ref before_owner,
                   const cos::Object& after,
                   cos::Ref after_owner,
                   const Place& place) {
  if (before.ref() != nullptr && after.ref() != nullptr && *before.ref() == *after.ref()) return;
  if (depth_ >= file_.limits().nesting) return add(ChangeKind::Undefined, &after);
  // Two trees that share their branches are compared branch by branch, not path by path.
  if (before.ref() != nullptr && after.ref() != nullptr &&
      !compared_.emplace(*before.ref(), *after.ref(), place.role, place.kind, place.field).second) {
    return;
  }
  ++depth_;
  written_ = &after;
  compare_values(resolve(old_, before, before_owner), resolve(new_, after, after_owner), place);
  --depth_;
}

void Step::compare_values(const Owned& before, const Owned& after, const Place& place) {
  if (before.object.is_null() && after.object.is_null()) return;
  switch (place.role) {
    case Role::Fields:
    case Role::Kids:
      return compare_field_array(before, after, place);
    case Role::PageKids:
      return compare_page_kids(before, after, place);
    case Role::Annots:
      return compare_annots(before, after, place);
    case Role::DssArray:
      return compare_store(before, after);
    case Role::Flags:
      return compare_flags(before, after, place.field);
    case Role::AppearanceState:
    case Role::Value:
    case Role::ValueDetail:
      return compare_field_value(before, after, place);
    case Role::Appearance:
      return compare_appearance(before, after, place.field);
    case Role::SignatureValue:
      return compare_signature_value(before, after, place.field);
    case Role::PermsSignature:
      return compare_permission(before, after);
    case Role::NeedAppearances: {
      const bool* wanted = std::get_if<bool>(&after.object.value());
      return compare_opaque(
          before,
          after,
          wanted != nullptr && *wanted ? ChangeKind::FieldFilled : ChangeKind::Housekeeping);
    }
    case Role::Ignored:
      return;
    case Role::AddOnly:
      return compare_opaque(
          before, after, before.object.is_null() ? kind_of_addition(place.kind) : place.kind);
    case Role::Harmless:
      return compare_harmless(before, after, place.kind);
    case Role::TreeLink:
    case Role::Opaque:
    case Role::Strict:
      return compare_opaque(before, after, place.kind);
    default:
      return compare_dicts(before, after, place);
  }
}

void Step::compare_dicts(const Owned& before, const Owned& after, const Place& place) {
  const auto is_of_type = [](const Owned& value) {
    return value.object.is_null() || is_plain_dict(value.object);
  };
  if (!is_of_type(before) || !is_of_type(after)) {
    return compare_opaque(before, after, kind_of_wreck(place.role));
  }
  if (dict_of(after).has_duplicate_key) add(ChangeKind::Undefined);
  if (before.object.is_null() && may_appear(place.role)) {
    add(kind_of_addition(place.kind), written_);
  }
  switch (place.role) {
    case Role::Field:
      if (compare_field_whole(before, after, place)) return;
      break;
    case Role::Annot:
    case Role::OrphanWidget:
      if (compare_annot_whole(before, after, place)) return;
      break;
    case Role::PagesNode:
    case Role::Page:
      if (before.object.is_null() || after.object.is_null()) return add(ChangeKind::PageTree);
      break;
    default:
      break;
  }
  compare_entries(before, after, place);
}

// Signing may raise /SigFlags (ISO 32000-1, 12.7.2); clearing one tells viewers that nothing is
// signed.
static bool clears_flags(const cos::Object& was, const cos::Object& is) {
  const std::int64_t* before = was.integer();
  const std::int64_t* after = is.integer();
  return before != nullptr && (*before & ~(after == nullptr ? 0 : *after)) != 0;
}

void Step::compare_entries(const Owned& before, const Owned& after, const Place& place) {
  for_each_pair(
      dict_of(before),
      dict_of(after),
      [&](std::string_view key, const cos::Object& was, const cos::Object& is) {
        Rule rule = rule_for(place.role, key, is_scalar(was) ? is : was);
        if (key == "SigFlags" && clears_flags(was, is)) rule = {Role::Opaque, ChangeKind::Catalog};
        const std::size_t length = lines_.trail_length();
        lines_.enter("/");
        lines_.enter(key);
        const Place below{rule.role, rule.kind, is_part_of_field(rule.role) ? place.field : kNone};
        const bool is_signature = rule.role == Role::Value && is_signature_field(place.field);
        compare(was,
                before.owner,
                is,
                after.owner,
                is_signature ? Place{Role::SignatureValue, rule.kind, place.field} : below);
        lines_.leave(length);
      });
}

void Step::compare_page_kids(const Owned& before, const Owned& after, const Place& place) {
  const cos::Array* was = before.object.array();
  const cos::Array* is = after.object.array();
  if (was == nullptr || is == nullptr || was->size() != is->size()) {
    return add(ChangeKind::PageTree, &after.object);
  }
  std::set<cos::Ref> places;
  for (const cos::Object& element : *was) {
    if (element.ref() != nullptr) places.insert(*element.ref());
  }
  for (std::size_t i = 0; i < was->size(); ++i) {
    const cos::Ref* ref = (*is)[i].ref();
    const bool stays = ref != nullptr && (*was)[i].ref() != nullptr && *ref == *(*was)[i].ref();
    if (stays) continue;
    if (ref != nullptr && places.contains(*ref)) return add(ChangeKind::PageTree);
    const cos::Object node = old_.resolve((*was)[i]);
    const bool is_node = node.dict() != nullptr && node.dict()->get("Kids") != nullptr;
    compare((*was)[i],
            before.owner,
            (*is)[i],
            after.owner,
            {is_node ? Role::PagesNode : Role::Page, place.kind, kNone});
  }
}

/// Evidence may be added, never taken out (ISO 32000-2, 12.8.4.3; trap 16).
void Step::compare_store(const Owned& before, const Owned& after) {
  static const cos::Array kEmpty;
  const bool is_wrong = (!before.object.is_null() && before.object.array() == nullptr) ||
                        (!after.object.is_null() && after.object.array() == nullptr);
  if (is_wrong) return compare_opaque(before, after, ChangeKind::StoreChanged);
  const cos::Array& was = before.object.array() != nullptr ? *before.object.array() : kEmpty;
  const cos::Array& is = after.object.array() != nullptr ? *after.object.array() : kEmpty;
  std::set<cos::Ref> kept;
  for (const cos::Object& element : is) {
    if (element.ref() != nullptr) kept.insert(*element.ref());
  }
  std::set<cos::Ref> known;
  for (const cos::Object& element : was) {
    if (element.ref() == nullptr) continue;
    known.insert(*element.ref());
    if (kept.contains(*element.ref())) continue;
    const bool is_copied = std::any_of(is.begin(), is.end(), [&](const cos::Object& other) {
      return same_(element, before.owner, other, after.owner);
    });
    if (!is_copied) {
      add(ChangeKind::StoreChanged);
      break;
    }
  }
  const bool has_more = std::any_of(
      kept.begin(), kept.end(), [&](const cos::Ref& ref) { return !known.contains(ref); });
  if (has_more) add(ChangeKind::SecurityStore, &after.object);
}

void Step::compare_opaque(const Owned& before, const Owned& after, ChangeKind kind) {
  if (!is_same(before, after)) add(kind, written_);
}

/// XMP that becomes something else is no longer XMP, whoever leads to it.
void Step::compare_harmless(const Owned& before, const Owned& after, ChangeKind kind) {
  const bool was_xmp = kind == ChangeKind::Metadata && is_xmp(before.object);
  const bool is_lost = was_xmp && after.object.stream() != nullptr && !is_xmp(after.object);
  compare_opaque(before, after, is_lost ? ChangeKind::Undefined : kind);
}

bool Step::is_signature_field(std::int32_t field) const {
  return field != kNone && census_.field(field).type == "Sig";
}

/// A certification that comes later grants nothing (trap 25), so naming its signature is no more
/// than signing; taking the name away from an earlier one is another matter.
void Step::compare_permission(const Owned& before, const Owned& after) {
  const bool is_new = before.object.is_null() && is_plain_dict(after.object) &&
                      changed_.contains(after.owner.number);
  compare_opaque(
      before, after, is_new ? ChangeKind::SignatureFilled : ChangeKind::SignatureChanged);
}

bool Step::is_same(const Owned& before, const Owned& after) {
  return same_(before.object, before.owner, after.object, after.owner);
}

void Step::describe_new(std::int32_t first_new_state) {
  for (std::int32_t index = first_new_state; index < census_.size(); ++index) {
    const std::int32_t number = census_.state(index).ref.number;
    if (!changed_.contains(number) || lines_.is_named(number)) continue;
    const ChangeKind* kind = nullptr;
    // Not above what stood before: that has findings of its own.
    for (std::int32_t at = index; kind == nullptr && at != kNone; at = census_.state(at).parent) {
      kind = lines_.introduced_as(census_.state(at).ref.number);
      if (at < first_new_state) break;
    }
    lines_.stand_at(index);
    add(kind != nullptr ? *kind : ChangeKind::SameContent);
  }
}

void Step::describe_rest() {
  for (const std::int32_t number : changed_) {
    if (lines_.is_named(number)) continue;
    const auto states = census_.states_of(number);
    if (!states.empty()) {
      lines_.stand_at(states.back());
      add(ChangeKind::SameContent);
      continue;
    }
    lines_.stand_at_loose(number);
    const auto location = new_.locate(number);
    const bool is_freed = !location || location->kind == cos::Location::Kind::Free;
    const std::string_view type =
        is_freed ? std::string_view() : type_of(new_.get({number, location->generation}));
    const bool is_packing = is_freed || type == "XRef" || type == "ObjStm";
    add(is_packing ? ChangeKind::Housekeeping : ChangeKind::Unreachable);
  }
}

void Step::add(ChangeKind kind, const cos::Object* introduced) {
  lines_.add({.kind = kind, .field = {}, .introduced = introduced});
}

void Step::add_for_field(ChangeKind kind, std::int32_t field, const cos::Object* introduced) {
  const std::string name = field == kNone ? std::string() : census_.field(field).name;
  lines_.add({.kind = kind, .field = name, .introduced = introduced});
}

}  // namespace sohoa::pdf_changes
