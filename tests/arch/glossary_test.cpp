// One name for one thing (seventh law): the glossary and the headers speak the same words.
//
// Two rules. What a row says stands "in code" is there. And the names everyone meets have a row:
// the records of the catalog, which are the things of the office, and the few virtual types, which
// are the doors between rooms. Helpers are not counted.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SOHOA_SOURCE_DIR;

std::string content_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct Row {
  std::string term;
  std::string vietnamese;
  std::string meaning;
  std::string code;
};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream in(line.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) found.push_back(trimmed(cell));
  return found;
}

std::vector<Row> glossary() {
  std::vector<Row> rows;
  std::istringstream in(content_of(kRoot / "GLOSSARY.md"));
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ") || line.starts_with("| term")) continue;
    const auto parts = cells(line);
    if (parts.size() >= 4) rows.push_back({parts[0], parts[1], parts[2], parts[3]});
  }
  return rows;
}

std::vector<fs::path> headers() {
  std::vector<fs::path> found;
  for (const char* room : {"src", "ocr", "signing", "storage"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / room)) {
      if (entry.path().extension() == ".h") found.push_back(entry.path());
    }
  }
  return found;
}

const std::string& all_headers() {
  static const std::string kText = [] {
    std::string text;
    for (const fs::path& header : headers()) text += content_of(header);
    return text;
  }();
  return kText;
}

bool is_header_of_ours(const std::string& name) {
  for (const fs::path& header : headers()) {
    if (header.generic_string().ends_with("/" + name)) return true;
  }
  return false;
}

bool is_identifier_of_ours(const std::string& name) {
  return std::regex_search(all_headers(), std::regex("\\b" + name + "\\b"));
}

// "Line::block" is two identifiers; "intake/bagit.h" is a file.
bool stands_in_code(const std::string& code) {
  if (code.ends_with(".h")) return is_header_of_ours(code);
  static const std::regex kPart("[A-Za-z_][A-Za-z_0-9]*");
  for (std::sregex_iterator part(code.begin(), code.end(), kPart), end; part != end; ++part) {
    if (!is_identifier_of_ours(part->str())) return false;
  }
  return true;
}

// Terms that later capabilities bring have no code yet and say so.
bool is_to_come(const Row& row) {
  return row.code == "(later)" || row.code == "–";
}

// The code of a row, without its back quotes.
std::string code_of(const Row& row) {
  std::string code = row.code;
  std::erase(code, '`');
  return code;
}

// Types of the catalog: what an office would call by name. `struct FooRecord` in records.h.
std::vector<std::string> record_types() {
  std::vector<std::string> names;
  const std::string text = content_of(kRoot / "storage/records.h");
  const std::regex kStruct(R"(\nstruct (\w+Record) )");
  for (std::sregex_iterator found(text.begin(), text.end(), kStruct), end; found != end; ++found) {
    names.push_back((*found)[1]);
  }
  return names;
}

// Classes with virtual functions are the doors of the house: everyone who enters uses their names.
std::vector<std::string> door_types() {
  std::vector<std::string> names;
  const std::regex kDoor(R"(\nclass (\w+) \{\n public:\n  virtual ~)");
  const std::string& text = all_headers();
  for (std::sregex_iterator found(text.begin(), text.end(), kDoor), end; found != end; ++found) {
    names.push_back((*found)[1]);
  }
  return names;
}

bool has_row(const std::string& type) {
  for (const Row& row : glossary()) {
    if (std::regex_search(row.code, std::regex("\\b" + type + "\\b"))) return true;
  }
  return false;
}

TEST(Glossary, WhatARowSaysStandsInTheCode) {
  for (const Row& row : glossary()) {
    if (is_to_come(row)) continue;
    EXPECT_TRUE(stands_in_code(code_of(row))) << row.term << ": " << row.code;
  }
}

TEST(Glossary, EveryTermHasOneRowAndAMeaning) {
  std::set<std::string> seen;
  for (const Row& row : glossary()) {
    EXPECT_TRUE(seen.insert(row.term).second) << row.term << " is explained twice";
    EXPECT_FALSE(row.vietnamese.empty() || row.meaning.empty()) << row.term;
  }
  EXPECT_GE(seen.size(), 30U) << "the table was not found";
}

TEST(Glossary, RowsStandInOrder) {
  std::string before;
  for (const Row& row : glossary()) {
    EXPECT_LT(before, row.term);
    before = row.term;
  }
}

TEST(Glossary, TheRecordsOfTheCatalogHaveRows) {
  const auto types = record_types();
  EXPECT_GE(types.size(), 4U);
  for (const std::string& type : types) EXPECT_TRUE(has_row(type)) << type;
}

TEST(Glossary, TheDoorsOfTheHouseHaveRows) {
  const auto types = door_types();
  EXPECT_GE(types.size(), 4U);
  for (const std::string& type : types) EXPECT_TRUE(has_row(type)) << type;
}

}  // namespace
