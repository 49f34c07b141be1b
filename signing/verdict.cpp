#include "signing/verdict.h"

#include <algorithm>
#include <array>

namespace sohoa {
namespace {

// Facts and stored verdicts may hold numbers outside their enum; those are named "?".
template <std::size_t N, class Enum>
std::string_view at(const std::array<std::string_view, N>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? names[index] : "?";
}

constexpr std::array<std::string_view, 3> kIndications = {
    "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"};

constexpr std::array<std::string_view, 25> kSubIndications = {
    "",
    "FORMAT_FAILURE",
    "HASH_FAILURE",
    "SIG_CRYPTO_FAILURE",
    "REVOKED",
    "EXPIRED",
    "NOT_YET_VALID",
    "SIG_CONSTRAINTS_FAILURE",
    "CHAIN_CONSTRAINTS_FAILURE",
    "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
    "POLICY_PROCESSING_ERROR",
    "TIMESTAMP_ORDER_FAILURE",
    "NO_SIGNING_CERTIFICATE_FOUND",
    "NO_CERTIFICATE_CHAIN_FOUND",
    "NO_CERTIFICATE_CHAIN_FOUND_NO_POE",
    "REVOKED_NO_POE",
    "REVOKED_CA_NO_POE",
    "OUT_OF_BOUNDS_NO_POE",
    "OUT_OF_BOUNDS_NOT_REVOKED",
    "NO_POE",
    "TRY_LATER",
    "SIGNED_DATA_NOT_FOUND",
    "GENERIC",
};
static_assert(kSubIndications.size() == static_cast<std::size_t>(SubIndication::Generic) + 1);

constexpr std::array<std::string_view, 3> kIntegrities = {"intact", "broken", "unknown"};
constexpr std::array<std::string_view, 4> kCoverages = {
    "unclear", "prefix", "whole-revision", "whole-file"};
constexpr std::array<std::string_view, 4> kModifications = {
    "none", "allowed", "forbidden", "unknown"};
constexpr std::array<std::string_view, 4> kOutcomes = {"passed", "failed", "warning", "unknown"};

constexpr std::array<std::string_view, 23> kFaults = {
    "byte-range-missing",     "byte-range-malformed",  "byte-range-not-from-zero",
    "byte-range-beyond-file", "gap-not-contents",      "contents-missing",
    "contents-not-cms",       "duplicate-key",         "ranges-overlap",
    "unknown-sub-filter",     "encapsulated-content",  "signer-count",
    "duplicate-attribute",    "content-type-mismatch", "value-shared-by-fields",
    "no-signed-properties",   "forbidden-transform",   "duplicate-id",
    "unsigned-content",       "unsigned-file",         "missing-file",
    "bad-container",          "unparseable",
};
static_assert(kFaults.size() == static_cast<std::size_t>(FormatFault::Unparseable) + 1);

constexpr std::array<std::string_view, 5> kLevels = {"", "B-B", "B-T", "B-LT", "B-LTA"};

}  // namespace

std::string_view name(Indication indication) {
  return at(kIndications, indication);
}

std::string_view name(SubIndication sub_indication) {
  return at(kSubIndications, sub_indication);
}

std::string_view name(Integrity integrity) {
  return at(kIntegrities, integrity);
}

std::string_view name(Coverage coverage) {
  return at(kCoverages, coverage);
}

std::string_view name(Modification modification) {
  return at(kModifications, modification);
}

std::string_view name(CheckOutcome outcome) {
  return at(kOutcomes, outcome);
}

std::string_view name(FormatFault fault) {
  return at(kFaults, fault);
}

std::string level_text(const SignatureVerdict& verdict, ContainerKind kind) {
  if (verdict.is_ades && verdict.level != SignatureLevel::Cms) {
    return std::string(at(kLevels, verdict.level));
  }
  if (kind == ContainerKind::Pdf) return "PKCS7";
  return kind == ContainerKind::Xml ? "XMLDSig" : "CMS";
}

}  // namespace sohoa
