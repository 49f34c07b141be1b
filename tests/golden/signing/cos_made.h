// Files for the tests of revisions: opened, or passed through qpdf.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "signing/parsers/cos_file.h"
#include "support/pdf_revisions.h"

namespace sohoa::cos {

/// `text` must outlive the File.
inline File opened(const std::string& text, const std::string& password = "") {
  auto file = File::open(as_bytes(text), password, {});
  if (!file) {
    ADD_FAILURE() << name(file.error().what) << " " << file.error().detail << " at "
                  << file.error().where.byte_offset << " of " << text;
    std::abort();  // what follows would use a file that is not there
  }
  return std::move(*file);
}
File opened(std::string&&, const std::string& = "") = delete;

inline testing::RevisionEnd ending(testing::XrefFlavour flavour,
                                   const std::string& trailer = "",
                                   std::int32_t root = 1) {
  testing::RevisionEnd how;
  how.flavour = flavour;
  how.trailer = trailer;
  how.root = root;
  return how;
}

/// What qpdf makes of a file with these options.
inline std::string by_qpdf(const std::string& pdf, const std::string& options) {
  const auto folder = ::testing::TempDir();
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  auto name = std::string(test->test_suite_name()) + "." + test->name();
  std::replace(name.begin(), name.end(), '/', '_');
  const auto base = folder + name;
  std::ofstream(base + ".in.pdf", std::ios::binary) << pdf;
  const auto command = "qpdf --warning-exit-0 " + options + " " + base + ".in.pdf " + base +
                       ".out.pdf 2>" + base + ".err";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;  // NOLINT: the peer is a program
  std::ifstream in(base + ".out.pdf", std::ios::binary);
  std::stringstream made;
  made << in.rdbuf();
  return made.str();
}

/// Number of the catalogue, by the first trailer that names it.
inline std::int32_t root_number(const std::string& pdf) {
  return std::stoi(pdf.substr(pdf.find("/Root ") + 6));
}

}  // namespace sohoa::cos
