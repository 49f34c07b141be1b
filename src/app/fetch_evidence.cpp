#include "app/fetch_evidence.h"

#include <algorithm>
#include <set>

#include "app/fetch.h"
#include "app/trust_store.h"

namespace sohoa {
namespace {

constexpr int kMostRequests = 16;

bool has_status(const Evidence& evidence, CertIndex cert) {
  for (const CrlFacts& crl : evidence.crls) {
    if (std::ranges::find(crl.covers, cert) != crl.covers.end()) return true;
  }
  for (const OcspFacts& ocsp : evidence.ocsps) {
    if (std::ranges::any_of(ocsp.answers, [&](const auto& one) { return one.cert == cert; })) {
      return true;
    }
  }
  return false;
}

// Every certificate of a chain below its anchor whose status nobody has told yet.
std::set<CertIndex> without_status(const Evidence& evidence) {
  std::set<CertIndex> wanted;
  for (const ChainFacts& chain : evidence.chains) {
    for (const CertIndex cert : chain.path) {
      const auto& facts = evidence.certificates[static_cast<std::size_t>(cert)];
      if (facts.anchor < 0 && !facts.has_ocsp_no_check && !has_status(evidence, cert)) {
        wanted.insert(cert);
      }
    }
  }
  return wanted;
}

struct Wish {
  ArchiveKind kind = ArchiveKind::Crl;
  FetchRequest request;
};

// OCSP first: it is smaller and newer.
std::vector<Wish> wishes_for(const CertificateFacts& cert) {
  std::vector<Wish> wishes;
  for (const std::string& url : cert.ocsp_urls) {
    if (cert.ocsp_request.empty()) break;
    wishes.push_back({ArchiveKind::Ocsp, {url, cert.ocsp_request, "application/ocsp-request"}});
  }
  for (const std::string& url : cert.crl_urls) wishes.push_back({ArchiveKind::Crl, {url, {}, {}}});
  return wishes;
}

class Fetcher {
 public:
  Fetcher(const AppContext& app,
          Supervisor& cage,
          const std::filesystem::path& folder,
          TrustData& trust)
      : app_(app), cage_(cage), folder_(folder), trust_(trust) {}

  /// Until one answer came for this certificate.
  void ask_for(const CertificateFacts& cert) {
    for (const Wish& wish : wishes_for(cert)) {
      if (ask(wish)) return;
    }
  }
  int answers() const { return answers_; }

 private:
  bool ask(const Wish& wish) {
    const std::string& url = wish.request.url;
    if (!asked_.insert(url).second && wish.kind == ArchiveKind::Crl) return true;
    if (!is_allowed(url, trust_.policy.fetch_hosts)) {
      tell(app_,
           "Không hỏi " + host_of(url) + ": không có trong danh sách cho phép.",
           "Not asked, not on the allow-list: " + host_of(url));
      return false;
    }
    if (requests_++ >= kMostRequests) return false;
    auto answer = fetch(wish.request, {});
    if (!answer) {
      report(app_, answer.error());
      return false;
    }
    if (!is_evidence(wish.kind, *answer)) {
      report(app_, Error{Fault::FetchFailed, "no CRL or OCSP answer: " + url, {}});
      return false;
    }
    keep(wish, *std::move(answer));
    return true;
  }

  // A web server's error page must not become part of the archive.
  bool is_evidence(ArchiveKind kind, const Bytes& der) {
    EvidenceRequest request;
    auto& pool = kind == ArchiveKind::Crl ? request.crls : request.ocsps;
    pool = {{EvidenceSource::Archive, der}};
    const auto read = cage_.read_evidence(request);
    return read && !(read->evidence.crls.empty() && read->evidence.ocsps.empty());
  }

  void keep(const Wish& wish, Bytes der) {
    auto& pool = wish.kind == ArchiveKind::Crl ? trust_.crls : trust_.ocsps;
    const ArchiveEntry entry{sha256(der), wish.kind, SystemClock().now(), wish.request.url};
    if (!folder_.empty()) {
      const auto kept = add_to_archive(folder_, der, entry);
      if (!kept) report(app_, kept.error());
    }
    pool.push_back({EvidenceSource::Archive, std::move(der)});
    trust_.policy.revocation_archive_at = entry.imported_at;
    ++answers_;
  }

  const AppContext& app_;
  Supervisor& cage_;
  const std::filesystem::path& folder_;
  TrustData& trust_;
  std::set<std::string> asked_;
  int requests_ = 0;
  int answers_ = 0;
};

}  // namespace

int fetch_evidence(const AppContext& app,
                   Supervisor& cage,
                   const SignedFile& facts,
                   const std::filesystem::path& folder,
                   TrustData& trust) {
  Fetcher fetcher(app, cage, folder, trust);
  for (const CertIndex cert : without_status(facts.evidence)) {
    fetcher.ask_for(facts.evidence.certificates[static_cast<std::size_t>(cert)]);
  }
  return fetcher.answers();
}

}  // namespace sohoa
