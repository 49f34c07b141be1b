#include "ocr/table_grid.h"

#include <algorithm>
#include <utility>

namespace sohoa::ocr {
namespace {

struct Rule {
  Box box;
  bool lies = false;
};

bool touch(const Box& a, const Box& b, std::int32_t join_px) {
  const Box wider{a.x - join_px, a.y - join_px, a.w + 2 * join_px, a.h + 2 * join_px};
  return !intersect(wider, b).is_empty();
}

/// Takes from `rules` the first one and all that hang on it.
std::vector<Rule> take_group(std::vector<Rule>& rules, std::int32_t join_px) {
  std::vector<Rule> group{rules.back()};
  rules.pop_back();
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto hang = std::partition(rules.begin(), rules.end(), [&](const Rule& rule) {
      return !touch(group[i].box, rule.box, join_px);
    });
    const std::vector<Rule> found(hang, rules.end());
    rules.erase(hang, rules.end());
    group.insert(group.end(), found.begin(), found.end());
  }
  return group;
}

/// Positions closer than `join_px` are one edge.
std::vector<std::int32_t> edges(std::vector<std::int32_t> positions, std::int32_t join_px) {
  std::sort(positions.begin(), positions.end());
  std::vector<std::int32_t> kept;
  for (const std::int32_t at : positions) {
    if (kept.empty() || at - kept.back() > join_px) kept.push_back(at);
  }
  return kept;
}

Grid grid_of(const std::vector<Rule>& group, std::int32_t join_px) {
  Grid grid;
  std::vector<std::int32_t> ys;
  std::vector<std::int32_t> xs;
  for (const Rule& rule : group) {
    grid.box = unite(grid.box, rule.box);
    if (rule.lies) ys.push_back(rule.box.y + rule.box.h / 2);
    if (!rule.lies) xs.push_back(rule.box.x + rule.box.w / 2);
  }
  grid.row_edges = edges(std::move(ys), join_px);
  grid.column_edges = edges(std::move(xs), join_px);
  return grid;
}

/// Number of the interval between edges; the outer ones reach to infinity.
std::size_t interval(const std::vector<std::int32_t>& edges, std::int32_t at) {
  const auto above = std::upper_bound(edges.begin(), edges.end(), at);
  return static_cast<std::size_t>(above - edges.begin());
}

}  // namespace

std::optional<Cell> Grid::cell_of(const Box& inner) const {
  const std::int32_t x = inner.x + inner.w / 2;
  const std::int32_t y = inner.y + inner.h / 2;
  if (x < box.x || x >= box.right() || y < box.y || y >= box.bottom()) return std::nullopt;
  return Cell{interval(row_edges, y), interval(column_edges, x)};
}

std::vector<Grid> find_grids(const Ruling& ruling, std::int32_t join_px) {
  std::vector<Rule> rules;
  for (const Box& box : ruling.horizontal) rules.push_back({box, true});
  for (const Box& box : ruling.vertical) rules.push_back({box, false});
  std::vector<Grid> grids;
  while (!rules.empty()) {
    Grid grid = grid_of(take_group(rules, join_px), join_px);
    // A frame around a page or a photograph has two edges each way and is no table.
    if (grid.row_edges.size() >= 2 && grid.column_edges.size() >= 3)
      grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace sohoa::ocr
