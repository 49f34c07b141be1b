// The text an officer is said to have signed, held against ours: only words come of it.
#include <cstdlib>

#include "core/bytes.h"
#include "core/text.h"
#include "pipeline/attest_statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sohoa::ScanStatement statement;
  statement.batch = "L-0123456789abcdef01234567";
  sohoa::FileRecord file;
  file.name = "H19/TP01.pdf";
  file.digest = sohoa::sha256("quét");
  file.bytes = 5;
  file.pages = 1;
  statement.components = {{statement.batch + "/0001", "H19.15-261121-0001", "TP01", {file}}};
  const std::string ours = sohoa::statement_text(statement);
  const std::string_view theirs = sohoa::as_text({data, size});
  const auto found = sohoa::compare_statements(ours, theirs);
  if (found.empty() != (ours == theirs)) std::abort();
  for (const auto& one : found) {
    const bool is_short = one.vi.size() < 2'000 && one.en.size() < 2'000;
    if (!is_short || sohoa::to_nfc(one.vi) != one.vi) std::abort();
  }
  return 0;
}
