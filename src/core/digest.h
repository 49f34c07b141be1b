// SHA-256 (FIPS 180-4), the name under which every received byte is kept.
#pragma once

#include <array>
#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace sohoa {

/// A SHA-256 value. Ordered, so it can be a map key; the default is all zeros, which names nothing.
struct Digest {
  std::array<std::uint8_t, 32> value{};

  auto operator<=>(const Digest&) const = default;
  std::string hex() const;
  bool is_zero() const;
  /// 64 digits of either case; nullopt otherwise.
  static std::optional<Digest> parse(std::string_view hex);
};

/// Hashes a stream piece by piece. One thread at a time; about 1.8 GB/s with SHA extensions.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(ByteView bytes);
  void update(std::string_view text);
  /// The digest of all that was fed. Call once; the object is spent afterwards.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Keeps OpenSSL from reading its configuration file, which costs a millisecond and may name
/// providers nobody here asked for. Once, before the first digest of the process.
void use_builtin_crypto();

Digest sha256(ByteView bytes);
Digest sha256(std::string_view text);

}  // namespace sohoa
