#include "ocr/fields.h"

#include <gtest/gtest.h>

#include "unit/ocr/page_builder.h"

namespace sohoa {
namespace {

using testing::PageBuilder;

FieldTemplate field(std::string id, ValueType type, std::vector<std::string> anchors) {
  FieldTemplate made;
  made.id = id;
  made.name = std::move(id);
  made.type = type;
  made.anchors = std::move(anchors);
  return made;
}

DocumentTemplate form(std::vector<FieldTemplate> fields) {
  DocumentTemplate made;
  made.fields = std::move(fields);
  return made;
}

std::vector<Field> read(const PageText& page, std::vector<FieldTemplate> fields) {
  return extract_fields({{&page, {}, {}}}, form(std::move(fields)), {});
}

Field read_one(const PageText& page, FieldTemplate wanted) {
  return read(page, {std::move(wanted)}).at(0);
}

FieldTemplate number_field() {
  FieldTemplate made = field("so", ValueType::DocumentNumber, {"Số"});
  made.zone = Zone{0, 0, 0.5, 0.3};
  made.required = true;
  return made;
}

FieldTemplate date_field() {
  FieldTemplate made = field("ngay", ValueType::Date, {"ngày"});
  made.take = Take::Line;
  made.zone = Zone{0.4, 0, 1, 0.3};
  return made;
}

PageBuilder heading(std::string_view number, std::string_view date) {
  return PageBuilder()
      .line(311, 135, "UBND TỈNH TIỀN GIANG")
      .line(400, 180, "SỞ TÀI CHÍNH")
      .line(373, 250, number)
      .line(812, 135, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
      .line(896, 250, date);
}

TEST(ExtractFields, NumberAndDateOfATwoColumnHeading) {
  const PageText page = heading("Số: 8276/STC-VP", "Hòa Bình, ngày 19 tháng 9 năm 2024").page();
  const auto fields = read(page, {number_field(), date_field()});
  EXPECT_EQ(fields[0].value, "8276/STC-VP");
  EXPECT_EQ(fields[1].value, "2024-09-19");
  EXPECT_EQ(fields[1].raw, "Hòa Bình, ngày 19 tháng 9 năm 2024");
  for (const Field& one : fields) {
    EXPECT_EQ(one.page, 1);
    EXPECT_GE(one.confidence, 0.9);
    EXPECT_FALSE(one.needs_review) << one.why_vi;
    EXPECT_FALSE(one.box.is_empty());
  }
}

TEST(ExtractFields, AnEmptyNumberIsToldAndSentToReview) {
  for (const std::string_view number : {"Số: /SYT-VP", "Số:\t/SYT-VP", "Số: ....../SYT-VP"}) {
    const Field found = read_one(heading(number, "").page(), number_field());
    EXPECT_EQ(found.value, "/SYT-VP") << number;
    EXPECT_TRUE(found.is_blank);
    EXPECT_TRUE(found.needs_review);
    ASSERT_FALSE(found.rules.empty());
    EXPECT_EQ(found.rules[0].rule, "number-blank");
    EXPECT_EQ(found.why_vi, "Trên giấy chưa ghi số văn bản, chỉ có ký hiệu");
  }
}

TEST(ExtractFields, ADateWithAnEmptyDayKeepsWhatIsWritten) {
  for (const std::string_view date : {"Bến Tre, ngày tháng 01 năm 2025",
                                      "Bến Tre, ngày\ttháng 01 năm 2025",
                                      "Bến Tre, ngày ..... tháng 01 năm 2025"}) {
    const Field found = read_one(heading("", date).page(), date_field());
    EXPECT_EQ(found.value, "2025-01-??") << date;
    EXPECT_TRUE(found.is_blank);
    EXPECT_TRUE(found.needs_review);
  }
}

TEST(ExtractFields, ADateThatCannotBeReadIsNoBlankDate) {
  const Field found =
      read_one(heading("", "Bến Tre, ngày I8 tháng 01 năm 2025").page(), date_field());
  EXPECT_FALSE(found.is_blank);
  EXPECT_TRUE(found.needs_review);
  EXPECT_NE(found.value.substr(0, 7), "2025-01");
}

TEST(ExtractFields, SoIsNotTheSoOfAnAgency) {
  const PageText page = PageBuilder().line(311, 180, "SỞ TÀI CHÍNH").page();
  EXPECT_EQ(read_one(page, number_field()).page, 0);
}

TEST(ExtractFields, ValuesOnOneLineEndAtTheNextLabel) {
  const PageText page =
      PageBuilder().line(237, 500, "Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam").page();
  const auto fields = read(page,
                           {field("gioi_tinh", ValueType::Sex, {"Giới tính"}),
                            field("dan_toc", ValueType::Text, {"Dân tộc"}),
                            field("quoc_tich", ValueType::Text, {"Quốc tịch"})});
  EXPECT_EQ(fields[0].value, "Nam");
  EXPECT_EQ(fields[1].value, "Kinh");
  EXPECT_EQ(fields[2].value, "Việt Nam");
}

TEST(ExtractFields, GlossesAndNumbersOfTheFormAreNoValue) {
  const PageText page = PageBuilder()
                            .line(237, 500, "1. Họ và tên người đề nghị: Trương Mỹ Lệ ..........")
                            .line(237, 560, "Ngày sinh / Date of birth: 26/08/1990")
                            .page();
  const auto fields = read(page,
                           {field("ho_ten", ValueType::PersonName, {"Họ và tên"}),
                            field("ngay_sinh", ValueType::Date, {"Ngày sinh"})});
  EXPECT_EQ(fields[0].value, "Trương Mỹ Lệ");
  EXPECT_EQ(fields[1].value, "1990-08-26");
}

TEST(ExtractFields, AWrappedValueGoesOnAndStopsAtTheNextLabel) {
  FieldTemplate address = field("dia_chi", ValueType::Address, {"Địa chỉ"});
  address.lines = 3;
  const PageText page = PageBuilder()
                            .line(300, 500, "Địa chỉ: số 52/9 đường Hai Bà Trưng, phường Đạo Đức,")
                            .line(237, 545, "tỉnh Hòa Bình")
                            .line(300, 590, "Điện thoại: 0916171687")
                            .page();
  EXPECT_EQ(read_one(page, address).value,
            "số 52/9 đường Hai Bà Trưng, phường Đạo Đức, tỉnh Hòa Bình");
}

TEST(ExtractFields, AValueThatSeemsCutOffGoesToReview) {
  const PageText page = PageBuilder()
                            .line(300, 500, "Nội dung: Cấp mới giấy phép hành nghề chữa")
                            .line(237, 545, "bệnh tại nhà")
                            .page();
  const Field found = read_one(page, field("nd", ValueType::Text, {"Nội dung"}));
  EXPECT_TRUE(found.needs_review);
}

TEST(ExtractFields, ColumnsSideBySideKeepTheirOwnText) {
  FieldTemplate wife = field("vo", ValueType::PersonName, {"Họ, chữ đệm, tên vợ"});
  FieldTemplate husband = field("chong", ValueType::PersonName, {"Họ, chữ đệm, tên chồng"});
  const PageText page = PageBuilder()
                            .line(180, 500, "Họ, chữ đệm, tên vợ:\t\tHọ, chữ đệm, tên chồng:")
                            .line(180, 545, "LÊ BÍCH NGỌC\t\t\tHỨA BÁ THỊNH")
                            .page();
  const auto fields = read(page, {wife, husband});
  EXPECT_EQ(fields[0].value, "LÊ BÍCH NGỌC");
  EXPECT_EQ(fields[1].value, "HỨA BÁ THỊNH");
}

TEST(ExtractFields, TheCellToTheRightIsTheValue) {
  const PageText page = PageBuilder().line(180, 500, "Mã hồ sơ\t\tH19.15-240615-0001").page();
  EXPECT_EQ(read_one(page, field("ma", ValueType::DossierCode, {"Mã hồ sơ"})).value,
            "H19.15-240615-0001");
}

TEST(ExtractFields, ALongerLabelOfAnotherFieldIsNotOurs) {
  const PageText page = PageBuilder()
                            .line(237, 500, "Họ, chữ đệm, tên người mẹ: Võ Thị Kim Ngân")
                            .line(237, 560, "Họ, chữ đệm, tên: Trịnh Công Bằng")
                            .page();
  const auto fields = read(page,
                           {field("con", ValueType::PersonName, {"Họ, chữ đệm, tên"}),
                            field("me", ValueType::PersonName, {"Họ, chữ đệm, tên người mẹ"})});
  EXPECT_EQ(fields[0].value, "Trịnh Công Bằng");
  EXPECT_EQ(fields[1].value, "Võ Thị Kim Ngân");
}

TEST(ExtractFields, ASectionChoosesAmongEqualLabels) {
  FieldTemplate second = field("b", ValueType::PersonName, {"Họ và tên"});
  second.section = {"Bên được ủy quyền"};
  const PageText page = PageBuilder()
                            .line(237, 400, "I. BÊN ỦY QUYỀN")
                            .line(237, 460, "Họ và tên: Võ Minh Quân; sinh năm: 1986")
                            .line(237, 520, "II. BÊN ĐƯỢC ỦY QUYỀN")
                            .line(237, 580, "Họ và tên: Bế Thị Phượng; sinh năm: 1985")
                            .page();
  EXPECT_EQ(read_one(page, second).value, "Bế Thị Phượng");
}

TEST(ExtractFields, TheSignerStandsUnderHisPostAndNotUnderTheNextOne) {
  FieldTemplate signer = field("nguoi_ky", ValueType::PersonName, {"KT. CHỦ TỊCH", "CHỦ TỊCH"});
  signer.take = Take::Below;
  signer.lines = 4;
  signer.page = -1;
  const PageText page = PageBuilder()
                            .line(980, 1328, "KT. CHỦ TỊCH")
                            .line(970, 1363, "PHÓ CHỦ TỊCH")
                            .line(960, 1420, "(Ký, ghi rõ họ tên)")
                            .line(980, 1581, "Lê Trung Hậu")
                            .page();
  EXPECT_EQ(read_one(page, signer).value, "Lê Trung Hậu");
}

TEST(ExtractFields, APostOfTheSignerDoesNotEndTheSearchForHisName) {
  FieldTemplate post = field("chuc_vu", ValueType::Text, {"PHÓ CHỦ TỊCH"});
  post.take = Take::Line;
  FieldTemplate signer = field("nguoi_ky", ValueType::PersonName, {"NGƯỜI KÝ GIẤY KHAI SINH"});
  signer.take = Take::Below;
  signer.lines = 4;
  const PageText page = PageBuilder()
                            .line(922, 1499, "NGƯỜI KÝ GIẤY KHAI SINH")
                            .line(1033, 1541, "PHÓ CHỦ TỊCH")
                            .line(1046, 1745, "Lê Trung Hậu")
                            .page();
  EXPECT_EQ(read(page, {post, signer}).at(1).value, "Lê Trung Hậu");
}

TEST(ExtractFields, TheIssuingAgencyIsToldFromItsSuperior) {
  FieldTemplate issuer = field("cq", ValueType::Agency, {"Số"});
  issuer.take = Take::Above;
  issuer.lines = 3;
  issuer.zone = Zone{0, 0, 0.5, 0.3};
  FieldTemplate above = field("cq_tren", ValueType::Agency, {"@cq"});
  above.take = Take::Above;
  const auto fields = read(heading("Số: 8276/STC-VP", "").page(), {above, issuer});
  EXPECT_EQ(fields[0].value, "UBND TỈNH TIỀN GIANG");
  EXPECT_EQ(fields[1].value, "SỞ TÀI CHÍNH");
}

TEST(ExtractFields, NumbersAndNamesAreNeverMended) {
  const PageText page = PageBuilder()
                            .line(237, 500, "Số định danh cá nhân: O3718723116O")
                            .line(237, 560, "Họ và tên: Lô 1rung Hậu")
                            .page();
  const auto fields = read(page,
                           {field("id", ValueType::PersonalId, {"Số định danh cá nhân"}),
                            field("ten", ValueType::PersonName, {"Họ và tên"})});
  EXPECT_EQ(fields[0].value, "O3718723116O");
  EXPECT_TRUE(fields[0].needs_review);
  EXPECT_NE(fields[1].value, "Lê Trung Hậu");
  EXPECT_TRUE(fields[1].needs_review);
}

TEST(ExtractFields, AnchorsForgiveWhatValuesDoNot) {
  const PageText page = PageBuilder().line(237, 500, "Sô đinh danh cá nhàn: 037187231160").page();
  const Field found = read_one(page, field("id", ValueType::PersonalId, {"Số định danh cá nhân"}));
  EXPECT_EQ(found.value, "037187231160");
}

TEST(ExtractFields, DoubtfulWordsMakeADoubtfulField) {
  const PageText page = PageBuilder().line(237, 500, "Họ và tên: Trương Mỹ Lệ", 0.55).page();
  const Field found = read_one(page, field("ten", ValueType::PersonName, {"Họ và tên"}));
  EXPECT_EQ(found.value, "Trương Mỹ Lệ");
  EXPECT_LT(found.confidence, 0.7);
  EXPECT_TRUE(found.needs_review);
  EXPECT_NE(found.why_vi.find("Đọc chưa chắc"), std::string::npos);
}

TEST(ExtractFields, ABlankIsToldFromWhatWasNotFound) {
  const PageText page =
      PageBuilder().line(237, 500, "Dân tộc: ................ Quốc tịch: Việt Nam").page();
  const auto fields = read(page,
                           {field("dan_toc", ValueType::Text, {"Dân tộc"}),
                            field("quoc_tich", ValueType::Text, {"Quốc tịch"}),
                            field("ton_giao", ValueType::Text, {"Tôn giáo"})});
  EXPECT_TRUE(fields[0].is_blank);
  EXPECT_EQ(fields[0].page, 1);
  EXPECT_FALSE(fields[0].needs_review);
  EXPECT_FALSE(fields[2].is_blank);
  EXPECT_EQ(fields[2].page, 0);
}

TEST(ExtractFields, ARequiredFieldThatIsNotThereIsAskedFor) {
  FieldTemplate wanted = field("ma", ValueType::DossierCode, {"Mã hồ sơ"});
  wanted.required = true;
  const Field found = read_one(PageBuilder().title(400, "ĐƠN ĐỀ NGHỊ").page(), wanted);
  EXPECT_TRUE(found.needs_review);
  EXPECT_EQ(found.why_vi, "Không tìm thấy trên giấy");
}

Field with_code(std::string_view printed, std::string code, double confidence = 0.96) {
  FieldTemplate wanted = field("so", ValueType::PersonalId, {"Số"});
  wanted.metadata = "owner_id";
  const PageText page = PageBuilder().line(237, 500, printed, confidence).page();
  const SourcePage source{&page, {}, {{"owner_id", std::move(code)}}};
  return extract_fields({source}, form({wanted}), {}).at(0);
}

TEST(ExtractFields, ACodeWinsOverWhatWasRecognised) {
  const Field found = with_code("Số: 0750864938", "075086493899", 0.6);
  EXPECT_EQ(found.value, "075086493899");
  EXPECT_EQ(found.source, FieldSource::Barcode);
  EXPECT_EQ(found.confidence, 1);
  EXPECT_FALSE(with_code("Số: 075086493899", "075086493899").needs_review);
}

TEST(ExtractFields, AContradictionBetweenCodeAndPrintIsTold) {
  const Field found = with_code("Số: 079186493899", "075086493899");
  EXPECT_EQ(found.value, "075086493899");
  EXPECT_TRUE(found.needs_review);
  EXPECT_NE(found.why_vi.find("079186493899"), std::string::npos);
  EXPECT_EQ(found.candidates.at(0), "079186493899");
}

TEST(ExtractFields, PagesCountFromTheFirstAndFromTheLast) {
  FieldTemplate last = field("ngay", ValueType::Date, {"Ngày cấp"});
  last.page = -1;
  const PageText first = PageBuilder().line(237, 500, "Ngày cấp: 01/02/2020").page();
  const PageText second = PageBuilder().line(237, 500, "Ngày cấp: 03/04/2021").page();
  const PageText empty;
  const std::vector<SourcePage> pages = {{&first, {}, {}}, {&second, {}, {}}, {&empty, {}, {}}};
  EXPECT_EQ(extract_fields(pages, form({last}), {}).at(0).value, "2021-04-03");
  last.page = 1;
  EXPECT_EQ(extract_fields(pages, form({last}), {}).at(0).value, "2020-02-01");
}

}  // namespace
}  // namespace sohoa
