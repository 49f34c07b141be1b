// docs/errors.md is the fault table in print. To renew it after a change, run this test with
// SOHOA_WRITE_DOCS=1 in the environment.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "core/error.h"

namespace sohoa {
namespace {

std::string printed_table() {
  std::ostringstream out;
  out << "# Errors\n\nOne row a fault: its stable name (`kind` in JSON), exit code, what happened "
         "and what to do. Printed from "
         "the table in\n`src/core/fault_rows_*.h`; a test keeps the two equal.\n\n"
         "| name | kind | exit | điều gì đã xảy ra | cần làm gì | what happened | what to do |\n"
         "|---|---|--:|---|---|---|---|\n";
  for (const FaultInfo& row : fault_table()) {
    out << "| `" << row.name << "` | " << name(row.kind) << " | " << exit_code(row.kind) << " | "
        << row.what_vi << " | " << row.advice_vi << " | " << row.what_en << " | " << row.advice_en
        << " |\n";
  }
  return out.str();
}

std::string stored_table(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(ErrorsDocument, SaysWhatTheTableSays) {
  const std::string path = SOHOA_SOURCE_DIR "/docs/errors.md";
  if (std::getenv("SOHOA_WRITE_DOCS") != nullptr) std::ofstream(path) << printed_table();
  EXPECT_EQ(stored_table(path), printed_table());
}

}  // namespace
}  // namespace sohoa
