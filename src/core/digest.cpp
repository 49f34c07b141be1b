#include "core/digest.h"

#include <algorithm>
#include <new>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace sohoa {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// OpenSSL fails here only when it has no memory or no SHA-256 at all; neither can be worked around.
void require(bool ok) {
  if (!ok) throw std::bad_alloc();
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  require(state_->context && EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(ByteView bytes) {
  require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

void Sha256::update(std::string_view text) {
  update(as_bytes(text));
}

Digest Sha256::finish() {
  Digest digest;
  unsigned size = 0;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.value.data(), &size) == 1);
  return digest;
}

std::string Digest::hex() const {
  return to_hex(value);
}

bool Digest::is_zero() const {
  return std::all_of(value.begin(), value.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::optional<Digest> Digest::parse(std::string_view hex) {
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  Digest digest;
  std::copy(bytes->begin(), bytes->end(), digest.value.begin());
  return digest;
}

void use_builtin_crypto() {
  (void)::OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
}

Digest sha256(ByteView bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

Digest sha256(std::string_view text) {
  return sha256(as_bytes(text));
}

}  // namespace sohoa
