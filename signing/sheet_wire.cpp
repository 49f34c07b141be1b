#include "signing/sheet_wire.h"

#include "signing/travel.h"

namespace sohoa {
namespace signing_wire {

template <>
inline constexpr auto kLast<SheetResult> = SheetResult::Unsigned;
template <>
inline constexpr auto kLast<CheckOutcome> = CheckOutcome::Unknown;

void travel(auto& flow, Like<SheetRow> auto& v) {
  flow(v.label, v.value);
}
void travel(auto& flow, Like<SheetReason> auto& v) {
  flow(v.outcome, v.text, v.clause);
}
void travel(auto& flow, Like<SheetSignature> auto& v) {
  flow(v.result, v.title, v.result_word, v.rows, v.reasons);
}
void travel(auto& flow, Like<ValidationSheet> auto& v) {
  flow(v.title, v.subtitle, v.result, v.result_word, v.result_note, v.file_rows, v.digest_label);
  flow(v.digest, v.file_reasons, v.signatures, v.policy, v.checked, v.disclaimer, v.made_at);
}

}  // namespace signing_wire

Bytes encode(const ValidationSheet& sheet) {
  signing_wire::PutFlow flow;
  travel(flow, sheet);
  return flow.take();
}

Result<ValidationSheet> decode_sheet(ByteView bytes) {
  signing_wire::GetFlow flow(bytes);
  ValidationSheet sheet;
  travel(flow, sheet);
  if (!flow.is_finished()) return Error{Fault::BadReply, "sheet is not well formed", {}};
  return sheet;
}

}  // namespace sohoa
