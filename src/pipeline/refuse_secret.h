// Secret papers are not digitised: refused, logged, and their bytes not kept.
//
// TT 01/2023/TT-VPCP, Điều 4 puts papers under state secrecy out of scope. First law (keep first)
// yields here and nowhere else: as soon as a paper is known to be secret, by its declaration, by
// the procedure's catalogue or by the stamp on it, what was stored of it is taken out again. What
// stays is that it came, when, from which station, and that it was refused.
#pragma once

#include <string>

#include "core/clock.h"
#include "pipeline/store.h"

namespace sohoa {

/// Takes out the component's files, readings, searchable PDF and text, and those of every other
/// component that shares a file with it (a scanned stack; its papers must be scanned again without
/// the secret one). The batch's own ZIP goes too. A blob that another batch's paper rests on stays.
/// All of them become Failed with the reason, and their open reviews are closed; `officer` is who
/// said that it is secret, empty when the paper itself did. Doing it again changes nothing.
Result<void> refuse_secret(Store& store,
                           const ComponentRecord& component,
                           const std::string& why,
                           const Clock& clock,
                           const std::string& officer = {});

/// Whether it was refused so, itself or with its stack: nothing of it is left to assess.
Result<bool> was_refused_as_secret(Catalog& catalog, const std::string& component);

/// Takes out what the batch must not leave behind: called when it comes again, because receiving
/// keeps bytes before it knows them, and a run may have died between refusing and removing.
Result<void> discard_secrets_again(Store& store, const std::string& batch);

}  // namespace sohoa
