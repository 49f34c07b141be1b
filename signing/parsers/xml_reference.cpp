#include "signing/parsers/xml_reference.h"

#include <optional>
#include <string_view>
#include <utility>

#include "signing/parsers/xml_algorithms.h"
#include "signing/parsers/xml_text.h"

namespace sohoa::xml {
namespace {

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kWsu =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
constexpr std::string_view kBase64 = "http://www.w3.org/2000/09/xmldsig#base64";

bool is_id_name(const xmlAttr* attribute) {
  const auto name = view(attribute->name);
  if (attribute->ns == nullptr) return name == "Id" || name == "ID" || name == "id";
  const auto ns = view(attribute->ns->href);
  return (ns == kXml && name == "id") || (ns == kWsu && name == "Id");
}

// ---- Where a URI points ------------------------------------------------------------------------

struct Address {
  enum class Kind : std::uint8_t { Absent, Document, Id, External, Remote, Unknown };
  Kind kind = Kind::Absent;
  std::string name;  // Id, or decoded file name
  bool has_comments = false;
};
using Kind = Address::Kind;

// "xpointer(/)" and "xpointer(id('name'))" are all of XPointer that XMLDSig 4.4.3.2 asks for.
Address read_xpointer(std::string_view pointer) {
  if (pointer == "xpointer(/)") return {Kind::Document, {}, true};
  constexpr std::string_view kHead = "xpointer(id(";
  constexpr std::string_view kTail = "))";
  if (!pointer.starts_with(kHead) || !pointer.ends_with(kTail)) return {Kind::Unknown, {}, false};
  pointer.remove_prefix(kHead.size());
  pointer.remove_suffix(std::min(kTail.size(), pointer.size()));
  const char quote = pointer.empty() ? '\0' : pointer.front();
  if (pointer.size() < 3 || (quote != '\'' && quote != '"') || pointer.back() != quote) {
    return {Kind::Unknown, {}, false};
  }
  return {Kind::Id, std::string(pointer.substr(1, pointer.size() - 2)), true};
}

Address read_address(const xmlNode* reference) {
  if (!has_attribute(reference, "URI")) return {};
  const auto uri = attribute(reference, "URI");
  if (uri.empty()) return {Kind::Document, {}, false};
  if (uri.front() != '#') {
    if (has_scheme(uri) || uri.starts_with("//")) return {Kind::Remote, uri, false};
    // A part of another file would need that file's tree.
    if (uri.find_first_of("#?") != std::string::npos) return {Kind::Unknown, {}, false};
    return {Kind::External, percent_decoded(uri), false};
  }
  const auto fragment = percent_decoded(std::string_view(uri).substr(1));
  if (fragment.starts_with("xpointer(")) return read_xpointer(fragment);
  return {Kind::Id, fragment, false};
}

// ---- Transforms --------------------------------------------------------------------------------

enum class Step : std::uint8_t { Done, Forbidden, Failed };

// What flows from one transform to the next: a part of a tree, or octets.
class Chain {
 public:
  Chain(Selection nodes, const Surroundings& around) : nodes_(nodes), around_(around) {}

  Result<Step> apply(const xmlNode* transform);
  /// XMLDSig 4.4.3.2: a node-set at the end is canonicalised, inclusive 1.0 without comments.
  Result<Bytes> finish();
  /// False once a transform kept only text.
  bool keeps_nodes() const { return keeps_nodes_; }

 private:
  Result<Step> take_out_signature();
  Result<Step> canonicalise_now(const C14nMethod& method);
  Result<Step> decode_base64();
  Result<void> parse_octets();

  Selection nodes_;
  Surroundings around_;
  std::optional<Bytes> octets_;
  Document reparsed_;
  bool keeps_nodes_ = true;
};

Result<Step> Chain::apply(const xmlNode* transform) {
  const auto uri = attribute(transform, "Algorithm");
  if (uri == kEnveloped) return take_out_signature();
  if (uri == kBase64) return decode_base64();
  const auto method = read_c14n_method(transform);
  if (!method) return Step::Forbidden;
  return canonicalise_now(*method);
}

// XMLDSig 6.6.4 defines it for the document that holds the signature, not for octets.
Result<Step> Chain::take_out_signature() {
  if (octets_ || nodes_.document != around_.document.get()) return Step::Failed;
  nodes_.without = around_.signature;
  return Step::Done;
}

Result<Step> Chain::canonicalise_now(const C14nMethod& method) {
  if (octets_) TRY(parse_octets());
  octets_ = TRY(canonicalise(nodes_, method, around_.budget));
  return Step::Done;
}

// XMLDSig 4.4.3.2: octets where a node-set is needed are parsed, comments and all.
Result<void> Chain::parse_octets() {
  reparsed_ = TRY(Document::parse(*octets_, around_.limits));
  nodes_ = {reparsed_.get(), nullptr, nullptr, true};
  octets_.reset();
  return {};
}

// XMLDSig 6.6.2: of a node-set the text is decoded, tags and comments are dropped.
Result<Step> Chain::decode_base64() {
  if (!octets_) {
    if (nodes_.without != nullptr) return Step::Failed;
    const xmlNode* top = nodes_.apex != nullptr ? nodes_.apex : around_.document.root();
    const auto characters = text(top);
    octets_ = Bytes(characters.begin(), characters.end());
    keeps_nodes_ = false;
  }
  auto decoded = from_base64(as_text(*octets_));
  if (!decoded) return Step::Failed;
  if (decoded->size() > around_.budget.left) {
    return Error{Fault::EntryTooLarge, "base64 beyond its bound", {}};
  }
  around_.budget.left -= decoded->size();
  octets_ = std::move(decoded);
  return Step::Done;
}

Result<Bytes> Chain::finish() {
  if (octets_) return *std::move(octets_);
  return canonicalise(nodes_, C14nMethod{}, around_.budget);
}

std::vector<xmlNode*> transforms_of(const xmlNode* reference) {
  return elements(dsig_child(reference, "Transforms"));
}

// ---- One reference -----------------------------------------------------------------------------

void mark_unusable(ResolvedReference& reference, FormatFault fault, std::string why) {
  reference.facts.octets.reset();
  reference.faults.push_back(fault);
  reference.oddities.push_back(std::move(why));
}

void mark_missing(ResolvedReference& reference, std::string why) {
  reference.facts.is_found = false;
  reference.oddities.push_back(std::move(why));
}

ResolvedReference read_attributes(const xmlNode* reference) {
  ResolvedReference read;
  read.facts.uri = attribute(reference, "URI");
  read.facts.type = attribute(reference, "Type");
  read.facts.hash = read_digest_method(dsig_child(reference, "DigestMethod"));
  auto digest = base64_text(dsig_child(reference, "DigestValue"));
  if (!digest) read.oddities.emplace_back("a DigestValue that is no base64");
  read.facts.digest = std::move(digest).value_or(Bytes{});
  return read;
}

Result<void> run_transforms(ResolvedReference& into,
                            const std::vector<xmlNode*>& transforms,
                            Chain& chain) {
  for (const auto* transform : transforms) {
    const Step step = TRY(chain.apply(transform));
    if (step == Step::Done) continue;
    const bool is_forbidden = step == Step::Forbidden;
    mark_unusable(into,
                  is_forbidden ? FormatFault::ForbiddenTransform : FormatFault::Unparseable,
                  is_forbidden ? "a transform that is never carried out"
                               : "a transform that cannot be carried out here");
    return {};
  }
  into.facts.octets = TRY(chain.finish());
  // A ds:Object with nothing but base64 inside is covered by what that decodes to.
  into.is_covered =
      chain.keeps_nodes() || (is_dsig(into.target, "Object") && elements(into.target).empty());
  return {};
}

Result<void> digest_part(ResolvedReference& into,
                         const xmlNode* reference,
                         const Selection& part,
                         const Surroundings& around) {
  const auto transforms = transforms_of(reference);
  if (transforms.size() > static_cast<std::size_t>(around.limits.nesting)) {
    mark_unusable(into, FormatFault::ForbiddenTransform, "too many transforms");
    return {};
  }
  Chain chain(part, around);
  auto done = run_transforms(into, transforms, chain);
  if (done || !is_finding(done.error())) return done;
  mark_unusable(into, FormatFault::Unparseable, "a transform: " + done.error().detail);
  return {};
}

Result<void> resolve_id(ResolvedReference& into,
                        const xmlNode* reference,
                        const Address& address,
                        const Surroundings& around) {
  const auto hit = around.ids.find(address.name);
  if (hit.element == nullptr) {
    mark_missing(into, "a reference to an Id that is not there");
    return {};
  }
  if (hit.is_duplicate) {
    mark_unusable(into, FormatFault::DuplicateId, "a reference to an Id that stands twice");
    return {};
  }
  into.target = hit.element;
  return digest_part(
      into, reference, {around.document.get(), hit.element, nullptr, address.has_comments}, around);
}

// The file itself is digested by the service; its tree is not here to be transformed.
void describe_external(ResolvedReference& into, const xmlNode* reference, const Address& address) {
  into.facts.is_external = true;
  into.facts.uri = address.name;
  if (!transforms_of(reference).empty()) {
    mark_missing(into, "transforms of another file are not carried out");
  }
}

}  // namespace

IdIndex::IdIndex(xmlNode* root, const std::vector<xmlNode*>& signatures) {
  const auto want = [&](xmlNode* element) {
    if (!is_dsig(element, "Reference")) return true;
    const auto address = read_address(element);
    if (address.kind == Kind::Id) hits_.emplace(address.name, Hit{});
    return false;
  };
  for (auto* signature : signatures) walk(signature, want);
  walk(root, [&](xmlNode* element) {
    add(element);
    return true;
  });
}

void IdIndex::add(xmlNode* element) {
  for (const xmlAttr* at = element->properties; at != nullptr; at = at->next) {
    if (!is_id_name(at) || at->children == nullptr) continue;
    xmlChar* value = xmlNodeListGetString(element->doc, at->children, 1);
    const auto wanted = hits_.find(std::string(view(value)));
    xmlFree(value);
    if (wanted == hits_.end()) continue;
    Hit& hit = wanted->second;
    if (hit.element != nullptr && hit.element != element) hit.is_duplicate = true;
    hit.element = element;
  }
}

IdIndex::Hit IdIndex::find(const std::string& id) const {
  const auto at = hits_.find(id);
  return at == hits_.end() ? Hit{} : at->second;
}

bool is_finding(const Error& error) {
  return error.kind() == ErrorKind::InvalidInput || error.kind() == ErrorKind::Unsupported;
}

Result<ResolvedReference> resolve(xmlNode* reference, const Surroundings& around) {
  auto into = read_attributes(reference);
  const auto address = read_address(reference);
  switch (address.kind) {
    case Kind::Absent:
      mark_missing(into, "a reference without URI");
      break;
    case Kind::Unknown:
      mark_missing(into, "a reference into something unknown");
      break;
    case Kind::Remote:
      mark_unusable(into, FormatFault::ForbiddenTransform, "a remote reference");
      break;
    case Kind::External:
      describe_external(into, reference, address);
      break;
    case Kind::Id:
      TRY(resolve_id(into, reference, address, around));
      break;
    case Kind::Document:
      into.is_whole_document = true;
      into.target = around.document.root();
      TRY(digest_part(into,
                      reference,
                      {around.document.get(), nullptr, nullptr, address.has_comments},
                      around));
      break;
  }
  return into;
}

}  // namespace sohoa::xml
