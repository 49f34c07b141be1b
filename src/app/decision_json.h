// Decisions over items as JSON: reuse, legal life, reception, notices, import.
#pragma once

#include <string>
#include <vector>

#include "pipeline/life.h"
#include "pipeline/reception.h"
#include "pipeline/reuse_item.h"

namespace sohoa {

/// {"allowed","item","version",…,"reasons":[…],"record":{…},"flags":{…}}: `flags` in the words of
/// the national payload.
std::string reuse_json(const ReuseOutcome& outcome);
/// {"item","act","from","state","effective_on","waiting",…,"notices":[…]}
std::string life_json(const LifeOutcome& outcome);
std::string sweep_json(const SweepReport& report);
std::string hold_json(const HoldRecord& hold);
/// {"procedure","name","owner","components":[{"component","answer","may_ask","item",…}]}
std::string reception_json(const ReceptionRequest& request, const ReceptionList& list);
std::string asked_json(const ReceptionLine& line, const AskAnyway& ask);
std::string notice_json(const NoticeRecord& notice);

/// One file of an import.
struct ImportedFile {
  std::string name;  ///< as given
  std::uint64_t bytes = 0;
  std::string sha256;
  std::string kind;  ///< "units", "procedures"; empty: not read by this version
  std::size_t rows = 0;
  bool is_new = false;
};
/// {"format":"sohoa.import/1","inputs":[…],"files":[],"quarantine":[],"catalogues":[…],"not_read":[…]}
std::string import_json(const std::vector<ImportedFile>& files);

}  // namespace sohoa
