// Runs a fuzz target over files and folders of seeds, where there is no libFuzzer. Each file is
// also cut in half and emptied, so that even three seeds try the ends of things.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (const std::size_t size : {bytes.size(), bytes.size() / 2, std::size_t{0}}) {
    LLVMFuzzerTestOneInput(data, size);
  }
}

}  // namespace

int main(int count, char** arguments) {
  int seeds = 0;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
      run(entry.path());
      ++seeds;
    }
  }
  std::printf("%d seeds\n", seeds);
  return seeds >= 3 ? 0 : 1;
}
