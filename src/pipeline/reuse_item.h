// Reusing an item for another dossier: decided by policy, recorded either way.
#pragma once

#include <string>

#include "pipeline/rule_book.h"
#include "policy/reuse.h"

namespace sohoa {

struct ReuseRequest {
  std::string item;  ///< code or alias; of source "CSDL" it may be empty
  std::string dossier;
  std::string component;
  std::string officer;
  std::string source = "local";  ///< "local", "DVCQG", "CSDL"
  std::string db;
  std::string query_id;
  std::string extent;     ///< "partial", "full", or empty
  std::string procedure;  ///< empty: as the dossier's papers declare it
  std::string owner_id;   ///< of the dossier; empty: as its papers say
};

struct ReuseOutcome {
  ReuseDecision decision;
  ReuseRecord record;
  ItemRecord item;      ///< empty code: not of this store
  ReuseFlags flags;     ///< of this component, from what is recorded of it
  bool is_new = false;  ///< false: the same reuse stood already, nothing was written
};

/// Decides on what the store holds at that moment and writes record and event in the same commit,
/// also of a refusal. Allowed again for the same place and version, it answers with the first
/// record. Errors: NoSuchItem (local), NoSuchProcedure (one that was named), NoSuchComponent (it
/// has no such component), Usage (source, extent).
Result<ReuseOutcome> reuse_item(const RuleBook& rules, const ReuseRequest& request);

}  // namespace sohoa
