// What one step of a transaction writes about items; ItemWriter says what each promises.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/item_records.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

Result<void> put_item(Connection& connection, const ItemRecord& item);
Result<void> add_alias(Connection& connection, const std::string& alias, const std::string& code);
Result<void> put_fields(Connection& connection,
                        const std::string& component,
                        const std::vector<FieldRecord>& fields);
Result<void> append_verdict(Connection& connection, const VerdictRecord& verdict);
Result<void> put_attestation(Connection& connection, const AttestationRecord& attestation);
Result<std::int64_t> append_reuse(Connection& connection, const ReuseRecord& reuse);
Result<void> append_life(Connection& connection, const LifeRecord& step);
Result<std::int64_t> put_notice(Connection& connection, const NoticeRecord& notice);
Result<std::int64_t> put_hold(Connection& connection, const HoldRecord& hold);
Result<void> append_dataset(Connection& connection, const DatasetRecord& dataset);

}  // namespace sohoa::sqlite
