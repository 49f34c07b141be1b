// Program sohoa: reads the command line and hands it to one command.
#include "app/command_line.h"
#include "app/context.h"

int main(int argc, char** argv) {
  sohoa::install_stop_signals();
  return sohoa::run_command_line(argc, argv);
}
