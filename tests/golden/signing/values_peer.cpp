#include "golden/signing/values_peer.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <openssl/asn1.h>
#include <openssl/ec.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "signing/parsers/cms_ber.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

void require(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

EVP_PKEY* make_key(const std::string& type) {
  if (type == "RSA") return EVP_RSA_gen(2048);
  if (type == "ED25519" || type == "ED448")
    return EVP_PKEY_Q_keygen(nullptr, nullptr, type.c_str());
  return EVP_EC_gen(type.c_str());
}

void add_key_id(X509* certificate) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const auto free_extension = [](X509_EXTENSION* one) { X509_EXTENSION_free(one); };
  const std::unique_ptr<X509_EXTENSION, decltype(free_extension)> extension(
      X509V3_EXT_conf_nid(nullptr, &context, NID_subject_key_identifier, "hash"), free_extension);
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "key identifier");
}

const EVP_MD* digest_for(const EVP_PKEY* key) {
  const bool is_eddsa = EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1;
  return is_eddsa ? nullptr : EVP_sha256();
}

void certify(Identity& identity, X509_NAME* name, const ASN1_INTEGER* serial, long days) {
  identity.certificate.reset(X509_new());
  X509* certificate = identity.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  X509_set_serialNumber(certificate, const_cast<ASN1_INTEGER*>(serial));  // NOLINT: copied
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86'400);
  X509_set_subject_name(certificate, name);
  X509_set_issuer_name(certificate, name);
  X509_set_pubkey(certificate, identity.key.get());
  add_key_id(certificate);
  require(X509_sign(certificate, identity.key.get(), digest_for(identity.key.get())) > 0, "sign");
}

Bytes concat(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

const Bytes kInteger1{0x02, 0x01, 0x01};
const Bytes kInteger3{0x02, 0x01, 0x03};

Bytes issuer_and_serial(X509* certificate) {
  unsigned char* name = nullptr;
  unsigned char* serial = nullptr;
  const int name_size = i2d_X509_NAME(X509_get_issuer_name(certificate), &name);
  const int serial_size = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), &serial);
  require(name_size > 0 && serial_size > 0, "issuer and serial");
  const Bytes both =
      der(kBerSequence, {Bytes(name, name + name_size), Bytes(serial, serial + serial_size)});
  OPENSSL_free(name);
  OPENSSL_free(serial);
  return both;
}

std::vector<Bytes> signed_attributes(const CmsRecipe& recipe) {
  std::vector<Bytes> attributes{
      der_attribute("1.2.840.113549.1.9.3", {der_oid(recipe.attribute_content_type)})};
  if (recipe.has_message_digest)
    attributes.push_back(der_attribute("1.2.840.113549.1.9.4",
                                       {der_octets(digest_of(recipe.content, recipe.digest))}));
  for (const Bytes& attribute : recipe.more_attributes) attributes.push_back(attribute);
  return recipe.sort_attributes ? sorted(attributes) : attributes;
}

Bytes unsigned_attributes(const CmsRecipe& recipe, ByteView value, ByteView fields) {
  std::vector<Bytes> attributes = recipe.unsigned_attributes;
  if (recipe.token_over_value)
    attributes.push_back(
        der_attribute("1.2.840.113549.1.9.16.2.14", {recipe.token_over_value(value)}));
  if (recipe.late_attribute) attributes.push_back(recipe.late_attribute(fields));
  return attributes.empty() ? Bytes{} : der(kBerContext1Constructed, attributes);
}

Bytes signer_info(const CmsRecipe& recipe) {
  const std::vector<Bytes> attributes =
      recipe.has_attributes ? signed_attributes(recipe) : std::vector<Bytes>{};
  const Bytes value = sign(*recipe.signer,
                           recipe.signed_with,
                           recipe.has_attributes ? der(kBerSet, attributes) : recipe.content);
  const bool by_key = recipe.signer_identifier && recipe.signer_identifier->front() == kBerContext0;
  const Bytes fields = concat(
      {by_key ? kInteger3 : kInteger1,
       recipe.signer_identifier.value_or(issuer_and_serial(recipe.signer->certificate.get())),
       der_algorithm(recipe.digest_oid),
       recipe.has_attributes ? der(kBerContext0Constructed, attributes) : Bytes{},
       recipe.signature_algorithm,
       der_octets(value)});
  return der(kBerSequence, {fields, unsigned_attributes(recipe, value, fields)});
}

Bytes content_info(const CmsRecipe& recipe) {
  if (!recipe.encapsulated) return der(kBerSequence, {der_oid(recipe.content_type)});
  return der(kBerSequence,
             {der_oid(recipe.content_type),
              der(kBerContext0Constructed, {der_octets(*recipe.encapsulated)})});
}

}  // namespace

PeerFolder::PeerFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "sohoa-values-XXXXXX").string();
  require(::mkdtemp(name.data()) != nullptr, "mkdtemp");
  path_ = name;
}

PeerFolder::~PeerFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

bool PeerFolder::run(const std::string& command) const {
  const std::string line = "cd '" + path_.string() + "' && (" + command + ") >log 2>&1";
  return std::system(line.c_str()) == 0;  // NOLINT: a peer
}

Bytes PeerFolder::read(const std::string& name) const {
  std::ifstream file(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void PeerFolder::write(const std::string& name, ByteView bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << as_text(bytes);
}

Bytes Identity::der() const {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate.get(), &bytes);
  require(size > 0, "i2d_X509");
  Bytes copy(bytes, bytes + size);
  OPENSSL_free(bytes);
  return copy;
}

Identity make_identity(const std::string& type, const std::string& name, long serial) {
  Identity identity;
  identity.key.reset(make_key(type));
  require(identity.key != nullptr, "no key");
  const auto free_name = [](X509_NAME* one) { X509_NAME_free(one); };
  const std::unique_ptr<X509_NAME, decltype(free_name)> subject(X509_NAME_new(), free_name);
  X509_NAME_add_entry_by_txt(subject.get(),
                             "CN",
                             MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()),  // NOLINT
                             -1,
                             -1,
                             0);
  const auto free_integer = [](ASN1_INTEGER* one) { ASN1_INTEGER_free(one); };
  const std::unique_ptr<ASN1_INTEGER, decltype(free_integer)> number(ASN1_INTEGER_new(),
                                                                     free_integer);
  ASN1_INTEGER_set(number.get(), serial);
  certify(identity, subject.get(), number.get(), 30);
  return identity;
}

Identity make_twin(const Identity& original) {
  Identity twin;
  EVP_PKEY_up_ref(original.key.get());
  twin.key.reset(original.key.get());
  certify(twin,
          X509_get_subject_name(original.certificate.get()),
          X509_get0_serialNumber(original.certificate.get()),
          60);
  return twin;
}

Bytes der(std::uint8_t tag, const std::vector<Bytes>& parts) {
  return der_element(tag, concat(parts));
}

Bytes der_oid(const std::string& dotted) {
  const auto free_object = [](ASN1_OBJECT* one) { ASN1_OBJECT_free(one); };
  const std::unique_ptr<ASN1_OBJECT, decltype(free_object)> object(OBJ_txt2obj(dotted.c_str(), 1),
                                                                   free_object);
  require(object != nullptr, "OID");
  unsigned char* bytes = nullptr;
  const int size = i2d_ASN1_OBJECT(object.get(), &bytes);
  require(size > 0, "OID");
  Bytes copy(bytes, bytes + size);
  OPENSSL_free(bytes);
  return copy;
}

Bytes der_octets(ByteView octets) {
  return der_element(kBerOctetString, octets);
}

Bytes der_algorithm(const std::string& dotted) {
  return der(kBerSequence, {der_oid(dotted)});
}

Bytes der_attribute(const std::string& dotted, const std::vector<Bytes>& values) {
  return der(kBerSequence, {der_oid(dotted), der(kBerSet, values)});
}

std::vector<Bytes> sorted(std::vector<Bytes> attributes) {
  std::sort(attributes.begin(), attributes.end());
  return attributes;
}

Bytes sign(const Identity& signer, HashAlgorithm hash, ByteView message) {
  const auto free_context = [](EVP_MD_CTX* one) { EVP_MD_CTX_free(one); };
  const std::unique_ptr<EVP_MD_CTX, decltype(free_context)> context(EVP_MD_CTX_new(), free_context);
  Bytes value(1'024);
  std::size_t size = value.size();
  require(
      EVP_DigestSignInit_ex(context.get(),
                            nullptr,
                            openssl_name(hash),
                            nullptr,
                            nullptr,
                            signer.key.get(),
                            nullptr) == 1 &&
          EVP_DigestSign(context.get(), value.data(), &size, message.data(), message.size()) == 1,
      "EVP_DigestSign");
  value.resize(size);
  return value;
}

Bytes make_cms(const CmsRecipe& recipe) {
  const std::vector<Bytes> certificates =
      recipe.certificates.empty() ? std::vector<Bytes>{recipe.signer->der()} : recipe.certificates;
  std::vector<Bytes> signers;
  for (std::int32_t i = 0; i < recipe.signers; ++i) signers.push_back(signer_info(recipe));
  const Bytes signed_data =
      der(kBerSequence,
          {kInteger1,
           der(kBerSet, {der_algorithm(recipe.digest_oid)}),
           content_info(recipe),
           der(kBerContext0Constructed, certificates),
           recipe.crls.empty() ? Bytes{} : der(kBerContext1Constructed, recipe.crls),
           der(kBerSet, signers)});
  return der(kBerSequence,
             {der_oid("1.2.840.113549.1.7.2"), der(kBerContext0Constructed, {signed_data})});
}

Bytes make_token(const Identity& authority,
                 ByteView stamped,
                 const std::vector<Bytes>& unsigned_attributes) {
  const std::string time = "20260102030405Z";
  const Bytes info = der(kBerSequence,
                         {kInteger1,
                          der_oid("1.2.3.4"),
                          der(kBerSequence,
                              {der_algorithm("2.16.840.1.101.3.4.2.1"),
                               der_octets(digest_of(stamped, HashAlgorithm::Sha256))}),
                          Bytes{0x02, 0x02, 0x0A, 0xBC},
                          der_element(kBerGeneralizedTime, as_bytes(time))});
  CmsRecipe recipe;
  recipe.signer = &authority;
  recipe.content_type = recipe.attribute_content_type = "1.2.840.113549.1.9.16.1.4";
  recipe.content = info;
  recipe.encapsulated = info;
  recipe.more_attributes = {ess_v2(authority.der())};
  recipe.unsigned_attributes = unsigned_attributes;
  return make_cms(recipe);
}

Bytes ess_v2(ByteView certificate_der) {
  const Bytes digest = der_octets(digest_of(certificate_der, HashAlgorithm::Sha256));
  const Bytes id = der(kBerSequence, {digest});
  return der_attribute("1.2.840.113549.1.9.16.2.47",
                       {der(kBerSequence, {der(kBerSequence, {id})})});
}

Bytes signing_time(const std::string& utc) {
  return der_attribute("1.2.840.113549.1.9.5", {der_element(kBerUtcTime, as_bytes(utc))});
}

}  // namespace sohoa
