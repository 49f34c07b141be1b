#include "app/decision_json.h"

#include <nlohmann/json.hpp>

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json reasons(const std::vector<Reason>& all) {
  Json array = Json::array();
  for (const Reason& reason : all) {
    array.push_back({{"rule", reason.rule},
                     {"clause", or_null(std::string(clause(reason.clause).citation))},
                     {"outcome", name(reason.outcome)},
                     {"message_vi", reason.message_vi},
                     {"message_en", reason.message_en}});
  }
  return array;
}

Json record(const ReuseRecord& made) {
  return {{"id", made.id},
          {"at", to_rfc3339(made.at)},
          {"item", or_null(made.item)},
          {"item_sha256", made.digest.is_zero() ? Json() : Json(made.digest.hex())},
          {"dossier", made.dossier},
          {"component", made.component},
          {"officer", made.officer},
          {"source", made.source},
          {"db", or_null(made.db)},
          {"query_id", or_null(made.query_id)},
          {"extent", or_null(made.extent)},
          {"verdict_at_reuse", or_null(made.verdict)}};
}

Json flags(const ReuseFlags& set) {
  return {{"DuocSoHoa", set.duoc_so_hoa},
          {"DuocTaiSuDung", set.duoc_tai_su_dung},
          {"DuocLayTuKhoDMQG", set.duoc_lay_tu_kho_dmqg},
          {"MaKetQuaThayThe", or_null(set.ma_ket_qua_thay_the)}};
}

Json notice(const NoticeRecord& made) {
  return {{"id", made.id},
          {"at", to_rfc3339(made.at)},
          {"kind", made.kind},
          {"item", made.item},
          {"dossier", made.dossier},
          {"text", made.text},
          {"read_at", made.read_at ? Json(to_rfc3339(*made.read_at)) : Json()},
          {"reader", or_null(made.reader)}};
}

Json life(const LifeOutcome& outcome) {
  const LifeRecord& step = outcome.step;
  Json object = {{"item", step.item},
                 {"act", step.act},
                 {"from", step.from},
                 {"state", outcome.item.state},
                 {"effective_on", step.effective_on},
                 {"waiting", outcome.is_waiting},
                 {"reason", or_null(step.reason)},
                 {"decision", or_null(step.decision)},
                 {"officer", or_null(step.officer)},
                 {"other", or_null(step.other)},
                 {"valid_to", or_null(outcome.item.valid_to)},
                 {"legal_value", or_null(outcome.item.legal_value)},
                 {"clause", or_null(std::string(clause(outcome.effect.clause).citation))},
                 {"note_vi", outcome.effect.note_vi},
                 {"notices", Json::array()}};
  for (const NoticeRecord& one : outcome.notices) object["notices"].push_back(notice(one));
  return object;
}

Json line(const ReceptionLine& of) {
  return {{"component", of.component},
          {"name", of.name},
          {"type", or_null(of.type)},
          {"required", of.is_required},
          {"answer", name(of.answer)},
          {"may_ask", of.may_ask},
          {"item", or_null(of.item)},
          {"title", or_null(of.title)},
          {"valid_to", or_null(of.valid_to)},
          {"more", of.more},
          {"source_db", or_null(of.source_db)},
          {"reasons", reasons(of.reasons)}};
}

}  // namespace

std::string reuse_json(const ReuseOutcome& outcome) {
  const ReuseRecord& made = outcome.record;
  Json object = {{"allowed", outcome.decision.is_allowed},
                 {"item", or_null(made.item)},
                 {"version", made.version},
                 {"title", or_null(outcome.item.title)},
                 {"dossier", made.dossier},
                 {"component", made.component},
                 {"new", outcome.is_new},
                 {"reasons", reasons(outcome.decision.reasons)},
                 {"record", record(made)},
                 {"flags", flags(outcome.flags)}};
  return dump(object);
}

std::string life_json(const LifeOutcome& outcome) {
  return dump(life(outcome));
}

std::string sweep_json(const SweepReport& report) {
  Json object = {{"carried_out", Json::array()}, {"voided", Json::array()}};
  for (const LifeOutcome& outcome : report.carried_out) {
    object["carried_out"].push_back(life(outcome));
  }
  for (const VoidStep& voided : report.voided) {
    object["voided"].push_back({{"item", voided.step.item},
                                {"act", voided.step.act},
                                {"decision", or_null(voided.step.decision)},
                                {"effective_on", voided.step.effective_on},
                                {"why", voided.why.detail}});
  }
  return dump(object);
}

std::string hold_json(const HoldRecord& hold) {
  return dump({{"id", hold.id},
               {"item", hold.item},
               {"at", to_rfc3339(hold.at)},
               {"reason", hold.reason},
               {"officer", hold.officer},
               {"released_at", hold.released_at ? Json(to_rfc3339(*hold.released_at)) : Json()},
               {"released_by", or_null(hold.released_by)}});
}

std::string reception_json(const ReceptionRequest& request, const ReceptionList& list) {
  Json object = {{"procedure", list.procedure},
                 {"name", list.name},
                 {"owner", request.owner_id},
                 {"dossier", or_null(request.dossier)},
                 {"components", Json::array()}};
  for (const ReceptionLine& one : list.lines) object["components"].push_back(line(one));
  return dump(object);
}

std::string asked_json(const ReceptionLine& of, const AskAnyway& ask) {
  return dump({{"asked", of.component},
               {"logged", !of.may_ask},
               {"reason", or_null(ask.reason)},
               {"words", or_null(ask.words)},
               {"line", line(of)}});
}

std::string notice_json(const NoticeRecord& made) {
  return dump(notice(made));
}

std::string import_json(const std::vector<ImportedFile>& files) {
  Json object = {{"format", "sohoa.import/1"},
                 {"inputs", Json::array()},
                 {"files", Json::array()},
                 {"quarantine", Json::array()},
                 {"catalogues", Json::array()},
                 {"not_read", Json::array()}};
  for (const ImportedFile& file : files) {
    if (file.kind.empty()) {
      object["not_read"].push_back(file.name);
      continue;
    }
    object["inputs"].push_back(
        {{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    object["catalogues"].push_back(
        {{"name", file.kind}, {"rows", file.rows}, {"new", file.is_new}});
  }
  return dump(object);
}

}  // namespace sohoa
