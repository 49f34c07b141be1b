// The standard security handler of a PDF (ISO 32000-1, 7.6; revisions 5 and 6: ISO 32000-2).
//
// Private to the reader of revisions. RC4 of 40 to 128 bits, AESV2 and AESV3, with the empty
// password or a given one, user's or owner's. Reads no file: OpenSSL's configuration is not loaded.
#pragma once

#include <memory>
#include <string>

#include "core/bytes.h"
#include "core/result.h"
#include "signing/parsers/cos_object.h"

namespace sohoa::cos {

enum class Cipher : std::uint8_t { Identity, Rc4, AesV2, AesV3 };

/// Decrypts strings and streams of one file.
class Decryptor {
 public:
  /// `encrypt` with every entry resolved; `id` is the first element of the trailer's /ID.
  /// NeedsPassword, UnsupportedFeature, CorruptFile.
  static Result<Decryptor> open(const Dict& encrypt, ByteView id, const std::string& password);

  std::string string(const std::string& bytes, Ref owner) const;
  /// `filter` is the /Name of a Crypt filter; null: the file's own for streams.
  Bytes stream(ByteView bytes, Ref owner, const std::string* filter) const;
  bool encrypts_metadata() const { return encrypts_metadata_; }

 private:
  Cipher cipher_of(const std::string& filter) const;
  Bytes decrypt(ByteView bytes, Ref owner, Cipher cipher) const;
  Bytes object_key(Ref owner, Cipher cipher) const;
  Result<void> read_ciphers(const Dict& encrypt, std::int64_t version);

  Bytes key_;
  Cipher string_cipher_ = Cipher::Rc4;
  Cipher stream_cipher_ = Cipher::Rc4;
  std::vector<std::pair<std::string, Cipher>> filters_;
  std::int32_t key_bytes_ = 5;
  bool encrypts_metadata_ = true;
};

/// For tests and the key schedule; the same call encrypts and decrypts.
Bytes rc4(ByteView key, ByteView text);

}  // namespace sohoa::cos
