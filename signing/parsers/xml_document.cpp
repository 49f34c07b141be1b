#include "signing/parsers/xml_document.h"

#include <algorithm>
#include <optional>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "signing/parsers/xml_text.h"

namespace sohoa::xml {
namespace {

constexpr std::size_t kDeclarationBytes = 512;  // an XML declaration is shorter, even in UTF-16

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<xmlParserCtxt, FreeContext>;

// The first thing libxml2 had to say; what follows is often only its consequence.
struct Complaint {
  int code = XML_ERR_OK;
  int line = 0;
  int column = 0;
};

// What our handlers note while libxml2 parses.
struct Watch {
  std::int32_t depth = 0;       // most elements in one another
  std::int32_t namespaces = 0;  // most of them in scope
  std::optional<Error> refusal;
  Complaint first;
};

Place at(std::int64_t offset) {
  Place place;
  place.byte_offset = offset;
  return place;
}

Error unsupported(std::string what, std::int64_t offset) {
  return Error{Fault::UnsupportedFeature, std::move(what), at(offset)};
}

void refuse(xmlParserCtxt* context, const char* what) {
  auto* watch = static_cast<Watch*>(context->_private);
  if (!watch->refusal) watch->refusal = unsupported(what, xmlByteConsumed(context));
  xmlStopParser(context);
}

// XML 1.0, 2.8: a DTD can define entities, default attributes and IDs, none of which a signature
// in a document of ours needs (trap 53).
void on_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  refuse(static_cast<xmlParserCtxt*>(context), "XML with a document type declaration (DTD)");
}

// Canonical XML looks through every namespace in scope of every element, so their product is
// bounded here, before it is built.
void on_start(void* user,
              const xmlChar* local,
              const xmlChar* prefix,
              const xmlChar* uri,
              int namespace_count,
              const xmlChar** namespaces,
              int attribute_count,
              int defaulted_count,
              const xmlChar** attributes) {
  auto* context = static_cast<xmlParserCtxt*>(user);
  const auto* watch = static_cast<const Watch*>(context->_private);
  if (context->nodeNr >= watch->depth) return refuse(context, "XML nested too deeply");
  if (context->nsNr / 2 > watch->namespaces) return refuse(context, "XML with too many namespaces");
  xmlSAX2StartElementNs(user,
                        local,
                        prefix,
                        uri,
                        namespace_count,
                        namespaces,
                        attribute_count,
                        defaulted_count,
                        attributes);
}

void on_error(void* user, xmlError* error) {
  const auto* context = static_cast<xmlParserCtxt*>(user);
  auto& first = static_cast<Watch*>(context->_private)->first;
  if (error->level < XML_ERR_ERROR) return;
  // Out of memory is the cause whenever it is told.
  if (first.code != XML_ERR_OK && error->code != XML_ERR_NO_MEMORY) return;
  first = {error->code, error->line, error->int2};
}

void ignore_error(void*, xmlError*) {}

bool starts_with(ByteView bytes, std::string_view head) {
  return as_text(bytes).substr(0, head.size()) == head;
}

// White space before the first '<' is tolerated here and judged by the parser.
bool looks_like_xml(ByteView bytes) {
  using namespace std::string_view_literals;
  if (starts_with(bytes, "\xFE\xFF") || starts_with(bytes, "\xFF\xFE")) return bytes.size() > 4;
  if (starts_with(bytes, "\0<"sv) || starts_with(bytes, "<\0"sv)) return bytes.size() > 4;
  auto text = as_text(bytes);
  if (starts_with(bytes, "\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '<';
}

// The name in `encoding="…"` of the XML declaration, upper case, whatever the width of characters.
std::string declared_encoding(ByteView bytes) {
  std::string head(as_text(bytes.first(std::min(bytes.size(), kDeclarationBytes))));
  std::erase(head, '\0');
  const auto start = head.find("<?xml");
  const auto end = head.find("?>");
  if (start == std::string::npos || end == std::string::npos) return {};
  auto at = head.find("encoding", start);
  if (at == std::string::npos || at > end) return {};
  at = head.find_first_of("\"'", at);
  if (at == std::string::npos || at > end) return {};
  const auto close = head.find(head[at], at + 1);
  if (close == std::string::npos) return {};
  auto name = head.substr(at + 1, close - at - 1);
  for (auto& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

struct Encoding {
  const char* forced = nullptr;  // for libxml2; null: it finds UTF-8 and UTF-16 by itself
};

// Only what libxml2 converts without iconv, which would open files inside the cage.
Result<Encoding> choose_encoding(ByteView bytes) {
  using namespace std::string_view_literals;
  // UTF-32 in any order starts with, or has after its mark, two zero bytes.
  if (starts_with(bytes, "\xFF\xFE\0\0"sv) || starts_with(bytes, "<\0\0\0"sv)) {
    return unsupported("XML in UTF-32", 0);
  }
  const auto name = declared_encoding(bytes);
  if (name.empty() || name == "UTF-8" || name == "US-ASCII" || name == "ASCII") return Encoding{};
  if (name == "UTF-16" || name == "UTF-16LE" || name == "UTF-16BE") return Encoding{};
  if (name == "ISO-8859-1" || name == "LATIN1") return Encoding{"ISO-8859-1"};
  return unsupported("XML in an encoding other than UTF-8, UTF-16 or ISO-8859-1", 0);
}

// Where line and column lie; a column counts characters, so this is near, not exact.
std::int64_t offset_of(ByteView bytes, const Complaint& complaint) {
  auto place = bytes.begin();
  for (int line = 1; line < complaint.line && place != bytes.end(); ++line) {
    place = std::find(place, bytes.end(), '\n');
    if (place != bytes.end()) ++place;
  }
  const auto offset = (place - bytes.begin()) + std::max(0, complaint.column - 1);
  return std::min<std::int64_t>(offset, static_cast<std::int64_t>(bytes.size()));
}

// libxml2's own message would quote the document.
Error parse_error(ByteView bytes, const Complaint& complaint) {
  if (complaint.code == XML_ERR_NO_MEMORY) return Error{Fault::MemoryLimit, "XML tree", {}};
  return Error{Fault::CorruptFile,
               "not well-formed XML (libxml2 error " + std::to_string(complaint.code) + ")",
               at(offset_of(bytes, complaint))};
}

Result<void> admit(ByteView bytes, const Limits& limits) {
  if (bytes.empty()) return Error{Fault::EmptyFile, "", {}};
  if (bytes.size() > limits.xml_bytes) {
    return Error{Fault::EntryTooLarge, "XML of " + std::to_string(bytes.size()) + " bytes", {}};
  }
  if (!looks_like_xml(bytes)) return Error{Fault::NotADocument, "not XML", {}};
  return {};
}

}  // namespace

void initialise() {
  xmlInitParser();
  xmlSetStructuredErrorFunc(nullptr, ignore_error);
}

Result<Document> Document::parse(ByteView bytes, const Limits& limits) {
  TRY(admit(bytes, limits));
  const Encoding encoding = TRY(choose_encoding(bytes));
  initialise();
  const Context context(xmlNewParserCtxt());
  if (!context) return Error{Fault::MemoryLimit, "XML parser", {}};
  Watch watch{limits.xml_depth, limits.nesting, {}, {}};
  context->_private = &watch;
  context->sax->internalSubset = on_doctype;
  context->sax->startElementNs = on_start;
  context->sax->serror = on_error;
  // HUGE lifts libxml2's 10 MB a text node (base64 of an enveloped PDF is longer); our own bounds
  // on size and depth stand in its place.
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                           XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC;
  Document document(xmlCtxtReadMemory(context.get(),
                                      reinterpret_cast<const char*>(bytes.data()),
                                      static_cast<int>(bytes.size()),
                                      nullptr,
                                      encoding.forced,
                                      kOptions));
  if (watch.refusal) return *std::move(watch.refusal);
  if (document.get() == nullptr || context->wellFormed == 0 || document.root() == nullptr) {
    return parse_error(bytes, watch.first);
  }
  return document;
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string_view namespace_of(const xmlNode* element) {
  return element->ns == nullptr ? std::string_view() : view(element->ns->href);
}

std::string_view local_name(const xmlNode* node) {
  return view(node->name);
}

bool is_element(const xmlNode* node) {
  return node != nullptr && node->type == XML_ELEMENT_NODE;
}

bool is_element(const xmlNode* node, std::string_view ns, std::string_view local) {
  return is_element(node) && local_name(node) == local && namespace_of(node) == ns;
}

bool is_dsig(const xmlNode* node, std::string_view local) {
  return is_element(node, kDsig, local);
}

std::vector<xmlNode*> elements(const xmlNode* parent) {
  std::vector<xmlNode*> found;
  if (parent == nullptr) return found;
  for (xmlNode* node = parent->children; node != nullptr; node = node->next) {
    if (is_element(node)) found.push_back(node);
  }
  return found;
}

std::vector<xmlNode*> dsig_children(const xmlNode* parent, std::string_view local) {
  auto found = elements(parent);
  std::erase_if(found, [&](const xmlNode* node) { return !is_dsig(node, local); });
  return found;
}

xmlNode* dsig_child(const xmlNode* parent, std::string_view local) {
  const auto found = dsig_children(parent, local);
  return found.empty() ? nullptr : found.front();
}

std::vector<xmlNode*> any_children(const xmlNode* parent, std::string_view local) {
  auto found = elements(parent);
  std::erase_if(found, [&](const xmlNode* node) { return local_name(node) != local; });
  return found;
}

xmlNode* any_child(const xmlNode* parent, std::string_view local) {
  const auto found = any_children(parent, local);
  return found.empty() ? nullptr : found.front();
}

void walk(xmlNode* top, const std::function<bool(xmlNode*)>& visit) {
  xmlNode* node = top;
  while (node != nullptr) {
    const bool enter = is_element(node) && visit(node) && node->children != nullptr;
    if (enter) {
      node = node->children;
      continue;
    }
    while (node != top && node->next == nullptr) node = node->parent;
    node = node == top ? nullptr : node->next;
  }
}

bool is_inside(const xmlNode* node, const xmlNode* top) {
  while (node != nullptr && node != top) node = node->parent;
  return node != nullptr;
}

std::string attribute(const xmlNode* element, const char* name) {
  if (element == nullptr) return {};
  xmlChar* value = xmlGetNoNsProp(element, reinterpret_cast<const xmlChar*>(name));
  std::string copy(view(value));
  xmlFree(value);
  return copy;
}

bool has_attribute(const xmlNode* element, const char* name) {
  return xmlHasNsProp(element, reinterpret_cast<const xmlChar*>(name), nullptr) != nullptr;
}

std::string text(const xmlNode* node) {
  if (node == nullptr) return {};
  xmlChar* content = xmlNodeGetContent(node);
  std::string copy(trim(view(content)));
  xmlFree(content);
  return copy;
}

std::optional<Bytes> base64_text(const xmlNode* node) {
  if (node == nullptr) return std::nullopt;
  return from_base64(text(node));
}

}  // namespace sohoa::xml
