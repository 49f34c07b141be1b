// What an object is used for, by the keys that lead to it: the rules a later revision is held to.
//
// Private to the change reader. The same object may play several roles; a change must be borne by
// each of them (trap 22). Keys nobody lists here fall back to the strictest role of their place.
#pragma once

#include <cstdint>
#include <string_view>

#include "signing/changes.h"
#include "signing/parsers/cos_object.h"

namespace sohoa::pdf_changes {

enum class Role : std::uint8_t {
  // Structure: dictionaries and arrays with rules for each key or element.
  Trailer,
  Catalog,
  AcroForm,
  Fields,  ///< array of top-level fields
  Kids,    ///< array of a field's children
  Field,   ///< field, widget, or both in one
  PagesNode,
  PageKids,
  Page,
  Annots,
  Annot,
  OrphanWidget,  ///< a widget no field leads to
  Dss,
  Vri,
  VriEntry,
  DssArray,
  Perms,
  Names,
  DefaultResources,  ///< /DR of the form
  DefaultCategory,   ///< one dictionary in it: /Font
  // Values of their own meaning.
  NeedAppearances,
  Flags,            ///< /F of a widget
  AppearanceState,  ///< /AS
  Value,            ///< /V
  ValueDetail,      ///< /RV, /I, /TI: go with /V, and never stand for it
  SignatureValue,   ///< /V of a signature field
  PermsSignature,   ///< /DocMDP of /Perms
  Appearance,       ///< /AP and everything below
  // Everything below is one thing; only its kind of change differs.
  TreeLink,  ///< /Parent: must lead back to where one came from
  AddOnly,   ///< may appear, may not change
  Ignored,   ///< says nothing
  Harmless,  ///< may change, and is told
  Opaque,    ///< any change counts; may point at structure without using it
  Strict,    ///< any change counts, wherever it points
};

/// How a value is to be treated, and what a change of it is called.
struct Rule {
  Role role = Role::Opaque;
  ChangeKind kind = ChangeKind::Undefined;
};

/// The rule for `key` in a dictionary of role `container`; `value` is as written.
Rule rule_for(Role container, std::string_view key, const cos::Object& value);

/// What it is called when an object of that role is no longer of the right type at all.
constexpr ChangeKind kind_of_wreck(Role role) {
  switch (role) {
    case Role::Fields:
    case Role::Kids:
    case Role::Field:
    case Role::OrphanWidget:
      return ChangeKind::FieldInconsistent;
    case Role::PagesNode:
    case Role::PageKids:
    case Role::Page:
      return ChangeKind::PageTree;
    case Role::Annot:
      return ChangeKind::AnnotationChanged;
    case Role::Dss:
    case Role::Vri:
    case Role::VriEntry:
    case Role::DssArray:
      return ChangeKind::StoreChanged;
    case Role::Perms:
      return ChangeKind::Security;
    case Role::DefaultResources:
    case Role::DefaultCategory:
      return ChangeKind::PageResources;
    case Role::Catalog:
    case Role::AcroForm:
    case Role::Names:
      return ChangeKind::Catalog;
    default:
      return ChangeKind::Undefined;
  }
}

/// What it is called when a value appears that may be added.
ChangeKind kind_of_addition(ChangeKind changed);

/// Roles that belong to one field: its parts are judged together.
bool is_part_of_field(Role role);

/// A metadata stream by its own word (ISO 32000-1, table 315). The key /Metadata alone is not
/// enough: it may be the name of a form in /Resources.
bool is_xmp(const cos::Object& value);

/// Structure that other places may point at (destinations, /P, /Obj) without thereby using it.
bool is_link_target(Role role);

/// Fields and whatever is needed to know them; walked before pages.
bool is_form(Role role);
inline bool is_structure(Role role) {
  return role <= Role::DefaultCategory;
}

/// A page shows what it leads to by this kind, so nothing below it is a mere link.
bool is_visual(ChangeKind kind);

}  // namespace sohoa::pdf_changes
