#include "ocr/family_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

// Lower case, in byte order. Written from knowledge of the names of the country's peoples, not from
// a register (certainty K:m); what is missing sends a right name to an officer, which costs a
// glance, so a doubtful entry is better left out.
constexpr std::array<std::string_view, 304> kFamilyNames = {
    "alăng",  "an",    "arất",   "ayun",  "biện",   "bríu",   "bàn",    "bành",   "bá",    "báo",
    "bùi",    "bạch",  "bế",     "bồ",    "ca",     "cai",    "cao",    "chang",  "chu",   "chung",
    "châu",   "chìu",  "chíu",   "chúc",  "chương", "chảo",   "chẻo",   "chế",    "chử",   "cung",
    "cáp",    "công",  "cù",     "cư",    "cấn",    "cầm",    "cổ",     "cứ",     "danh",  "diệp",
    "doãn",   "dư",    "dương",  "dềnh",  "giang",  "giàng",  "giáp",   "giả",    "hoa",   "hoàng",
    "hoắc",   "huỳnh", "hà",     "hàn",   "hán",    "hình",   "hùng",   "hạ",     "hạng",  "hảng",
    "hầu",    "hồ",    "hờ",     "hứa",   "kha",    "khang",  "khuất",  "khâu",   "khúc",  "khưu",
    "khương", "khấu",  "khổng",  "kim",   "kiên",   "kiều",   "kiểu",   "kpă",    "ksor",  "kì",
    "kông",   "kỳ",    "kỷ",     "la",    "lai",    "lam",    "linh",   "liên",   "liêu",  "liễu",
    "long",   "luân",  "ly",     "lâm",   "lã",     "lãnh",   "lèo",    "lê",     "lò",    "lô",
    "lù",     "lý",    "lăng",   "lưu",   "lương",  "lường",  "lưỡng",  "lạc",    "lại",   "lầu",
    "lềnh",   "lều",   "lồ",     "lỗ",    "lộc",    "lục",    "lữ",     "lỳ",     "ma",    "mai",
    "mào",    "má",    "mã",     "mông",  "mùa",    "mùi",    "mạc",    "mạch",   "mầu",   "mẩu",
    "mẫn",    "mậu",   "nay",    "neáng", "nghiêm", "nguyên", "nguyễn", "ngân",   "ngô",   "ngũ",
    "ngưu",   "ngạc",  "ngải",   "ngọc",  "ngụy",   "nhan",   "nhiêu",  "nhâm",   "nhạc",  "nhữ",
    "ninh",   "niê",   "néang",  "nông",  "nùng",   "nại",    "phan",   "phi",    "phong", "phàn",
    "phình",  "phí",   "phó",    "phù",   "phùng",  "phú",    "phương", "phượng", "phạm",  "pờ",
    "quan",   "quang", "quyền",  "quàng", "quách",  "quản",   "quảng",  "quế",    "rcom",  "rmah",
    "rơ",     "sa",    "siu",    "sái",   "sì",     "sín",    "sùng",   "sơn",    "sầm",   "sằm",
    "sồng",   "sử",    "thang",  "thi",   "thiên",  "thiều",  "thiện",  "thuận",  "thành", "thào",
    "thái",   "thân",  "thăng",  "thạc",  "thạch",  "thẩm",   "thị",    "thịnh",  "tiêu",  "tiết",
    "tiền",   "toán",  "trang",  "tri",   "triệu",  "trà",    "trác",   "trì",    "trình", "trìu",
    "trúc",   "trưng", "trương", "trần",  "trịnh",  "trọng",  "ty",     "tài",    "tào",   "tán",
    "tân",    "tín",   "tính",   "tòng",  "tô",     "tôn",    "tông",   "tăng",   "tưởng", "tạ",
    "tấn",    "tất",   "tẩn",    "tằng",  "tề",     "tống",   "từ",     "ung",    "uông",  "vi",
    "viêm",   "viên",  "voòng",  "vy",    "và",     "vàng",   "vòng",   "võ",     "văn",   "vĩnh",
    "vũ",     "vưu",   "vương",  "vạn",   "vừ",     "xa",     "xeo",    "xuân",   "xồng",  "y",
    "yên",    "ánh",   "ân",     "âu",    "ô",      "ôn",     "ông",    "đan",    "đinh",  "điêu",
    "điền",   "điểu",  "đoàn",   "đoạn",  "đàm",    "đàng",   "đào",    "đái",    "đèo",   "đôn",
    "đường",  "đạo",   "đậu",    "đắc",   "đặng",   "đối",    "đồng",   "đổng",   "đỗ",    "đới",
    "ưng",    "ấn",    "ấu",     "ứng"};

}  // namespace

bool has_known_family_name(std::string_view name) {
  const std::string lower = to_lower(to_nfc(name));
  const std::string_view first = std::string_view(lower).substr(0, lower.find(' '));
  return std::binary_search(kFamilyNames.begin(), kFamilyNames.end(), first);
}

}  // namespace sohoa::ocr
