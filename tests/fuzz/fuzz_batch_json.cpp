// batch.json: what is accepted is written and read back the same.
#include <cstdlib>

#include "core/bytes.h"
#include "intake/batch_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto batch = sohoa::parse_batch_json(sohoa::as_text({data, size}), {});
  if (!batch) return 0;
  const std::string text = sohoa::write_batch_json(*batch);
  const auto again = sohoa::parse_batch_json(text, {});
  if (!again || sohoa::write_batch_json(*again) != text) std::abort();
  return 0;
}
