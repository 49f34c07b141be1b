#include "signing/checks/messages.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sohoa::checks {
namespace {

using enum Finding;
using Sub = SubIndication;

struct Row {
  Finding finding;
  std::string_view id;
  std::string_view clause;
  Consequence follows;
  std::string_view vi;
  std::string_view en;
};

constexpr Consequence kPass{CheckOutcome::Passed, Indication::TotalPassed, Sub::None};
constexpr Consequence kNote{CheckOutcome::Warning, Indication::TotalPassed, Sub::None};
// Proven wrong.
constexpr Consequence wrong(Sub sub) {
  return {CheckOutcome::Failed, Indication::TotalFailed, sub};
}
// Seen, and against the signature, but more evidence could still settle it.
constexpr Consequence doubt(Sub sub) {
  return {CheckOutcome::Failed, Indication::Indeterminate, sub};
}
// Something is not at hand.
constexpr Consequence lacks(Sub sub) {
  return {CheckOutcome::Unknown, Indication::Indeterminate, sub};
}

// Clauses. EN 319 102-1 as of V1.3.1; the laws as docs/validation.md explains them.
constexpr std::string_view kForm = "EN 319 102-1 5.2.2";
constexpr std::string_view kWhole = "EN 319 102-1 5.2.2; ISO 32000-1 12.8.1";
constexpr std::string_view kChanged =
    "EN 319 102-1 5.2.2; ISO 32000-1 12.8.2.2; TT 15/2025/TT-BKHCN";
constexpr std::string_view kIdentity = "EN 319 102-1 5.2.3; NĐ 130/2018/NĐ-CP Đ.79";
constexpr std::string_view kContext = "EN 319 102-1 5.2.4";
constexpr std::string_view kDigest = "EN 319 102-1 5.2.7; TT 15/2025/TT-BKHCN";
constexpr std::string_view kValue = "EN 319 102-1 5.2.7; NĐ 130/2018/NĐ-CP Đ.79";
constexpr std::string_view kTime = "EN 319 102-1 5.5; TT 15/2025/TT-BKHCN";
constexpr std::string_view kToken = "EN 319 102-1 5.4; RFC 3161 2.4.2";
constexpr std::string_view kOrder = "EN 319 102-1 5.5.4";
constexpr std::string_view kTrust = "EN 319 102-1 5.2.6; TT 15/2025/TT-BKHCN";
constexpr std::string_view kPath = "EN 319 102-1 5.2.6; RFC 5280 6.1";
constexpr std::string_view kPeriod = "EN 319 102-1 5.2.6; TT 22/2020/TT-BTTTT Đ.5";
constexpr std::string_view kScope =
    "EN 319 102-1 5.2.6; TT 22/2020/TT-BTTTT Đ.5; NĐ 130/2018/NĐ-CP Đ.79";
constexpr std::string_view kStatus = "EN 319 102-1 5.2.6; TT 22/2020/TT-BTTTT Đ.5";
constexpr std::string_view kFresh = "EN 319 102-1 5.2.5; TT 22/2020/TT-BTTTT Đ.5";
constexpr std::string_view kPast = "EN 319 102-1 5.6.2";
constexpr std::string_view kAccept = "EN 319 102-1 5.2.8";
constexpr std::string_view kStrength = "EN 319 102-1 5.2.8; TT 15/2025/TT-BKHCN Phụ lục";

// clang-format off
constexpr std::array kRows = {
  Row{FormOk, "format.structure", kForm, kPass,
      "Chữ ký đúng cấu trúc.", "The signature is well formed."},
  Row{FormFault, "format.structure", kForm, wrong(Sub::FormatFailure),
      "Chữ ký sai cấu trúc: %1.", "The signature is not well formed: %1."},
  Row{SignedFileMissing, "format.signed-files", kForm, lacks(Sub::SignedDataNotFound),
      "Thiếu tệp đã được ký.", "A signed file is missing."},
  Row{CoverageFile, "format.coverage", kWhole, kPass,
      "Chữ ký bao trùm toàn bộ tệp.", "The signature covers the whole file."},
  Row{CoverageRevision, "format.coverage", kWhole, kPass,
      "Chữ ký bao trùm toàn bộ phiên bản đã ký; sau đó tệp có phiên bản mới.",
      "The signature covers its whole revision; later revisions exist."},
  Row{CoveragePrefix, "format.coverage", kWhole, wrong(Sub::FormatFailure),
      "Chữ ký không bao trùm hết phiên bản đã ký.", "The signature does not cover all of its revision."},
  Row{CoverageUnclear, "format.coverage", kWhole, wrong(Sub::FormatFailure),
      "Không xác định được phần tệp mà chữ ký bao trùm.", "What the signature covers cannot be said."},
  Row{ModifiedNot, "format.modification", kChanged, kPass,
      "Tài liệu không thay đổi sau khi ký.", "Nothing was changed after signing."},
  Row{ModifiedAllowed, "format.modification", kChanged, kPass,
      "Sau khi ký chỉ có thay đổi được phép.", "Only permitted changes were made after signing."},
  Row{ModifiedForbidden, "format.modification", kChanged, wrong(Sub::FormatFailure),
      "Tài liệu bị sửa đổi trái phép sau khi ký%1.",
      "The document was changed in a forbidden way after signing%1."},
  Row{ModifiedUnknown, "format.modification", kChanged, lacks(Sub::Generic),
      "Không xác định được tài liệu có bị sửa sau khi ký hay không.",
      "Whether the document was changed after signing cannot be said."},
  Row{ContentOverlaid, "format.overlay", kChanged, kNote,
      "Chú thích thêm sau khi ký che nội dung trang %1.",
      "An annotation added after signing covers content of page %1."},
  Row{RemovedLater, "format.removed", kChanged, kNote,
      "Chữ ký đã bị gỡ khỏi phiên bản mới nhất của tệp.",
      "The signature was removed from the newest revision."},
  Row{LaterCertification, "format.certification", "EN 319 102-1 5.2.8; ISO 32000-1 12.8.2.2",
      doubt(Sub::SigConstraintsFailure),
      "Chữ ký chứng nhận phải là chữ ký đầu tiên; đã có chữ ký khác ký trước.",
      "A certification signature must be the first; another one stands before it."},

  Row{SignerFound, "signer.certificate", kIdentity, kPass,
      "Xác định được chứng thư của người ký: %1.", "The signing certificate was identified: %1."},
  Row{SignerMissing, "signer.certificate", kIdentity, doubt(Sub::NoSigningCertificateFound),
      "Không có chứng thư của người ký trong tệp.", "The signing certificate is not at hand."},
  Row{SignerReferenceDiffers, "signer.reference", kIdentity, doubt(Sub::NoSigningCertificateFound),
      "Chứng thư kèm theo không phải chứng thư mà chữ ký nêu: nghi bị tráo.",
      "The certificate is not the one the signature names: it may have been exchanged."},
  Row{SignerReferenceAbsent, "signer.reference", kIdentity, kNote,
      "Chữ ký không gắn với một chứng thư cụ thể (thiếu thuộc tính ESS).",
      "The signature does not bind a certificate (no ESS attribute)."},

  Row{PolicyUsed, "context.policy", kContext, kPass,
      "Kiểm tra theo chính sách %1.", "Judged under policy %1."},
  Row{NoAnchors, "context.anchors", kContext, kNote,
      "Chưa cấu hình chứng thư gốc tin cậy nào.", "No trust anchor is configured."},
  Row{SignaturePolicyIgnored, "context.signature-policy", kContext, kNote,
      "Chữ ký nêu chính sách ký %1; hệ thống không áp dụng chính sách này.",
      "The signature names the policy %1, which is not applied."},

  Row{DigestMatches, "crypto.digest", kDigest, kPass,
      "Nội dung toàn vẹn: mã băm khớp.", "The content is intact: the digest matches."},
  Row{DigestDiffers, "crypto.digest", kDigest, wrong(Sub::HashFailure),
      "Nội dung đã bị thay đổi: mã băm không khớp.", "The content was changed: the digest differs."},
  Row{ContentMissing, "crypto.digest", kDigest, lacks(Sub::SignedDataNotFound),
      "Không có nội dung đã ký để đối chiếu.", "The signed content is not at hand."},
  Row{ValueMatches, "crypto.value", kValue, kPass,
      "Giá trị chữ ký khớp khóa công khai của người ký.", "The value verifies with the signer's key."},
  Row{ValueDiffers, "crypto.value", kValue, wrong(Sub::SigCryptoFailure),
      "Giá trị chữ ký không khớp khóa công khai của người ký.",
      "The value does not verify with the signer's key."},
  Row{ValueUnknown, "crypto.value", kValue, lacks(Sub::Generic),
      "Không kiểm tra được giá trị chữ ký (thiếu khóa hoặc thuật toán chưa hỗ trợ).",
      "The value cannot be checked (no key, or an unsupported algorithm)."},

  Row{TimeProven, "time.proof", kTime, kPass,
      "Dấu thời gian chứng minh chữ ký có trước %1.", "A time-stamp proves the signature existed by %1."},
  Row{TimeClaimed, "time.proof", kTime, kNote,
      "Không có dấu thời gian tin cậy; thời điểm ký chỉ do người ký khai.",
      "No trusted time-stamp; the signing time is only the signer's claim."},
  Row{TimestampIgnored, "time.timestamp", kToken, kNote,
      "Không dùng được dấu thời gian số %1: %2", "Time-stamp %1 proves nothing: %2"},
  Row{TimestampForeign, "time.regime", kTrust, kNote,
      "Dấu thời gian thuộc hệ thống '%1' không dùng làm bằng chứng cho chữ ký thuộc hệ thống '%2'.",
      "A time-stamp of the regime '%1' does not vouch for a signature of the regime '%2'."},
  Row{TimestampOrder, "time.order", kOrder, doubt(Sub::TimestampOrderFailure),
      "Thứ tự các dấu thời gian mâu thuẫn: %1 phải trước %2.",
      "The time-stamps contradict each other: %1 must be before %2."},
  Row{TokenForm, "timestamp.structure", kToken, wrong(Sub::FormatFailure),
      "Dấu thời gian sai cấu trúc: %1.", "The time-stamp is not well formed: %1."},
  Row{TokenCoverage, "timestamp.coverage", kWhole, wrong(Sub::FormatFailure),
      "Dấu thời gian không bao trùm hết phiên bản của nó.",
      "The time-stamp does not cover all of its revision."},
  Row{TokenImprintMatches, "timestamp.imprint", kToken, kPass,
      "Dấu thời gian đúng là của dữ liệu này.", "The time-stamp stands over these data."},
  Row{TokenImprintDiffers, "timestamp.imprint", kToken, wrong(Sub::HashFailure),
      "Dấu thời gian không phải của dữ liệu này (sao chép từ nơi khác).",
      "The time-stamp belongs to other data (copied from elsewhere)."},
  Row{TokenValueMatches, "timestamp.value", kToken, kPass,
      "Chữ ký của dấu thời gian hợp lệ.", "The time-stamp's own signature verifies."},
  Row{TokenValueDiffers, "timestamp.value", kToken, wrong(Sub::SigCryptoFailure),
      "Chữ ký của dấu thời gian không hợp lệ.", "The time-stamp's own signature does not verify."},
  Row{TokenFuture, "timestamp.time", kToken, doubt(Sub::NotYetValid),
      "Dấu thời gian ghi %1, sau thời điểm kiểm tra.", "The time-stamp says %1, after the moment judged for."},
  Row{TokenTime, "timestamp.time", kToken, kPass,
      "Dấu thời gian ghi %1.", "The time-stamp says %1."},

  Row{ChainFound, "chain.anchor", kTrust, kPass,
      "Chứng thư nối tới gốc tin cậy '%1' (hệ thống %2).",
      "The certificate leads to the anchor '%1' (regime %2)."},
  Row{ChainMissing, "chain.anchor", kTrust, doubt(Sub::NoCertificateChainFound),
      "Không có đường dẫn tin cậy từ chứng thư '%1' tới gốc đã cấu hình.",
      "No trusted path leads from '%1' to a configured anchor."},
  Row{ChainBroken, "chain.path", kPath, doubt(Sub::CertificateChainGeneralFailure),
      "Chuỗi chứng thư hỏng tại '%2': %1.", "The chain fails at '%2': %1."},
  Row{ChainConstraint, "chain.path", kPath, doubt(Sub::ChainConstraintsFailure),
      "Chuỗi chứng thư vi phạm ràng buộc tại '%2': %1.", "The chain breaks a constraint at '%2': %1."},
  Row{AnchorPurpose, "chain.anchor", kTrust, doubt(Sub::NoCertificateChainFound),
      "Gốc '%1' không được tin cậy cho mục đích này.", "The anchor '%1' is not trusted for this purpose."},
  Row{AnchorTooEarly, "chain.anchor", kTrust, doubt(Sub::NoCertificateChainFound),
      "Gốc '%1' chỉ được tin cậy từ %2.", "The anchor '%1' is trusted only from %2."},
  Row{AnchorEnded, "chain.anchor", kTrust, doubt(Sub::NoCertificateChainFoundNoPoe),
      "Gốc '%1' chỉ được tin cậy đến %2.", "The anchor '%1' is trusted only until %2."},
  Row{ValidityOk, "chain.validity", kPeriod, kPass,
      "Các chứng thư còn hiệu lực tại %1.", "All certificates are within validity at %1."},
  Row{SignerExpired, "chain.validity", kPeriod, doubt(Sub::OutOfBoundsNoPoe),
      "Chứng thư '%1' hết hạn ngày %2; không chứng minh được đã ký trước đó.",
      "The certificate '%1' expired on %2; nothing proves an earlier signing."},
  Row{SignerExpiredNotRevoked, "chain.validity", kPeriod, doubt(Sub::OutOfBoundsNotRevoked),
      "Chứng thư '%1' hết hạn ngày %2 và không bị thu hồi; không chứng minh được đã ký trước đó.",
      "The certificate '%1' expired on %2 and was not revoked; nothing proves an earlier signing."},
  Row{SignerExpiredProven, "chain.validity", kPeriod, wrong(Sub::Expired),
      "Ký sau khi chứng thư '%1' hết hạn ngày %2.", "Signed after the certificate '%1' expired on %2."},
  Row{SignerNotYetValid, "chain.validity", kPeriod, doubt(Sub::NotYetValid),
      "Chứng thư '%1' chỉ có hiệu lực từ %2.", "The certificate '%1' is valid only from %2."},
  Row{CaOutOfBounds, "chain.validity", kPeriod, doubt(Sub::OutOfBoundsNoPoe),
      "Chứng thư cơ quan cấp '%1' không trong thời hạn hiệu lực tại %2.",
      "The CA certificate '%1' is outside its validity at %2."},
  Row{UsageOk, "chain.key-usage", kScope, kPass,
      "Chứng thư được phép dùng để ký.", "The certificate may be used for signing."},
  Row{UsageMissing, "chain.key-usage", kScope, kNote,
      "Chứng thư không ghi phạm vi sử dụng khóa.", "The certificate states no key usage."},
  Row{UsageRefused, "chain.key-usage", kScope, doubt(Sub::ChainConstraintsFailure),
      "Chứng thư không được phép dùng để ký (thiếu digitalSignature/nonRepudiation).",
      "The certificate may not be used for signing (no digitalSignature or nonRepudiation)."},
  Row{SignerIsCa, "chain.end-entity", kScope, doubt(Sub::ChainConstraintsFailure),
      "Chứng thư của người ký là chứng thư của cơ quan cấp (CA).",
      "The signing certificate is that of a certification authority."},
  Row{SignerForOther, "chain.extended-key-usage", kScope, doubt(Sub::ChainConstraintsFailure),
      "Chứng thư chỉ dùng cho dịch vụ dấu thời gian hoặc OCSP, không dùng để ký văn bản.",
      "The certificate serves time-stamping or OCSP only, not document signing."},
  Row{SignerScopeOdd, "chain.extended-key-usage", kScope, kNote,
      "Phạm vi sử dụng ghi trong chứng thư không nêu việc ký văn bản.",
      "The certificate's extended key usage does not mention documents."},
  Row{TsaPurposeOk, "chain.tsa", "EN 319 102-1 5.4; RFC 3161 2.3", kPass,
      "Chứng thư đúng là của dịch vụ dấu thời gian.", "The certificate is a time-stamping one."},
  Row{TsaPurpose, "chain.tsa", "EN 319 102-1 5.4; RFC 3161 2.3", doubt(Sub::ChainConstraintsFailure),
      "Chứng thư '%1' không phải của dịch vụ dấu thời gian.",
      "The certificate '%1' is not one for time-stamping alone."},
  Row{ResponderPurpose, "chain.responder", "RFC 6960 4.2.2.2", doubt(Sub::ChainConstraintsFailure),
      "Chứng thư '%1' không được ủy quyền trả lời OCSP.", "'%1' is no authorised OCSP responder."},
  Row{CertAlgorithmsOk, "chain.algorithms", kStrength, kPass,
      "Các chứng thư dùng thuật toán đủ an toàn.", "The certificates use acceptable algorithms."},
  Row{CertAlgorithmEnded, "chain.algorithms", kStrength, doubt(Sub::CryptoConstraintsFailureNoPoe),
      "Chứng thư '%1' dùng %2, chỉ chấp nhận đến %3.",
      "The certificate '%1' uses %2, accepted only until %3."},
  Row{CertAlgorithmRefused, "chain.algorithms", kStrength, doubt(Sub::CryptoConstraintsFailure),
      "Chứng thư '%1' dùng %2, không được chấp nhận.", "The certificate '%1' uses %2, which is not accepted."},

  Row{StatusGood, "revocation.status", kStatus, kPass,
      "Chứng thư '%1' không bị thu hồi, theo %2 ngày %3.", "'%1' is not revoked, by the %2 of %3."},
  Row{StatusAnchor, "revocation.status", kStatus, kPass,
      "Chứng thư là gốc tin cậy, không cần kiểm tra thu hồi.", "The certificate is itself an anchor."},
  Row{RevokedLater, "revocation.later", kStatus, kNote,
      "Chứng thư '%1' bị thu hồi ngày %2 (%3), sau thời điểm ký đã được chứng minh.",
      "'%1' was revoked on %2 (%3), after the proven time of signing."},
  Row{Revoked, "revocation.status", kStatus, doubt(Sub::RevokedNoPoe),
      "Chứng thư '%1' bị thu hồi từ %2 (%3); không chứng minh được đã ký trước đó.",
      "'%1' is revoked since %2 (%3); nothing proves an earlier signing."},
  Row{RevokedProven, "revocation.status", kStatus, wrong(Sub::Revoked),
      "Ký sau khi chứng thư '%1' bị thu hồi ngày %2 (%3).", "Signed after '%1' was revoked on %2 (%3)."},
  Row{CaRevoked, "revocation.authority", kStatus, doubt(Sub::RevokedCaNoPoe),
      "Chứng thư cơ quan cấp '%1' bị thu hồi từ %2 (%3).", "The CA certificate '%1' is revoked since %2 (%3)."},
  Row{Suspended, "revocation.status", kStatus, doubt(Sub::TryLater),
      "Chứng thư '%1' đang bị tạm dừng từ %2; kiểm tra lại sau.",
      "'%1' is suspended since %2; try again later."},
  Row{WasSuspended, "revocation.status", kStatus, doubt(Sub::RevokedNoPoe),
      "Tại thời điểm ký chứng thư '%1' đang bị tạm dừng (từ %2).",
      "'%1' was suspended at the time of signing (since %2)."},
  Row{StatusMissing, "revocation.status", kStatus, lacks(Sub::TryLater),
      "Không có thông tin thu hồi của chứng thư '%1'; kiểm tra lại khi có CRL hoặc OCSP.",
      "No revocation information for '%1'; try again with a CRL or OCSP answer."},
  Row{StatusNotFresh, "revocation.freshness", kFresh, lacks(Sub::TryLater),
      "Thông tin thu hồi của chứng thư '%1' đã cũ (ngày %2); cần CRL hoặc OCSP mới hơn.",
      "The revocation information for '%1' is too old (%2); a newer one is needed."},
  Row{StatusPartial, "revocation.status", kStatus, lacks(Sub::TryLater),
      "CRL hiện có chỉ nêu một phần lý do thu hồi của chứng thư '%1'.",
      "The CRLs at hand cover only some revocation reasons for '%1'."},
  Row{StatusAfterExpiry, "revocation.status", kStatus, lacks(Sub::TryLater),
      "Thông tin thu hồi phát hành sau khi chứng thư '%1' hết hạn nên không còn nêu chứng thư này.",
      "The revocation information was issued after '%1' expired and no longer speaks of it."},
  Row{StatusWeak, "revocation.algorithms", kStrength, doubt(Sub::CryptoConstraintsFailureNoPoe),
      "Thông tin thu hồi của chứng thư '%1' dùng thuật toán không còn an toàn.",
      "The revocation information for '%1' is signed with a weak algorithm."},
  Row{StatusWaived, "revocation.status", kStatus, kNote,
      "Không có thông tin thu hồi dùng được của chứng thư '%1'; chính sách không bắt buộc.",
      "No usable revocation information for '%1'; the policy does not require it."},
  Row{StatusOldForTsa, "revocation.freshness", kFresh, kNote,
      "Thông tin thu hồi của dịch vụ dấu thời gian '%1' có từ %2, không phải mới nhất.",
      "The revocation information of the time-stamping unit '%1' dates from %2."},
  Row{StatusSignerExpired, "revocation.signer", kPast, kNote,
      "Đơn vị ký thông tin thu hồi đã hết hạn chứng thư ngày %1; thông tin được ký trước đó.",
      "The certificate behind the revocation information expired on %1; it was signed before."},
  Row{ArchiveDated, "revocation.archive", kStatus, kNote,
      "Dùng kho CRL/OCSP lưu tại chỗ, cập nhật ngày %1.", "The local archive of CRLs and OCSP answers is of %1."},

  Row{AlgorithmsOk, "algorithm.signature", kStrength, kPass,
      "Thuật toán và độ dài khóa đạt yêu cầu: %1.", "Algorithm and key size are acceptable: %1."},
  Row{AlgorithmNoted, "algorithm.note", kStrength, kNote,
      "%1 được chấp nhận nhưng không phải lược đồ nêu trong phụ lục.",
      "%1 is accepted, though the annex does not name it for signing."},
  Row{AlgorithmInTime, "algorithm.past", kPast, kNote,
      "%1 chỉ an toàn đến %2; chữ ký được chứng minh có trước ngày đó.",
      "%1 is safe only until %2; the signature is proven to be older."},
  Row{AlgorithmEnded, "algorithm.signature", kStrength, doubt(Sub::CryptoConstraintsFailureNoPoe),
      "%1 chỉ được chấp nhận đến %2; không chứng minh được đã ký trước đó.",
      "%1 is accepted only until %2; nothing proves an earlier signing."},
  Row{AlgorithmEndedProven, "algorithm.signature", kStrength, doubt(Sub::CryptoConstraintsFailure),
      "%1 chỉ được chấp nhận đến %2; chữ ký được tạo sau ngày đó.",
      "%1 is accepted only until %2; the signature was made later."},
  Row{AlgorithmRefused, "algorithm.signature", kStrength, doubt(Sub::CryptoConstraintsFailure),
      "%1 không được chính sách chấp nhận.", "%1 is not accepted by the policy."},
  Row{AlgorithmMismatch, "algorithm.consistency", kAccept, doubt(Sub::CryptoConstraintsFailure),
      "Chữ ký nêu các thuật toán băm mâu thuẫn: %1 và %2.",
      "The signature names hash algorithms that contradict each other: %1 and %2."},
  Row{NoSignedAttributes, "attributes.signed", kAccept, kNote,
      "Chữ ký không có thuộc tính được ký: hợp lệ về mật mã nhưng không phải chữ ký AdES.",
      "The signature has no signed attributes: sound, but not AdES."},
  Row{ClaimedInFuture, "attributes.signing-time", kAccept, kNote,
      "Thời điểm ký do người ký khai (%1) ở sau thời điểm kiểm tra.",
      "The claimed signing time (%1) is after the moment judged for."},
  Row{ClaimedAfterProof, "attributes.signing-time", kAccept, kNote,
      "Thời điểm ký do người ký khai (%1) ở sau dấu thời gian (%2).",
      "The claimed signing time (%1) is after the time-stamp (%2)."},
  Row{ClaimedOutOfBounds, "attributes.signing-time", kAccept, kNote,
      "Thời điểm ký do người ký khai (%1) ở ngoài thời hạn hiệu lực của chứng thư.",
      "The claimed signing time (%1) is outside the certificate's validity."},
  Row{Oddity, "attributes.oddity", kAccept, kNote,
      "Điểm khác thường, không ảnh hưởng giá trị: %1.", "An oddity that was borne: %1."},

  Row{Risk, "file.risk", "ISO 32000-1 12.8.2.2", kNote,
      "Tài liệu có từ trước khi ký: %1%2.", "Present before signing: %1%2."},
  Row{UnsignedFile, "file.unsigned", "EN 319 162-1 4.3", kNote,
      "Tệp không được chữ ký nào bao trùm: %1.", "No signature covers the file %1."},
  Row{UnreadableEvidence, "file.evidence", kContext, kNote,
      "Không đọc được dữ liệu kèm theo: %1.", "Evidence that cannot be read: %1."},
};
// clang-format on

consteval bool is_in_enum_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].finding) != i) return false;
  }
  return kRows.size() == static_cast<std::size_t>(kLastFinding) + 1;
}
static_assert(is_in_enum_order(), "one row a finding, in enum order");

// verdict.h: TotalPassed implies no Failed or Unknown check; here row by row.
consteval bool outcomes_agree_with_indications() {
  for (const Row& row : kRows) {
    const bool stops =
        row.follows.outcome == CheckOutcome::Failed || row.follows.outcome == CheckOutcome::Unknown;
    if (stops == (row.follows.indication == Indication::TotalPassed)) return false;
    if (stops == (row.follows.sub_indication == Sub::None)) return false;
  }
  return true;
}
static_assert(outcomes_agree_with_indications());

std::string filled(std::string_view text, std::span<const Said> with, bool in_vietnamese) {
  std::string full;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 == text.size()) {
      full += text[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(text[++i] - '1');
    if (index < with.size()) full += in_vietnamese ? with[index].vi : with[index].en;
  }
  return full;
}

const Row& row_of(Finding finding) {
  return kRows.at(static_cast<std::size_t>(finding));
}

}  // namespace

Consequence consequence(Finding finding) {
  return row_of(finding).follows;
}

CheckResult worded(Finding finding, std::span<const Said> with) {
  const Row& row = row_of(finding);
  return {.id = std::string(row.id),
          .clause = std::string(row.clause),
          .outcome = row.follows.outcome,
          .message_vi = filled(row.vi, with, true),
          .message_en = filled(row.en, with, false)};
}

}  // namespace sohoa::checks
