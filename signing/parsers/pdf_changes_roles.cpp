#include "signing/parsers/pdf_changes_roles.h"

#include <algorithm>
#include <array>
#include <span>

namespace sohoa::pdf_changes {
namespace {

struct Row {
  std::string_view key;
  Rule rule;
};

constexpr Rule opaque(ChangeKind kind) {
  return {Role::Opaque, kind};
}
constexpr Rule harmless(ChangeKind kind) {
  return {Role::Harmless, kind};
}
constexpr Rule add_only(ChangeKind kind) {
  return {Role::AddOnly, kind};
}
constexpr Rule structure(Role role) {
  return {role, kind_of_wreck(role)};
}

// ISO 32000-2, table 15.
constexpr auto kTrailer = std::to_array<Row>({
    {"Root", structure(Role::Catalog)},
    {"Encrypt", opaque(ChangeKind::Security)},
    {"Info", harmless(ChangeKind::Metadata)},
});

// ISO 32000-2, table 29. Keys after /AF are known and have no rule of their own: any change counts.
constexpr auto kCatalog = std::to_array<Row>({
    {"AcroForm", structure(Role::AcroForm)},
    {"Pages", structure(Role::PagesNode)},
    {"Type", add_only(ChangeKind::Catalog)},
    {"DSS", structure(Role::Dss)},
    {"Metadata", harmless(ChangeKind::Metadata)},
    {"LastModified", harmless(ChangeKind::Metadata)},
    {"Extensions", harmless(ChangeKind::Extensions)},
    {"Version", harmless(ChangeKind::Extensions)},
    {"Names", structure(Role::Names)},
    {"OpenAction", opaque(ChangeKind::Actions)},
    {"AA", opaque(ChangeKind::Actions)},
    {"Outlines", opaque(ChangeKind::Outlines)},
    {"StructTreeRoot", opaque(ChangeKind::Structure)},
    {"MarkInfo", add_only(ChangeKind::Structure)},
    {"OCProperties", opaque(ChangeKind::OptionalContent)},
    {"Perms", structure(Role::Perms)},
    {"Collection", opaque(ChangeKind::EmbeddedFiles)},
    {"AF", opaque(ChangeKind::EmbeddedFiles)},
    {"Dests", opaque(ChangeKind::Catalog)},
    {"PageLabels", opaque(ChangeKind::Catalog)},
    {"PageLayout", opaque(ChangeKind::Catalog)},
    {"PageMode", opaque(ChangeKind::Catalog)},
    {"ViewerPreferences", opaque(ChangeKind::Catalog)},
    {"Threads", opaque(ChangeKind::Catalog)},
    {"URI", opaque(ChangeKind::Catalog)},
    {"Lang", opaque(ChangeKind::Catalog)},
    {"SpiderInfo", opaque(ChangeKind::Catalog)},
    {"OutputIntents", opaque(ChangeKind::Catalog)},
    {"PieceInfo", opaque(ChangeKind::Catalog)},
    {"Legal", opaque(ChangeKind::Catalog)},
    {"Requirements", opaque(ChangeKind::Catalog)},
    {"NeedsRendering", opaque(ChangeKind::Xfa)},
    {"DPartRoot", opaque(ChangeKind::Catalog)},
});

// ISO 32000-2, table 224.
constexpr auto kAcroForm = std::to_array<Row>({
    {"Fields", structure(Role::Fields)},
    {"SigFlags", harmless(ChangeKind::Housekeeping)},
    {"NeedAppearances", {Role::NeedAppearances, ChangeKind::FieldFilled}},
    {"DR", structure(Role::DefaultResources)},
    {"DA", add_only(ChangeKind::Catalog)},
    {"Q", add_only(ChangeKind::Catalog)},
    {"XFA", opaque(ChangeKind::Xfa)},
    {"CO", opaque(ChangeKind::Actions)},
});

// ISO 32000-2, tables 226 (fields), 166 (annotations), 191 (widgets), 235 (signature fields). What
// only hints how an appearance would be made may be added by whoever makes one.
constexpr auto kField = std::to_array<Row>({
    {"V", {Role::Value, ChangeKind::FieldFilled}},
    {"RV", {Role::ValueDetail, ChangeKind::FieldFilled}},
    {"I", {Role::ValueDetail, ChangeKind::FieldFilled}},
    {"TI", {Role::ValueDetail, ChangeKind::FieldFilled}},
    {"AP", {Role::Appearance, ChangeKind::FieldFilled}},
    {"AS", {Role::AppearanceState, ChangeKind::FieldFilled}},
    {"F", {Role::Flags, ChangeKind::FieldInconsistent}},
    {"Kids", structure(Role::Kids)},
    {"Parent", {Role::TreeLink, ChangeKind::FieldInconsistent}},
    {"P", add_only(ChangeKind::FieldInconsistent)},
    {"Type", add_only(ChangeKind::FieldInconsistent)},
    {"M", harmless(ChangeKind::Housekeeping)},
    {"NM", harmless(ChangeKind::Housekeeping)},
    {"StructParent", add_only(ChangeKind::Structure)},
    {"Lock", add_only(ChangeKind::SignatureChanged)},
    {"SV", opaque(ChangeKind::SignatureChanged)},
    {"MK", add_only(ChangeKind::FieldInconsistent)},
    {"DA", add_only(ChangeKind::FieldInconsistent)},
    {"DR", add_only(ChangeKind::FieldInconsistent)},
    {"H", add_only(ChangeKind::FieldInconsistent)},
    {"BS", add_only(ChangeKind::FieldInconsistent)},
    {"Border", add_only(ChangeKind::FieldInconsistent)},
    {"A", opaque(ChangeKind::Actions)},
    {"AA", opaque(ChangeKind::Actions)},
    {"PA", opaque(ChangeKind::Actions)},
    {"OC", opaque(ChangeKind::OptionalContent)},
});

// ISO 32000-2, tables 166 and 172 to 199.
constexpr auto kAnnot = std::to_array<Row>({
    {"P", add_only(ChangeKind::AnnotationChanged)},
    {"M", harmless(ChangeKind::Housekeeping)},
    {"NM", harmless(ChangeKind::Housekeeping)},
    {"StructParent", add_only(ChangeKind::Structure)},
    {"A", opaque(ChangeKind::Actions)},
    {"AA", opaque(ChangeKind::Actions)},
    {"PA", opaque(ChangeKind::Actions)},
    {"Dest", opaque(ChangeKind::Actions)},
    {"OC", opaque(ChangeKind::OptionalContent)},
    {"FS", opaque(ChangeKind::EmbeddedFiles)},
    // Keys no annotation has: the object is an action, outline item or tree node as well, and those
    // may point at annotations freely.
    {"S", opaque(ChangeKind::Undefined)},
    {"JS", opaque(ChangeKind::Undefined)},
    {"URI", opaque(ChangeKind::Undefined)},
    {"D", opaque(ChangeKind::Undefined)},
    {"Next", opaque(ChangeKind::Undefined)},
    {"First", opaque(ChangeKind::Undefined)},
    {"Title", opaque(ChangeKind::Undefined)},
    {"K", opaque(ChangeKind::Undefined)},
    {"Kids", opaque(ChangeKind::Undefined)},
    {"Names", opaque(ChangeKind::Undefined)},
    {"Nums", opaque(ChangeKind::Undefined)},
    {"EF", opaque(ChangeKind::Undefined)},
});

// ISO 32000-2, tables 30 and 31.
constexpr auto kPagesNode = std::to_array<Row>({
    {"Type", add_only(ChangeKind::PageTree)},
    {"Kids", structure(Role::PageKids)},
    {"Parent", {Role::TreeLink, ChangeKind::PageTree}},
    {"Resources", opaque(ChangeKind::PageResources)},
    {"MediaBox", opaque(ChangeKind::PageBox)},
    {"CropBox", opaque(ChangeKind::PageBox)},
    {"Rotate", opaque(ChangeKind::PageBox)},
});
constexpr auto kPage = std::to_array<Row>({
    {"Type", add_only(ChangeKind::PageTree)},
    {"Contents", opaque(ChangeKind::PageContent)},
    {"Resources", opaque(ChangeKind::PageResources)},
    {"Annots", structure(Role::Annots)},
    {"Parent", {Role::TreeLink, ChangeKind::PageTree}},
    {"MediaBox", opaque(ChangeKind::PageBox)},
    {"CropBox", opaque(ChangeKind::PageBox)},
    {"BleedBox", opaque(ChangeKind::PageBox)},
    {"TrimBox", opaque(ChangeKind::PageBox)},
    {"ArtBox", opaque(ChangeKind::PageBox)},
    {"Rotate", opaque(ChangeKind::PageBox)},
    {"UserUnit", opaque(ChangeKind::PageBox)},
    {"Group", opaque(ChangeKind::PageContent)},
    {"VP", opaque(ChangeKind::PageContent)},
    {"Metadata", harmless(ChangeKind::Metadata)},
    {"LastModified", harmless(ChangeKind::Metadata)},
    {"Tabs", add_only(ChangeKind::Structure)},
    {"StructParents", add_only(ChangeKind::Structure)},
    {"AA", opaque(ChangeKind::Actions)},
    {"AF", opaque(ChangeKind::EmbeddedFiles)},
});

// ISO 32000-2, tables 261 and 262.
constexpr auto kDss = std::to_array<Row>({
    {"Type", harmless(ChangeKind::SecurityStore)},
    {"Certs", structure(Role::DssArray)},
    {"CRLs", structure(Role::DssArray)},
    {"OCSPs", structure(Role::DssArray)},
    {"VRI", structure(Role::Vri)},
});
constexpr auto kVriEntry = std::to_array<Row>({
    {"Type", harmless(ChangeKind::SecurityStore)},
    {"Cert", structure(Role::DssArray)},
    {"CRL", structure(Role::DssArray)},
    {"OCSP", structure(Role::DssArray)},
});

constexpr auto kPerms = std::to_array<Row>({
    {"DocMDP", {Role::PermsSignature, ChangeKind::SignatureChanged}},
});
constexpr auto kNames = std::to_array<Row>({
    {"JavaScript", opaque(ChangeKind::Actions)},
    {"EmbeddedFiles", opaque(ChangeKind::EmbeddedFiles)},
});

std::span<const Row> rows_of(Role role) {
  switch (role) {
    case Role::Trailer:
      return kTrailer;
    case Role::Catalog:
      return kCatalog;
    case Role::AcroForm:
      return kAcroForm;
    case Role::Field:
      return kField;
    case Role::Annot:
    case Role::OrphanWidget:
      return kAnnot;
    case Role::PagesNode:
      return kPagesNode;
    case Role::Page:
      return kPage;
    case Role::Dss:
      return kDss;
    case Role::VriEntry:
      return kVriEntry;
    case Role::Perms:
      return kPerms;
    case Role::Names:
      return kNames;
    default:
      return {};
  }
}

bool is_scalar(const cos::Object& value) {
  return value.ref() == nullptr && value.array() == nullptr && value.dict() == nullptr;
}

Rule rule_for_others(Role container, const cos::Object& value) {
  switch (container) {
    case Role::Trailer:
      return {Role::Ignored, ChangeKind::Housekeeping};
    case Role::Catalog:
      // Second-class names (annex E) of producers, such as /ITXT: a word or a number shows nothing.
      return is_scalar(value) ? harmless(ChangeKind::Housekeeping) : opaque(ChangeKind::Catalog);
    case Role::Vri:
      return structure(Role::VriEntry);
    case Role::DefaultResources:
      return structure(Role::DefaultCategory);
    case Role::DefaultCategory:
      return add_only(ChangeKind::PageResources);
    case Role::Dss:
    case Role::VriEntry:
      return add_only(ChangeKind::StoreChanged);
    case Role::Page:
      return opaque(ChangeKind::Undefined);
    default:
      return opaque(kind_of_wreck(container));
  }
}

}  // namespace

Rule rule_for(Role container, std::string_view key, const cos::Object& value) {
  const auto rows = rows_of(container);
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.key == key; });
  return found != rows.end() ? found->rule : rule_for_others(container, value);
}

ChangeKind kind_of_addition(ChangeKind changed) {
  return changed == ChangeKind::StoreChanged ? ChangeKind::SecurityStore : ChangeKind::Housekeeping;
}

bool is_link_target(Role role) {
  switch (role) {
    case Role::Field:
    case Role::PagesNode:
    case Role::Page:
    case Role::Annot:
    case Role::OrphanWidget:
      return true;
    default:
      return false;
  }
}

bool is_part_of_field(Role role) {
  switch (role) {
    case Role::Kids:
    case Role::Value:
    case Role::ValueDetail:
    case Role::Appearance:
    case Role::AppearanceState:
    case Role::Flags:
      return true;
    default:
      return false;
  }
}

bool is_xmp(const cos::Object& value) {
  const cos::Object* subtype = value.stream() != nullptr ? value.dict()->get("Subtype") : nullptr;
  return subtype != nullptr && subtype->name() != nullptr && *subtype->name() == "XML";
}

bool is_form(Role role) {
  return role == Role::AcroForm || role == Role::Fields || role == Role::Kids ||
         role == Role::Field;
}

bool is_visual(ChangeKind kind) {
  return kind == ChangeKind::PageContent || kind == ChangeKind::PageResources ||
         kind == ChangeKind::PageBox;
}

}  // namespace sohoa::pdf_changes
