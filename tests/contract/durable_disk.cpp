#include "contract/durable_disk.h"

#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <sys/syscall.h>

namespace sohoa {
namespace fs = std::filesystem;
namespace {

struct stat status_of(const fs::path& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status;
}

fs::path handle_of(const SteppedProcess& process, const SteppedProcess::Call& call) {
  return "/proc/" + std::to_string(process.pid()) + "/fd/" + std::to_string(call.first_argument);
}

}  // namespace

DurableDisk::DurableDisk(const fs::path& root) : root_(status_of(root).st_ino) {
  keep_tree(root);
}

void DurableDisk::keep_tree(const fs::path& folder) {
  keep_names(folder);
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) {
      keep_tree(entry.path());
    } else {
      keep_content(status_of(entry.path()).st_ino, entry.path());
    }
  }
}

void DurableDisk::keep_names(const fs::path& folder) {
  Names names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names[entry.path().filename()] = {status_of(entry.path()).st_ino, entry.is_directory()};
  }
  folders_[status_of(folder).st_ino] = names;
}

void DurableDisk::keep_content(std::uint64_t inode, const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  contents_[inode] = std::string(std::istreambuf_iterator<char>(in), {});
}

bool DurableDisk::is_folder(const SteppedProcess& process, const SteppedProcess::Call& call) {
  return fs::is_directory(handle_of(process, call));
}

void DurableDisk::after_call(const SteppedProcess& process, const SteppedProcess::Call& call) {
  if ((call.number != SYS_fsync && call.number != SYS_fdatasync) || call.result != 0) return;
  const fs::path handle = handle_of(process, call);
  if (fs::is_directory(handle)) {
    keep_names(fs::read_symlink(handle));
  } else {
    keep_content(status_of(handle).st_ino, handle);
  }
}

void DurableDisk::restore_into(const fs::path& folder) const {
  restore_folder(root_, folder);
}

void DurableDisk::restore_folder(std::uint64_t inode, const fs::path& folder) const {
  fs::create_directories(folder);
  const auto names = folders_.find(inode);
  if (names == folders_.end()) return;
  for (const auto& [name, what] : names->second) {
    if (name.ends_with("-shm")) continue;  // shared memory of SQLite: gone with the processes
    if (what.is_folder) {
      restore_folder(what.inode, folder / name);
      continue;
    }
    const auto content = contents_.find(what.inode);
    std::ofstream(folder / name, std::ios::binary)
        << (content == contents_.end() ? std::string() : content->second);
  }
}

}  // namespace sohoa
