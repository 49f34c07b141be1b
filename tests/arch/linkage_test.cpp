// The program sohoa links no PDF, image, ZIP or OCR library (fourth law).
#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace {

struct ClosePipe {
  void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};

std::string needed_libraries(const std::string& program) {
  const std::string command = "readelf -d " SOHOA_BIN_DIR "/" + program + " | grep NEEDED";
  const std::unique_ptr<std::FILE, ClosePipe> pipe(::popen(command.c_str(), "r"));
  std::string text;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) text += buffer.data();
  return text;
}

TEST(Linkage, TheServiceLinksNoParser) {
  const std::string needed = needed_libraries("sohoa");
  ASSERT_NE(needed.find("libc.so"), std::string::npos) << "readelf found nothing: " << needed;
  for (const char* library : {"libpoppler",
                              "libqpdf",
                              "libtesseract",
                              "liblept",
                              "libjpeg",
                              "libpng",
                              "libtiff",
                              "libzip",
                              "libZXing",
                              "libcairo",
                              "libpango"}) {
    EXPECT_EQ(needed.find(library), std::string::npos) << library << " in\n" << needed;
  }
}

TEST(Linkage, TheCagedProgramLinksNoDatabaseAndNoNetwork) {
  const std::string needed = needed_libraries("sohoa-worker");
  ASSERT_NE(needed.find("libtesseract"), std::string::npos) << needed;
  for (const char* library : {"libsqlite3", "libcurl", "libpq"}) {
    EXPECT_EQ(needed.find(library), std::string::npos) << library << " in\n" << needed;
  }
}

}  // namespace
