#include "signing/parsers/pdf_changes_lines.h"

#include <algorithm>

namespace sohoa::pdf_changes {
namespace {

constexpr int kMaxPathSteps = 32;  // a path is for people; outlines are long chains

bool is_harmless(ChangeKind kind) {
  return kind < ChangeKind::SignatureFilled;
}

}  // namespace

Lines::Lines(const Census& census, cos::View before, cos::View after, std::int32_t limit)
    : census_(census),
      before_(before),
      after_(after),
      room_(limit / 2),
      harmless_room_(limit / 2) {}

void Lines::stand_at(std::int32_t state) {
  state_ = state;
  loose_number_ = 0;
  trail_.clear();
}

void Lines::stand_at_loose(std::int32_t number) {
  state_ = kNone;
  loose_number_ = number;
  trail_.clear();
}

void Lines::add(const Finding& finding) {
  Line line;
  line.change.kind = finding.kind;
  line.change.field = finding.field;
  line.change.covers_content = finding.covers_content;
  line.change.object = loose_number_;
  if (state_ != kNone) {
    const State& state = census_.state(state_);
    line.change.object = state.ref.number;
    line.change.generation = state.ref.generation;
    line.change.page = state.page;
  }
  line.state = state_;
  line.pending_field = finding.pending_field;
  line.trail = trail_;
  const LineKey key{line.change.object,
                    finding.kind,
                    finding.field,
                    finding.pending_field,
                    finding.covers_content};
  named_.insert(line.change.object);
  auto at = index_.find(key);
  if (at == index_.end()) {
    std::int32_t& room = is_harmless(finding.kind) ? harmless_room_ : room_;
    if (room == 0) {
      has_lost_ = has_lost_ || !is_harmless(finding.kind);
      return;
    }
    --room;
    at = index_.emplace(key, lines_.size()).first;
    lines_.push_back(std::move(line));
  }
  if (finding.introduced != nullptr) note_introduced(*finding.introduced, at->second);
}

void Lines::note_introduced(const cos::Object& value, std::size_t line) {
  if (value.ref() != nullptr) {
    const auto [at, is_new] = introduced_.try_emplace(value.ref()->number, line);
    if (lines_[at->second].change.kind < lines_[line].change.kind) at->second = line;
  } else if (value.array() != nullptr) {
    for (const cos::Object& element : *value.array()) note_introduced(element, line);
  } else if (value.dict() != nullptr) {
    for (const auto& [key, entry] : value.dict()->entries) note_introduced(entry, line);
  }
}

const ChangeKind* Lines::introduced_as(std::int32_t number) const {
  const auto found = introduced_.find(number);
  return found == introduced_.end() ? nullptr : &lines_[found->second].change.kind;
}

void Lines::settle(const std::map<std::int32_t, ChangeKind>& kinds) {
  for (Line& line : lines_) {
    const auto settled = kinds.find(line.pending_field);
    if (settled != kinds.end()) line.change.kind = settled->second;
  }
}

std::vector<Change> Lines::take(std::int32_t revision) {
  std::vector<Change> changes;
  changes.reserve(lines_.size() + 1);
  for (Line& line : lines_) {
    if (line.state != kNone) line.change.path = path_of(line.state) + line.trail;
    changes.push_back(std::move(line.change));
  }
  // More than can be named: refused as a whole.
  if (has_lost_) changes.emplace_back();
  for (Change& change : changes) change.revision = revision;
  return changes;
}

const std::string& Lines::step_to(std::int32_t index) {
  const auto [at, is_new] = steps_.try_emplace(index);
  if (!is_new) return at->second;
  const State& state = census_.state(index);
  const State& parent = census_.state(state.parent);
  // In the new view first: a path that has just appeared does not stand in the old one.
  for (const cos::View& view : {after_, before_}) {
    const cos::Object holder = state.parent == 0
                                   ? cos::Object(std::make_shared<const cos::Dict>(view.trailer()))
                                   : view.get(parent.ref);
    at->second = trail_to(holder, state.ref);
    if (!at->second.empty()) break;
  }
  return at->second;
}

std::string Lines::path_of(std::int32_t index) {
  std::vector<const std::string*> steps;
  for (int step = 0; step < kMaxPathSteps && census_.state(index).parent != kNone; ++step) {
    steps.push_back(&step_to(index));
    index = census_.state(index).parent;
  }
  std::string path = census_.state(index).parent == kNone ? "" : "…";
  std::for_each(steps.rbegin(), steps.rend(), [&](const std::string* step) { path += *step; });
  return path;
}

}  // namespace sohoa::pdf_changes
