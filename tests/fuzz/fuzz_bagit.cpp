// Tag files of a bag: the input's lines are fed to each of the four readers.
#include "intake/bagit.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(sohoa::as_text({data, size}));
  const std::string declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  static_cast<void>(sohoa::parse_bag({text, text, text, text}, {}));
  const auto bag = sohoa::parse_bag({declaration, text, text, {}}, {});
  if (bag) static_cast<void>(sohoa::check_bag(*bag, {}));
  return 0;
}
