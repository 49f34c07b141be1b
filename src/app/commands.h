// Every command of the contract as a function from its options to an exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/context.h"

namespace sohoa {

struct OcrCommand {
  std::string input;
  std::string pdf;    ///< -o; "-" is stdout
  std::string text;   ///< --text
  std::string hocr;   ///< --hocr
  std::string json;   ///< --json FILE
  std::string pages;  ///< --pages 1-3,7
  std::string password;
  bool force = false;
  bool explain = false;
};
int run_ocr(const AppContext& app, const OcrCommand& command);

struct VerifyCommand {
  std::vector<std::string> files;
  std::string detached;  ///< a signature file; then `files` are what it may stand over
  std::string trust;     ///< folder of anchors and policy; empty: the default one
  std::string policy;    ///< a policy file instead of the folder's
  std::string at;        ///< RFC 3339; empty: now
  std::string password;
  std::string output;                ///< of --extract-signed
  std::string report;                ///< PDF sheet for people
  std::int32_t extract_signed = -1;  ///< index as in the JSON; -1: none
  bool facts = false;
  bool verbose = false;
  bool fetch = false;
  bool force = false;
};
int run_verify(const AppContext& app, const VerifyCommand& command);

struct TrustImportCommand {
  std::string certificate;  ///< PEM or DER
  std::string trust;
  std::string name;
  std::string regime;
  std::vector<std::string> purposes = {"signer"};
  std::string service;
  std::string source;   ///< where it came from and who compared the fingerprint
  std::string confirm;  ///< SHA-256 as published; asked for on a terminal
};
int run_trust_import(const AppContext& app, const TrustImportCommand& command);

struct TrustListCommand {
  std::string trust;
};
int run_trust_list(const AppContext& app, const TrustListCommand& command);

struct TrustArchiveCommand {
  std::vector<std::string> files;  ///< CRLs, OCSP answers, intermediate certificates
  std::string trust;
  std::string source;
};
int run_trust_archive(const AppContext& app, const TrustArchiveCommand& command);

struct BatchPackCommand {
  std::string folder;
  std::string output;
  bool force = false;
};
int run_batch_pack(const AppContext& app, const BatchPackCommand& command);

struct BatchCheckCommand {
  std::string batch;
};
int run_batch_check(const AppContext& app, const BatchCheckCommand& command);

struct BatchCoverCommand {
  std::string batch_json;  ///< covers for every component of a batch.json, or:
  std::string dossier;
  std::vector<std::string> components;
  std::string output;
};
int run_batch_cover(const AppContext& app, const BatchCoverCommand& command);

struct BatchSubmitCommand {
  std::string source;
  std::string password;
};
int run_batch_submit(const AppContext& app, const BatchSubmitCommand& command);

struct BatchStatusCommand {
  std::string batch;
};
int run_batch_status(const AppContext& app, const BatchStatusCommand& command);

int run_init(const AppContext& app);

}  // namespace sohoa
