// Commands around the officer's own signature over a scan (TT 01/2023 art. 7).
#pragma once

#include <string>

#include "app/context.h"

namespace sohoa {

struct AttestPrepareCommand {
  std::string id;  ///< component or batch
  std::string output;
  bool pdf = false;  ///< the scan as a PDF instead of the statement
  bool force = false;
};
int run_attest_prepare(const AppContext& app, const AttestPrepareCommand& command);

struct AttestSubmitCommand {
  std::string id;
  std::string signature;   ///< detached CMS over the statement
  std::string statement;   ///< the file that was signed; default: `signature` without .p7s
  std::string signed_pdf;  ///< or the scan, signed as a PDF
  std::string trust;
};
int run_attest_submit(const AppContext& app, const AttestSubmitCommand& command);

struct AttestListCommand {
  std::string batch;  ///< empty: all
  bool waiting = false;
};
int run_attest_list(const AppContext& app, const AttestListCommand& command);

}  // namespace sohoa
