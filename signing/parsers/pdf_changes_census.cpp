#include "signing/parsers/pdf_changes_census.h"

#include <algorithm>

#include "signing/parsers/cos_text.h"

namespace sohoa::pdf_changes {
namespace {

Place place_of(const Rule& rule, std::int32_t field = kNone) {
  return {rule.role, rule.kind, field};
}

bool names_subtype(const cos::Dict* dict, std::string_view subtype) {
  const cos::Object* value = dict != nullptr ? dict->get("Subtype") : nullptr;
  return value != nullptr && value->name() != nullptr && *value->name() == subtype;
}

}  // namespace

std::size_t Census::KeyHash::operator()(const Key& key) const {
  std::uint64_t hash = static_cast<std::uint32_t>(key.ref.number);
  for (const std::uint64_t part : {static_cast<std::uint64_t>(key.ref.generation),
                                   static_cast<std::uint64_t>(key.place.role),
                                   static_cast<std::uint64_t>(key.place.kind),
                                   static_cast<std::uint64_t>(key.place.field + 1)}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

Census::Census(const cos::File& file) : file_(file), view_(file.view(0)) {}

void Census::walk(const cos::View& view) {
  view_ = view;
  states_.push_back({.ref = {}, .place = {Role::Trailer, ChangeKind::Housekeeping}});
  const cos::Dict& trailer = view.trailer();
  for (const auto& [key, value] : trailer.entries) {
    reach(value, place_of(rule_for(Role::Trailer, key, value)), 0);
  }
  flush_found();
  drain_structure();
  drain_rest();
}

void Census::extend(const cos::View& view, std::vector<std::int32_t> states) {
  view_ = view;
  // The form first, so that widgets on pages are known as fields when pages are seen.
  std::stable_partition(states.begin(), states.end(), [&](std::int32_t index) {
    return is_form(state(index).place.role) || state(index).place.role == Role::Catalog;
  });
  for (const std::int32_t index : states) {
    if (index == 0) {
      for (const auto& [key, value] : view.trailer().entries) {
        reach(value, place_of(rule_for(Role::Trailer, key, value)), 0);
      }
    } else {
      expand(index);
    }
    flush_found();
    drain_structure();
  }
  drain_rest();
}

void Census::add_root(cos::Ref ref, Place place) {
  rest_.push_back({ref, place, 0});
  drain_rest();
}

std::vector<std::int32_t> Census::states_of(std::int32_t number) const {
  std::vector<std::int32_t> all;
  const auto newest = newest_of_.find(number);
  if (newest == newest_of_.end()) return all;
  for (std::int32_t at = newest->second; at != kNone; at = state(at).next) all.push_back(at);
  return all;
}

std::int32_t Census::field_of(std::int32_t number) const {
  const auto found = field_of_.find(number);
  return found == field_of_.end() ? kNone : found->second;
}

bool Census::has_name(std::string_view name) const {
  return field_named_.contains(std::string(name));
}

std::int32_t Census::ancestor(std::int32_t index, Role role) const {
  while (index != kNone && state(index).place.role != role) index = state(index).parent;
  return index;
}

void Census::reach(const cos::Object& value, const Place& place, std::int32_t from) {
  if (place.role == Role::Ignored) return;
  if (place.role == Role::TreeLink) {
    if (leads_back(value, from)) return;
    // An odd way up: what may be inherited from there is bound to stay.
    return reach(value, {Role::Strict, place.kind, kNone}, from);
  }
  if (value.ref() == nullptr) {
    descend(value, place, from);
  } else if (is_structure(place.role)) {
    const std::int32_t added = add(*value.ref(), place, from);
    if (added != kNone) found_.push_back(added);
  } else {
    defer(*value.ref(), place, from);
  }
}

/// The new state, or kNone when it was there or there is no room.
std::int32_t Census::add(cos::Ref ref, const Place& place, std::int32_t from) {
  // An honest object plays one or two roles; a form of thousands of fields on one value plays on.
  if (size() >= file_.limits().pdf_objects / 2) {
    incomplete_ = true;
    return kNone;
  }
  const auto [at, is_new] = index_.try_emplace(Key{ref, place}, size());
  if (!is_new) return kNone;
  const auto [newest, first] = newest_of_.try_emplace(ref.number, kNone);
  const State added{
      .ref = ref, .place = place, .page = state(from).page, .parent = from, .next = newest->second};
  newest->second = size();
  states_.push_back(added);
  return size() - 1;
}

void Census::defer(cos::Ref ref, const Place& place, std::int32_t from) {
  if (index_.contains({ref, place})) return;
  if (rest_.size() < static_cast<std::size_t>(file_.limits().pdf_objects)) {
    rest_.push_back({ref, place, from});
  } else {
    incomplete_ = true;
  }
}

/// Reversed: the last in is the first out, and pages are numbered as they come.
void Census::flush_found() {
  structure_.insert(structure_.end(), found_.rbegin(), found_.rend());
  found_.clear();
}

void Census::drain_structure() {
  while (!structure_.empty()) {
    const std::int32_t next = structure_.back();
    structure_.pop_back();
    expand(next);
    flush_found();
  }
}

void Census::drain_rest() {
  while (!rest_.empty() && !incomplete_) {
    const Deferred link = rest_.front();
    rest_.pop_front();
    if (is_mere_link(link.ref, link.place)) continue;
    const std::int32_t added = add(link.ref, link.place, link.from);
    if (added != kNone) expand(added);
  }
  rest_.clear();
}

/// Destinations, /P or /Obj point at structure, which is held to its own rules. What a page shows,
/// it uses, whatever else it may be.
bool Census::is_mere_link(cos::Ref ref, const Place& place) const {
  if (place.role == Role::Strict) {
    return place.kind == ChangeKind::PageTree &&
           has_role(ref.number, [](Role role) { return role == Role::PagesNode; });
  }
  if (place.role != Role::Opaque || is_visual(place.kind)) return false;
  return has_role(ref.number, is_link_target);
}

void Census::expand(std::int32_t index) {
  const Place place = state(index).place;
  if (place.role == Role::Harmless) return;
  if (place.role == Role::Page && state(index).page == 0) {
    states_[static_cast<std::size_t>(index)].page = ++pages_;
  }
  const cos::Object object = view_.get(state(index).ref);
  reach(object, place, index);
}

void Census::descend(const cos::Object& value, const Place& place, std::int32_t from) {
  if (!is_structure(place.role)) return descend_opaque(value, place, from);
  if (value.dict() != nullptr) return descend_dict(*value.dict(), place, from);
  if (value.array() != nullptr) descend_array(*value.array(), place, from);
}

void Census::descend_dict(const cos::Dict& dict, const Place& place, std::int32_t from) {
  if (place.role == Role::Catalog) {
    // Fields before pages, see extend().
    for (const std::string_view key : {"Pages", "AcroForm"}) {
      const cos::Object* value = dict.get(key);
      if (value != nullptr) reach(*value, place_below(place, key, *value), from);
      flush_found();
    }
  }
  for (const auto& [key, value] : dict.entries) {
    const bool is_done = place.role == Role::Catalog && (key == "AcroForm" || key == "Pages");
    if (!is_done) reach(value, place_below(place, key, value), from);
  }
}

void Census::descend_array(const cos::Array& array, const Place& place, std::int32_t from) {
  for (const cos::Object& element : array) {
    switch (place.role) {
      case Role::PageKids:
        reach(element, place_of_kid(element, place), from);
        break;
      case Role::Fields:
      case Role::Kids:
        reach(element, place_of_field(element, place), from);
        break;
      case Role::Annots:
        reach_annot(element, from);
        break;
      default:
        reach(element, {Role::Opaque, place.kind, kNone}, from);
    }
  }
}

void Census::descend_opaque(const cos::Object& value, const Place& place, std::int32_t from) {
  if (value.ref() != nullptr) {
    defer(*value.ref(), place, from);
  } else if (value.array() != nullptr) {
    for (const cos::Object& element : *value.array()) descend_opaque(element, place, from);
  } else if (value.dict() != nullptr) {
    for (const auto& [key, entry] : value.dict()->entries) {
      // /Data of a signature reference is the catalogue (ISO 32000-1, table 253).
      if (key == "Data" && place.kind == ChangeKind::SignatureChanged) continue;
      const bool is_metadata = key == "Metadata" && is_xmp(view_.resolve(entry));
      descend_opaque(
          entry, is_metadata ? Place{Role::Harmless, ChangeKind::Metadata, kNone} : place, from);
    }
  }
}

void Census::reach_annot(const cos::Object& element, std::int32_t from) {
  const cos::Object annot = view_.resolve(element);
  const std::int32_t number = element.ref() != nullptr ? element.ref()->number : 0;
  if (number != 0 && field_of(number) != kNone) {
    for (const std::int32_t index : states_of(number)) {
      State& known = states_[static_cast<std::size_t>(index)];
      if (known.place.role == Role::Field && known.page == 0) known.page = state(from).page;
    }
    return;
  }
  const Role role = names_subtype(annot.dict(), "Widget") ? Role::OrphanWidget : Role::Annot;
  reach(element, {role, kind_of_wreck(role), kNone}, from);
}

Place Census::place_below(const Place& place,
                          std::string_view key,
                          const cos::Object& value) const {
  const Rule rule = rule_for(place.role, key, value);
  const bool is_signature = rule.role == Role::Value && place.field != kNone && key == "V" &&
                            field(place.field).type == "Sig";
  if (is_signature || rule.role == Role::PermsSignature) {
    return {Role::Opaque, ChangeKind::SignatureChanged, kNone};
  }
  if (rule.role == Role::AddOnly) return {Role::Opaque, rule.kind, kNone};
  return place_of(rule, is_part_of_field(rule.role) ? place.field : kNone);
}

Place Census::place_of_kid(const cos::Object& element, const Place& array) const {
  const cos::Object node = view_.resolve(element);
  const bool is_node = node.dict() != nullptr && node.dict()->get("Kids") != nullptr;
  return {is_node ? Role::PagesNode : Role::Page, array.kind, kNone};
}

Place Census::place_of_field(const cos::Object& element, const Place& array) {
  const Place refused{Role::Strict, ChangeKind::FieldInconsistent, kNone};
  const cos::Object field = view_.resolve(element);
  if (element.ref() == nullptr) return refused;
  const std::int32_t known = field_of(element.ref()->number);
  const bool is_widget =
      array.role == Role::Kids && field.dict() != nullptr && field.dict()->get("T") == nullptr;
  if (known == kNone) {
    const cos::Dict none;
    const cos::Dict& dict = field.dict() != nullptr ? *field.dict() : none;
    const std::int32_t index =
        is_widget ? array.field : new_field(*element.ref(), dict, array.field);
    if (index == kNone) return refused;
    field_of_[element.ref()->number] = index;
    return {Role::Field, kind_of_wreck(Role::Field), index};
  }
  // One object under two parents has two names; no lock could be exact for it.
  const bool is_same = is_widget ? known == array.field : this->field(known).parent == array.field;
  return is_same ? Place{Role::Field, kind_of_wreck(Role::Field), known} : refused;
}

std::int32_t Census::new_field(cos::Ref ref, const cos::Dict& dict, std::int32_t parent) {
  if (field_count() >= file_.limits().form_fields) {
    incomplete_ = true;
    return kNone;
  }
  FieldInfo info;
  info.ref = ref;
  info.parent = parent;
  if (parent != kNone) {
    info.name = field(parent).name;
    info.type = field(parent).type;
  }
  const cos::Object title = view_.get(dict, "T");
  if (title.string() != nullptr) {
    info.name = full_name(info.name, *title.string());
  }
  // A chain of names grows with its square.
  if (info.name.size() > static_cast<std::size_t>(file_.limits().name_bytes)) return kNone;
  const cos::Object type = view_.get(dict, "FT");
  if (type.name() != nullptr) info.type = *type.name();
  field_named_.try_emplace(info.name, field_count());
  fields_.push_back(std::move(info));
  return field_count() - 1;
}

bool Census::leads_back(const cos::Object& value, std::int32_t from) const {
  if (value.is_null()) return true;
  if (value.ref() == nullptr) return false;
  const Role role = state(from).place.role == Role::Field ? Role::Field : Role::PagesNode;
  const std::int32_t above = ancestor(state(from).parent, role);
  return above != kNone && state(above).ref == *value.ref();
}

bool Census::has_role(std::int32_t number, bool (*wanted)(Role)) const {
  const auto newest = newest_of_.find(number);
  std::int32_t at = newest == newest_of_.end() ? kNone : newest->second;
  while (at != kNone && !wanted(state(at).place.role)) at = state(at).next;
  return at != kNone;
}

std::string full_name(const std::string& parent, std::string_view title) {
  return (parent.empty() ? parent : parent + ".") + cos::text_string(title);
}

std::string trail_to(const cos::Object& container, cos::Ref target) {
  if (container.ref() != nullptr) return {};
  if (const cos::Dict* dict = container.dict()) {
    for (const auto& [key, value] : dict->entries) {
      if (value.ref() != nullptr && *value.ref() == target) return "/" + key;
      const std::string below = trail_to(value, target);
      if (!below.empty()) return "/" + key + below;
    }
  } else if (const cos::Array* array = container.array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      const cos::Object& value = (*array)[i];
      const std::string here = "[" + std::to_string(i) + "]";
      if (value.ref() != nullptr && *value.ref() == target) return here;
      const std::string below = trail_to(value, target);
      if (!below.empty()) return here + below;
    }
  }
  return {};
}

}  // namespace sohoa::pdf_changes
