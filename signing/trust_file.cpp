#include "signing/trust_file.h"

#include <algorithm>
#include <array>
#include <set>

#include <toml++/toml.h>

#include "core/file.h"
#include "core/limits.h"
#include "core/text.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAnchorsFormat = "sohoa-anchors-1";
constexpr std::string_view kPolicyFormat = "sohoa-policy-1";

Error fault_at(const toml::source_position& at, const std::string& what) {
  const std::string where =
      "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
  return Error{Fault::BadTrustFile, where + ": " + what, {}};
}

Error fault_at(const toml::node& node, const std::string& what) {
  return fault_at(node.source().begin, what);
}

Result<toml::table> parsed(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fault_at(error.source().begin, std::string(error.description()));
  }
}

/// Reads the keys of one table and knows which it has read: what is left over is a mistake.
class Keys {
 public:
  explicit Keys(const toml::table& table) : table_(table) {}

  const toml::node* find(std::string_view key) {
    known_.insert(std::string(key));
    return table_.get(key);
  }

  Result<std::string> text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return missing(key);
    const auto* value = node->as_string();
    if (value == nullptr) return wrong(*node, key, "a string");
    const std::string clean = to_nfc(value->get());
    if (squeeze(clean).empty()) return wrong(*node, key, "not empty");
    return clean;
  }

  Result<std::string> text_or(std::string_view key, std::string_view fallback) {
    if (find(key) == nullptr) return std::string(fallback);
    return text(key);
  }

  Result<bool> flag(std::string_view key, bool fallback) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    const auto* value = node->as_boolean();
    if (value == nullptr) return wrong(*node, key, "true or false");
    return value->get();
  }

  Result<std::int64_t> number(std::string_view key, std::int64_t fallback, std::int64_t most) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    const auto* value = node->as_integer();
    if (value == nullptr || value->get() < 0 || value->get() > most) {
      return wrong(*node, key, "a whole number from 0 to " + std::to_string(most));
    }
    return value->get();
  }

  /// A date counts from its first second, or to its last (`is_end`), in UTC.
  Result<std::optional<UtcTime>> time(std::string_view key, bool is_end);
  Result<std::vector<std::string>> texts(std::string_view key);

  Result<void> no_others() const {
    for (const auto& [key, node] : table_) {
      if (known_.contains(std::string(key.str()))) continue;
      return fault_at(key.source().begin, "unknown key '" + std::string(key.str()) + "'");
    }
    return {};
  }

  Error missing(std::string_view key) const {
    return fault_at(table_, "'" + std::string(key) + "' is missing");
  }
  Error wrong(const toml::node& node, std::string_view key, const std::string& must_be) const {
    return fault_at(node, "'" + std::string(key) + "' must be " + must_be);
  }
  const toml::table& table() const { return table_; }

 private:
  const toml::table& table_;
  std::set<std::string> known_;
};

UtcTime day_of(const toml::date& date, bool is_end) {
  const std::chrono::year_month_day day{
      std::chrono::year(date.year), std::chrono::month(date.month), std::chrono::day(date.day)};
  const UtcTime start = std::chrono::sys_days(day);
  return is_end ? start + std::chrono::days(1) - std::chrono::seconds(1) : start;
}

UtcTime moment_of(const toml::date_time& moment) {
  return day_of(moment.date, false) + std::chrono::hours(moment.time.hour) +
         std::chrono::minutes(moment.time.minute - moment.offset->minutes) +
         std::chrono::seconds(moment.time.second);
}

Result<std::optional<UtcTime>> Keys::time(std::string_view key, bool is_end) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::optional<UtcTime>();
  if (const auto* date = node->as_date()) return std::optional(day_of(date->get(), is_end));
  const auto* moment = node->as_date_time();
  if (moment == nullptr || !moment->get().offset) {
    return wrong(*node, key, "a date, or a time with its offset");
  }
  return std::optional(moment_of(moment->get()));
}

Result<std::vector<std::string>> Keys::texts(std::string_view key) {
  const toml::node* node = find(key);
  std::vector<std::string> all;
  if (node == nullptr) return all;
  const toml::array* list = node->as_array();
  if (list == nullptr) return wrong(*node, key, "a list of strings");
  for (const toml::node& one : *list) {
    const auto* text = one.as_string();
    if (text == nullptr || text->get().empty()) return wrong(one, key, "a list of strings");
    all.push_back(text->get());
  }
  return all;
}

/// Every [[name]] of the file, each through `read`.
template <class Read>
Result<void> each_table(Keys& keys, std::string_view name, Read read) {
  const toml::node* node = keys.find(name);
  if (node == nullptr) return {};
  const toml::array* list = node->as_array();
  if (list == nullptr) return keys.wrong(*node, name, "a list of tables");
  for (const toml::node& one : *list) {
    const toml::table* table = one.as_table();
    if (table == nullptr) return keys.wrong(one, name, "a list of tables");
    Keys inner(*table);
    TRY(read(inner));
    TRY(inner.no_others());
  }
  return {};
}

/// The table [name], when it is there, through `read`.
template <class Read>
Result<void> one_table(Keys& keys, std::string_view name, Read read) {
  const toml::node* node = keys.find(name);
  if (node == nullptr) return {};
  if (node->as_table() == nullptr) return keys.wrong(*node, name, "a table");
  Keys inner(*node->as_table());
  TRY(read(inner));
  return inner.no_others();
}

Result<void> expect_format(Keys& keys, std::string_view format) {
  const std::string found = TRY(keys.text("format"));
  if (found == format) return {};
  return keys.wrong(*keys.find("format"), "format", "\"" + std::string(format) + "\"");
}

// ---- Anchors ---------------------------------------------------------------------------------

Result<AnchorPurposes> read_purposes(Keys& keys) {
  AnchorPurposes purposes;
  const std::vector<std::string> names = TRY(keys.texts("purposes"));
  for (const std::string& name : names) {
    if (name != "signer" && name != "timestamp") {
      return keys.wrong(*keys.find("purposes"), "purposes", "\"signer\" and \"timestamp\" only");
    }
    (name == "signer" ? purposes.signer : purposes.timestamp) = true;
  }
  if (names.empty()) return keys.missing("purposes");
  return purposes;
}

bool is_inline(std::string_view certificate) {
  constexpr std::size_t kLongestPath = 200;
  return certificate.find("-----BEGIN") != std::string_view::npos ||
         (certificate.starts_with("MI") && certificate.size() > kLongestPath);
}

Result<Bytes> read_certificate(Keys& keys, const fs::path& base) {
  const std::string value = TRY(keys.text("certificate"));
  const Limits limits;
  Bytes bytes(value.begin(), value.end());
  if (!is_inline(value)) {
    auto file = read_file(base / value, limits.evidence_bytes);
    if (!file)
      return keys.wrong(*keys.find("certificate"), "certificate", "a file that can be read");
    bytes = *std::move(file);
  }
  auto der = certificate_der(bytes);
  if (!der) return keys.wrong(*keys.find("certificate"), "certificate", "PEM, base64 or DER");
  return der;
}

// As browsers and openssl print fingerprints: hexadecimal, with or without colons.
Result<Digest> read_fingerprint(Keys& keys) {
  std::string digits = TRY(keys.text("sha256"));
  std::erase_if(digits, [](char c) { return c == ':' || c == ' '; });
  const auto digest = Digest::parse(digits);
  if (!digest) return keys.wrong(*keys.find("sha256"), "sha256", "64 hexadecimal digits");
  return *digest;
}

Result<void> read_anchor(Keys& keys, const fs::path& base, TrustPolicy& policy) {
  Anchor anchor;
  anchor.name = TRY(keys.text("name"));
  anchor.regime = TRY(keys.text("regime"));
  anchor.purposes = TRY(read_purposes(keys));
  anchor.service = TRY(keys.text_or("service", ""));
  anchor.source = TRY(keys.text("source"));
  anchor.trusted_from = TRY(keys.time("trusted_from", false));
  anchor.trusted_until = TRY(keys.time("trusted_until", true));
  anchor.sha256 = TRY(read_fingerprint(keys));
  anchor.der = TRY(read_certificate(keys, base));
  if (sha256(anchor.der) != anchor.sha256) {
    return keys.wrong(*keys.find("sha256"),
                      "sha256",
                      "the fingerprint of the certificate, which is " + sha256(anchor.der).hex());
  }
  policy.anchors.push_back(std::move(anchor));
  return {};
}

// ---- Policy ----------------------------------------------------------------------------------

// Each row says where it comes from and how sure that is.
Result<void> read_notes(Keys& keys) {
  TRY(keys.text("source"));
  const std::string certainty = TRY(keys.text_or("certainty", "high"));
  if (certainty == "high" || certainty == "medium" || certainty == "low") return {};
  return keys.wrong(*keys.find("certainty"), "certainty", "\"high\", \"medium\" or \"low\"");
}

std::string_view name(KeyType type) {
  constexpr std::array<std::string_view, 7> kNames = {
      "?", "RSA", "RSA-PSS", "EC", "DSA", "Ed25519", "Ed448"};
  return kNames.at(static_cast<std::size_t>(type));
}

// The enum value with this name. Names are those of algorithms.h, so that what verdicts print can
// be written here.
template <class Enum>
Result<Enum> read_named(Keys& keys, std::string_view key, Enum last) {
  const std::string text = TRY(keys.text(key));
  for (int i = 1; i <= static_cast<int>(last); ++i) {
    if (name(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  return keys.wrong(*keys.find(key), key, "an algorithm we know");
}

Result<void> read_hash(Keys& keys, AlgorithmPolicy& policy) {
  HashRule rule;
  rule.hash = TRY(read_named(keys, "name", HashAlgorithm::Shake256));
  rule.until = TRY(keys.time("until", true));
  TRY(read_notes(keys));
  policy.hashes.push_back(rule);
  return {};
}

Result<void> read_key(Keys& keys, AlgorithmPolicy& policy) {
  constexpr std::int64_t kLongestKey = 65'536;
  KeyRule rule;
  rule.type = TRY(read_named(keys, "type", KeyType::Ed448));
  const std::int64_t min_bits = TRY(keys.number("min_bits", 0, kLongestKey));
  rule.min_bits = static_cast<std::int32_t>(min_bits);
  rule.until = TRY(keys.time("until", true));
  TRY(read_notes(keys));
  policy.keys.push_back(rule);
  return {};
}

Result<void> read_scheme(Keys& keys, AlgorithmPolicy& policy) {
  SchemeRule rule;
  rule.scheme = TRY(read_named(keys, "name", SignatureScheme::Ed448));
  rule.until = TRY(keys.time("until", true));
  rule.with_note = TRY(keys.flag("with_note", false));
  TRY(read_notes(keys));
  policy.schemes.push_back(rule);
  return {};
}

Result<void> read_revocation(Keys& keys, RevocationPolicy& policy) {
  constexpr std::int64_t kYear_s = 366LL * 86'400;
  constexpr std::int64_t kDay_s = 86'400;
  policy.require_for_signer = TRY(keys.flag("require_for_signer", true));
  policy.require_for_ca = TRY(keys.flag("require_for_ca", true));
  policy.require_for_timestamp = TRY(keys.flag("require_for_timestamp", true));
  policy.max_age_s = TRY(keys.number("max_age_s", 0, kYear_s));
  policy.clock_skew_s = TRY(keys.number("clock_skew_s", policy.clock_skew_s, kDay_s));
  return {};
}

Result<void> read_modification(Keys& keys, TrustPolicy& policy) {
  const std::string text = TRY(keys.text("uncertified"));
  if (text == "signing-only") {
    policy.uncertified = UncertifiedPermits::SigningOnly;
  } else if (text == "form-filling") {
    policy.uncertified = UncertifiedPermits::FormFilling;
  } else if (text == "annotations") {
    policy.uncertified = UncertifiedPermits::Annotations;
  } else {
    return keys.wrong(*keys.find("uncertified"),
                      "uncertified",
                      "\"signing-only\", \"form-filling\" or \"annotations\"");
  }
  return {};
}

Result<void> read_fetch(Keys& keys, TrustPolicy& policy) {
  policy.fetch_hosts = TRY(keys.texts("hosts"));
  return {};
}

Result<void> read_algorithms(Keys& keys, AlgorithmPolicy& policy) {
  TRY(each_table(keys, "hash", [&](Keys& row) { return read_hash(row, policy); }));
  TRY(each_table(keys, "key", [&](Keys& row) { return read_key(row, policy); }));
  TRY(each_table(keys, "scheme", [&](Keys& row) { return read_scheme(row, policy); }));
  return {};
}

}  // namespace

Result<void> read_anchors(std::string_view toml, const fs::path& base, TrustPolicy& policy) {
  const toml::table table = TRY(parsed(toml));
  Keys keys(table);
  TRY(expect_format(keys, kAnchorsFormat));
  TrustPolicy read = policy;
  TRY(each_table(keys, "anchor", [&](Keys& row) { return read_anchor(row, base, read); }));
  TRY(keys.no_others());
  policy = std::move(read);
  return {};
}

Result<void> read_policy(std::string_view toml, TrustPolicy& policy) {
  const toml::table table = TRY(parsed(toml));
  Keys keys(table);
  TRY(expect_format(keys, kPolicyFormat));
  TrustPolicy read;
  read.id = TRY(keys.text("id"));
  read.version = TRY(keys.text("version"));
  read.source = TRY(keys.text("source"));
  TRY(read_algorithms(keys, read.algorithms));
  TRY(one_table(
      keys, "revocation", [&](Keys& row) { return read_revocation(row, read.revocation); }));
  TRY(one_table(keys, "modification", [&](Keys& row) { return read_modification(row, read); }));
  TRY(one_table(keys, "fetch", [&](Keys& row) { return read_fetch(row, read); }));
  TRY(keys.no_others());
  read.anchors = std::move(policy.anchors);
  read.revocation_archive_at = policy.revocation_archive_at;
  policy = std::move(read);
  return {};
}

// What kind of file it is, by its own word.
Result<bool> is_policy_file(std::string_view toml) {
  const toml::table table = TRY(parsed(toml));
  Keys keys(table);
  const std::string format = TRY(keys.text("format"));
  if (format == kPolicyFormat || format == kAnchorsFormat) return format == kPolicyFormat;
  return keys.wrong(*keys.find("format"), "format", "a format we know");
}

}  // namespace sohoa
