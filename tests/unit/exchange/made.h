// Catalogues for tests, and the fixtures of the formats where they are at hand.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace sohoa::made {

inline const std::filesystem::path kFixtures =
    std::filesystem::path(SOHOA_SOURCE_DIR) / ".." / "shared" / "formats" / "fixture";

inline std::string content_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// One version of a unit; `more` is raw JSON: R"(,"parent":"H99")".
inline std::string unit(const std::string& code, const std::string& name, const std::string& more) {
  return R"({"code":")" + code + R"(","name":")" + name +
         R"(","level":"xa","valid_from":"2016-01-01")" + more + "}";
}

inline std::string units_file(const std::string& list) {
  return R"({"format":"sohoa.units/1","units":[)" + list + "]}";
}

inline std::string procedure(const std::string& code, const std::string& more) {
  return R"({"code":")" + code +
         R"(","name":"Thủ tục","requires_document_result":true,"online_level":"full")" + more + "}";
}

inline std::string procedures_file(const std::string& list) {
  return R"({"format":"sohoa.procedures/1","procedures":[)" + list + "]}";
}

}  // namespace sohoa::made
