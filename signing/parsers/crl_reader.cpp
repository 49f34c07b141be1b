#include "signing/parsers/crl_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include <openssl/err.h>

#include "signing/parsers/evidence_der.h"

namespace sohoa {
namespace {

using der::Element;
using der::Reader;

// id-ce (2.5.29) extensions by their last arc.
constexpr std::uint8_t kCrlNumber = 20;
constexpr std::uint8_t kReasonCode = 21;
constexpr std::uint8_t kHoldInstruction = 23;
constexpr std::uint8_t kInvalidityDate = 24;
constexpr std::uint8_t kDeltaIndicator = 27;
constexpr std::uint8_t kIssuingPoint = 28;
constexpr std::uint8_t kCertificateIssuer = 29;
constexpr std::uint8_t kAuthorityKey = 35;
constexpr std::uint8_t kExpiredCerts = 60;

struct Extension {
  std::uint8_t id_ce = 0;  ///< last arc of 2.5.29.x; 0 for any other OID
  bool is_critical = false;
  ByteView value;
};

std::uint8_t id_ce_of(ByteView oid) {
  const bool is_id_ce = oid.size() == 3 && oid[0] == 0x55 && oid[1] == 0x1D;
  return is_id_ce ? oid[2] : std::uint8_t{0};
}

std::optional<Extension> next_extension(Reader& list) {
  const auto whole = list.next(der::kSequence);
  if (!whole) return std::nullopt;
  Reader parts(whole->content);
  const auto oid = parts.next(der::kOid);
  const auto critical = parts.next(der::kBoolean);
  const auto value = parts.next(der::kOctetString);
  if (!oid || !value || !parts.at_end()) return std::nullopt;
  const bool is_critical =
      critical && critical->content.size() == 1 && critical->content.front() != 0;
  return Extension{id_ce_of(oid->content), is_critical, value->content};
}

std::string hexadecimal_of(ByteView value) {
  const auto number = der::only(value, der::kInteger);
  if (!number) return {};
  std::string text = to_hex(number->content);
  for (char& digit : text) digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  return text.empty() ? "0" : text;
}

template <class Handle, class Read>
Handle read_with(Read read, ByteView der) {
  const unsigned char* at = der.data();
  return Handle(read(nullptr, &at, static_cast<long>(der.size())));  // NOLINT: OpenSSL's type
}

// False: malformed.
bool apply(const Extension& extension, ParsedCrl& crl) {
  switch (extension.id_ce) {
    case kCrlNumber:
      crl.number = hexadecimal_of(extension.value);
      return !crl.number.empty();
    case kDeltaIndicator:
      crl.base_number = hexadecimal_of(extension.value);
      return !crl.base_number.empty();
    case kIssuingPoint:
      crl.issuing_point = read_with<IssuingPointHandle>(d2i_ISSUING_DIST_POINT, extension.value);
      return crl.issuing_point != nullptr;
    case kExpiredCerts: {
      const auto time = der::only(extension.value, der::kGeneralizedTime);
      if (time) crl.expired_certs_on_crl = der::time(*time);
      return true;
    }
    case kAuthorityKey:
      return true;
    default:
      crl.has_unknown_critical = crl.has_unknown_critical || extension.is_critical;
      return true;
  }
}

bool read_extensions(Reader& rest, ParsedCrl& crl) {
  const auto tagged = rest.next(der::context(0));
  if (!tagged) return rest.at_end();
  const auto list = der::only(tagged->content, der::kSequence);
  if (!list || !rest.at_end()) return false;
  Reader extensions(list->content);
  while (!extensions.at_end()) {
    const auto extension = next_extension(extensions);
    if (!extension || !apply(*extension, crl)) return false;
  }
  return true;
}

std::optional<Element> next_time(Reader& reader) {
  auto time = reader.next(der::kUtcTime);
  return time ? time : reader.next(der::kGeneralizedTime);
}

bool read_times(Reader& rest, ParsedCrl& crl) {
  const auto issued = next_time(rest);
  const auto issued_at = issued ? der::time(*issued) : std::nullopt;
  if (!issued_at) return false;
  crl.this_update = *issued_at;
  const auto next = next_time(rest);
  if (next) crl.next_update = der::time(*next);
  return !next || crl.next_update;
}

// RFC 5280, 5.1.1.2: both places must name one algorithm, or the inner is not what was signed with.
bool read_signed_part(ByteView content, ByteView outer_algorithm, ParsedCrl& crl) {
  Reader rest(content);
  rest.next(der::kInteger);  // version; absent in version 1
  const auto algorithm = rest.next(der::kSequence);
  const auto issuer = rest.next(der::kSequence);
  if (!algorithm || !issuer || !std::ranges::equal(algorithm->whole, outer_algorithm)) return false;
  crl.issuer = read_with<NameHandle>(d2i_X509_NAME, issuer->whole);
  if (!crl.issuer || !read_times(rest, crl)) return false;
  if (const auto revoked = rest.next(der::kSequence)) crl.entries = revoked->content;
  return read_extensions(rest, crl);
}

RevocationReason reason_of(ByteView value) {
  const auto code = der::only(value, der::kEnumerated);
  if (!code || code->content.size() != 1) return RevocationReason::Unspecified;
  const std::uint8_t number = code->content.front();
  const bool is_known = number <= 10 && number != 7;
  return is_known ? static_cast<RevocationReason>(number) : RevocationReason::Unspecified;
}

void apply(const Extension& extension, ParsedCrlEntry& entry, CrlScan& scan) {
  switch (extension.id_ce) {
    case kReasonCode:
      entry.reason = reason_of(extension.value);
      return;
    case kInvalidityDate:
      if (const auto time = der::only(extension.value, der::kGeneralizedTime)) {
        entry.invalid_since = der::time(*time);
      }
      return;
    case kCertificateIssuer:
      entry.certificate_issuer = extension.value;
      return;
    case kHoldInstruction:
      return;
    default:
      scan.has_unknown_critical = scan.has_unknown_critical || extension.is_critical;
  }
}

std::optional<ParsedCrlEntry> read_entry(ByteView content, CrlScan& scan) {
  Reader parts(content);
  const auto serial = parts.next(der::kInteger);
  const auto time = next_time(parts);
  if (!serial || !time) return std::nullopt;
  ParsedCrlEntry entry;
  entry.serial = der::trimmed(serial->content);
  // A date nobody can read must not shorten a revocation: it then holds since ever.
  entry.revoked_at = der::time(*time).value_or(UtcTime{});
  if (parts.at_end()) return entry;
  const auto list = parts.next(der::kSequence);
  if (!list || !parts.at_end()) return std::nullopt;
  Reader extensions(list->content);
  while (!extensions.at_end()) {
    const auto extension = next_extension(extensions);
    if (!extension) return std::nullopt;
    apply(*extension, entry, scan);
  }
  return entry;
}

}  // namespace

std::optional<ParsedCrl> parse_crl(ByteView der_bytes) {
  const auto whole = der::only(der_bytes, der::kSequence);
  if (!whole) return std::nullopt;
  Reader parts(whole->content);
  const auto signed_part = parts.next(der::kSequence);
  const auto algorithm = parts.next(der::kSequence);
  const auto signature = parts.next(der::kBitString);
  if (!signed_part || !algorithm || !signature || !parts.at_end()) return std::nullopt;
  ParsedCrl crl;
  crl.signed_part = signed_part->whole;
  crl.algorithm = read_with<AlgorithmHandle>(d2i_X509_ALGOR, algorithm->whole);
  crl.signature = read_with<BitStringHandle>(d2i_ASN1_BIT_STRING, signature->whole);
  const bool is_read = crl.algorithm && crl.signature &&
                       read_signed_part(signed_part->content, algorithm->whole, crl);
  ERR_clear_error();
  if (!is_read) return std::nullopt;
  return crl;
}

CrlScan scan_entries(ByteView entries, const std::function<void(const ParsedCrlEntry&)>& visit) {
  CrlScan scan;
  Reader list(entries);
  while (!list.at_end()) {
    const auto whole = list.next(der::kSequence);
    const auto entry = whole ? read_entry(whole->content, scan) : std::nullopt;
    scan.is_sound = entry.has_value();
    if (!scan.is_sound) return scan;
    visit(*entry);
  }
  return scan;
}

}  // namespace sohoa
