// The defaults, value by value as templates/profiles/default.toml states them with their sources.
#include "policy/profile.h"

namespace sohoa {
namespace {

constexpr const char* kId = "default";
constexpr const char* kVersion = "2026-11-22";

LegalProfile default_legal() {
  LegalProfile legal;
  legal.id = kId;
  legal.version = kVersion;
  return legal;
}

ReuseProfile default_reuse() {
  using enum LegalClass;
  ReuseProfile reuse;
  reuse.id = kId;
  reuse.for_results = {Full, FullWithNote, CopyAgency};
  reuse.for_components = {Full, FullWithNote, CopyAgency, ScanOfficer};
  return reuse;
}

ReviewProfile default_review() {
  ReviewProfile review;
  review.blocking_metadata = {"owner_id", "title"};
  review.never_corrected = {"person-name", "personal-id", "tax-code", "document-number", "date"};
  return review;
}

SignerMap default_signers() {
  return {{},
          {"chính phủ",
           "thủ tướng chính phủ",
           "văn phòng",
           "bộ",
           "tổng cục",
           "cục",
           "vụ",
           "thanh tra",
           "ủy ban",
           "hội đồng nhân dân",
           "sở",
           "ban",
           "chi cục",
           "trung tâm",
           "phòng",
           "đội",
           "công an",
           "bộ chỉ huy quân sự",
           "bảo hiểm xã hội",
           "kho bạc nhà nước",
           "thuế",
           "hải quan",
           "tòa án nhân dân",
           "viện kiểm sát nhân dân"}};
}

}  // namespace

Profile default_profile() {
  Profile profile;
  profile.id = kId;
  profile.version = kVersion;
  profile.source = "templates/profiles/default.toml";
  profile.legal = default_legal();
  profile.reuse = default_reuse();
  profile.review = default_review();
  profile.retention = {
      {"*", 0, "không có văn bản công khai nêu thời hạn; giữ đến khi đơn vị quy định"}};
  profile.signers = default_signers();
  return profile;
}

}  // namespace sohoa
