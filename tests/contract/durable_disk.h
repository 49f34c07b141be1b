// What a disk holds for certain: the bytes of each file at its last fsync, and the names of each
// folder at its last fsync. Everything else is thrown away, as the most unlucky power cut would.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "contract/stepped_process.h"

namespace sohoa {

class DurableDisk {
 public:
  /// All that stands in `root` now is durable.
  explicit DurableDisk(const std::filesystem::path& root);

  /// To be told of every finished system call of the process that works in `root`.
  void after_call(const SteppedProcess& process, const SteppedProcess::Call& call);

  /// Whether the call's descriptor is a folder.
  static bool is_folder(const SteppedProcess& process, const SteppedProcess::Call& call);

  /// Writes the disk as it would be found after the power came back.
  void restore_into(const std::filesystem::path& folder) const;

 private:
  struct Name {
    std::uint64_t inode = 0;
    bool is_folder = false;
  };
  using Names = std::map<std::string, Name>;

  void keep_tree(const std::filesystem::path& folder);
  void keep_names(const std::filesystem::path& folder);
  void keep_content(std::uint64_t inode, const std::filesystem::path& file);
  void restore_folder(std::uint64_t inode, const std::filesystem::path& folder) const;

  std::uint64_t root_ = 0;
  std::map<std::uint64_t, std::string> contents_;  ///< by inode
  std::map<std::uint64_t, Names> folders_;         ///< by inode
};

}  // namespace sohoa
