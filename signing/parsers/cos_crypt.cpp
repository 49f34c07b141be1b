#include "signing/parsers/cos_crypt.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace sohoa::cos {
namespace {

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// ISO 32000-1, 7.6.3.3: what a short password is filled up with.
constexpr std::array<std::uint8_t, 32> kPadding = {
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A};

enum class AesMode { Encrypt, Decrypt };

ByteView first(ByteView bytes, std::size_t count) {
  return bytes.subspan(0, std::min(count, bytes.size()));
}

ByteView slice(ByteView bytes, std::size_t from, std::size_t count) {
  return from >= bytes.size() ? ByteView{} : first(bytes.subspan(from), count);
}

void append(Bytes& to, ByteView more) {
  to.insert(to.end(), more.begin(), more.end());
}

Bytes digest(const EVP_MD* kind, ByteView bytes) {
  std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned int length = 0;
  if (!context || EVP_DigestInit_ex(context.get(), kind, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), out.data(), &length) != 1)
    return {};
  out.resize(length);
  return out;
}

Bytes md5(ByteView bytes) {
  return digest(EVP_md5(), bytes);
}
Bytes sha256(ByteView bytes) {
  return digest(EVP_sha256(), bytes);
}

// CBC without padding over whole blocks; what is left of a block is dropped, as readers do.
Bytes aes(ByteView key, ByteView iv, ByteView text, AesMode mode) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  const auto* kind = key.size() == 16 ? EVP_aes_128_cbc() : EVP_aes_256_cbc();
  Bytes out(text.size() + 32);
  int length = 0;
  const auto blocks = static_cast<int>(text.size() / 16 * 16);
  if (!context || iv.size() != 16 || (key.size() != 16 && key.size() != 32) ||
      EVP_CipherInit_ex(
          context.get(), kind, nullptr, key.data(), iv.data(), mode == AesMode::Encrypt ? 1 : 0) !=
          1)
    return {};
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  if (EVP_CipherUpdate(context.get(), out.data(), &length, text.data(), blocks) != 1) return {};
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// The initialisation vector stands before the text; the last byte counts the padding (PKCS #5).
Bytes aes_with_iv(ByteView key, ByteView bytes) {
  if (bytes.size() < 32) return {};
  auto text = aes(key, first(bytes, 16), bytes.subspan(16), AesMode::Decrypt);
  if (!text.empty() && text.back() >= 1 && text.back() <= 16)
    text.resize(text.size() - text.back());
  return text;
}

Bytes padded(ByteView password) {
  Bytes out;
  append(out, first(password, 32));
  append(out, first(kPadding, 32 - out.size()));
  return out;
}

/// Entries of the encryption dictionary, as numbers and bytes.
struct Handler {
  std::int64_t revision = 0;
  std::int64_t permissions = 0;
  Bytes owner, user, owner_key, user_key;
  Bytes id;
  std::size_t key_bytes = 5;
  bool encrypts_metadata = true;
};

std::int64_t integer(const Dict& dict, std::string_view key, std::int64_t otherwise) {
  const auto* entry = dict.get(key);
  const auto* number = entry == nullptr ? nullptr : entry->integer();
  return number == nullptr ? otherwise : *number;
}

Bytes text(const Dict& dict, std::string_view key) {
  const auto* entry = dict.get(key);
  const auto* string = entry == nullptr ? nullptr : entry->string();
  return string == nullptr ? Bytes{} : Bytes(string->begin(), string->end());
}

std::string name_or(const Dict& dict, std::string_view key, std::string_view otherwise) {
  const auto* entry = dict.get(key);
  const auto* name = entry == nullptr ? nullptr : entry->name();
  return std::string(name == nullptr ? otherwise : *name);
}

bool flag(const Dict& dict, std::string_view key, bool otherwise) {
  const auto* entry = dict.get(key);
  const auto* value = entry == nullptr ? nullptr : std::get_if<bool>(&entry->value());
  return value == nullptr ? otherwise : *value;
}

// ISO 32000-1, algorithm 2.
Bytes key_of_user(const Handler& handler, ByteView password) {
  Bytes input = padded(password);
  append(input, first(handler.owner, 32));
  for (int shift = 0; shift < 32; shift += 8)
    input.push_back(static_cast<std::uint8_t>(handler.permissions >> shift & 0xFF));
  append(input, handler.id);
  if (handler.revision >= 4 && !handler.encrypts_metadata) input.insert(input.end(), 4, 0xFF);
  Bytes key = md5(input);
  key.resize(handler.key_bytes);
  if (handler.revision >= 3) {
    for (int round = 0; round < 50; ++round) {
      key = md5(key);
      key.resize(handler.key_bytes);
    }
  }
  return key;
}

Bytes with_each_byte(ByteView key, int mask) {
  Bytes out(key.begin(), key.end());
  for (auto& byte : out) byte = static_cast<std::uint8_t>(byte ^ mask);
  return out;
}

// Algorithms 4 to 6: whether the key makes the /U that stands in the file.
bool opens(const Handler& handler, const Bytes& key) {
  if (handler.revision == 2) return rc4(key, kPadding) == handler.user;
  Bytes input(kPadding.begin(), kPadding.end());
  append(input, handler.id);
  auto made = rc4(key, md5(input));
  for (int round = 1; round <= 19; ++round) made = rc4(with_each_byte(key, round), made);
  return std::ranges::equal(made, first(handler.user, 16));
}

// Algorithm 7: the owner's password yields the user's.
Bytes user_password_of_owner(const Handler& handler, ByteView password) {
  Bytes key = md5(padded(password));
  if (handler.revision >= 3)
    for (int round = 0; round < 50; ++round) key = md5(key);
  key.resize(handler.key_bytes);
  if (handler.revision == 2) return rc4(key, first(handler.owner, 32));
  Bytes out(handler.owner.begin(),
            handler.owner.begin() +
                static_cast<std::ptrdiff_t>(std::min<std::size_t>(32, handler.owner.size())));
  for (int round = 19; round >= 0; --round) out = rc4(with_each_byte(key, round), out);
  return out;
}

std::optional<Bytes> legacy_key(const Handler& handler, ByteView password) {
  auto key = key_of_user(handler, password);
  if (opens(handler, key)) return key;
  key = key_of_user(handler, user_password_of_owner(handler, password));
  if (opens(handler, key)) return key;
  return std::nullopt;
}

// ISO 32000-2, algorithm 2.B; revision 5 is its first line alone.
Bytes hash_2b(const Handler& handler, ByteView password, ByteView salt, ByteView user) {
  Bytes input(password.begin(), password.end());
  append(input, salt);
  append(input, user);
  Bytes k = sha256(input);
  if (handler.revision < 6) return k;
  for (int round = 0, last = 0; round < 64 || last > round - 32; ++round) {
    Bytes block(password.begin(), password.end());
    append(block, k);
    append(block, user);
    Bytes all;
    all.reserve(block.size() * 64);
    for (int copy = 0; copy < 64; ++copy) append(all, block);
    const auto e = aes(first(k, 16), slice(k, 16, 16), all, AesMode::Encrypt);
    if (e.size() < 16) return {};
    const int modulo = std::accumulate(e.begin(), e.begin() + 16, 0) % 3;
    k = digest(modulo == 0 ? EVP_sha256() : modulo == 1 ? EVP_sha384() : EVP_sha512(), e);
    last = e.back();
  }
  k.resize(32);
  return k;
}

// ISO 32000-2, algorithm 2.A: 32 bytes of digest, 8 of validation salt, 8 of key salt.
std::optional<Bytes> modern_key(const Handler& handler, ByteView password) {
  const auto short_password = first(password, 127);
  const auto user = first(handler.user, 48);
  const Bytes no_iv(16, 0);
  const auto is_digest = [&](const Bytes& entry, ByteView of_user) {
    const auto made = hash_2b(handler, short_password, slice(entry, 32, 8), of_user);
    return made.size() == 32 && std::ranges::equal(made, first(entry, 32));
  };
  const auto unwrap = [&](const Bytes& entry, ByteView of_user, const Bytes& wrapped) {
    const auto made = hash_2b(handler, short_password, slice(entry, 40, 8), of_user);
    return aes(made, no_iv, first(wrapped, 32), AesMode::Decrypt);
  };
  if (handler.user.size() < 48 || handler.owner.size() < 48) return std::nullopt;
  if (is_digest(handler.owner, user)) return unwrap(handler.owner, user, handler.owner_key);
  if (is_digest(handler.user, {})) return unwrap(handler.user, {}, handler.user_key);
  return std::nullopt;
}

Handler read_handler(const Dict& encrypt, ByteView id) {
  Handler handler;
  handler.revision = integer(encrypt, "R", 0);
  handler.permissions = integer(encrypt, "P", 0);
  handler.owner = text(encrypt, "O");
  handler.user = text(encrypt, "U");
  handler.owner_key = text(encrypt, "OE");
  handler.user_key = text(encrypt, "UE");
  handler.id.assign(id.begin(), id.end());
  handler.encrypts_metadata = flag(encrypt, "EncryptMetadata", true);
  const auto bits = integer(encrypt, "V", 0) == 4 ? 128 : integer(encrypt, "Length", 40);
  handler.key_bytes = static_cast<std::size_t>(std::clamp<std::int64_t>(bits / 8, 5, 16));
  if (handler.revision == 2 || integer(encrypt, "V", 0) == 1) handler.key_bytes = 5;
  return handler;
}

Cipher cipher_named(const std::string& method) {
  if (method == "V2") return Cipher::Rc4;
  if (method == "AESV2") return Cipher::AesV2;
  return method == "AESV3" ? Cipher::AesV3 : Cipher::Identity;
}

}  // namespace

// Fifteen lines instead of OpenSSL's legacy provider, which would have to be loaded from disk
// before the cage is entered, for every file, for the few that need it.
Bytes rc4(ByteView key, ByteView text) {
  std::array<std::uint8_t, 256> state{};
  std::iota(state.begin(), state.end(), std::uint8_t{0});
  if (key.empty()) return {};
  for (std::size_t i = 0, j = 0; i < 256; ++i) {
    j = (j + state[i] + key[i % key.size()]) & 0xFF;
    std::swap(state[i], state[j]);
  }
  Bytes out(text.begin(), text.end());
  std::size_t i = 0;
  std::size_t j = 0;
  for (auto& byte : out) {
    i = (i + 1) & 0xFF;
    j = (j + state[i]) & 0xFF;
    std::swap(state[i], state[j]);
    byte ^= state[(state[i] + state[j]) & 0xFF];
  }
  return out;
}

Result<Decryptor> Decryptor::open(const Dict& encrypt, ByteView id, const std::string& password) {
  // The cage has no file system: OpenSSL must not look for its configuration there.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  const auto filter = name_or(encrypt, "Filter", "");
  const auto version = integer(encrypt, "V", 0);
  const auto handler = read_handler(encrypt, id);
  if (filter != "Standard")
    return Error{Fault::UnsupportedFeature, "security handler " + filter, {}};
  if (version < 1 || version > 5 || version == 3 || handler.revision < 2 || handler.revision > 6)
    return Error{Fault::UnsupportedFeature, "encryption version " + std::to_string(version), {}};
  Decryptor made;
  made.encrypts_metadata_ = handler.encrypts_metadata;
  made.key_bytes_ = static_cast<std::int32_t>(handler.key_bytes);
  TRY(made.read_ciphers(encrypt, version));
  const auto key = handler.revision >= 5 ? modern_key(handler, as_bytes(password))
                                         : legacy_key(handler, as_bytes(password));
  if (!key)
    return Error{Fault::NeedsPassword, password.empty() ? "" : "this one does not open it", {}};
  made.key_ = *key;
  return made;
}

Result<void> Decryptor::read_ciphers(const Dict& encrypt, std::int64_t version) {
  if (version < 4) return {};
  const auto* filters = encrypt.get("CF") == nullptr ? nullptr : encrypt.get("CF")->dict();
  if (filters != nullptr) {
    for (const auto& [name, entry] : filters->entries)
      if (entry.dict() != nullptr)
        filters_.emplace_back(name, cipher_named(name_or(*entry.dict(), "CFM", "None")));
  }
  stream_cipher_ = cipher_of(name_or(encrypt, "StmF", "Identity"));
  string_cipher_ = cipher_of(name_or(encrypt, "StrF", "Identity"));
  const bool is_modern = stream_cipher_ == Cipher::AesV3 || string_cipher_ == Cipher::AesV3;
  const bool is_legacy = stream_cipher_ == Cipher::AesV2 || stream_cipher_ == Cipher::Rc4;
  if ((version == 5 && is_legacy) || (version == 4 && is_modern))
    return Error{Fault::CorruptFile, "crypt filters do not fit the encryption version", {}};
  return {};
}

Cipher Decryptor::cipher_of(const std::string& filter) const {
  const auto found = std::find_if(
      filters_.begin(), filters_.end(), [&](const auto& known) { return known.first == filter; });
  return found == filters_.end() ? Cipher::Identity : found->second;
}

// ISO 32000-1, algorithm 1; AESV3 uses the file's key as it is.
Bytes Decryptor::object_key(Ref owner, Cipher cipher) const {
  if (cipher == Cipher::AesV3) return key_;
  Bytes input = key_;
  for (const int shift : {0, 8, 16})
    input.push_back(static_cast<std::uint8_t>(owner.number >> shift & 0xFF));
  for (const int shift : {0, 8})
    input.push_back(static_cast<std::uint8_t>(owner.generation >> shift & 0xFF));
  if (cipher == Cipher::AesV2) append(input, as_bytes("sAlT"));
  auto key = md5(input);
  key.resize(std::min<std::size_t>(key_.size() + 5, 16));
  return key;
}

Bytes Decryptor::decrypt(ByteView bytes, Ref owner, Cipher cipher) const {
  if (cipher == Cipher::Identity) return {bytes.begin(), bytes.end()};
  const auto key = object_key(owner, cipher);
  return cipher == Cipher::Rc4 ? rc4(key, bytes) : aes_with_iv(key, bytes);
}

std::string Decryptor::string(const std::string& bytes, Ref owner) const {
  return std::string(as_text(decrypt(as_bytes(bytes), owner, string_cipher_)));
}

Bytes Decryptor::stream(ByteView bytes, Ref owner, const std::string* filter) const {
  return decrypt(bytes, owner, filter == nullptr ? stream_cipher_ : cipher_of(*filter));
}

}  // namespace sohoa::cos
