// evidence.ndjson out of the store: what this service did, for the indicators (exchange.md 9).
//
// Nothing is remembered for it: every line is told from components, items, verdicts, attestations
// and reuse as they stand. The same state gives the same lines, so importing twice changes nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "core/result.h"
#include "pipeline/site.h"
#include "pipeline/store.h"

namespace sohoa {

struct EvidenceExport {
  Store& store;
  const Site& site;
  const Limits& limits;
  std::string dossier;  ///< of this one only; empty: all
};

/// Gets one line at a time, without its line end.
using LineSink = std::function<Result<void>(std::string_view line)>;

struct EvidenceCount {
  std::size_t components = 0;
  std::size_t results = 0;
  std::size_t reuses = 0;
};

/// Components first, then results, then reuse; each by dossier and code. One line a paper: the item
/// where there is one, else the newest scan. Papers without a dossier have nothing to prove yet; a
/// result is told once it was judged. Refused reuse is no evidence.
Result<EvidenceCount> export_evidence(const EvidenceExport& from, const LineSink& sink);

}  // namespace sohoa
