// Resolves a ds:Reference inside its document and carries out its transforms (XMLDSig 4.4.3).
//
// Private to the parser half. Resolves "", "#id", "#xpointer(/)" and "#xpointer(id('…'))"; carries
// out enveloped-signature, canonicalisation and base64. Everything else is refused, nothing is
// ever fetched (trap 53).
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "signing/parsers/xml_c14n.h"
#include "signing/parsers/xml_document.h"
#include "signing/requests.h"

namespace sohoa::xml {

/// Elements by what could be meant as their Id: Id, ID, id without namespace, xml:id, wsu:Id.
/// Without a DTD nothing says which is one, so all are, and one name for two elements is a fault
/// wherever a reference uses it.
class IdIndex {
 public:
  /// Looks for the Ids that the references of `signatures` name, in one walk.
  IdIndex(xmlNode* root, const std::vector<xmlNode*>& signatures);
  struct Hit {
    xmlNode* element = nullptr;  ///< null: no such Id
    bool is_duplicate = false;
  };
  /// `id` is one that a reference names.
  Hit find(const std::string& id) const;

 private:
  void add(xmlNode* element);
  std::unordered_map<std::string, Hit> hits_;
};

/// What resolving needs to know. Borrowed.
struct Surroundings {
  const Document& document;
  const IdIndex& ids;
  xmlNode* signature;  ///< that holds the reference; enveloped-signature takes it out
  const Limits& limits;
  OctetBudget& budget;
};

struct ResolvedReference {
  XmlReference facts;                 ///< moved away once the signature's reading has it
  xmlNode* target = nullptr;          ///< in this document; null: outside, or not found
  bool is_whole_document = false;     ///< URI="" or #xpointer(/)
  bool is_covered = false;            ///< every node of the target went into the octets
  std::vector<FormatFault> faults;    ///< DuplicateId, ForbiddenTransform, Unparseable
  std::vector<std::string> oddities;  ///< why octets are missing
};

/// Errors are only those of bounds and memory; a reference that cannot be resolved is a finding.
Result<ResolvedReference> resolve(xmlNode* reference, const Surroundings& around);

/// Whether an error is about this document rather than about our work: to be told as a finding.
bool is_finding(const Error& error);

}  // namespace sohoa::xml
