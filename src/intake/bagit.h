// BagIt 1.0 (RFC 8493), also 0.97: reading a bag's tag files, holding a bag against them, making
// them.
//
// Pure: whoever unpacks the bag hashes its files as they stream by and hands over name, digest and
// size. Checking names every bad file, not the first one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

/// One file as received or as to be packed. Names are relative to the bag's folder.
struct BagFile {
  std::string name;
  Digest digest;
  std::uint64_t bytes = 0;
};

/// RFC 8493 2.2.2: sum of the payload's bytes and number of its files.
struct PayloadOxum {
  std::uint64_t bytes = 0;
  std::uint64_t files = 0;

  bool operator==(const PayloadOxum&) const = default;
};

struct ManifestLine {
  Digest digest;
  std::string name;  ///< decoded, NFC
};

/// What the tag files declare.
struct Bag {
  std::string version;                     ///< "1.0" or "0.97"
  std::vector<ManifestLine> manifest;      ///< payload, names start with "data/"
  std::vector<ManifestLine> tag_manifest;  ///< empty when the bag has none
  std::optional<PayloadOxum> oxum;
};

/// The tag files as text; absent ones are empty. "bagit.txt" and the manifest are required.
struct BagTags {
  std::string bagit_txt;
  std::string bag_info;
  std::string manifest_sha256;
  std::string tag_manifest_sha256;
};

/// BadManifest names the file and the line in `where`. Accepts either case of hexadecimal, CR, LF
/// and CRLF, "*" before a name (md5deep), "./" before a name, and %0A, %0D, %25 (RFC 8493 2.1.3).
/// Refused: a name outside data/, or given twice with different digests. A name that is unsafe to
/// unpack is no fault here: its file was refused by name and is reported missing by check_bag.
Result<Bag> parse_bag(const BagTags& tags, const Limits& limits);

/// Something in the bag is not as declared.
struct BagFinding {
  Fault fault;         ///< DigestMismatch, MissingFile, or BadManifest for a file it does not name
  std::string name;    ///< the file
  std::string detail;  ///< English
};

/// Every file that is bad, missing or not declared, in order of name. `received` are all files of
/// the bag, tag files too; names may be NFC or NFD. Empty: the bag is complete and valid.
std::vector<BagFinding> check_bag(const Bag& bag, std::span<const BagFile> received);

/// The folder in which bagit.txt stands: "" or "name/" (a serialized bag has one top folder, RFC
/// 8493 section 4.2). nullopt: no bag, or more than one.
std::optional<std::string> bag_root(std::span<const std::string> names);

struct TagFile {
  std::string name;
  std::string content;
};

struct BagInfo {
  std::string source_organization;  ///< the station; left out when empty
  std::string software;
  UtcTime bagging_date;
};

/// The tag files of a bag: bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt, in
/// that order. `payload` names start with "data/"; `extra_tags` (batch.json) are listed in the tag
/// manifest.
std::vector<TagFile> make_bag_tags(std::span<const BagFile> payload,
                                   std::span<const BagFile> extra_tags,
                                   const BagInfo& info);

/// %, CR and LF of a name as a manifest writes them, and back.
std::string encode_manifest_name(std::string_view name);
std::string decode_manifest_name(std::string_view name);

}  // namespace sohoa
