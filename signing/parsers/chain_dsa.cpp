#include "signing/parsers/chain_dsa.h"

#include <openssl/objects.h>

namespace sohoa {
namespace {

using PublicKeyHandle = OpensslHandle<X509_PUBKEY, X509_PUBKEY_free>;
using KeyHandle = OpensslHandle<EVP_PKEY, EVP_PKEY_free>;

struct KeyParts {
  int algorithm = NID_undef;
  int parameter_type = V_ASN1_UNDEF;
  const void* parameters = nullptr;
  const unsigned char* bits = nullptr;
  int size = 0;
};

KeyParts parts_of(const X509* certificate) {
  KeyParts parts;
  ASN1_OBJECT* object = nullptr;
  X509_ALGOR* algorithm = nullptr;
  X509_PUBKEY_get0_param(
      &object, &parts.bits, &parts.size, &algorithm, X509_get_X509_PUBKEY(certificate));
  X509_ALGOR_get0(nullptr, &parts.parameter_type, &parts.parameters, algorithm);
  parts.algorithm = OBJ_obj2nid(object);
  return parts;
}

// Written and read again, because only reading makes a usable key of it.
KeyHandle decoded(X509_PUBKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(key, &der);
  if (size <= 0) return nullptr;
  const OpensslMemory<unsigned char> owner(der);
  const unsigned char* at = der;
  return KeyHandle(d2i_PUBKEY(nullptr, &at, size));
}

KeyHandle joined(const KeyParts& own, const KeyParts& inherited) {
  const PublicKeyHandle key(X509_PUBKEY_new());
  StringHandle parameters(ASN1_STRING_dup(static_cast<const ASN1_STRING*>(inherited.parameters)));
  OpensslMemory<unsigned char> bits(
      static_cast<unsigned char*>(OPENSSL_memdup(own.bits, static_cast<std::size_t>(own.size))));
  if (!key || !parameters || !bits) return nullptr;
  if (X509_PUBKEY_set0_param(key.get(),
                             OBJ_nid2obj(NID_dsa),
                             V_ASN1_SEQUENCE,
                             parameters.get(),
                             bits.get(),
                             own.size) != 1) {
    return nullptr;
  }
  static_cast<void>(parameters.release());  // NOLINT: the key's now
  static_cast<void>(bits.release());        // NOLINT
  return decoded(key.get());
}

}  // namespace

bool lacks_dsa_parameters(const X509* certificate) {
  const KeyParts parts = parts_of(certificate);
  return parts.algorithm == NID_dsa && parts.parameter_type != V_ASN1_SEQUENCE;
}

CertificateHandle with_parameters_of(const X509* issuer, const X509* certificate) {
  const KeyParts inherited = parts_of(issuer);
  const bool has_them =
      inherited.algorithm == NID_dsa && inherited.parameter_type == V_ASN1_SEQUENCE;
  const KeyHandle key = has_them ? joined(parts_of(certificate), inherited) : nullptr;
  CertificateHandle copy(key ? X509_dup(certificate) : nullptr);
  if (copy && X509_set_pubkey(copy.get(), key.get()) != 1) copy.reset();
  return copy;
}

}  // namespace sohoa
