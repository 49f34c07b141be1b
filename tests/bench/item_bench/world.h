// A made-up province: papers whose words are as frequent as in real offices, invented people.
//
// Every paper is a pure function of its number, so a question can be drawn from any of them
// without keeping a million texts.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "storage/item_records.h"

namespace sohoa::bench {

struct Paper {
  ItemRecord item;
  std::string text;
};

/// Body words of a paper beside its heading: real ones have 200 to 300.
inline constexpr int kBodyWords = 190;

class World {
 public:
  explicit World(std::int64_t papers);

  Paper paper(std::int64_t number) const;
  std::string owner_id(std::int64_t owner) const;
  std::int64_t papers() const { return papers_; }

  /// A paper's words: `count` that follow each other, or that stand anywhere.
  static std::string neighbours(const std::string& text,
                                std::size_t count,
                                std::mt19937_64& random);
  static std::string scattered(const std::string& text, std::size_t count, std::mt19937_64& random);

 private:
  const std::string& term(std::mt19937_64& random) const;
  std::string name(std::mt19937_64& random) const;

  std::int64_t papers_;
  std::vector<std::string> terms_;         ///< by rank: the first is the most frequent
  std::vector<double> shares_;             ///< running sum of Zipf weights
  std::vector<std::int64_t> first_owned_;  ///< first paper of each owner, ascending
};

}  // namespace sohoa::bench
