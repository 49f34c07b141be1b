#include "pipeline/reason_rows.h"

#include <nlohmann/json.hpp>

namespace sohoa {

std::string reason_rows(const std::vector<Reason>& reasons) {
  using Json = nlohmann::ordered_json;
  Json array = Json::array();
  for (const Reason& reason : reasons) {
    array.push_back({{"rule", reason.rule},
                     {"clause", clause(reason.clause).citation},
                     {"outcome", name(reason.outcome)},
                     {"message_vi", reason.message_vi},
                     {"message_en", reason.message_en}});
  }
  return array.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sohoa
