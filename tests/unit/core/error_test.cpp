#include "core/error.h"

#include <set>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

TEST(FaultTable, EveryRowSpeaksBothLanguagesAndHasItsOwnName) {
  std::set<std::string_view> names;
  for (const FaultInfo& row : fault_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.what_vi.empty() || row.advice_vi.empty()) << row.name;
    EXPECT_FALSE(row.what_en.empty() || row.advice_en.empty()) << row.name;
  }
}

TEST(ExitCode, FollowsTheContract) {
  EXPECT_EQ(exit_code(ErrorKind::InvalidInput), 2);
  EXPECT_EQ(exit_code(ErrorKind::LimitExceeded), 3);
  EXPECT_EQ(exit_code(ErrorKind::Unsupported), 4);
  EXPECT_EQ(exit_code(ErrorKind::Conflict), 5);
  EXPECT_EQ(exit_code(ErrorKind::Timeout), 6);
  EXPECT_EQ(exit_code(ErrorKind::Cancelled), 7);
  EXPECT_EQ(exit_code(ErrorKind::Internal), 70);
}

TEST(Describe, SaysWhereWhatAndWhatToDo) {
  const Error error = Error{Fault::NeedsPassword, "", {}}.in("don.pdf").at_page(3);
  EXPECT_EQ(
      describe(error, Lang::Vi),
      "don.pdf, trang 3: Tệp cần mật khẩu. Gõ --password, hoặc xin người nộp tệp không khoá.");
  EXPECT_EQ(
      describe(error, Lang::En),
      "don.pdf, page 3: The file needs a password. Give --password, or ask for an unlocked file.");
}

}  // namespace
}  // namespace sohoa
