#include "exchange/procedures.h"

namespace sohoa {

std::string_view short_procedure_code(std::string_view code) {
  return code.substr(0, 8);
}

}  // namespace sohoa
