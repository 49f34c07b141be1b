#include "ocr/field_rules.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ocr/identifiers.h"

namespace sohoa {
namespace {

using ocr::PartialDate;

constexpr std::size_t kMostCandidates = 5;

void add(Field& field, std::string_view rule, RuleOutcome outcome, std::string vi, std::string en) {
  field.rules.push_back({std::string(rule), outcome, std::move(vi), std::move(en)});
}

void pass(Field& field, std::string_view rule) {
  add(field, rule, RuleOutcome::Passed, "", "");
}

void warn(Field& field, std::string_view rule, std::string vi, std::string en) {
  add(field, rule, RuleOutcome::Warning, std::move(vi), std::move(en));
}

void fail(Field& field, std::string_view rule, std::string vi, std::string en) {
  add(field, rule, RuleOutcome::Failed, std::move(vi), std::move(en));
}

void pass_or_warn(bool holds, Field& field, std::string_view rule, std::string vi, std::string en) {
  if (holds) return pass(field, rule);
  warn(field, rule, std::move(vi), std::move(en));
}

std::string quoted_vi(const Field& field) {
  return "“" + field.name + "”";
}

// ---- Rules on one field ----------------------------------------------------------------------

void not_empty(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  if (!field.value.empty()) return pass(field, rule);
  fail(field, rule, "Không được để trống", "must not be empty");
}

void personal_id(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  const bool is_old = field.value.size() == 9 && ocr::is_digits(field.value);
  if (is_old) return pass(field, rule);  // CMND: nine digits, nothing more is known of them
  const auto id = ocr::parse_personal_id(field.value);
  if (!id) {
    return fail(field, rule, "Phải đủ 12 chữ số (CMND: 9 chữ số)", "must have 12 or 9 digits");
  }
  const bool is_known = id->province >= 100 || !ocr::province_name(id->province).empty();
  pass_or_warn(is_known,
               field,
               rule,
               "Ba số đầu " + field.value.substr(0, 3) +
                   " không có trong bảng mã nơi đăng ký khai sinh (TT 07/2016/TT-BCA)",
               "the first three digits are no code of TT 07/2016/TT-BCA");
}

void tax_code(std::string_view rule, const RuleContext& context, Field& field) {
  // TT 86/2024/TT-BTC: a person's tax code is the personal id.
  if (field.value.size() == 12) return personal_id(rule, context, field);
  if (ocr::is_tax_code(field.value)) return pass(field, rule);
  const auto near = ocr::near_tax_codes(field.value, kMostCandidates);
  field.candidates.insert(field.candidates.end(), near.begin(), near.end());
  warn(field,
       rule,
       "Sai chữ số kiểm tra của mã số thuế, hoặc không đúng 10 hay 13 chữ số",
       "check digit or length of the tax code does not hold");
}

void dossier_code(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  if (!ocr::is_dossier_code(field.value)) {
    return warn(field,
                rule,
                "Không đúng dạng mã hồ sơ <mã đơn vị>-NNTTNN-XXXX (năm, tháng, ngày)",
                "not of the form <agency>-YYMMDD-XXXX");
  }
  const PartialDate day = ocr::dossier_date(field.value);
  pass_or_warn(day.month > 0 && day.day > 0 && ocr::is_real(day),
               field,
               rule,
               "Phần ngày trong mã hồ sơ không phải một ngày có thật",
               "the date inside the code is no real date");
}

void procedure_code(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  pass_or_warn(ocr::is_procedure_code(field.value),
               field,
               rule,
               "Không đúng dạng mã thủ tục hành chính, ví dụ 1.004873",
               "not of the form d.dddddd");
}

void document_number(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  if (field.value.starts_with('/')) {
    return warn(field,
                "number-blank",
                "Trên giấy chưa ghi số văn bản, chỉ có ký hiệu",
                "the paper has a symbol but no number");
  }
  pass_or_warn(ocr::is_document_number(field.value),
               field,
               rule,
               "Không đúng dạng số, ký hiệu văn bản, ví dụ 15/QĐ-UBND",
               "not of the form 15/QĐ-UBND");
}

// Years outside these are misread, whatever the paper: land is granted for 70 years at most, and
// nobody living was born before 1900.
bool is_likely_year(std::int32_t year, const RuleContext& context) {
  constexpr std::int32_t kFirst = 1900;
  constexpr std::int32_t kLast = 2199;
  constexpr std::int32_t kFar_years = 75;
  const auto today = ocr::parse_date(context.today);
  return year >= kFirst && year <= (today ? today->year + kFar_years : kLast);
}

void real_date(std::string_view rule, const RuleContext& context, Field& field) {
  const auto date = ocr::parse_date(field.value);
  if (!date || !ocr::is_real(*date)) {
    return fail(field, rule, "Không phải một ngày có thật", "no real date");
  }
  if (date->year > 0 && !is_likely_year(date->year, context)) {
    return warn(field, rule, "Năm quá xa so với hiện tại", "the year is far from today");
  }
  if (date->is_whole()) return pass(field, rule);
  warn(
      field, "date-blank", "Trên giấy chưa ghi đủ ngày, tháng, năm", "parts of the date are blank");
}

void not_future(std::string_view rule, const RuleContext& context, Field& field) {
  const auto date = ocr::parse_date(field.value);
  if (context.today.empty() || !date || !date->is_whole()) return;
  pass_or_warn(
      field.value <= context.today, field, rule, "Ngày này chưa tới", "this day is still to come");
}

void agency(std::string_view rule, const RuleContext& context, Field& field) {
  if (!context.agencies) return;
  pass_or_warn(context.agencies(field.value).has_value(),
               field,
               rule,
               "Chưa thấy cơ quan này trong danh mục đơn vị",
               "no unit of the catalogue has this name");
}

void phone(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  pass_or_warn(ocr::is_phone(field.value),
               field,
               rule,
               "Không đúng dạng số điện thoại",
               "not a telephone number of Viet Nam");
}

void email(std::string_view rule, const RuleContext& /*context*/, Field& field) {
  pass_or_warn(ocr::is_email(field.value),
               field,
               rule,
               "Không đúng dạng địa chỉ thư điện tử",
               "not an e-mail address");
}

// ---- Rules on two fields ---------------------------------------------------------------------

const Field* other_field(std::string_view rule, const RuleContext& context) {
  const Field* other = find_field(context.fields, rule_argument(rule));
  return other == nullptr || other->value.empty() ? nullptr : other;
}

// Either field may hold the id: the rule may stand on both.
std::optional<ocr::PersonalId> id_of(const Field& a, const Field& b) {
  const auto id = ocr::parse_personal_id(a.value);
  return id ? id : ocr::parse_personal_id(b.value);
}

void same_sex(std::string_view rule, const RuleContext& context, Field& field) {
  const Field* other = other_field(rule, context);
  if (other == nullptr) return;
  const auto id = id_of(field, *other);
  const std::string& sex = ocr::is_digits(field.value) ? other->value : field.value;
  if (!id || (sex != "Nam" && sex != "Nữ")) return;
  pass_or_warn(id->is_female == (sex == "Nữ"),
               field,
               rule,
               "Giới tính trong số định danh (" + std::string(id->is_female ? "Nữ" : "Nam") +
                   ") khác với " + quoted_vi(*other),
               "the sex inside the id differs from " + other->id);
}

// A date, or a bare year as older forms have it.
std::int32_t year_of(const std::string& value) {
  const auto date = ocr::parse_date(value);
  if (date) return date->year;
  return value.size() == 4 && ocr::is_digits(value) ? std::stoi(value) : 0;
}

void same_birth_year(std::string_view rule, const RuleContext& context, Field& field) {
  const Field* other = other_field(rule, context);
  if (other == nullptr) return;
  const auto id = id_of(field, *other);
  const std::int32_t year = std::max(year_of(field.value), year_of(other->value));
  if (!id || year == 0) return;
  pass_or_warn(id->birth_year == year,
               field,
               rule,
               "Năm sinh trong số định danh (" + std::to_string(id->birth_year) + ") khác với " +
                   quoted_vi(*other),
               "the birth year inside the id differs from " + other->id);
}

void date_order(std::string_view rule, const RuleContext& context, Field& field) {
  const Field* other = other_field(rule, context);
  if (other == nullptr) return;
  const auto first = ocr::parse_date(other->value);
  const auto second = ocr::parse_date(field.value);
  if (!first || !second || !first->is_whole() || !second->is_whole()) return;
  pass_or_warn(other->value <= field.value,
               field,
               rule,
               "Sớm hơn " + quoted_vi(*other),
               "earlier than " + other->id);
}

// ---- The table -------------------------------------------------------------------------------

struct Rule {
  std::string_view name;
  bool has_argument;
  void (*check)(std::string_view rule, const RuleContext& context, Field& field);
};

constexpr std::array<Rule, 14> kRules = {{
    {"agency", false, agency},
    {"birth-year", true, same_birth_year},
    {"date", false, real_date},
    {"date-order", true, date_order},
    {"document-number", false, document_number},
    {"dossier-code", false, dossier_code},
    {"email", false, email},
    {"mst", false, tax_code},
    {"not-empty", false, not_empty},
    {"not-future", false, not_future},
    {"personal-id", false, personal_id},
    {"phone", false, phone},
    {"procedure-code", false, procedure_code},
    {"sex", true, same_sex},
}};

std::string_view rule_name(std::string_view rule) {
  return rule.substr(0, rule.find(':'));
}

const Rule* find_rule(std::string_view rule) {
  const auto* const found = std::find_if(
      kRules.begin(), kRules.end(), [&](const Rule& one) { return one.name == rule_name(rule); });
  return found == kRules.end() ? nullptr : found;
}

}  // namespace

void apply_rule(std::string_view rule, const RuleContext& context, Field& field) {
  const Rule* found = find_rule(rule);
  if (found == nullptr) return;
  const bool asks_for_value = found->check == not_empty;
  if (field.value.empty() && !asks_for_value) return;
  found->check(rule, context, field);
}

bool is_rule(std::string_view rule) {
  const Rule* found = find_rule(rule);
  if (found == nullptr) return false;
  const bool has_colon = rule.find(':') != std::string_view::npos;
  return has_colon == found->has_argument && rule_argument(rule).empty() != found->has_argument;
}

std::string_view rule_argument(std::string_view rule) {
  const std::size_t colon = rule.find(':');
  return colon == std::string_view::npos ? std::string_view() : rule.substr(colon + 1);
}

std::string_view rule_of(ValueType type) {
  switch (type) {
    case ValueType::Date:
      return "date";
    case ValueType::DocumentNumber:
      return "document-number";
    case ValueType::PersonalId:
      return "personal-id";
    case ValueType::TaxCode:
      return "mst";
    case ValueType::DossierCode:
      return "dossier-code";
    case ValueType::ProcedureCode:
      return "procedure-code";
    case ValueType::Phone:
      return "phone";
    case ValueType::Email:
      return "email";
    case ValueType::Text:
    case ValueType::PersonName:
    case ValueType::Agency:
    case ValueType::Sex:
    case ValueType::Number:
    case ValueType::Address:
      return "";
  }
  return "";
}

std::string rule_names() {
  std::string all;
  for (const Rule& rule : kRules) {
    all += (all.empty() ? "" : ", ") + std::string(rule.name);
    if (rule.has_argument) all += ":<field>";
  }
  return all;
}

}  // namespace sohoa
