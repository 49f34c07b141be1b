// Reading stored papers: on what ground, decided on what the store knows, and written down before
// anything is shown.
//
// policy/access.h decides; here are its facts and its record. Every door to a paper goes through
// this one: commands and service alike. A refusal is an event as well.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/clock.h"
#include "pipeline/store.h"
#include "policy/access.h"

namespace sohoa {

/// References outlive the reading.
struct AccessGate {
  Store& store;
  const AccessProfile& profile;
  const Clock& clock;
};

/// What ties the paper to dossiers: the one it came with, those with an allowed reuse of it, and
/// the owner of the dossier in hand as that dossier's own papers say. Nothing is taken from the
/// reader's word but which dossier he means.
Result<AccessSubject> access_subject(Catalog& catalog,
                                     const ItemRecord& item,
                                     const std::string& dossier_in_hand);

/// Decides and commits the event ("item.shown", "item.read", "item.export", "item.refused") before
/// it answers. PurposeNeeded when the reader has no ground.
Result<AccessDecision> open_item(const AccessGate& gate,
                                 const ItemRecord& item,
                                 AccessAct act,
                                 const AccessRequest& request);

struct Findings {
  std::vector<ItemHit> hits;
  std::size_t withheld = 0;  ///< found, and not this reader's to see
};

/// Catalog::find_items() as far as the reader may see what it finds. Where the profile asks for a
/// ground and only a dossier is stated, each hit is decided on by itself, within the query's limit;
/// with neither dossier nor purpose: PurposeNeeded.
///
/// The event ("items.searched", "items.search-refused") tells by what kinds of words was searched
/// and how much was found. Whose papers were looked for is said where the owner was asked for; the
/// words themselves are not: they may be a name.
Result<Findings> search_items(const AccessGate& gate,
                              const ItemQuery& query,
                              const AccessRequest& request);

}  // namespace sohoa
