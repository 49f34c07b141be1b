#include "signing/parsers/xml_c14n.h"

#include <array>
#include <memory>

#include <libxml/c14n.h>
#include <libxml/xmlIO.h>

#include "signing/parsers/xml_text.h"

namespace sohoa::xml {
namespace {

struct NamedMethod {
  std::string_view uri;
  C14nMethod::Kind kind;
  bool with_comments;
};

using Kind = C14nMethod::Kind;
constexpr std::array kMethods = {
    NamedMethod{"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", Kind::Inclusive10, false},
    NamedMethod{
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", Kind::Inclusive10, true},
    NamedMethod{"http://www.w3.org/2006/12/xml-c14n11", Kind::Inclusive11, false},
    NamedMethod{"http://www.w3.org/2006/12/xml-c14n11#WithComments", Kind::Inclusive11, true},
    NamedMethod{"http://www.w3.org/2001/10/xml-exc-c14n#", Kind::Exclusive10, false},
    NamedMethod{"http://www.w3.org/2001/10/xml-exc-c14n#WithComments", Kind::Exclusive10, true},
};

xmlC14NMode mode_of(Kind kind) {
  if (kind == Kind::Exclusive10) return XML_C14N_EXCLUSIVE_1_0;
  return kind == Kind::Inclusive11 ? XML_C14N_1_1 : XML_C14N_1_0;
}

// Takes one element out of its parent's list for as long as this lives. Its own pointers stay, so
// whatever looks from inside it still sees its ancestors.
class LeftOut {
 public:
  explicit LeftOut(xmlNode* node) : node_(node) {
    if (node_ == nullptr) return;
    (node_->prev != nullptr ? node_->prev->next : node_->parent->children) = node_->next;
    (node_->next != nullptr ? node_->next->prev : node_->parent->last) = node_->prev;
  }
  ~LeftOut() {
    if (node_ == nullptr) return;
    (node_->prev != nullptr ? node_->prev->next : node_->parent->children) = node_;
    (node_->next != nullptr ? node_->next->prev : node_->parent->last) = node_;
  }
  LeftOut(const LeftOut&) = delete;
  LeftOut& operator=(const LeftOut&) = delete;

 private:
  xmlNode* node_;
};

char hidden_mark;  // its address marks elements outside the selection

// Makes `apex` the only child of its document for as long as this lives, so that C14N visits
// nothing else: cost follows the part, not the document. Ancestors stay reachable by their parent
// pointers, for namespaces and xml: attributes, but are marked as not selected.
class OnlyPart {
 public:
  OnlyPart(xmlDoc* document, xmlNode* apex) : document_(document), apex_(apex) {
    if (apex_ == nullptr) return;
    children_ = document_->children;
    next_ = apex_->next;
    document_->children = apex_;
    apex_->next = nullptr;
    mark_ancestors(&hidden_mark);
  }
  ~OnlyPart() {
    if (apex_ == nullptr) return;
    document_->children = children_;
    apex_->next = next_;
    mark_ancestors(nullptr);
  }
  OnlyPart(const OnlyPart&) = delete;
  OnlyPart& operator=(const OnlyPart&) = delete;

 private:
  void mark_ancestors(void* mark) {
    for (xmlNode* node = apex_->parent; is_element(node); node = node->parent) {
      node->_private = mark;
    }
  }

  xmlDoc* document_;
  xmlNode* apex_;
  xmlNode* children_ = nullptr;
  xmlNode* next_ = nullptr;
};

// Where libxml2 writes.
struct Sink {
  Bytes bytes;
  OctetBudget* budget;
  bool is_full = false;
};

// libxml2 asks for elements, text, attributes (xmlAttr) and namespaces (xmlNs, which has no
// _private); the last two are there when their element is. Once the sink is full nothing is, which
// is the only way to make libxml2 stop.
int is_visible(void* user, xmlNode* node, xmlNode* parent) {
  if (static_cast<const Sink*>(user)->is_full) return 0;
  const bool is_part = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
  const xmlNode* judged = is_part ? parent : node;
  return judged == nullptr || judged->_private != &hidden_mark ? 1 : 0;
}

int on_write(void* user, const char* data, int size) {
  auto* sink = static_cast<Sink*>(user);
  const auto count = static_cast<std::uint64_t>(size);
  if (count > sink->budget->left) {
    sink->is_full = true;
    return -1;
  }
  sink->budget->left -= count;
  sink->bytes.insert(sink->bytes.end(), data, data + size);
  return size;
}

int on_close(void*) {
  return 0;
}

Result<void> run(xmlDoc* document, const C14nMethod& method, bool with_comments, Sink& sink) {
  std::vector<xmlChar*> prefixes;
  prefixes.reserve(method.inclusive_prefixes.size() + 1);
  for (const auto& prefix : method.inclusive_prefixes) {
    prefixes.push_back(const_cast<xmlChar*>(reinterpret_cast<const xmlChar*>(prefix.c_str())));
  }
  prefixes.push_back(nullptr);
  xmlOutputBuffer* out = xmlOutputBufferCreateIO(on_write, on_close, &sink, nullptr);
  if (out == nullptr) return Error{Fault::MemoryLimit, "canonical XML", {}};
  const int made = xmlC14NExecute(document,
                                  is_visible,
                                  &sink,
                                  mode_of(method.kind),
                                  prefixes.data(),
                                  with_comments ? 1 : 0,
                                  out);
  const int closed = xmlOutputBufferClose(out);
  if (sink.is_full) return Error{Fault::EntryTooLarge, "canonical XML beyond its bound", {}};
  if (made < 0 || closed < 0) return Error{Fault::CorruptFile, "has no canonical form", {}};
  return {};
}

}  // namespace

std::optional<C14nMethod> read_c14n_method(const xmlNode* element) {
  const auto uri = attribute(element, "Algorithm");
  for (const auto& method : kMethods) {
    if (method.uri != uri) continue;
    C14nMethod found{method.kind, method.with_comments, {}};
    const auto* prefixes = any_child(element, "InclusiveNamespaces");
    if (found.kind == Kind::Exclusive10 && prefixes != nullptr) {
      found.inclusive_prefixes = split_list(attribute(prefixes, "PrefixList"));
    }
    return found;
  }
  return std::nullopt;
}

Result<Bytes> canonicalise(const Selection& selection,
                           const C14nMethod& method,
                           OctetBudget& budget) {
  // XMLDSig 6.6.4: what stands inside the signature that is taken out is taken out too.
  if (selection.without != nullptr && selection.apex != nullptr &&
      is_inside(selection.apex, selection.without)) {
    return Bytes{};
  }
  Sink sink{{}, &budget};
  const LeftOut left_out(selection.without);
  const OnlyPart only(selection.document, selection.apex);
  TRY(run(selection.document, method, method.with_comments && selection.has_comments, sink));
  return std::move(sink.bytes);
}

}  // namespace sohoa::xml
