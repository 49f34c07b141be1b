// Commands of the officer's queue.
#pragma once

#include <cstdint>
#include <string>

#include "app/context.h"
#include "pipeline/review.h"

namespace sohoa {

struct ReviewListCommand {
  std::string state = "waiting";
  std::string officer;
  std::string component;
  std::string subject;
  std::int32_t limit = 50;
};
int run_review_list(const AppContext& app, const ReviewListCommand& command);

/// Coded papers without an owner, oldest first.
struct ReviewOwnersCommand {
  std::int32_t limit = 50;
  std::string officer;
};
int run_review_owners(const AppContext& app, const ReviewOwnersCommand& command);

struct ReviewShowCommand {
  std::string officer;
  std::int64_t id = 0;
};
int run_review_show(const AppContext& app, const ReviewShowCommand& command);

struct ReviewDecideCommand {
  std::int64_t id = 0;
  ReviewDecision decision;
};
int run_review_decide(const AppContext& app, const ReviewDecideCommand& command);

int run_review_stats(const AppContext& app);

}  // namespace sohoa
