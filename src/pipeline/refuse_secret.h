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
/// the secret one). The batch's own ZIP goes too. All of them become Failed with the reason.
Result<void> refuse_secret(Store& store,
                           const ComponentRecord& component,
                           const std::string& why,
                           const Clock& clock);

/// Such a component is at its end: nothing of it is judged, and no officer is asked about it.
Result<bool> was_refused_as_secret(Catalog& catalog, const std::string& component);

/// A batch that had secret papers was sent again, or the run that refused them was killed before
/// the bytes were gone: its ZIP and their files are taken out once more. Else nothing happens.
Result<void> drop_secrets_again(Store& store, const BatchRecord& batch);

}  // namespace sohoa
