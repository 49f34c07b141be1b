// Certificates as people keep them: PEM, bare base64 or DER.
#include <array>

#include "signing/trust_file.h"

namespace sohoa {
namespace {

struct PemLabel {
  std::string_view begin;
  std::string_view end;
};

constexpr PemLabel kCertificate = {"-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"};
constexpr PemLabel kCrl = {"-----BEGIN X509 CRL-----", "-----END X509 CRL-----"};

// Value of a base64 digit (RFC 4648, 4); -1 for a foreign character.
int digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::optional<Bytes> from_base64(std::string_view text) {
  Bytes bytes;
  std::uint32_t bits = 0;
  int held = 0;
  bool is_padded = false;
  for (const char c : text) {
    if (is_space(c)) continue;
    if (c == '=') {
      is_padded = true;
      continue;
    }
    const int value = digit(c);
    if (value < 0 || is_padded) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(held)));
  }
  return bytes;
}

// A SEQUENCE in definite DER length that ends where the bytes end; the rest is the cage's to read.
bool looks_like_der(ByteView der) {
  if (der.size() < 4 || der[0] != 0x30 || der[1] <= 0x80 || der[1] > 0x83) return false;
  const std::size_t count = der[1] - 0x80U;
  if (der.size() < 2 + count) return false;
  std::size_t length = 0;
  for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | der[2 + i];
  return der.size() == 2 + count + length;
}

Result<Bytes> der_of(ByteView pem_or_der, const PemLabel& label) {
  if (looks_like_der(pem_or_der)) return Bytes(pem_or_der.begin(), pem_or_der.end());
  std::string_view text = as_text(pem_or_der);
  if (const auto begin = text.find(label.begin); begin != std::string_view::npos) {
    text.remove_prefix(begin + label.begin.size());
    const auto end = text.find(label.end);
    if (end == std::string_view::npos) return Error{Fault::BadTrustFile, "PEM without end", {}};
    text = text.substr(0, end);
  }
  auto der = from_base64(text);
  if (!der || !looks_like_der(*der)) {
    return Error{Fault::BadTrustFile, "not a certificate (PEM, base64 or DER)", {}};
  }
  return *std::move(der);
}

}  // namespace

Result<Bytes> certificate_der(ByteView pem_or_der) {
  return der_of(pem_or_der, kCertificate);
}

Result<Bytes> evidence_der(ByteView pem_or_der) {
  const bool is_crl = as_text(pem_or_der).find(kCrl.begin) != std::string_view::npos;
  return der_of(pem_or_der, is_crl ? kCrl : kCertificate);
}

}  // namespace sohoa
