// What a later revision of a PDF changed, object by object: the words, without the judgement.
//
// The reader (parsers/pdf_changes.h) names each change; whether it is permitted depends on DocMDP,
// FieldMDP and lock dictionaries and is decided by permitted() in modification.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

/// What was done to an object. The order groups them by what they need to be permitted.
enum class ChangeKind : std::uint8_t {
  // Harmless whatever was certified (ISO 32000-2, 12.8.2.2.2: "DSS and DTS under any P").
  Housekeeping,       ///< xref and object streams, trailer entries, freed objects nobody reaches
  Unreachable,        ///< an object no page, field or catalogue entry leads to
  SameContent,        ///< written again with the same content
  Metadata,           ///< XMP stream, Info dictionary
  SecurityStore,      ///< DSS, VRI and their streams
  DocumentTimestamp,  ///< an ETSI.RFC3161 signature with its field
  Extensions,         ///< /Extensions, /Version raised
  // Signing.
  SignatureFilled,        ///< a signature field that existed received its value
  SignatureFieldHidden,   ///< a new signature field without visible appearance, with its value
  SignatureFieldVisible,  ///< a new signature field that shows on a page
  // Form filling: needs P >= 2 and an unlocked field.
  FieldFilled,  ///< value and appearance of a form field
  // Annotations: need P = 3.
  AnnotationAdded,
  AnnotationChanged,
  AnnotationRemoved,
  // Never permitted.
  FieldInconsistent,  ///< appearance without value or value without appearance (trap 21)
  FieldAdded,         ///< a new form field other than a signature
  FieldRemoved,
  SignatureChanged,  ///< dictionary of an earlier signature changed or removed (traps 10, 11)
  SharedAppearance,  ///< an appearance that page content or another object also uses (trap 22)
  PageContent,
  PageResources,    ///< fonts, images, colour spaces, forms a page uses (trap 23)
  PageBox,          ///< MediaBox, CropBox, Rotate, UserUnit
  PageTree,         ///< pages added, removed, re-ordered
  OptionalContent,  ///< OCG configuration
  Actions,          ///< OpenAction, AA, JavaScript
  EmbeddedFiles,
  Outlines,
  Structure,  ///< structure tree, tagged content
  Xfa,
  Security,       ///< /Encrypt changed
  Catalog,        ///< any other entry of the catalogue, /AcroForm included
  StoreChanged,   ///< an existing VRI or DSS entry was replaced or removed
  XrefRepointed,  ///< an xref section that re-points an object into signed bytes (trap 7)
  TrailingBytes,  ///< bytes after the last revision that belong to none (traps 5, 6)
  Undefined,      ///< anything no rule knows: refused by default
};
inline constexpr ChangeKind kLastChangeKind = ChangeKind::Undefined;

struct Change {
  std::int32_t revision = 0;  ///< that made it; 0-based
  std::int32_t object = 0;    ///< number; 0 when no object is meant
  std::int32_t generation = 0;
  ChangeKind kind = ChangeKind::Undefined;
  std::string path;             ///< how the object is reached: "/Root/Pages/Kids[0]/Contents"
  std::string field;            ///< fully qualified name, for form fields
  std::int32_t page = 0;        ///< 1-based; 0 when it belongs to no page
  bool covers_content = false;  ///< an annotation whose rectangle lies over page content
};

/// Constructs present before the first signature that can make a document look different later
/// (trap 28). Warnings, never a failure.
enum class RiskKind : std::uint8_t {
  HiddenLayer,  ///< optional content switched off
  JavaScript,
  OpenAction,
  ExternalReference,  ///< remote images, GoToR, Launch
  EmbeddedFile,
  XfaForm,
  NotEmbeddedFont,
  UnusedContent,  ///< objects in the file that nothing reaches but look like pages or images
  OverlaidForm,   ///< a form field or annotation that hides page content
};
inline constexpr RiskKind kLastRiskKind = RiskKind::OverlaidForm;

struct RiskFinding {
  RiskKind kind = RiskKind::HiddenLayer;
  std::int32_t object = 0;
  std::int32_t page = 0;  ///< 1-based; 0: the whole document
};

/// Stable key for machines: "page-content", "field-filled".
std::string_view name(ChangeKind kind);
std::string_view name(RiskKind kind);

}  // namespace sohoa
