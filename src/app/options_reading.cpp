// The options of `sohoa find`, `show` and `get`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_reader(CLI::App& command, CommandLine& line, ReadingFor& to) {
  command.add_option("--officer", to.officer, line.text("Cán bộ xem", "Who reads"));
  command.add_option(
      "--for-dossier", to.dossier, line.text("Hồ sơ đang giải quyết", "The dossier in hand"));
  command.add_option("--purpose", to.purpose, line.text("Mục đích xem", "Purpose of reading"));
}

void add_find(CLI::App& root, CommandLine& line) {
  CLI::App* find = add_command(root,
                               line,
                               "find",
                               "Tìm giấy tờ đã số hoá; gõ có dấu hoặc không dấu",
                               "Find digitized items; with or without diacritics",
                               "sohoa find '\"giấy chứng nhận\"' --dossier H19.15-261121-0001",
                               [&line] { return run_find(line.app, line.find); });
  FindCommand& to = line.find;
  find->add_option("query", to.query, line.text("Từ hoặc \"cụm từ\"", "Words or a \"phrase\""));
  find->add_option("--owner", to.owner, line.text("Số định danh chủ sở hữu", "Owner's id"));
  find->add_option("--type", to.type, line.text("Loại giấy tờ", "Document type"));
  find->add_option("--dossier", to.dossier, line.text("Mã hồ sơ", "Dossier code"));
  find->add_option("--state",
                   to.state,
                   line.text("ACTIVE (mặc định), EXPIRED, SUSPENDED, REVOKED, SUPERSEDED, any",
                             "ACTIVE (default), EXPIRED, SUSPENDED, REVOKED, SUPERSEDED, any"));
  find->add_option(
      "--valid-on",
      to.valid_on,
      line.text("Còn hiệu lực ngày YYYY-MM-DD, hoặc today", "In force on YYYY-MM-DD, or today"));
  find->add_option("--limit", to.limit, line.text("Số kết quả tối đa", "Most results"))
      ->check(CLI::Range(1, 1000));
  add_reader(*find, line, to.reading);
  find->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
}

void add_show_and_get(CLI::App& root, CommandLine& line) {
  CLI::App* show = add_command(root,
                               line,
                               "show",
                               "Mọi điều đã biết về một giấy tờ",
                               "Everything known of an item",
                               "sohoa show H19.15-261121-0001-TP1",
                               [&line] { return run_show(line.app, line.show); });
  show->add_option("item", line.show.item, line.text("Mã giấy tờ", "Item code"))->required();
  show->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
  add_reader(*show, line, line.show.reading);
  CLI::App* get = add_command(root,
                              line,
                              "get",
                              "Lấy PDF tìm kiếm được, hoặc bản gốc",
                              "Get the searchable PDF, or the original",
                              "sohoa get H19.15-261121-0001-TP1 -o don.pdf",
                              [&line] { return run_get(line.app, line.get); });
  get->add_option("item", line.get.item, line.text("Mã giấy tờ", "Item code"))->required();
  get->add_option("-o,--output",
                  line.get.output,
                  line.text("Tệp ra; '-' là stdout", "Output; '-' is stdout"))
      ->required();
  get->add_flag("--original",
                line.get.original,
                line.text("Bản gốc như đã nhận", "The original as received"));
  get->add_flag(
      "--force", line.get.force, line.text("Ghi đè tệp đã có", "Replace an existing file"));
  add_reader(*get, line, line.get.reading);
}

}  // namespace

void add_reading(CLI::App& root, CommandLine& line) {
  add_find(root, line);
  add_show_and_get(root, line);
}

}  // namespace sohoa
