// A kind of paper as data: what tells it from other kinds, and where its fields stand.
//
// Templates are read from templates/documents/*.toml (ocr/template_file.h); a site adds its own
// beside them, without code. Texts are compared folded (no case, no diacritics, NFC) and tolerate
// the slips of recognition; templates are written as officers write, with diacritics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

/// A part of the upright page, in shares of its width and height; top-left origin.
struct Zone {
  double x0 = 0;
  double y0 = 0;
  double x1 = 1;
  double y1 = 1;

  bool operator==(const Zone&) const = default;
};

/// Where a piece of evidence must stand.
enum class Where : std::uint8_t {
  Title,     ///< a centred or upper-case line of its own in the upper half of the first page
  Head,      ///< the heading: upper third of the first page
  Body,      ///< between heading and foot, any page
  Foot,      ///< lower third of the last page with text
  Anywhere,  ///< any page
  Barcode,   ///< the text of a QR code or bar code
};

enum class TextMatch : std::uint8_t { WholeLine, Starts, Contains };

/// One thing that speaks for a type (weight > 0) or against it (weight < 0).
struct EvidenceRule {
  std::string text;
  Where where = Where::Anywhere;
  TextMatch match = TextMatch::Contains;
  double weight = 1;
  bool required = false;  ///< without it the type is not considered
};

/// What a field holds: decides how its text is cut, normalised and checked.
enum class ValueType : std::uint8_t {
  Text,
  PersonName,
  Date,            ///< value is YYYY-MM-DD; parts left blank on paper stay blank: "2025-01-??"
  DocumentNumber,  ///< "8276/STC-VP"; the number may be empty: "/SYT-VP"
  PersonalId,      ///< 12 digits, or CMND of 9
  TaxCode,         ///< 10 digits, or 10-3
  DossierCode,
  ProcedureCode,
  Agency,
  Sex,  ///< "Nam" or "Nữ"
  Number,
  Phone,
  Email,
  Address,
};

/// Which text belongs to the field once its anchor is found.
enum class Take : std::uint8_t {
  After,   ///< what follows the anchor on its line, and on `lines - 1` lines more where it goes on
  Before,  ///< what stands on its line in front of the anchor
  Below,   ///< up to `lines` lines under the anchor, in its column
  Above,   ///< up to `lines` lines over the anchor, in its column
  Line,    ///< the whole line that holds the anchor
  Zone,    ///< every line of the zone; no anchor
};

/// How one field is found.
struct FieldTemplate {
  std::string id;    ///< stable: "so_ky_hieu"
  std::string name;  ///< as officers read it: "Số, ký hiệu"
  std::string name_en;
  ValueType type = ValueType::Text;
  /// The best found counts, of equals the first; the longest where several begin together. "@id" is
  /// the value of another field.
  std::vector<std::string> anchors;
  std::vector<std::string> until;  ///< the value ends where one of these begins
  /// Of the lines above, below or in the zone the value begins at the last that starts so.
  std::vector<std::string> from;
  std::vector<std::string> section;  ///< it stands below a line that begins with one of these
  Take take = Take::After;
  std::optional<Zone> zone;  ///< of the anchor (or of the value, Take::Zone)
  std::int32_t lines = 1;
  std::int32_t page = 1;  ///< 1-based; 0: any; -1: the last with text
  bool required = false;
  std::vector<std::string> rules;  ///< by name, see field_rules.h: "personal-id", "sex:gioi_tinh"
  /// Descriptive datum of TT 01/2023 art. 9 this field fills: "owner_id", "owner_name",
  /// "owner_birth", "title", "summary", "number", "issued_on", "issuer", "signer", "signer_title",
  /// "valid_from", "valid_to", "scope", "dossier"; empty: none.
  std::string metadata;
  double review_below = 0.90;  ///< a field less sure than this goes to an officer
};

struct DocumentTemplate {
  std::string id;    ///< document type code: "ND30.QD", "GT.KHAI-SINH"
  std::string name;  ///< "Quyết định"
  std::string name_en;
  std::string group;          ///< "administrative", "one-stop-form", "paper", or a site's word
  std::string source;         ///< law or decision the form comes from
  std::string certainty;      ///< mark of the reference: "S", "F", "K:h", …
  std::string valid_from;     ///< YYYY-MM-DD; the form is in use since
  std::string valid_to;       ///< empty: still
  double accept_from = 0.60;  ///< a type less sure than this goes to an officer
  std::vector<EvidenceRule> evidence;
  std::vector<FieldTemplate> fields;

  const FieldTemplate* field(std::string_view id) const;
};

using TemplateSet = std::vector<DocumentTemplate>;

const DocumentTemplate* find_template(const TemplateSet& templates, std::string_view id);

std::string_view name(ValueType type);   ///< "document-number"
std::string_view name(Where where);      ///< "title"
std::string_view name(TextMatch match);  ///< "line", "starts", "contains"
std::string_view name(Take take);        ///< "after"

/// Whether a field may fill this datum (FieldTemplate::metadata).
bool is_metadata(std::string_view name);

}  // namespace sohoa
