// Items, their fields, verdicts, reviews and reuse: the part of the catalog above pages.
//
// Read side; writes go through the same Transaction as pages (catalog.h), so that filing an item is
// one commit. Thread-safe as Catalog is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/item_records.h"

namespace sohoa {

/// What a transaction may write about items. Rolls back with it.
class ItemWriter {
 public:
  virtual ~ItemWriter() = default;
  /// Inserts, or replaces the row of the same code; a larger version keeps the old row as history.
  /// CodeTaken when the code is an alias of another item, when the same version names another
  /// component, and when a newer version is there: a code is never given to another paper. The
  /// component, when one is named, must be there.
  virtual Result<void> put(const ItemRecord& item) = 0;
  /// Another name under which `code` (or an alias of it) is found for ever. CodeTaken when it names
  /// another item, NoSuchItem when there is none called `code`.
  virtual Result<void> add_alias(const std::string& alias, const std::string& code) = 0;
  /// All fields of one component at once; earlier ones are dropped.
  virtual Result<void> put_fields(const std::string& component,
                                  const std::vector<FieldRecord>& fields) = 0;
  virtual Result<void> append(const VerdictRecord& verdict) = 0;
  virtual Result<void> put(const AttestationRecord& attestation) = 0;
  /// Inserts (id 0) or updates; answers the id. An update of one that is closed is ReviewClosed:
  /// what was decided stays, and the officer who came second is told.
  virtual Result<std::int64_t> put(const ReviewRecord& review) = 0;
  virtual Result<std::int64_t> append(const ReuseRecord& reuse) = 0;
  virtual Result<void> append(const LifeRecord& step) = 0;
  virtual Result<std::int64_t> put(const NoticeRecord& notice) = 0;
  virtual Result<std::int64_t> put(const HoldRecord& hold) = 0;
  virtual Result<void> append(const DatasetRecord& dataset) = 0;
};

class ItemCatalog {
 public:
  virtual ~ItemCatalog() = default;
  /// By code or alias; case does not matter.
  virtual Result<std::optional<ItemRecord>> find_item(const std::string& code) = 0;
  /// The item that shows these pages, now or in an earlier version.
  virtual Result<std::optional<ItemRecord>> item_of_component(const std::string& component) = 0;
  /// All of them, oldest first; the last one is what find_item() gives.
  virtual Result<std::vector<ItemRecord>> item_versions(const std::string& code) = 0;
  virtual Result<std::vector<std::string>> aliases(const std::string& code) = 0;
  virtual Result<std::vector<FieldRecord>> fields(const std::string& component) = 0;
  virtual Result<std::vector<VerdictRecord>> verdicts(
      const std::string& component) = 0;  ///< oldest first
  virtual Result<std::vector<AttestationRecord>> attestations(const std::string& component) = 0;
  virtual Result<std::optional<ReviewRecord>> review(std::int64_t id) = 0;
  /// Most urgent first, then oldest.
  virtual Result<std::vector<ReviewRecord>> reviews(const ReviewQuery& query) = 0;
  /// From closed reviews, by type and subject ("field:ho_ten" is shown as "ho_ten"). Confidence is
  /// that of the field when its review was opened.
  virtual Result<std::vector<CorrectionCount>> corrections() = 0;
  /// Under any name of the item; items of other stores too.
  virtual Result<std::vector<ReuseRecord>> reuses_of_item(const std::string& code) = 0;
  virtual Result<std::vector<ReuseRecord>> reuses_of_dossier(const std::string& dossier) = 0;
  virtual Result<std::vector<LifeRecord>> life(const std::string& code) = 0;
  /// Steps that waited for a day up to `day`, oldest first. One is done when a later step of the
  /// item with the same act and decision is not waiting.
  virtual Result<std::vector<LifeRecord>> life_due(const std::string& day) = 0;
  virtual Result<std::vector<NoticeRecord>> notices(
      const std::string& dossier) = 0;                                         ///< "": all unread
  virtual Result<std::vector<HoldRecord>> holds(const std::string& code) = 0;  ///< standing ones
  virtual Result<std::optional<DatasetRecord>> dataset(const std::string& name) = 0;
  /// Items whose newest verdict is older than `before` or rests on another policy, and those never
  /// judged: oldest first. For judging anew; not those whose bytes were destroyed.
  virtual Result<std::vector<ItemRecord>> items_to_judge(UtcTime before,
                                                         const std::string& policy,
                                                         std::int32_t limit) = 0;
  /// How many items_to_judge() would list.
  virtual Result<std::int64_t> count_to_judge(UtcTime before, const std::string& policy) = 0;
  /// ACTIVE items whose valid_to lies before `day`.
  virtual Result<std::vector<ItemRecord>> items_to_expire(const std::string& day,
                                                          std::int32_t limit) = 0;
  /// Items whose legal life has ended (EXPIRED, REVOKED, SUPERSEDED, ARCHIVED) and whose bytes are
  /// still kept (no step "destroy"), in the order they were coded; those behind the item `after`,
  /// from the first when it is empty.
  virtual Result<std::vector<ItemRecord>> ended_items(const std::string& after,
                                                      std::int32_t limit) = 0;
  /// Items without an owner, oldest first.
  virtual Result<std::vector<ItemRecord>> unowned_items(std::int32_t limit) = 0;
  /// Best first, one hit an item, at most query.limit. In this order: the whole query is the item's
  /// code, an alias, its number, dossier or owner id; all words on one page as spelled (only when
  /// the query has diacritics); all words on one page without diacritics; all words somewhere in
  /// the paper. Inside each: how well the page answers, then newest, over the newest
  /// `Limits::ranked_pages` matches. A quoted part is a phrase, and so is a code such as
  /// 8276/STC-VP. What the item says of itself is searched too, as page 0. Without text: everything
  /// that passes the filters, newest first.
  virtual Result<std::vector<ItemHit>> find_items(const ItemQuery& query) = 0;
};

}  // namespace sohoa
