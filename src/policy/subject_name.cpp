#include <algorithm>
#include <utility>

#include "core/text.h"
#include "policy/signer_map.h"

namespace sohoa {
namespace {

// "CN=A\, B" up to the separator that is not escaped; `rest` becomes what follows it.
std::string take_part(std::string_view& rest, std::string_view separators) {
  std::string part;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '\\') {
      part += rest.substr(0, 1);
      rest.remove_prefix(std::min<std::size_t>(rest.size(), 1));
      continue;
    }
    if (separators.find(c) != std::string_view::npos) break;
    part += c;
  }
  return part;
}

std::string* single(SubjectName& subject, std::string_view type) {
  if (type == "CN") return &subject.common_name;
  if (type == "O") return &subject.organisation;
  if (type == "serialNumber") return &subject.serial_number;
  if (type == "UID") return &subject.user_id;
  if (type == "emailAddress" || type == "E") return &subject.email;
  if (type == "title") return &subject.title;
  return nullptr;
}

}  // namespace

SubjectName parse_subject(std::string_view one_line) {
  SubjectName subject;
  std::string_view rest = one_line;
  while (!rest.empty()) {
    const std::string type = squeeze(take_part(rest, "="));
    const std::string value = squeeze(to_nfc(take_part(rest, ",+")));
    if (value.empty()) continue;
    if (type == "OU") {
      // RFC 4514 writes the innermost first; here the outermost leads.
      subject.units.insert(subject.units.begin(), value);
    } else if (std::string* const member = single(subject, type)) {
      *member = value;
    }
  }
  return subject;
}

}  // namespace sohoa
