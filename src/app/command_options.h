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
#include "app/commands_items.h"
#include "app/commands_items_read.h"
#include "app/commands_review.h"
#include "app/commands_template.h"
#include "app/commands_upkeep.h"

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
  ReviewOwnersCommand review_owners;
  AttestPrepareCommand attest_prepare;
  AttestSubmitCommand attest_submit;
  AttestListCommand attest_list;
  ReuseCommand reuse;
  ItemActCommand item_act;
  ItemHoldCommand item_hold;
  ItemDueCommand item_due;
  ItemDestroyCommand item_destroy;
  RejudgeCommand rejudge;
  ReceptionCommand reception;
  NoticesCommand notices;
  ImportCommand import;
  ExportEvidenceCommand export_evidence;
  TemplateListCommand template_list;
  TemplateCheckCommand template_check;
  TemplateTestCommand template_test;
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
/// Options of `reuse`, `item`, `reception`, `notices`, `import`.
void add_items(CLI::App& root, CommandLine& line);
/// Options of `item due` and `item destroy`, under `item`.
void add_retention(CLI::App& item, CommandLine& line);
/// Options of `rejudge`.
void add_rejudge(CLI::App& root, CommandLine& line);
/// Options of `attest`.
void add_attest(CLI::App& root, CommandLine& line);
/// Options of `export`.
void add_export(CLI::App& root, CommandLine& line);
/// Options of `template`.
void add_templates(CLI::App& root, CommandLine& line);

}  // namespace sohoa
