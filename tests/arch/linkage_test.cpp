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

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, ClosePipe> pipe(::popen(command.c_str(), "r"));
  std::string text;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) text += buffer.data();
  return text;
}

// Linked in or asked for: a static program has no list of libraries, but it has symbols.
std::string symbols_of(const std::string& program) {
  return output_of("nm " SOHOA_BIN_DIR "/" + program);
}

constexpr std::array kParserSymbols = {" QPDFWriter",
                                       "poppler_document",
                                       "TessBaseAPI",
                                       "pixCreate",
                                       "jpeg_read_header",
                                       "png_create_read_struct",
                                       "TIFFOpen",
                                       "zip_fopen_index",
                                       "ZXing",
                                       "cairo_create",
                                       "pango_layout_new",
                                       "xmlFreeParserCtxt",
                                       "curl_easy_init"};

TEST(Linkage, TheServiceLinksNoParser) {
  const std::string symbols = symbols_of("sohoa");
  ASSERT_NE(symbols.find("sqlite3_open_v2"), std::string::npos) << "nm found nothing";
  for (const char* symbol : kParserSymbols) {
    EXPECT_EQ(symbols.find(symbol), std::string::npos) << symbol;
  }
}

TEST(Linkage, TheVerifierLinksNoDatabaseNoNetworkAndNoForeignPdfReader) {
  const std::string symbols = symbols_of("sohoa-verifier");
  ASSERT_NE(symbols.find("EVP_DigestVerify"), std::string::npos) << "nm found nothing";
  for (const char* symbol : kParserSymbols) {
    EXPECT_EQ(symbols.find(symbol), std::string::npos) << symbol;
  }
  EXPECT_EQ(symbols.find("sqlite3_open"), std::string::npos);
}

// What the list above would find, were it there.
TEST(Linkage, TheNamesOfParsersAreThoseTheWorkerUses) {
  const std::string symbols = symbols_of("sohoa-worker");
  for (const char* symbol : {"TessBaseAPI", "pixCreate", "zip_fopen_index", "xmlFreeParserCtxt"}) {
    EXPECT_NE(symbols.find(symbol), std::string::npos) << symbol;
  }
}

std::string needed_libraries(const std::string& program) {
  return output_of("readelf -d " SOHOA_BIN_DIR "/" + program + " | grep NEEDED");
}

TEST(Linkage, TheCagedProgramLinksNoDatabaseAndNoNetwork) {
  const std::string needed = needed_libraries("sohoa-worker");
  ASSERT_NE(needed.find("libtesseract"), std::string::npos) << needed;
  for (const char* library : {"libsqlite3", "libcurl", "libpq"}) {
    EXPECT_EQ(needed.find(library), std::string::npos) << library << " in\n" << needed;
  }
}

}  // namespace
