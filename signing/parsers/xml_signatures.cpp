#include "signing/parsers/xml_signatures.h"

#include <algorithm>
#include <utility>

#include "signing/parsers/xml_algorithms.h"
#include "signing/parsers/xml_manifest.h"
#include "signing/parsers/xml_reference.h"
#include "signing/parsers/xml_text.h"
#include "signing/parsers/xml_wrapping.h"
#include "signing/parsers/xml_xades.h"

namespace sohoa {
namespace {

using namespace xml;

// One ds:Signature while it is read.
struct Work {
  XmlSignatureReading reading;
  std::vector<ResolvedReference> references;
};

void add_fault(XmlSignatureReading& reading, FormatFault fault) {
  if (std::find(reading.faults.begin(), reading.faults.end(), fault) == reading.faults.end()) {
    reading.faults.push_back(fault);
  }
}

void mark_unparseable(XmlSignatureReading& reading, std::string why) {
  add_fault(reading, FormatFault::Unparseable);
  if (reading.unparseable.empty()) reading.unparseable = std::move(why);
}

// XMLDSig 4.2: SignedInfo, SignatureValue, KeyInfo?, Object*, and nothing twice or besides.
bool has_proper_shape(const xmlNode* signature) {
  const auto parts = elements(signature);
  std::size_t at = 0;
  if (at == parts.size() || !is_dsig(parts[at++], "SignedInfo")) return false;
  if (at == parts.size() || !is_dsig(parts[at++], "SignatureValue")) return false;
  if (at < parts.size() && is_dsig(parts[at], "KeyInfo")) ++at;
  return std::all_of(parts.begin() + static_cast<std::ptrdiff_t>(at),
                     parts.end(),
                     [](const xmlNode* part) { return is_dsig(part, "Object"); });
}

void read_certificates(XmlSignatureReading& reading, const xmlNode* signature) {
  for (const auto* data : dsig_children(dsig_child(signature, "KeyInfo"), "X509Data")) {
    for (const auto* element : dsig_children(data, "X509Certificate")) {
      if (auto der = base64_text(element)) {
        reading.certificates.push_back(*std::move(der));
      } else {
        reading.oddities.emplace_back("an X509Certificate that is no base64");
      }
    }
  }
}

Result<void> read_signed_info(XmlSignatureReading& reading, const Surroundings& around) {
  auto* info = dsig_child(around.signature, "SignedInfo");
  const auto algorithm = read_signature_method(dsig_child(info, "SignatureMethod"));
  reading.scheme = algorithm.scheme;
  reading.hash = algorithm.hash;
  reading.mgf_hash = algorithm.mgf_hash;
  const auto method = read_c14n_method(dsig_child(info, "CanonicalizationMethod"));
  if (!method) {
    add_fault(reading, FormatFault::ForbiddenTransform);
    mark_unparseable(reading, "SignedInfo in a canonical form that is never carried out");
    return {};
  }
  auto octets = canonicalise({around.document.get(), info, nullptr, true}, *method, around.budget);
  if (!octets && !is_finding(octets.error())) return std::move(octets).error();
  if (octets) {
    reading.signed_info = *std::move(octets);
  } else {
    mark_unparseable(reading, "SignedInfo " + octets.error().detail);
  }
  return {};
}

// XMLDSig 5.1 leaves the references of a covered ds:Manifest to the application. To us they are
// references like the others: what is signed through them must match too.
void add_manifest(std::vector<xmlNode*>& queue, const ResolvedReference& from) {
  if (!from.is_covered || from.target == nullptr) return;
  auto manifests = dsig_children(from.target, "Manifest");
  if (is_dsig(from.target, "Manifest")) manifests = {from.target};
  for (const auto* manifest : manifests) {
    for (auto* element : dsig_children(manifest, "Reference")) queue.push_back(element);
  }
}

Result<void> read_references(Work& work, const Surroundings& around) {
  auto queue = dsig_children(dsig_child(around.signature, "SignedInfo"), "Reference");
  if (queue.empty()) mark_unparseable(work.reading, "no reference: nothing is signed");
  for (std::size_t i = 0; i < queue.size(); ++i) {
    if (queue.size() > static_cast<std::size_t>(around.limits.xml_references)) {
      mark_unparseable(work.reading, "too many references");
      return {};
    }
    auto resolved = TRY(resolve(queue[i], around));
    add_manifest(queue, resolved);
    for (const auto fault : resolved.faults) add_fault(work.reading, fault);
    for (auto& oddity : resolved.oddities) work.reading.oddities.push_back(std::move(oddity));
    work.reading.references.push_back(std::move(resolved.facts));
    work.references.push_back(std::move(resolved));
  }
  return {};
}

// e-invoices of Decision 1450/QĐ-TCT carry the time as a ds:SignatureProperty inside an Object that
// the signature covers, without XAdES.
void read_property_time(Work& work, const xmlNode* signature) {
  if (work.reading.claimed_at) return;
  for (const auto& reference : work.references) {
    const auto* target = reference.target;
    if (!reference.is_covered || !is_dsig(target, "Object") || target->parent != signature)
      continue;
    const auto* properties = any_child(target, "SignatureProperties");
    const auto* property = any_child(properties, "SignatureProperty");
    const auto moment = parse_date_time(text(any_child(property, "SigningTime")));
    if (moment) work.reading.claimed_at = moment->time;
  }
}

Result<void> fill(Work& work, const Surroundings& around) {
  auto& reading = work.reading;
  reading.id = attribute(around.signature, "Id");
  if (!has_proper_shape(around.signature)) mark_unparseable(reading, "not of XMLDSig's shape");
  auto value = base64_text(dsig_child(around.signature, "SignatureValue"));
  if (!value || value->empty()) mark_unparseable(reading, "no signature value");
  reading.value = std::move(value).value_or(Bytes{});
  read_certificates(reading, around.signature);
  if (dsig_child(around.signature, "SignedInfo") == nullptr) return {};
  TRY(read_signed_info(reading, around));
  TRY(read_references(work, around));
  TRY(read_qualifying_properties(reading, work.references, around));
  read_property_time(work, around.signature);
  return {};
}

std::vector<xmlNode*> find_signatures(xmlNode* root) {
  std::vector<xmlNode*> found;
  walk(root, [&](xmlNode* element) {
    if (is_dsig(element, "Signature")) found.push_back(element);
    return true;
  });
  return found;
}

NodeSet covered_by(const Work& work) {
  NodeSet covered;
  for (const auto& reference : work.references) {
    if (reference.is_covered) covered.insert(reference.target);
  }
  return covered;
}

// Trap 54, by the rule of xml_wrapping.h. Content that only others signed is no fault of this
// signature, but whoever reads the verdict must know.
void judge_coverage(std::vector<Work>& works, xmlNode* root) {
  NodeSet by_all;
  for (const auto& work : works) by_all.merge(covered_by(work));
  const auto uncovered = by_all.contains(root) ? std::string() : find_uncovered(root, by_all);
  for (auto& work : works) {
    const auto covered = covered_by(work);
    if (covered.contains(root)) continue;
    if (!uncovered.empty()) {
      add_fault(work.reading, FormatFault::UnsignedContent);
      work.reading.oddities.push_back("content that no signature covers: " + uncovered);
    } else if (const auto foreign = find_uncovered(root, covered); !foreign.empty()) {
      work.reading.oddities.push_back("content that only other signatures cover: " + foreign);
    }
  }
}

Result<std::vector<Work>> read_all(const Document& document, const Limits& limits) {
  const auto found = find_signatures(document.root());
  if (found.size() > static_cast<std::size_t>(limits.signatures)) {
    return Error{Fault::TooManyEntries, std::to_string(found.size()) + " XML signatures", {}};
  }
  std::vector<Work> works(found.size());
  if (found.empty()) return works;
  const IdIndex ids(document.root(), found);
  OctetBudget budget{2 * limits.xml_bytes};
  for (std::size_t i = 0; i < found.size(); ++i) {
    TRY(fill(works[i], {document, ids, found[i], limits, budget}));
  }
  judge_coverage(works, document.root());
  return works;
}

}  // namespace

void warm_up_xml() {
  initialise();
}

Result<XmlReading> read_xml_signatures(ByteView file, const Limits& limits) {
  const auto document = TRY(Document::parse(file, limits));
  auto works = TRY(read_all(document, limits));
  XmlReading reading;
  for (auto& work : works) reading.signatures.push_back(std::move(work.reading));
  read_manifest(reading, document.root(), limits);
  return reading;
}

}  // namespace sohoa
