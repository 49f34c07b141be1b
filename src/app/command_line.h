// The command line of CONTRACT.md.
#pragma once

namespace sohoa {

/// Parses and runs one command; returns its exit code. Prints help in the language asked for.
int run_command_line(int argc, char** argv);

}  // namespace sohoa
