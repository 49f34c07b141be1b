#include "app/fetch.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "worker/supervisor.h"

namespace sohoa {
namespace {

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno_error("pipe");
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

/// posix_spawn's list of descriptor moves, freed with the object.
class Moves {
 public:
  Moves() { ::posix_spawn_file_actions_init(&actions_); }
  Moves(const Moves&) = delete;
  Moves& operator=(const Moves&) = delete;
  ~Moves() { ::posix_spawn_file_actions_destroy(&actions_); }
  void add(int from, int to) { ::posix_spawn_file_actions_adddup2(&actions_, from, to); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

Result<pid_t> spawn(const FetchRequest& request, const FetchBounds& bounds, int in, int out) {
  std::vector<std::string> texts = {default_fetch_program().string(),
                                    std::to_string(bounds.max_bytes),
                                    std::to_string(bounds.deadline_s),
                                    request.url};
  if (!request.post.empty()) texts.push_back(request.content_type);
  std::vector<char*> arguments;
  for (std::string& text : texts) arguments.push_back(text.data());
  arguments.push_back(nullptr);
  Moves moves;
  moves.add(in, STDIN_FILENO);
  moves.add(out, STDOUT_FILENO);
  pid_t pid = -1;
  errno = ::posix_spawn(&pid, texts[0].c_str(), moves.get(), nullptr, arguments.data(), environ);
  if (errno != 0) return errno_error("start", texts[0]);
  return pid;
}

bool has_succeeded(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::string host_of(std::string_view url) {
  std::string lower(url);
  std::ranges::transform(
      lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string_view text = lower;
  std::size_t start = 0;
  if (text.starts_with("http://")) start = 7;
  if (text.starts_with("https://")) start = 8;
  if (start == 0) return {};
  const std::string_view authority = text.substr(start, text.find_first_of("/?#", start) - start);
  if (authority.find('@') != authority.npos) return {};  // a user part hides the real host
  return std::string(authority.substr(0, authority.find(':')));
}

bool is_allowed(std::string_view url, const std::vector<std::string>& hosts) {
  const std::string host = host_of(url);
  return !host.empty() && std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

Result<Bytes> fetch(const FetchRequest& request, const FetchBounds& bounds) {
  const UniqueFd body = TRY(memory_file(request.post));
  Pipe pipe = TRY(make_pipe());
  const pid_t pid = TRY(spawn(request, bounds, body.get(), pipe.write_end.get()));
  pipe.write_end.reset();
  auto answer = read_all(pipe.read_end.get(), bounds.max_bytes);
  pipe.read_end.reset();
  if (!has_succeeded(pid)) return Error{Fault::FetchFailed, host_of(request.url), {}};
  return answer;
}

}  // namespace sohoa
