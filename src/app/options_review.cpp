// The options of `sohoa review`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_reader(CLI::App& command, CommandLine& line, std::string& officer) {
  command.add_option("--officer", officer, line.text("Cán bộ xem", "Who reads"));
}

void add_list(CLI::App& review, CommandLine& line) {
  CLI::App* list = add_command(review,
                               line,
                               "list",
                               "Việc chờ cán bộ, gấp nhất trước",
                               "What waits for an officer, most urgent first",
                               "sohoa review list --subject field:",
                               [&line] { return run_review_list(line.app, line.review_list); });
  ReviewListCommand& to = line.review_list;
  list->add_option(
      "--state",
      to.state,
      line.text(
          "waiting (mặc định), open, second, accepted, corrected, rejected, rescan, dropped, any",
          "waiting (default), open, second, accepted, corrected, rejected, rescan, dropped, any"));
  list->add_option(
      "--component", to.component, line.text("Của một thành phần", "Of one component"));
  list->add_option(
      "--subject",
      to.subject,
      line.text("type, title, owner, dossier, scan, legal, secrecy, attestation, field:",
                "type, title, owner, dossier, scan, legal, secrecy, attestation, field:"));
  list->add_option("--limit", to.limit, line.text("Số việc tối đa", "Most reviews"))
      ->check(CLI::Range(1, 10'000));
  add_reader(*list, line, to.officer);
  list->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
}

void add_show(CLI::App& review, CommandLine& line) {
  CLI::App* show = add_command(review,
                               line,
                               "show",
                               "Một việc: vì sao, trên trang nào",
                               "One review: why, and where on the page",
                               "sohoa review show 12",
                               [&line] { return run_review_show(line.app, line.review_show); });
  show->add_option("id", line.review_show.id, line.text("Số việc", "Number"))->required();
  add_reader(*show, line, line.review_show.officer);
  show->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

void add_owners(CLI::App& review, CommandLine& line) {
  CLI::App* owners =
      add_command(review,
                  line,
                  "owners",
                  "Giấy tờ chưa xác định chủ sở hữu, lâu nhất trước",
                  "Items without a known owner, oldest first",
                  "sohoa review owners",
                  [&line] { return run_review_owners(line.app, line.review_owners); });
  ReviewOwnersCommand& to = line.review_owners;
  owners->add_option("--limit", to.limit, line.text("Số giấy tờ tối đa", "Most items"))
      ->check(CLI::Range(1, 10'000));
  add_reader(*owners, line, to.officer);
  owners->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
}

struct Verb {
  const char* name;
  ReviewAct act;
  const char* vi;
  const char* en;
  const char* example;
};

void add_verb(CLI::App& review, CommandLine& line, const Verb& verb) {
  CLI::App* one =
      add_command(review, line, verb.name, verb.vi, verb.en, verb.example, [&line, act = verb.act] {
        line.review_decide.decision.act = act;
        return run_review_decide(line.app, line.review_decide);
      });
  ReviewDecideCommand& to = line.review_decide;
  one->add_option("id", to.id, line.text("Số việc", "Number"))->required();
  one->add_option("--officer", to.decision.officer, line.text("Cán bộ quyết định", "Who decides"))
      ->required();
  one->add_option("--note", to.decision.note, line.text("Ghi chú", "Note"));
  one->add_option("--reason", to.decision.note, line.text("Lý do", "Reason"));
  one->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
  if (verb.act != ReviewAct::Correct) return;
  one->add_option("--value", to.decision.value, line.text("Giá trị đúng", "The right value"))
      ->required();
  one->add_option("--name", to.decision.name, line.text("Tên chủ sở hữu", "Owner's name"));
  one->add_option("--owner-type",
                  to.decision.owner_type,
                  line.text("person, organisation, foreigner", "person, organisation, foreigner"))
      ->check(CLI::IsMember({"person", "organisation", "foreigner"}));
}

constexpr Verb kVerbs[] = {
    {"accept",
     ReviewAct::Accept,
     "Điều đã đọc hoặc đã khai là đúng",
     "What was read or declared is right",
     "sohoa review accept 12 --officer CB01"},
    {"correct",
     ReviewAct::Correct,
     "Ghi giá trị đúng",
     "Give the right value",
     "sohoa review correct 12 --value 075090001234 --officer CB01"},
    {"reject",
     ReviewAct::Reject,
     "Từ chối giấy tờ, hoặc bỏ giá trị của trường",
     "Refuse the paper, or leave the field empty",
     "sohoa review reject 12 --reason 'thiếu trang 2' --officer CB01"},
    {"rescan",
     ReviewAct::Rescan,
     "Yêu cầu quét lại",
     "Ask for another scan",
     "sohoa review rescan 12 --reason 'ảnh mờ' --officer CB01"},
};

}  // namespace

void add_review(CLI::App& root, CommandLine& line) {
  CLI::App* review = root.add_subcommand(
      "review", line.text("Hàng chờ cán bộ: xem, chấp nhận, sửa", "The officer's queue"));
  review->require_subcommand(1);
  add_list(*review, line);
  add_show(*review, line);
  add_owners(*review, line);
  for (const Verb& verb : kVerbs) add_verb(*review, line, verb);
  CLI::App* stats = add_command(*review,
                                line,
                                "stats",
                                "Cán bộ sửa gì nhiều: theo loại giấy tờ và trường",
                                "What officers correct, by type and field",
                                "sohoa review stats --json",
                                [&line] { return run_review_stats(line.app); });
  stats->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

}  // namespace sohoa
