// Commands of the officer's queue.
#pragma once

#include <cstdint>
#include <string>

#include "app/context.h"
#include "pipeline/review.h"

namespace sohoa {

struct ReviewListCommand {
  std::string state = "open";
  std::string component;
  std::string subject;
  std::int32_t limit = 50;
};
int run_review_list(const AppContext& app, const ReviewListCommand& command);

struct ReviewShowCommand {
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
