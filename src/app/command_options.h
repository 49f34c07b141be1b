// What the option parser fills in, and the pieces every command's options are made of. Private to
// the command line: shows CLI11.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/commands_attest.h"
#include "app/commands_export.h"
#include "app/commands_items_read.h"
#include "app/commands_review.h"

namespace sohoa {

/// Everything the parser fills in; `run` is the command that was named.
struct CommandLine {
  AppContext app;
  std::string store;
  std::string config;
  std::string lang;
  std::string progress = "auto";
  OcrCommand ocr;
  VerifyCommand verify;
  TrustImportCommand trust_import;
  TrustListCommand trust_list;
  TrustArchiveCommand trust_archive;
  BatchPackCommand pack;
  BatchCheckCommand check;
  BatchCoverCommand cover;
  BatchSubmitCommand submit;
  BatchStatusCommand status;
  FindCommand find;
  ShowCommand show;
  GetCommand get;
  ReviewListCommand review_list;
  ReviewShowCommand review_show;
  ReviewDecideCommand review_decide;
  AttestPrepareCommand attest_prepare;
  AttestSubmitCommand attest_submit;
  AttestListCommand attest_list;
  ExportEvidenceCommand export_evidence;
  std::function<int()> run;

  std::string text(std::string_view vi, std::string_view en) const {
    return std::string(pick(app, vi, en));
  }
};

/// --lang, --store, --progress.
void add_common(CLI::App& command, CommandLine& line);

/// One command with its help in both languages, an example and what it runs.
CLI::App* add_command(CLI::App& parent,
                      CommandLine& line,
                      const std::string& name,
                      std::string_view vi,
                      std::string_view en,
                      const std::string& example,
                      std::function<int()> run);

/// Options of `verify` and `trust`.
void add_verify(CLI::App& root, CommandLine& line);
void add_trust(CLI::App& root, CommandLine& line);
/// Options of `find`, `show`, `get`.
void add_reading(CLI::App& root, CommandLine& line);
/// Options of `review`.
void add_review(CLI::App& root, CommandLine& line);
/// Options of `attest`.
void add_attest(CLI::App& root, CommandLine& line);
/// Options of `export`.
void add_export(CLI::App& root, CommandLine& line);

}  // namespace sohoa
