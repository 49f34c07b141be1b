// Papers signed by the openssl command under a root of the test's own, and a store that holds them.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "contract/temp_folder.h"
#include "core/bytes.h"
#include "pipeline/assess.h"
#include "pipeline/store.h"

namespace sohoa::made {

inline constexpr const char* kAgency = "/C=VN/O=UBND tỉnh Mẫu/CN=UBND xã Bắc Sơn";
inline constexpr const char* kPerson = "/C=VN/O=UBND xã Bắc Sơn/CN=Nguyễn Văn An";
inline constexpr const char* kStranger = "/C=VN/O=UBND tỉnh Mẫu/CN=Sở Xây dựng";

/// One root, "official-duty", with signers of its own. Keys live as long as the object.
class Authority {
 public:
  Authority();
  /// Makes a key and a certificate under `name`.
  void issue(const std::string& name, const std::string& subject);
  /// A CRL that names the certificates of `revoked`.
  Bytes crl(const std::vector<std::string>& revoked = {});
  /// CMS with its content inside, and beside it.
  Bytes sign(const std::string& signer, const std::string& content);
  Bytes sign_detached(const std::string& signer, const std::string& content);
  /// A PDF of one page, signed as PAdES does it; `entries` go into the signature dictionary.
  Bytes sign_pdf(const std::string& signer, const std::string& entries);
  Bytes root_der();

 private:
  void run(const std::string& arguments) const;
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  Bytes cms(const std::string& signer, const std::string& content, const std::string& options);

  TempFolder folder_;
  int serial_ = 0x1000;
  std::vector<std::pair<std::string, std::string>> serials_;  ///< name, hexadecimal
};

class LaterClock final : public Clock {
 public:
  UtcTime now() const override { return SystemClock().now() + std::chrono::seconds(30); }
};

/// Trusts `authority`, knows a commune and its procedures, and holds its CRL.
Site site_of(Authority& authority, const std::vector<std::string>& revoked = {});

struct NamedBytes {
  std::string name;
  std::string format;
  Bytes bytes;
};

/// A data folder with components as the earlier stages leave them.
class PaperStore {
 public:
  PaperStore();
  /// A component of the dossier H99.10-200101-0001, kind "result", procedure 1.000001.
  ComponentRecord add(const std::vector<NamedBytes>& files);
  void put(const ComponentRecord& component);
  /// As a page that was recognised ("ocr") or had text ("text-layer").
  void add_page(const ComponentRecord& component, const std::string& source);
  /// An ACTIVE item over the component.
  ItemRecord file(const ComponentRecord& component, const AssessedPaper& paper);
  std::vector<FileRecord> files(const ComponentRecord& component);

  Store& store() { return store_; }
  Catalog& catalog() { return *store_.catalog; }

 private:
  TempFolder folder_;
  Store store_;
  int count_ = 0;
};

/// Cages beside the test; or such that any task fails.
VerifyCages real_cages();
VerifyCages broken_cages();

}  // namespace sohoa::made
