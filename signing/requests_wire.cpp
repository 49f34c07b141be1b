#include "signing/requests_wire.h"

#include <algorithm>
#include <limits>

#include "signing/travel.h"

namespace sohoa {
namespace {

using namespace signing_wire;

template <class T>
Bytes written(const T& value) {
  PutFlow flow;
  travel(flow, value);
  return flow.take();
}

Error not_well_formed(std::string_view what) {
  return {Fault::BadReply, std::string(what) + " is not well formed", {}};
}

template <class T>
Result<T> read_back(ByteView bytes, std::string_view what) {
  GetFlow flow(bytes);
  T value;
  travel(flow, value);
  if (!flow.is_finished()) return not_well_formed(what);
  return value;
}

bool is_within(std::size_t count, std::int32_t most) {
  return count <= static_cast<std::size_t>(most);
}

// Signatures point at revisions, and changes too: of those there are.
bool is_sound(const PdfReading& reading, const Limits& limits) {
  const auto revisions = static_cast<std::int32_t>(reading.revisions.size());
  const auto has_revision = [&](std::int32_t index) { return index >= 0 && index < revisions; };
  // Bytes behind the last revision are named as a change of the one after it.
  const auto may_change = [&](std::int32_t index) { return index >= 0 && index <= revisions; };
  return !reading.revisions.empty() && is_within(reading.revisions.size(), limits.revisions) &&
         is_within(reading.signatures.size(), limits.signatures) &&
         std::all_of(reading.signatures.begin(),
                     reading.signatures.end(),
                     [&](const auto& one) { return has_revision(one.facts.revision); }) &&
         std::all_of(reading.changes.begin(), reading.changes.end(), [&](const auto& one) {
           return may_change(one.revision);
         });
}

/// Whether every index of the evidence points at one of its certificates.
class IndexCheck {
 public:
  explicit IndexCheck(const Evidence& evidence)
      : count_(static_cast<CertIndex>(evidence.certificates.size())) {}

  bool is_any(CertIndex index) const { return index >= kNoCert && index < count_; }
  bool is_one(CertIndex index) const { return index >= 0 && index < count_; }
  bool are_ones(const std::vector<CertIndex>& list) const {
    return std::all_of(list.begin(), list.end(), [this](CertIndex i) { return is_one(i); });
  }
  bool operator()(const ChainFacts& chain) const {
    return !chain.path.empty() && are_ones(chain.path) && is_any(chain.at);
  }
  bool operator()(const CrlFacts& crl) const {
    return are_ones(crl.signers) && are_ones(crl.covers) &&
           std::all_of(crl.entries.begin(), crl.entries.end(), [this](const CrlEntry& entry) {
             return is_one(entry.cert);
           });
  }
  bool operator()(const OcspFacts& ocsp) const {
    return is_any(ocsp.signer) &&
           std::all_of(ocsp.answers.begin(), ocsp.answers.end(), [this](const OcspSingle& one) {
             return is_one(one.cert) && is_any(one.issuer);
           });
  }
  bool operator()(const ValueFacts& value) const {
    return is_any(value.signer.signer) &&
           std::all_of(value.timestamps.begin(),
                       value.timestamps.end(),
                       [this](const TimestampFacts& token) { return is_any(token.signer.signer); });
  }

 private:
  CertIndex count_;
};

template <class T>
bool all_sound(const std::vector<T>& list, const IndexCheck& check) {
  return std::all_of(list.begin(), list.end(), check);
}

bool are_anchors_sound(const Evidence& evidence, std::size_t anchors) {
  return std::all_of(
      evidence.certificates.begin(), evidence.certificates.end(), [&](const auto& one) {
        return one.anchor >= -1 && one.anchor < static_cast<std::int64_t>(anchors);
      });
}

bool is_sound(const EvidenceAnswer& answer, const EvidenceRequest& request) {
  const IndexCheck check(answer.evidence);
  const Evidence& evidence = answer.evidence;
  return answer.values.size() == request.values.size() &&
         answer.targets.size() == request.targets.size() &&
         are_anchors_sound(evidence, request.anchors.size()) && all_sound(evidence.chains, check) &&
         all_sound(evidence.crls, check) && all_sound(evidence.ocsps, check) &&
         all_sound(answer.values, check) &&
         std::all_of(answer.targets.begin(), answer.targets.end(), [&](CertIndex index) {
           return check.is_any(index);
         });
}

}  // namespace

Bytes encode(const PdfReading& reading) {
  return written(reading);
}

Result<PdfReading> decode_pdf_reading(ByteView bytes, const Limits& limits) {
  auto reading = TRY(read_back<PdfReading>(bytes, "list of signatures"));
  if (!is_sound(reading, limits)) return not_well_formed("list of signatures");
  return reading;
}

Bytes encode(const XmlReading& reading) {
  return written(reading);
}

Result<XmlReading> decode_xml_reading(ByteView bytes, const Limits& limits) {
  auto reading = TRY(read_back<XmlReading>(bytes, "list of XML signatures"));
  if (!is_within(reading.signatures.size(), limits.signatures)) {
    return not_well_formed("list of XML signatures");
  }
  return reading;
}

Bytes encode(const EvidenceRequest& request) {
  return written(request);
}

Result<EvidenceRequest> decode_evidence_request(ByteView bytes, const Limits& limits) {
  auto request = TRY(read_back<EvidenceRequest>(bytes, "evidence request"));
  if (!is_within(request.values.size(), limits.signatures)) {
    return not_well_formed("evidence request");
  }
  return request;
}

Bytes encode(const EvidenceAnswer& answer) {
  return written(answer);
}

Result<EvidenceAnswer> decode_evidence_answer(ByteView bytes,
                                              const EvidenceRequest& request,
                                              const Limits& limits) {
  auto answer = TRY(read_back<EvidenceAnswer>(bytes, "evidence"));
  if (!is_within(answer.evidence.certificates.size(), limits.certificates)) {
    return not_well_formed("evidence");
  }
  if (!is_sound(answer, request)) return not_well_formed("evidence");
  return answer;
}

}  // namespace sohoa
