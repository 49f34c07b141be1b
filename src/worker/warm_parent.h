// The warm parent: loads what every task needs, then forks one child a task and waits for it.
//
// It never reads a byte that a child wrote: replies go past it through a pipe to the service. What
// it knows of a child is what the kernel says: exit code, signal, time and memory used.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/result.h"
#include "ocr/engine.h"

namespace sohoa {

struct WarmOptions {
  int socket = -1;
  std::filesystem::path tessdata;
  std::string language = "vie";
  bool warm_ocr = true;
  bool rehearse = false;
};

using EngineFactory = std::function<Result<std::unique_ptr<OcrEngine>>(
    const std::filesystem::path& tessdata, const std::string& language)>;

/// What a program that serves tasks needs before it sees a document.
struct WorkerTrade {
  EngineFactory make_engine;     ///< null: never reads pages
  void (*warm_up)() = nullptr;   ///< loads what must not be loaded inside the cage
  void (*rehearse)() = nullptr;  ///< on request: makes many tasks faster, one task slower
  bool reads_files = true;       ///< fonts and models are opened by name; false: nothing is
};

/// Serves until the service closes the socket. Returns the exit code.
int run_warm_parent(const WarmOptions& options, const WorkerTrade& trade);

/// Tries the cage on this machine and prints what holds, one line each. 0 when it can be trusted;
/// a kernel without Landlock is told, and is no failure.
int run_self_test(const std::filesystem::path& tessdata);

/// main() of sohoa-worker, sohoa-verifier and the saboteur:
/// --fd N --tessdata DIR --language vie [--no-ocr] | --self-test [--tessdata DIR].
int worker_main(int argc, char** argv, const WorkerTrade& trade);

}  // namespace sohoa
