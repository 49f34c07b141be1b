#include "policy/law.h"

#include <array>

namespace sohoa {
namespace {

using enum ClauseId;

// In enum order. The marks are those of the reference: S seen in a source document, F found in a
// public copy, K known only from experience.
constexpr std::array kClauses = {
    Clause{Nd45Art14,
           "NĐ 45/2020/NĐ-CP, Điều 14 khoản 3",
           "Kết quả điện tử có chữ ký số của cơ quan có thẩm quyền, đủ nội dung, toàn vẹn, có mã",
           "F:N45"},
    Clause{Nd45Art15, "NĐ 45/2020/NĐ-CP, Điều 15", "Hủy kết quả điện tử", "F:N45"},
    Clause{Nd45Art16, "NĐ 45/2020/NĐ-CP, Điều 16", "Kho dữ liệu của tổ chức, cá nhân", "F:N45"},
    Clause{Nd45Art10, "NĐ 45/2020/NĐ-CP, Điều 10", "Bản sao điện tử", "F:N45"},
    Clause{Nd45Art25, "NĐ 45/2020/NĐ-CP, Điều 25", "Số hóa kết quả còn hiệu lực", "F:BT01"},
    Clause{Tt01Art4, "TT 01/2023/TT-VPCP, Điều 4", "Giấy tờ phải số hóa, không số hóa", "F:BT01"},
    Clause{Tt01Art7,
           "TT 01/2023/TT-VPCP, Điều 7",
           "Sao chụp và chữ ký số của người sao chụp",
           "F:LN01"},
    Clause{Tt01Art9, "TT 01/2023/TT-VPCP, Điều 9", "Dữ liệu đặc tả", "K:m"},
    Clause{Tt01Art10, "TT 01/2023/TT-VPCP, Điều 10", "Mã kết quả số hóa", "F:NL01"},
    Clause{Tt01Art11, "TT 01/2023/TT-VPCP, Điều 11", "Lưu kết quả số hóa", "F:NL01"},
    Clause{Tt01Art24, "TT 01/2023/TT-VPCP, Điều 24", "Kho quản lý dữ liệu điện tử", "F:HT24"},
    Clause{
        Nd30Copies, "NĐ 30/2020/NĐ-CP, Điều 25 và Phụ lục I", "Sao y, sao lục, trích sao", "F:N30"},
    Clause{Nd30Layout, "NĐ 30/2020/NĐ-CP, Phụ lục I", "Vị trí, hình ảnh chữ ký số", "F:N30"},
    Clause{Nd130Art79,
           "NĐ 130/2018/NĐ-CP, Điều 79",
           "Kiểm tra chữ ký số trước khi chấp nhận",
           "F:N130"},
    Clause{Nd68, "NĐ 68/2024/NĐ-CP", "Chữ ký số chuyên dùng công vụ", "F:N68"},
    Clause{Nd23, "NĐ 23/2025/NĐ-CP", "Dịch vụ tin cậy, chữ ký số công cộng", "F:N23"},
    Clause{
        Tt15, "TT 15/2025/TT-BKHCN", "Thuật toán, đường dẫn tin cậy, hiển thị kết luận", "F:TT15"},
    Clause{
        Tt22Art5, "TT 22/2020/TT-BTTTT, Điều 5", "Phần mềm ký số và kiểm tra chữ ký số", "F:TT22"},
    Clause{L20Art12,
           "Luật Giao dịch điện tử 20/2023/QH15, Điều 12",
           "Chuyển đổi văn bản giấy và thông điệp dữ liệu",
           "F:L20"},
    Clause{Nq66_7Art2,
           "NQ 66.7/2025/NQ-CP, Điều 2",
           "Thay thế thành phần hồ sơ bằng dữ liệu",
           "F:N667"},
    Clause{LawDigital,
           "Luật Chuyển đổi số 2025",
           "Không yêu cầu cung cấp lại dữ liệu đã có",
           "F:P-LCDS"},
    Clause{Own, "", "Biện pháp của phần mềm", ""},
};
static_assert(kClauses.size() == static_cast<std::size_t>(Own) + 1);

}  // namespace

std::span<const Clause> clause_table() {
  return kClauses;
}

const Clause& clause(ClauseId id) {
  return kClauses.at(static_cast<std::size_t>(id));
}

}  // namespace sohoa
