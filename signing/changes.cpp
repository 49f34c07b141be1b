#include "signing/changes.h"

#include <array>

namespace sohoa {
namespace {

// In the order of ChangeKind.
constexpr std::array<std::string_view, 34> kChanges = {"housekeeping",
                                                       "unreachable",
                                                       "same-content",
                                                       "metadata",
                                                       "security-store",
                                                       "document-timestamp",
                                                       "extensions",
                                                       "signature-filled",
                                                       "signature-field-hidden",
                                                       "signature-field-visible",
                                                       "field-filled",
                                                       "annotation-added",
                                                       "annotation-changed",
                                                       "annotation-removed",
                                                       "field-inconsistent",
                                                       "field-added",
                                                       "field-removed",
                                                       "signature-changed",
                                                       "shared-appearance",
                                                       "page-content",
                                                       "page-resources",
                                                       "page-box",
                                                       "page-tree",
                                                       "optional-content",
                                                       "actions",
                                                       "embedded-files",
                                                       "outlines",
                                                       "structure",
                                                       "xfa",
                                                       "security",
                                                       "catalog",
                                                       "store-changed",
                                                       "xref-repointed",
                                                       "trailing-bytes"};
static_assert(kChanges.size() == static_cast<std::size_t>(kLastChangeKind));

constexpr std::array<std::string_view, 9> kRisks = {"hidden-layer",
                                                    "javascript",
                                                    "open-action",
                                                    "external-reference",
                                                    "embedded-file",
                                                    "xfa-form",
                                                    "not-embedded-font",
                                                    "unused-content",
                                                    "overlaid-form"};
static_assert(kRisks.size() == static_cast<std::size_t>(kLastRiskKind) + 1);

}  // namespace

std::string_view name(ChangeKind kind) {
  return kind == ChangeKind::Undefined ? "undefined" : kChanges.at(static_cast<std::size_t>(kind));
}

std::string_view name(RiskKind kind) {
  return kRisks.at(static_cast<std::size_t>(kind));
}

}  // namespace sohoa
