// The options of `sohoa reuse`, `item`, `reception`, `notices` and `import`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_json(CLI::App& command, CommandLine& line) {
  command.add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

void add_place(CLI::App& reuse, CommandLine& line) {
  ReuseRequest& to = line.reuse.request;
  reuse.add_option("item", to.item, line.text("Mã giấy tờ", "Item code"))->required();
  reuse.add_option("--dossier", to.dossier, line.text("Hồ sơ sử dụng", "Dossier that uses it"))
      ->required();
  reuse
      .add_option(
          "--component", to.component, line.text("Mã thành phần trong hồ sơ đó", "Component there"))
      ->required();
  reuse.add_option("--officer", to.officer, line.text("Cán bộ thực hiện", "Officer"))->required();
  reuse.add_option(
      "--procedure",
      to.procedure,
      line.text("Mã TTHC của hồ sơ; mặc định như đã khai", "Procedure of the dossier"));
  reuse.add_option("--owner",
                   to.owner_id,
                   line.text("Số định danh chủ hồ sơ; mặc định như đã khai",
                             "Owner of the dossier; default: as declared"));
}

void add_reuse(CLI::App& root, CommandLine& line) {
  ReuseRequest& to = line.reuse.request;
  CLI::App* reuse =
      add_command(root,
                  line,
                  "reuse",
                  "Dùng lại một giấy tờ cho hồ sơ khác; thoát 1 và nêu lý do khi không được",
                  "Reuse an item for another dossier; exit 1 with reasons when it may not be",
                  "sohoa reuse H19.15-240615-0001-KQ1 --dossier H19.15-261121-0007 --component TP2 "
                  "--officer CB01",
                  [&line] { return run_reuse(line.app, line.reuse); });
  add_place(*reuse, line);
  reuse
      ->add_option("--source",
                   to.source,
                   line.text("Nguồn: local, DVCQG, CSDL", "Source: local, DVCQG, CSDL"))
      ->check(CLI::IsMember({"local", "DVCQG", "CSDL"}));
  reuse->add_option("--db", to.db, line.text("Cơ sở dữ liệu đã tra cứu", "Database asked"));
  reuse->add_option("--query-id", to.query_id, line.text("Mã lần tra cứu", "Id of the look-up"));
  reuse
      ->add_option("--extent",
                   to.extent,
                   line.text("Thay một phần hay toàn bộ: partial, full", "partial or full"))
      ->check(CLI::IsMember({"partial", "full"}));
  add_json(*reuse, line);
}

struct Verb {
  LifeAct act;
  const char* vi;
  const char* en;
  const char* example;
};

constexpr Verb kVerbs[] = {
    {LifeAct::Revoke,
     "Thu hồi, hủy bỏ (NĐ 45/2020, Điều 15)",
     "Revoke (NĐ 45/2020, art. 15)",
     "sohoa item revoke MÃ --reason 'cấp sai đối tượng' --decision 45/QĐ-SYT"},
    {LifeAct::Suspend,
     "Tạm đình chỉ hiệu lực",
     "Suspend",
     "sohoa item suspend MÃ --reason 'đang xác minh' --decision 12/QĐ-SYT"},
    {LifeAct::Resume,
     "Cho có hiệu lực trở lại sau tạm đình chỉ",
     "Let it be in force again",
     "sohoa item resume MÃ --reason 'đã xác minh' --decision 13/QĐ-SYT"},
    {LifeAct::Supersede,
     "Thay thế bằng giấy tờ khác",
     "Put another item in its place",
     "sohoa item supersede MÃ --by MÃ-MỚI --reason 'cấp lại' --decision 14/QĐ-SYT"},
    {LifeAct::Extend,
     "Gia hạn hiệu lực",
     "Extend its validity",
     "sohoa item extend MÃ --until 2031-12-31 --reason 'gia hạn' --decision 15/QĐ-SYT"},
    {LifeAct::Archive,
     "Chuyển lưu trữ: chỉ còn để tra cứu",
     "Archive: for look-up only",
     "sohoa item archive MÃ --reason 'nộp lưu' --decision 16/QĐ-SYT"},
};

void add_act(CLI::App& item, CommandLine& line, const Verb& verb) {
  LifeOrder& to = line.item_act.order;
  CLI::App* act = add_command(
      item, line, std::string(name(verb.act)), verb.vi, verb.en, verb.example, [&line, &verb] {
        line.item_act.order.request.act = verb.act;
        return run_item_act(line.app, line.item_act);
      });
  act->add_option("item", to.item, line.text("Mã giấy tờ", "Item code"))->required();
  act->add_option("--reason", to.request.reason, line.text("Lý do", "Reason"))->required();
  act->add_option("--decision", to.request.decision, line.text("Số quyết định", "Decision number"))
      ->required();
  act->add_option("--on",
                  to.request.effective_on,
                  line.text("Ngày có hiệu lực (YYYY-MM-DD); mặc định hôm nay, ngày sau thì để chờ",
                            "Day it takes effect; a day to come is kept until then"));
  act->add_option("--officer", to.officer, line.text("Cán bộ thực hiện", "Officer"));
  if (verb.act == LifeAct::Supersede) {
    act->add_option("--by", to.request.superseded_by, line.text("Mã giấy tờ thay thế", "New item"))
        ->required();
  }
  if (verb.act == LifeAct::Extend) {
    act->add_option(
           "--until", to.request.new_valid_to, line.text("Hiệu lực đến ngày", "Valid until"))
        ->required();
  }
  add_json(*act, line);
}

void add_hold(CLI::App& item, CommandLine& line, bool is_hold) {
  ItemHoldCommand& to = line.item_hold;
  CLI::App* hold =
      is_hold ? add_command(item,
                            line,
                            "hold",
                            "Đặt lệnh giữ: không được tiêu hủy",
                            "Hold: nothing of it may be destroyed",
                            "sohoa item hold MÃ --reason 'vụ án 12/2026' --officer CB01",
                            [&line] { return run_item_hold(line.app, line.item_hold); })
              : add_command(item,
                            line,
                            "release",
                            "Gỡ lệnh giữ",
                            "Release its holds",
                            "sohoa item release MÃ --reason 'vụ án đã kết thúc' --officer CB01",
                            [&line] { return run_item_release(line.app, line.item_hold); });
  hold->add_option("item", to.item, line.text("Mã giấy tờ", "Item code"))->required();
  hold->add_option("--reason", to.reason, line.text("Lý do", "Reason"))->required();
  hold->add_option("--officer", to.officer, line.text("Cán bộ thực hiện", "Officer"))->required();
  add_json(*hold, line);
}

void add_item(CLI::App& root, CommandLine& line) {
  CLI::App* item = root.add_subcommand(
      "item",
      line.text("Vòng đời của giấy tờ: thu hồi, thay thế, gia hạn, giữ, tiêu hủy",
                "Legal life of an item"));
  item->require_subcommand(1);
  for (const Verb& verb : kVerbs) add_act(*item, line, verb);
  add_hold(*item, line, true);
  add_hold(*item, line, false);
  add_retention(*item, line);
  CLI::App* expire = add_command(*item,
                                 line,
                                 "expire",
                                 "Việc hằng ngày: giấy tờ hết hạn, quyết định đến ngày có hiệu lực",
                                 "Daily: what has expired, and acts whose day has come",
                                 "sohoa item expire",
                                 [&line] { return run_item_expire(line.app); });
  add_json(*expire, line);
}

void add_reception(CLI::App& root, CommandLine& line) {
  ReceptionCommand& to = line.reception;
  CLI::App* reception =
      add_command(root,
                  line,
                  "reception",
                  "Khi tiếp nhận: thành phần nào đã có trong kho, không yêu cầu nộp lại",
                  "At the counter: which components the store already holds",
                  "sohoa reception --procedure 1.004873 --owner 075201000123",
                  [&line] { return run_reception(line.app, line.reception); });
  reception->add_option("--procedure", to.request.procedure, line.text("Mã TTHC", "Procedure"))
      ->required();
  reception
      ->add_option(
          "--owner", to.request.owner_id, line.text("Số định danh chủ hồ sơ", "Owner's id"))
      ->required();
  reception->add_option("--dossier", to.request.dossier, line.text("Mã hồ sơ", "Dossier code"));
  reception->add_option("--officer", to.request.officer, line.text("Cán bộ tiếp nhận", "Officer"));
  auto* ask = reception->add_option(
      "--ask",
      to.ask.component,
      line.text("Vẫn yêu cầu nộp thành phần này; ghi nhật ký", "Ask for it all the same; logged"));
  reception
      ->add_option("--reason",
                   to.ask.reason,
                   line.text("content-wrong, content-changed, unreadable, original-needed, "
                             "system-down, other",
                             "content-wrong, content-changed, unreadable, original-needed, "
                             "system-down, other"))
      ->needs(ask);
  reception->add_option("--words", to.ask.words, line.text("Nói rõ lý do", "Why, in words"))
      ->needs(ask);
  add_json(*reception, line);
}

void add_notices(CLI::App& root, CommandLine& line) {
  NoticesCommand& to = line.notices;
  CLI::App* notices = add_command(
      root,
      line,
      "notices",
      "Thông báo cho hồ sơ đã dùng lại giấy tờ; không nêu hồ sơ thì mọi thông báo chưa đọc",
      "What dossiers must be told; without one: all that is unread",
      "sohoa notices --dossier H19.15-261121-0007",
      [&line] { return run_notices(line.app, line.notices); });
  notices->add_option("--dossier", to.dossier, line.text("Mã hồ sơ", "Dossier code"));
  auto* officer =
      notices->add_option("--officer", to.officer, line.text("Cán bộ đã đọc", "Who has read it"));
  notices
      ->add_option("--read", to.read, line.text("Đánh dấu đã đọc thông báo số này", "Mark it read"))
      ->check(CLI::PositiveNumber)
      ->needs(officer);
  add_json(*notices, line);
}

void add_import(CLI::App& root, CommandLine& line) {
  CLI::App* import = add_command(root,
                                 line,
                                 "import",
                                 "Nhập danh mục đơn vị (units.json) và thủ tục (procedures.json)",
                                 "Import the catalogues of units and procedures",
                                 "sohoa import danh-muc/",
                                 [&line] { return run_import(line.app, line.import); });
  import
      ->add_option(
          "sources", line.import.sources, line.text("Thư mục hoặc tệp", "Folders or files"))
      ->required();
  add_json(*import, line);
}

}  // namespace

void add_items(CLI::App& root, CommandLine& line) {
  add_reuse(root, line);
  add_item(root, line);
  add_reception(root, line);
  add_notices(root, line);
  add_import(root, line);
}

}  // namespace sohoa
