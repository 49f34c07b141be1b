#include "ocr/template.h"

#include <algorithm>
#include <array>

namespace sohoa {
namespace {

constexpr std::array<std::string_view, 14> kValueTypes = {"text",
                                                          "person-name",
                                                          "date",
                                                          "document-number",
                                                          "personal-id",
                                                          "tax-code",
                                                          "dossier-code",
                                                          "procedure-code",
                                                          "agency",
                                                          "sex",
                                                          "number",
                                                          "phone",
                                                          "email",
                                                          "address"};
constexpr std::array<std::string_view, 6> kPlaces = {
    "title", "head", "body", "foot", "anywhere", "barcode"};
constexpr std::array<std::string_view, 3> kMatches = {"line", "starts", "contains"};
constexpr std::array<std::string_view, 6> kTakes = {
    "after", "before", "below", "above", "line", "zone"};

// TT 01/2023/TT-VPCP art. 9 k.2 and what the service keeps beside it.
constexpr std::array<std::string_view, 14> kMetadata = {"owner_id",
                                                        "owner_name",
                                                        "owner_birth",
                                                        "title",
                                                        "summary",
                                                        "number",
                                                        "issued_on",
                                                        "issuer",
                                                        "signer",
                                                        "signer_title",
                                                        "valid_from",
                                                        "valid_to",
                                                        "scope",
                                                        "dossier"};

template <class Row>
const Row* with_id(const std::vector<Row>& rows, std::string_view id) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const FieldTemplate* DocumentTemplate::field(std::string_view wanted) const {
  return with_id(fields, wanted);
}

const DocumentTemplate* find_template(const TemplateSet& templates, std::string_view id) {
  return with_id(templates, id);
}

std::string_view name(ValueType type) {
  return kValueTypes.at(static_cast<std::size_t>(type));
}

std::string_view name(Where where) {
  return kPlaces.at(static_cast<std::size_t>(where));
}

std::string_view name(TextMatch match) {
  return kMatches.at(static_cast<std::size_t>(match));
}

std::string_view name(Take take) {
  return kTakes.at(static_cast<std::size_t>(take));
}

bool is_metadata(std::string_view datum) {
  return std::find(kMetadata.begin(), kMetadata.end(), datum) != kMetadata.end();
}

}  // namespace sohoa
