// What is asked about items; ItemCatalog says what each answers. One snapshot each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/item_records.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

Result<std::vector<ItemRecord>> find_item(Connection& reader, const std::string& code);
Result<std::vector<ItemRecord>> item_of_component(Connection& reader, const std::string& component);
Result<std::vector<ItemRecord>> item_versions(Connection& reader, const std::string& code);
Result<std::vector<std::string>> aliases(Connection& reader, const std::string& code);
Result<std::vector<FieldRecord>> fields(Connection& reader, const std::string& component);
Result<std::vector<VerdictRecord>> verdicts(Connection& reader, const std::string& component);
Result<std::vector<AttestationRecord>> attestations(Connection& reader,
                                                    const std::string& component);
Result<std::vector<ReviewRecord>> review(Connection& reader, std::int64_t id);
Result<std::vector<ReuseRecord>> reuses_of_item(Connection& reader, const std::string& code);
Result<std::vector<ReuseRecord>> reuses_of_dossier(Connection& reader, const std::string& dossier);
Result<std::vector<LifeRecord>> life(Connection& reader, const std::string& code);
Result<std::vector<LifeRecord>> life_due(Connection& reader, const std::string& day);
Result<std::vector<NoticeRecord>> notices(Connection& reader, const std::string& dossier);
Result<std::vector<HoldRecord>> holds(Connection& reader, const std::string& code);
Result<std::vector<DatasetRecord>> dataset(Connection& reader, const std::string& name);
Result<std::vector<ItemRecord>> items_to_judge(Connection& reader,
                                               UtcTime before,
                                               const std::string& policy,
                                               std::int32_t limit);
Result<std::int64_t> count_to_judge(Connection& reader, UtcTime before, const std::string& policy);
Result<std::vector<ItemRecord>> items_to_expire(Connection& reader,
                                                const std::string& day,
                                                std::int32_t limit);
Result<std::vector<ItemRecord>> ended_items(Connection& reader,
                                            const std::string& after,
                                            std::int32_t limit);
Result<std::vector<ItemRecord>> unowned_items(Connection& reader, std::int32_t limit);

}  // namespace sohoa::sqlite
