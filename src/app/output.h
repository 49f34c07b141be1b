// Where results go: a file, whole or not at all; or stdout for "-".
#pragma once

#include <string>
#include <string_view>

#include "core/file.h"
#include "core/result.h"

namespace sohoa {

/// Writes `content` to `path` atomically, or to stdout when it is "-". Empty path: nothing.
Result<void> write_output(const std::string& path, std::string_view content);

/// A nameless file next to `path` that becomes `path` only when it is complete.
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
  OutputFile(std::string path, std::string temp, UniqueFd fd)
      : path_(std::move(path)), temp_(std::move(temp)), fd_(std::move(fd)) {}

  std::string path_;
  std::string temp_;
  UniqueFd fd_;
};

/// Copies all of `fd`, from its start, to `path` or stdout.
Result<void> copy_output(int fd, const std::string& path);

}  // namespace sohoa
