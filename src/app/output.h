// Where results go: a file, whole or not at all; or stdout for "-".
#pragma once

#include <string>
#include <string_view>

#include "core/file.h"
#include "core/result.h"

namespace sohoa {

/// A device, a pipe or a socket: a rename over it would destroy it for the whole machine, and
/// /dev/null is a common way to say "nowhere".
bool is_special_file(const std::string& path);

/// Writes `content` to `path` atomically, or to stdout when it is "-". Empty path: nothing. What is
/// no regular file (/dev/null, a pipe) is written into and never replaced.
Result<void> write_output(const std::string& path, std::string_view content);

/// Whether `path` can be written, said before the work and not after it: FileNotFound or
/// AccessDenied of its folder, OutputExists when it is a folder itself. Empty and "-" are fine.
Result<void> check_output(const std::string& path);

/// OutputExists when something stands at `path` that a rename would replace, unless `may_replace`.
Result<void> refuse_existing(const std::string& path, bool may_replace);

/// A hidden file next to `path` that becomes `path` only when it is complete, else goes away.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& path);
  OutputFile(OutputFile&&) = default;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  int fd() const { return fd_.get(); }
  /// fdatasync, rename over `path` (or copy to stdout), fsync of the folder.
  Result<void> commit();

 private:
  /// `temp` is empty when there is no name to give: the content is copied to `path` at the end.
  OutputFile(std::string path, std::string temp, UniqueFd fd)
      : path_(std::move(path)), temp_(std::move(temp)), fd_(std::move(fd)) {}

  std::string path_;
  std::string temp_;
  UniqueFd fd_;
};

/// Copies all of `fd`, from its start, to `path` or stdout.
Result<void> copy_output(int fd, const std::string& path);

}  // namespace sohoa
