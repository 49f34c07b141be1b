// The few options of sohoa-worker; it is started by programs, not by people.
#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>

#include "worker/supervisor.h"
#include "worker/warm_parent.h"

namespace sohoa {
namespace {

struct Options {
  WarmOptions warm;
  bool self_test = false;
};

class Arguments {
 public:
  Arguments(int count, char** values) : at_(values + 1), end_(values + count) {}
  /// The next argument; empty at the end.
  std::string_view next() { return at_ < end_ ? std::string_view(*at_++) : std::string_view(); }

 private:
  char** at_;
  char** end_;
};

int parse_int(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<Options> parse(Arguments arguments) {
  Options options;
  options.warm.tessdata = default_tessdata();
  for (auto name = arguments.next(); !name.empty(); name = arguments.next()) {
    if (name == "--self-test") {
      options.self_test = true;
    } else if (name == "--no-ocr") {
      options.warm.warm_ocr = false;
    } else if (name == "--rehearse") {
      options.warm.rehearse = true;
    } else if (name == "--fd") {
      options.warm.socket = parse_int(arguments.next());
    } else if (name == "--tessdata") {
      options.warm.tessdata = arguments.next();
    } else if (name == "--language") {
      options.warm.language = arguments.next();
    } else {
      return std::nullopt;
    }
  }
  return options;
}

}  // namespace

int worker_main(int argc, char** argv, const WorkerTrade& trade) {
  const auto options = parse(Arguments(argc, argv));
  if (options && options->self_test) return run_self_test(options->warm.tessdata);
  if (!options || options->warm.socket < 0) {
    (void)std::fputs("sohoa-worker is started by sohoa. By hand: sohoa-worker --self-test\n",
                     stderr);
    return exit_code(ErrorKind::InvalidInput);
  }
  return run_warm_parent(options->warm, trade);
}

}  // namespace sohoa
