#include "signing/parsers/cms_archive.h"

#include <algorithm>
#include <string_view>

#include "signing/parsers/timestamp_token.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

/// ATSHashIndex (EN 319 122-1, 5.5.2) and its third version differ in how attributes are hashed.
struct HashIndex {
  BerElement value;
  bool is_v3 = false;
};

std::optional<HashIndex> find_index(const SignedData& token) {
  std::string fault;
  if (token.signers.empty() || !token.signers.front().unsigned_attributes) return std::nullopt;
  const CmsAttributes attributes(*token.signers.front().unsigned_attributes, fault);
  if (const auto value = attributes.value(kAttrHashIndexV3)) return HashIndex{*value, true};
  if (const auto value = attributes.value(kAttrHashIndex)) return HashIndex{*value, false};
  return std::nullopt;
}

void append(Bytes& to, ByteView from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::vector<Bytes> digests_of(const std::vector<ByteView>& elements, HashAlgorithm hash) {
  std::vector<Bytes> digests;
  for (const ByteView element : elements) digests.push_back(digest_of(element, hash));
  return digests;
}

// Version 1 hashes each Attribute; version 3 each value together with its type.
std::vector<Bytes> attribute_digests(const CmsAttributes& attributes,
                                     HashAlgorithm hash,
                                     bool is_v3) {
  std::vector<Bytes> digests;
  for (const CmsAttribute& attribute : attributes.all()) {
    if (!is_v3) digests.push_back(digest_of(attribute.whole, hash));
    for (std::size_t i = 0; is_v3 && i < attribute.values.size(); ++i) {
      Bytes both(attribute.type_element.begin(), attribute.type_element.end());
      append(both, attribute.values[i].whole);
      digests.push_back(digest_of(both, hash));
    }
  }
  return digests;
}

/// What came later need not be named; what is named must be there.
bool names_only(BerReader list, const std::vector<Bytes>& present) {
  while (const auto octets = list.next()) {
    const Bytes named(octets->contents.begin(), octets->contents.end());
    if (std::find(present.begin(), present.end(), named) == present.end()) return false;
  }
  return list.ok();
}

CmsAttributes unsigned_attributes(const SignerInfo& info) {
  std::string fault;
  return info.unsigned_attributes ? CmsAttributes(*info.unsigned_attributes, fault)
                                  : CmsAttributes();
}

/// hashIndAlgorithm stands before three lists; its first element is an OID, theirs are digests.
HashAlgorithm read_index_hash(BerReader& reader) {
  std::string fault;
  BerReader probe(reader.left(), fault);
  const bool is_named = !read_algorithm(probe).oid.empty() && fault.empty();
  return is_named ? hash_by_oid(read_algorithm(reader).oid) : HashAlgorithm::Sha256;
}

bool is_complete(const HashIndex& index, const SignedData& data, const SignerInfo& info) {
  std::string fault;
  BerReader outer(index.value.whole, fault);
  BerReader reader = outer.inside(outer.expect(kBerSequence, "ATSHashIndex"));
  const HashAlgorithm hash = read_index_hash(reader);
  const auto next_list = [&] { return reader.inside(reader.expect(kBerSequence, "hash index")); };
  return names_only(next_list(), digests_of(data.certificates, hash)) &&
         names_only(next_list(), digests_of(data.crls, hash)) &&
         names_only(next_list(), attribute_digests(unsigned_attributes(info), hash, index.is_v3)) &&
         fault.empty();
}

}  // namespace

std::optional<ArchivedOctets> archived_octets(ByteView token,
                                              const SignedData& data,
                                              const SignerInfo& info,
                                              SignedContent& content) {
  std::string fault;
  const SignedData stamp = read_signed_data(token, fault);
  if (!fault.empty()) return std::nullopt;
  const auto index = find_index(stamp);
  const Bytes digest = content.digest(imprint_hash(stamp));
  if (!index || digest.empty()) return std::nullopt;
  ArchivedOctets archived;
  append(archived.octets, data.content_type.whole);
  append(archived.octets, digest);
  append(archived.octets, info.before_unsigned);
  append(archived.octets, index->value.whole);
  archived.is_complete = is_complete(*index, data, info);
  return archived;
}

}  // namespace sohoa
