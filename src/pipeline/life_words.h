// What a dossier is told when a paper it rests on changes its legal life. Vietnamese, one text.
#pragma once

#include <string>

#include "policy/lifecycle.h"
#include "storage/item_records.h"

namespace sohoa {

/// "item.revoked", "item.suspended", …: kind of event and notice.
std::string life_event(LifeAct act);

/// `component` is the place in the dossier where the item was reused.
std::string notice_text(const ItemRecord& item,
                        const LifeRecord& step,
                        const LifeEffect& effect,
                        LifeAct act,
                        const std::string& component);

}  // namespace sohoa
