// Program sohoa: reads the command line and hands it to one command.
#include <cstdio>
#include <exception>

#include "app/command_line.h"
#include "app/context.h"
#include "core/digest.h"

int main(int argc, char** argv) {
  try {
    sohoa::use_builtin_crypto();
    sohoa::install_stop_signals();
    sohoa::allow_open_files();
    return sohoa::run_command_line(argc, argv);
  } catch (const std::exception& bug) {  // out of memory, or a library we forgot to catch
    std::fprintf(stderr, "sohoa: internal: %s\n", bug.what());
    return sohoa::exit_code(sohoa::ErrorKind::Internal);
  }
}
