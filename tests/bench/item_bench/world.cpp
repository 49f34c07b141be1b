#include "bench/item_bench/world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/text.h"

namespace sohoa::bench {
namespace {

constexpr int kOwnerPapersMax = 40;
constexpr int kRareTerms = 20'000;
constexpr double kZipfExponent = 0.9;

constexpr std::array kAdministrative = {"của",
                                        "và",
                                        "các",
                                        "theo",
                                        "tại",
                                        "về",
                                        "cho",
                                        "được",
                                        "có",
                                        "ngày",
                                        "là",
                                        "quy định",
                                        "thực hiện",
                                        "giải quyết",
                                        "thủ tục hành chính",
                                        "hồ sơ",
                                        "ủy ban nhân dân",
                                        "cơ quan",
                                        "tổ chức",
                                        "cá nhân",
                                        "quyết định",
                                        "căn cứ",
                                        "nghị định",
                                        "thông tư",
                                        "luật",
                                        "điều",
                                        "khoản",
                                        "trong",
                                        "với",
                                        "không",
                                        "trường hợp",
                                        "giấy chứng nhận",
                                        "quyền sử dụng đất",
                                        "tài sản gắn liền với đất",
                                        "đăng ký",
                                        "kinh doanh",
                                        "hộ kinh doanh",
                                        "doanh nghiệp",
                                        "cấp lại",
                                        "cấp đổi",
                                        "cấp mới",
                                        "giấy phép",
                                        "xây dựng",
                                        "nhà ở",
                                        "giấy khai sinh",
                                        "kết hôn",
                                        "hộ tịch",
                                        "chứng thực",
                                        "bản sao",
                                        "bản chính",
                                        "văn bản",
                                        "công văn",
                                        "tờ trình",
                                        "báo cáo",
                                        "kế hoạch",
                                        "thông báo",
                                        "biên bản",
                                        "hợp đồng",
                                        "đề nghị",
                                        "xem xét",
                                        "phê duyệt",
                                        "trách nhiệm",
                                        "thi hành",
                                        "kể từ ngày ký",
                                        "có hiệu lực",
                                        "giám đốc",
                                        "phó giám đốc",
                                        "chủ tịch",
                                        "phó chủ tịch",
                                        "trưởng phòng",
                                        "chánh văn phòng",
                                        "sở tài nguyên và môi trường",
                                        "sở y tế",
                                        "sở xây dựng",
                                        "sở tài chính",
                                        "sở lao động thương binh và xã hội",
                                        "sở tư pháp",
                                        "bảo hiểm xã hội",
                                        "trợ cấp",
                                        "bảo trợ xã hội",
                                        "người có công",
                                        "trẻ em",
                                        "hộ nghèo",
                                        "khám bệnh chữa bệnh",
                                        "chứng chỉ hành nghề",
                                        "dược",
                                        "an toàn thực phẩm",
                                        "môi trường",
                                        "đầu tư",
                                        "ngân sách nhà nước",
                                        "thuế",
                                        "lệ phí",
                                        "phí",
                                        "thanh toán",
                                        "trực tuyến",
                                        "dịch vụ công",
                                        "bộ phận một cửa",
                                        "tiếp nhận",
                                        "trả kết quả",
                                        "hẹn trả",
                                        "bổ sung",
                                        "từ chối",
                                        "lý do",
                                        "địa chỉ",
                                        "thường trú",
                                        "tạm trú",
                                        "số điện thoại",
                                        "sinh năm",
                                        "căn cước công dân",
                                        "nơi cấp",
                                        "quốc tịch",
                                        "dân tộc",
                                        "nghề nghiệp",
                                        "diện tích",
                                        "thửa đất",
                                        "tờ bản đồ",
                                        "mục đích sử dụng",
                                        "thời hạn",
                                        "chuyển nhượng",
                                        "thừa kế",
                                        "tặng cho",
                                        "thế chấp",
                                        "ngân hàng",
                                        "vốn điều lệ",
                                        "đại diện theo pháp luật",
                                        "ngành nghề",
                                        "chi nhánh",
                                        "giải thể",
                                        "tạm ngừng",
                                        "sửa đổi",
                                        "thay thế",
                                        "bãi bỏ",
                                        "khen thưởng",
                                        "kỷ luật",
                                        "tuyển dụng",
                                        "viên chức",
                                        "công chức",
                                        "đào tạo",
                                        "bồi dưỡng",
                                        "học sinh",
                                        "trường trung học",
                                        "giáo viên",
                                        "bệnh viện",
                                        "trạm y tế",
                                        "tiêm chủng",
                                        "dịch bệnh",
                                        "giao thông",
                                        "đường bộ",
                                        "bến xe",
                                        "phương tiện",
                                        "giấy phép lái xe",
                                        "kiểm định",
                                        "nông nghiệp",
                                        "thủy sản",
                                        "lâm nghiệp",
                                        "chăn nuôi",
                                        "phòng cháy chữa cháy",
                                        "an ninh",
                                        "trật tự",
                                        "khiếu nại",
                                        "tố cáo",
                                        "kiến nghị",
                                        "tiếp công dân",
                                        "lưu trữ",
                                        "số hóa",
                                        "chữ ký số",
                                        "dữ liệu",
                                        "hệ thống thông tin",
                                        "cổng dịch vụ",
                                        "tài khoản",
                                        "mã số"};

constexpr std::array kOnsets = {"b",  "c",  "ch", "d", "đ", "g",  "h",  "kh", "l", "m", "n", "ng",
                                "nh", "ph", "qu", "s", "t", "th", "tr", "v",  "x", "r", "gi"};
constexpr std::array kRhymes = {"a",   "á",   "à",    "ạ",   "an",   "án",   "ang", "ác",  "ai",
                                "ân",  "ấp",  "ăm",   "ên",  "ệnh",  "iên",  "iếu", "inh", "ính",
                                "ong", "ông", "ồng",  "ộ",   "ơ",    "ời",   "u",   "ú",   "uyên",
                                "uận", "ứ",   "ương", "ước", "ường", "ượng", "ay",  "ây",  "em",
                                "ền",  "ích", "oan",  "oài", "uấn",  "ùng"};
constexpr std::array kSurnames = {"Nguyễn",
                                  "Trần",
                                  "Lê",
                                  "Phạm",
                                  "Hoàng",
                                  "Huỳnh",
                                  "Phan",
                                  "Vũ",
                                  "Võ",
                                  "Đặng",
                                  "Bùi",
                                  "Đỗ",
                                  "Hồ",
                                  "Ngô",
                                  "Dương",
                                  "Lý"};
constexpr std::array kTypes = {"quyet-dinh",
                               "cong-van",
                               "to-trinh",
                               "bao-cao",
                               "giay-khai-sinh",
                               "giay-ket-hon",
                               "gcn-qsdd",
                               "gcn-dkdn",
                               "giay-phep-xay-dung",
                               "chung-chi-hanh-nghe",
                               "don-de-nghi",
                               "hop-dong",
                               "bien-ban",
                               "thong-bao",
                               "giay-moi",
                               "ke-hoach",
                               "cccd",
                               "giay-hen",
                               "phieu-bo-sung",
                               "phieu-tu-choi"};
constexpr std::array kTypeTitles = {"Quyết định",
                                    "Công văn",
                                    "Tờ trình",
                                    "Báo cáo",
                                    "Giấy khai sinh",
                                    "Giấy chứng nhận kết hôn",
                                    "Giấy chứng nhận quyền sử dụng đất",
                                    "Giấy chứng nhận đăng ký doanh nghiệp",
                                    "Giấy phép xây dựng",
                                    "Chứng chỉ hành nghề",
                                    "Đơn đề nghị",
                                    "Hợp đồng",
                                    "Biên bản",
                                    "Thông báo",
                                    "Giấy mời",
                                    "Kế hoạch",
                                    "Căn cước công dân",
                                    "Giấy tiếp nhận và hẹn trả",
                                    "Phiếu yêu cầu bổ sung",
                                    "Phiếu từ chối"};
static_assert(kTypes.size() == kTypeTitles.size());

template <class List>
std::string one_of(const List& list, std::mt19937_64& random) {
  return list[random() % list.size()];
}

std::string syllable(std::mt19937_64& random) {
  return one_of(kOnsets, random) + one_of(kRhymes, random);
}

std::string day(int year, std::uint64_t chance) {
  char text[16];
  std::snprintf(text,
                sizeof text,
                "%04d-%02d-%02d",
                year,
                static_cast<int>(1 + chance % 12),
                static_cast<int>(1 + chance / 12 % 28));
  return text;
}

}  // namespace

// Rank r has weight 1 / r^0.9: the first words stand on nearly every page, the last on a handful.
World::World(std::int64_t papers) : papers_(papers) {
  std::mt19937_64 random(5);
  terms_.assign(kAdministrative.begin(), kAdministrative.end());
  for (int i = 0; i < kRareTerms; ++i) terms_.push_back(syllable(random) + " " + syllable(random));
  double sum = 0;
  for (std::size_t rank = 1; rank <= terms_.size(); ++rank) {
    sum += std::pow(static_cast<double>(rank), -kZipfExponent);
    shares_.push_back(sum);
  }
  for (std::int64_t next = 0; next < papers_;) {
    first_owned_.push_back(next);
    const double share = std::uniform_real_distribution<>(0, 1)(random);
    next += 1 + static_cast<std::int64_t>(share * share * share * (kOwnerPapersMax - 1) + 0.5);
  }
}

const std::string& World::term(std::mt19937_64& random) const {
  const double share = std::uniform_real_distribution<>(0, shares_.back())(random);
  const auto found = std::lower_bound(shares_.begin(), shares_.end(), share);
  return terms_[static_cast<std::size_t>(found - shares_.begin())];
}

std::string World::name(std::mt19937_64& random) const {
  std::string given = syllable(random);
  std::string middle = syllable(random);
  return one_of(kSurnames, random) + " " + middle + " " + given;
}

std::string World::owner_id(std::int64_t owner) const {
  char text[24];
  std::snprintf(text, sizeof text, "%012lld", 1'099'000'000LL + static_cast<long long>(owner) * 7);
  return text;
}

Paper World::paper(std::int64_t number) const {
  // Papers of one owner are not neighbours in time: the order is a fixed shuffle.
  const auto place = static_cast<std::int64_t>(
      static_cast<std::uint64_t>(number) * 2'654'435'761ULL % static_cast<std::uint64_t>(papers_));
  const auto owner = std::upper_bound(first_owned_.begin(), first_owned_.end(), place) - 1;
  std::mt19937_64 of_owner(static_cast<std::uint64_t>(owner - first_owned_.begin()));
  std::mt19937_64 random(static_cast<std::uint64_t>(number) + 99);
  const std::size_t type = random() % kTypes.size();
  Paper made;
  ItemRecord& item = made.item;
  item.component = "L-bench/" + std::to_string(number);
  item.dossier = "H19.15-240615-" + std::to_string(number / 4);
  item.code = item.dossier + "-TP" + std::to_string(number % 4 + 1);
  item.kind = random() % 4 == 0 ? "result" : "component";
  item.component_code = "TP" + std::to_string(number % 4 + 1);
  item.type = kTypes[type];
  item.title = kTypeTitles[type];
  item.owner_type = "person";
  item.owner_id = owner_id(owner - first_owned_.begin());
  item.owner_name = name(of_owner);
  item.state = random() % 12 == 0 ? "EXPIRED" : "ACTIVE";
  item.valid_from = day(2020 + static_cast<int>(random() % 6), random());
  if (random() % 3 == 0) item.valid_to = day(2026 + static_cast<int>(random() % 9), random());
  item.number = std::to_string(random() % 20'000 + 1) + "/QĐ-UBND";
  item.issuer = "Ủy ban nhân dân xã " + syllable(random) + " " + syllable(random);
  item.summary = "Về việc " + term(random) + " " + term(random) + " " + term(random);
  item.issued_on = item.valid_from;
  item.coded_at = UtcTime(std::chrono::seconds(1'700'000'000 + number));
  made.text =
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: " + item.number + "\n" +
      item.title + "\n" + item.summary + "\nÔng/bà: " + item.owner_name + ", số " + item.owner_id +
      "\n";
  for (int words = 0; words < kBodyWords;) {
    const std::string& next = term(random);
    made.text += next + (random() % 12 == 0 ? "\n" : " ");
    words += 1 + static_cast<int>(std::count(next.begin(), next.end(), ' '));
  }
  return made;
}

std::string World::neighbours(const std::string& text, std::size_t count, std::mt19937_64& random) {
  const auto words = split_words(text);
  const std::size_t first = 20 + random() % (words.size() - count - 20);
  std::string some;
  for (std::size_t i = 0; i < count; ++i)
    some += (i == 0 ? "" : " ") + std::string(words[first + i]);
  return some;
}

std::string World::scattered(const std::string& text, std::size_t count, std::mt19937_64& random) {
  std::string some;
  for (std::size_t i = 0; i < count; ++i) some += (i == 0 ? "" : " ") + neighbours(text, 1, random);
  return some;
}

}  // namespace sohoa::bench
