// Upkeep of the store as JSON: judging anew, retention.
#pragma once

#include <string>

#include "pipeline/destroy_item.h"
#include "pipeline/rejudge.h"

namespace sohoa {

/// {"due","judged","changed","lost","notices","failed","interrupted","steps":[{"from","to","count"}]}
std::string rejudge_json(const RejudgeReport& report);
/// {"item","title","state","retain_until","may_destroy","reasons":[…]}
std::string due_json(const DueItem& due);
/// {"item","destroyed","at","decision","officer","blobs_removed","blobs_shared","reasons":[…]}
std::string destroy_json(const DestroyOutcome& outcome);

}  // namespace sohoa
