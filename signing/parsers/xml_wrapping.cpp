#include "signing/parsers/xml_wrapping.h"

#include <string_view>

#include "signing/parsers/xml_text.h"

namespace sohoa::xml {
namespace {

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";

// What was met in one branch.
struct Branch {
  bool has_covered = false;
  bool has_signature = false;
  const xmlNode* content = nullptr;  // the first that is uncovered
  const xmlNode* empty = nullptr;    // the first empty element, not yet known to be content or not

  void add(const Branch& other) {
    has_covered |= other.has_covered;
    has_signature |= other.has_signature;
    if (content == nullptr) content = other.content;
    if (empty == nullptr) empty = other.empty;
  }
  void empty_is_content() {
    if (content == nullptr) content = empty;
    empty = nullptr;
  }
};

bool is_structural(const xmlAttr* attribute) {
  if (attribute->ns != nullptr) {
    const auto ns = view(attribute->ns->href);
    return ns == kXml || ns == kXsi || view(attribute->name) == "Id";
  }
  const auto name = view(attribute->name);
  return name == "Id" || name == "ID" || name == "id";
}

bool has_plain_attribute(const xmlNode* element) {
  for (const xmlAttr* at = element->properties; at != nullptr; at = at->next) {
    if (!is_structural(at)) return true;
  }
  return false;
}

bool has_own_text(const xmlNode* element) {
  for (const xmlNode* node = element->children; node != nullptr; node = node->next) {
    const bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    if (is_text && !trim(view(node->content)).empty()) return true;
  }
  return false;
}

// Depth is bounded by Document, so recursion is.
class Look {
 public:
  explicit Look(const NodeSet& covered) : covered_(covered) {}

  Branch at(const xmlNode* element) const {
    if (covered_.contains(element)) return {.has_covered = true};
    if (is_dsig(element, "Signature")) return at_signature(element);
    Branch branch;
    if (has_plain_attribute(element) || has_own_text(element)) branch.content = element;
    const auto below = elements(element);
    for (const auto* child : below) branch.add(at(child));
    if (below.empty()) branch.empty = element;
    if (branch.has_covered) {
      branch.empty_is_content();
    } else if (branch.has_signature) {
      branch.empty = nullptr;  // places for signatures still to come
    }
    return branch;
  }

 private:
  // What a signature envelops does not make the branch around it content, so has_covered stays
  // false.
  Branch at_signature(const xmlNode* signature) const {
    Branch branch{.has_signature = true};
    for (const auto* object : dsig_children(signature, "Object")) {
      if (covered_.contains(object)) continue;
      if (branch.content == nullptr && has_own_text(object)) branch.content = object;
      for (const auto* child : elements(object)) {
        if (local_name(child) != "QualifyingProperties") branch.add(at(child));
      }
    }
    branch.has_covered = false;
    branch.empty_is_content();
    return branch;
  }

  const NodeSet& covered_;
};

std::string path_of(const xmlNode* node) {
  std::string path;
  for (; is_element(node); node = node->parent) {
    path = "/" + std::string(local_name(node)) + path;
  }
  return path;
}

}  // namespace

std::string find_uncovered(xmlNode* root, const NodeSet& covered) {
  return path_of(Look(covered).at(root).content);
}

}  // namespace sohoa::xml
