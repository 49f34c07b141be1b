#include "intake/paper_qr.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/text.h"

namespace sohoa {
namespace {

using Member = std::optional<std::string> PaperQr::*;
using Pair = std::pair<std::string, std::string>;
using Pairs = std::vector<Pair>;

struct Datum {
  Member member;
  const char* written;  ///< key of the form we write
  const char* value_id;
};

// Order of TT 01/2023 Điều 26.
constexpr std::array<Datum, 9> kData = {{
    {&PaperQr::dossier, "ma_ho_so", "dossier"},
    {&PaperQr::procedure, "ma_tthc", "ma_tthc"},
    {&PaperQr::owner_id, "ma_dinh_danh", "owner_id"},
    {&PaperQr::title, "ten_giay_to", "title"},
    {&PaperQr::system, "he_thong", "he_thong"},
    {&PaperQr::exported_at, "thoi_diem_xuat", "thoi_diem_xuat"},
    {&PaperQr::due_at, "ngay_hen_tra", "ngay_hen_tra"},
    {&PaperQr::valid_to, "thoi_han", "valid_to"},
    {&PaperQr::scope, "pham_vi", "scope"},
}};

struct Spelling {
  std::string_view key;  ///< folded, letters and digits only
  Member member;
};

constexpr std::array<Spelling, 61> kSpellings = {{
    {"mahoso", &PaperQr::dossier},
    {"mahosotthc", &PaperQr::dossier},
    {"mahs", &PaperQr::dossier},
    {"sohoso", &PaperQr::dossier},
    {"sobiennhan", &PaperQr::dossier},
    {"mabiennhan", &PaperQr::dossier},
    {"dossier", &PaperQr::dossier},
    {"dossiercode", &PaperQr::dossier},
    {"matthc", &PaperQr::procedure},
    {"mathutuc", &PaperQr::procedure},
    {"mathutuchanhchinh", &PaperQr::procedure},
    {"matthcquocgia", &PaperQr::procedure},
    {"procedure", &PaperQr::procedure},
    {"procedurecode", &PaperQr::procedure},
    {"madinhdanh", &PaperQr::owner_id},
    {"madinhdanhtochuccanhan", &PaperQr::owner_id},
    {"madinhdanhcanhantochuc", &PaperQr::owner_id},
    {"madinhdanhcanhan", &PaperQr::owner_id},
    {"madinhdanhtochuc", &PaperQr::owner_id},
    {"sodinhdanh", &PaperQr::owner_id},
    {"sodinhdanhcanhan", &PaperQr::owner_id},
    {"socccd", &PaperQr::owner_id},
    {"socancuoc", &PaperQr::owner_id},
    {"masothue", &PaperQr::owner_id},
    {"masodoanhnghiep", &PaperQr::owner_id},
    {"mst", &PaperQr::owner_id},
    {"ownerid", &PaperQr::owner_id},
    {"tengiayto", &PaperQr::title},
    {"giayto", &PaperQr::title},
    {"tenvanban", &PaperQr::title},
    {"tenketqua", &PaperQr::title},
    {"title", &PaperQr::title},
    {"documentname", &PaperQr::title},
    {"hethong", &PaperQr::system},
    {"tenhethong", &PaperQr::system},
    {"tenhethongcungcap", &PaperQr::system},
    {"hethongcungcap", &PaperQr::system},
    {"system", &PaperQr::system},
    {"thoidiemxuat", &PaperQr::exported_at},
    {"thoidiemxuatgiayto", &PaperQr::exported_at},
    {"thoigianxuat", &PaperQr::exported_at},
    {"ngayxuat", &PaperQr::exported_at},
    {"exportedat", &PaperQr::exported_at},
    {"ngayhentra", &PaperQr::due_at},
    {"ngayhentraketqua", &PaperQr::due_at},
    {"thoigianhentra", &PaperQr::due_at},
    {"hentra", &PaperQr::due_at},
    {"dueat", &PaperQr::due_at},
    {"thoihan", &PaperQr::valid_to},
    {"thoihanhieuluc", &PaperQr::valid_to},
    {"thoihancohieuluc", &PaperQr::valid_to},
    {"hieulucden", &PaperQr::valid_to},
    {"cogiatriden", &PaperQr::valid_to},
    {"ngayhethan", &PaperQr::valid_to},
    {"ngayhethieuluc", &PaperQr::valid_to},
    {"validto", &PaperQr::valid_to},
    {"phamvi", &PaperQr::scope},
    {"phamvihieuluc", &PaperQr::scope},
    {"phamvicohieuluc", &PaperQr::scope},
    {"scope", &PaperQr::scope},
    {"phamviapdung", &PaperQr::scope},
}};

/// Null when the key is none of ours. "Mã hồ sơ", "ma_ho_so" and "MaHoSo" are one.
Member member_of(std::string_view key) {
  std::string bare = fold(key);
  std::erase_if(bare, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
  const auto* found = std::find_if(
      kSpellings.begin(), kSpellings.end(), [&](const Spelling& each) { return each.key == bare; });
  return found == kSpellings.end() ? nullptr : found->member;
}

bool is_known(const Pair& pair) {
  return member_of(pair.first) != nullptr;
}

/// "key=value" or "key: value"; the first sign of either kind ends the key.
Pair pair_of(std::string_view text) {
  const std::size_t sign = text.find_first_of("=:");
  if (sign == std::string_view::npos) return {};
  return {std::string(text.substr(0, sign)), squeeze(text.substr(sign + 1))};
}

Pairs split_pairs(std::string_view text, char between) {
  Pairs pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    Pair pair = pair_of(text.substr(0, end));
    if (!pair.first.empty()) pairs.push_back(std::move(pair));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pairs;
}

// Lines win where every one of them is a pair we know: a value may hold ';' and '|'.
Pairs best_split(std::string_view text) {
  Pairs best = split_pairs(text, '\n');
  const bool has_lines = text.find('\n') != std::string_view::npos;
  if (has_lines && !best.empty() && std::all_of(best.begin(), best.end(), is_known)) return best;
  for (const char between : {';', '|'}) {
    Pairs pairs = split_pairs(text, between);
    const auto known = [](const Pairs& all) {
      return std::count_if(all.begin(), all.end(), is_known);
    };
    if (known(pairs) > known(best)) best = std::move(pairs);
  }
  return best;
}

/// "%C3%A2" and '+' decoded; a bad escape stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const char* first = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(first, first + 2, byte, 16).ptr == first + 2) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

bool is_url(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

Pairs query_pairs(std::string_view url) {
  Pairs pairs;
  const std::size_t from = url.find('?');
  if (from == std::string_view::npos) return pairs;
  std::string_view query = url.substr(from + 1, url.find('#', from) - from - 1);
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view part = query.substr(0, end);
    const std::size_t sign = part.find('=');
    if (sign != std::string_view::npos) {
      pairs.emplace_back(percent_decoded(part.substr(0, sign)),
                         squeeze(to_nfc(percent_decoded(part.substr(sign + 1)))));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return pairs;
}

// Members of the outermost object. Builds no tree, so depth costs nothing.
class JsonPairs final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Pairs pairs;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t value) override { return add(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& written) override { return add(written); }
  bool string(string_t& value) override { return add(value); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return ++depth_ > 0; }
  bool end_object() override { return --depth_ >= 0; }
  bool start_array(std::size_t) override { return ++depth_ > 0; }
  bool end_array() override { return --depth_ >= 0; }
  bool key(string_t& key) override {
    if (depth_ == 1) key_ = key;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    return false;
  }

 private:
  bool add(const std::string& value) {
    if (depth_ == 1) pairs.emplace_back(key_, squeeze(to_nfc(value)));
    return true;
  }

  std::string key_;
  int depth_ = 0;
};

Pairs json_pairs(std::string_view text) {
  JsonPairs found;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &found)) return {};
  return std::move(found.pairs);
}

Pairs all_pairs(std::string_view text) {
  if (text.starts_with('{')) return json_pairs(text);
  return is_url(text) ? query_pairs(text) : best_split(text);
}

/// A moment in normal form, anything else as written.
void normalise(std::optional<std::string>& moment) {
  if (!moment) return;
  if (auto normal = iso_moment(*moment)) moment = std::move(normal);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

}  // namespace

std::optional<PaperQr> parse_paper_qr(std::string_view text) {
  const std::string nfc = to_nfc(text);
  PaperQr paper;
  int count = 0;
  for (Pair& pair : all_pairs(trimmed(nfc))) {
    const Member member = member_of(pair.first);
    if (member == nullptr || pair.second.empty() || paper.*member) continue;
    paper.*member = std::move(pair.second);
    ++count;
  }
  if (!paper.dossier && count < 2) return std::nullopt;
  normalise(paper.exported_at);
  normalise(paper.due_at);
  normalise(paper.valid_to);
  return paper;
}

std::string encode_paper_qr(const PaperQr& paper) {
  std::string text;
  for (const Datum& datum : kData) {
    const auto& value = paper.*datum.member;
    if (!value) continue;
    const std::string line = squeeze(to_nfc(*value));
    if (!line.empty()) text += std::string(datum.written) + "=" + line + "\n";
  }
  return text;
}

QrValues field_values(const PaperQr& paper) {
  QrValues values;
  for (const Datum& datum : kData) {
    const auto& value = paper.*datum.member;
    const bool is_moment = datum.member == &PaperQr::exported_at ||
                           datum.member == &PaperQr::due_at || datum.member == &PaperQr::valid_to;
    if (!value || (is_moment && !iso_moment(*value))) continue;
    values.emplace_back(datum.value_id, is_moment ? value->substr(0, 10) : *value);
  }
  return values;
}

}  // namespace sohoa
