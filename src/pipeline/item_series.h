// The codes under which items can be found: given once, in the order of the batch, never again.
#pragma once

#include <string>

#include "core/result.h"
#include "storage/catalog.h"

namespace sohoa {

/// The next code for a component of its dossier: `<mã hồ sơ>-KQ<n>` for results (NĐ 45/2020 art.
/// 14.3), `<mã hồ sơ>-TP<n>` for other papers, whose official form is not known (the template in
/// the copies of TT 01/2023 art. 10 is an unreadable image). Empty without a dossier. A code of a
/// component that fails later stays unused for good. Call it inside the transaction that puts the
/// component, so that a split that is rolled back uses up no code.
Result<std::string> next_item_code(Catalog& catalog, const ComponentRecord& component);

}  // namespace sohoa
