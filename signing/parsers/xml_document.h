// An XML document as a tree, parsed without trust in it: no DTD, no entities, no network, bounded.
//
// Private to the parser half: shows libxml2's nodes. Nodes belong to their Document.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <libxml/tree.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa::xml {

inline constexpr std::string_view kDsig = "http://www.w3.org/2000/09/xmldsig#";

class Document {
 public:
  /// EmptyFile, NotADocument (does not start like XML), EntryTooLarge, CorruptFile (with byte
  /// offset), UnsupportedFeature (a DTD, an encoding other than UTF-8, UTF-16, ISO-8859-1, or
  /// elements in one another beyond limits.xml_depth, namespaces in scope beyond limits.nesting),
  /// MemoryLimit. XInclude elements stay what they are.
  static Result<Document> parse(ByteView bytes, const Limits& limits);

  Document() = default;
  xmlDoc* get() const { return doc_.get(); }
  xmlNode* root() const { return xmlDocGetRootElement(doc_.get()); }

 private:
  struct Free {
    void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
  };
  explicit Document(xmlDoc* doc) : doc_(doc) {}
  std::unique_ptr<xmlDoc, Free> doc_;
};

/// Initialises libxml2 and silences it. Idempotent.
void initialise();

std::string_view view(const xmlChar* text);
std::string_view namespace_of(const xmlNode* element);  ///< empty for none
std::string_view local_name(const xmlNode* node);
bool is_element(const xmlNode* node);
bool is_element(const xmlNode* node, std::string_view ns, std::string_view local);
/// An element of the XMLDSig namespace.
bool is_dsig(const xmlNode* node, std::string_view local);

/// Element children, all or those of one XMLDSig name.
std::vector<xmlNode*> elements(const xmlNode* parent);
std::vector<xmlNode*> dsig_children(const xmlNode* parent, std::string_view local);
/// The first; null when there is none or `parent` is null.
xmlNode* dsig_child(const xmlNode* parent, std::string_view local);
/// By local name whatever its namespace: XAdES changed its namespace with every version.
xmlNode* any_child(const xmlNode* parent, std::string_view local);
std::vector<xmlNode*> any_children(const xmlNode* parent, std::string_view local);

/// Every element below `top` (and itself) in document order; `visit` gives false to skip what is
/// below the element.
void walk(xmlNode* top, const std::function<bool(xmlNode*)>& visit);
bool is_inside(const xmlNode* node, const xmlNode* top);  ///< or the same

/// Value of an attribute without namespace; empty when absent.
std::string attribute(const xmlNode* element, const char* name);
bool has_attribute(const xmlNode* element, const char* name);
/// All text below, comments left out, outer white space trimmed.
std::string text(const xmlNode* node);
/// The text as base64; nullopt when it is none, or `node` is null.
std::optional<Bytes> base64_text(const xmlNode* node);

}  // namespace sohoa::xml
