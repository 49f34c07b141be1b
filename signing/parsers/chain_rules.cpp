#include "signing/parsers/chain_rules.h"

#include <algorithm>

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "signing/parsers/evidence_handles.h"

namespace sohoa {
namespace {

using StoreHandle = OpensslHandle<X509_STORE, X509_STORE_free>;
using ContextHandle = OpensslHandle<X509_STORE_CTX, X509_STORE_CTX_free>;
// Holds borrowed certificates: frees the stack, not what is in it.
struct StackDeleter {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackHandle = std::unique_ptr<STACK_OF(X509), StackDeleter>;

PathFault fault_of(int error) {
  switch (error) {
    case X509_V_OK:
      return PathFault::None;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
      return PathFault::NoAnchor;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
      return PathFault::BadSignature;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_NON_CA:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
      return PathFault::NotCa;
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
      return PathFault::PathLength;
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
      return PathFault::NameConstraints;
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      return PathFault::UnknownCritical;
    case X509_V_ERR_NO_EXPLICIT_POLICY:
    case X509_V_ERR_INVALID_POLICY_EXTENSION:
      return PathFault::Policy;
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
      return PathFault::TooLong;
    case X509_V_ERR_INVALID_EXTENSION:
    case X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_EC_KEY_EXPLICIT_PARAMS:
      return PathFault::Malformed;
    default:
      return PathFault::Other;
  }
}

// The neighbours in our chain are issuer and child, and nobody else is; a root issued itself.
int is_next_in_chain(X509_STORE_CTX* context, X509* child, X509* issuer) {
  const auto& chain = *static_cast<const std::vector<X509*>*>(X509_STORE_CTX_get_app_data(context));
  const auto found = std::find(chain.begin(), chain.end(), child);
  if (found == chain.end()) return 0;
  if (found + 1 != chain.end()) return found[1] == issuer ? 1 : 0;
  return child == issuer && (X509_get_extension_flags(child) & EXFLAG_SS) != 0 ? 1 : 0;
}

// Signatures were verified when the chain was found.
int skip_signatures(X509_STORE_CTX* context) {
  static_cast<void>(context);
  return 1;
}

std::uint32_t policy_flags(const PathOptions& options) {
  std::uint32_t flags = X509_V_FLAG_POLICY_CHECK;
  if (options.require_explicit_policy) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (options.inhibit_policy_mapping) flags |= X509_V_FLAG_INHIBIT_MAP;
  if (options.inhibit_any_policy) flags |= X509_V_FLAG_INHIBIT_ANY;
  return flags;
}

void add_policy(X509_VERIFY_PARAM* parameters, const std::string& oid) {
  ObjectHandle object(OBJ_txt2obj(oid.c_str(), 1));
  if (object && X509_VERIFY_PARAM_add0_policy(parameters, object.get()) == 1) {
    static_cast<void>(object.release());  // NOLINT: now theirs
  }
}

void set_options(X509_VERIFY_PARAM* parameters, const PathOptions& options, const Limits& limits) {
  X509_VERIFY_PARAM_set_flags(
      parameters, policy_flags(options) | X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_depth(parameters, limits.chain_length);
  // Weak algorithms are dated policy, so they must come through as facts.
  X509_VERIFY_PARAM_set_auth_level(parameters, 0);
  // A person's name is no host name, even when it looks like one (RFC 6125, 6.4.4).
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  // OpenSSL 3.0 takes "no set given" for an empty set; RFC 5280, 6.1.1 (c) means any policy.
  if (options.policies.empty()) add_policy(parameters, "2.5.29.32.0");
  for (const std::string& policy : options.policies) add_policy(parameters, policy);
}

// RFC 5280, 6.1.4 (k) and (n). OpenSSL also takes keyCertSign without basicConstraints and old
// Netscape marks for an authority; only a version 1 anchor, which can carry neither, is left to it.
bool may_issue(X509* certificate, bool is_anchor) {
  const std::uint32_t flags = X509_get_extension_flags(certificate);
  if (is_anchor && (flags & EXFLAG_V1) != 0) return true;
  const bool may_sign = (X509_get_key_usage(certificate) & KU_KEY_CERT_SIGN) != 0;
  return (flags & EXFLAG_CA) != 0 && may_sign;  // no keyUsage: all bits are set
}

StackHandle stack_of(std::vector<X509*>::const_iterator begin,
                     std::vector<X509*>::const_iterator end) {
  StackHandle stack(sk_X509_new_null());
  for (; stack && begin != end; ++begin) sk_X509_push(stack.get(), *begin);
  return stack;
}

}  // namespace

struct ChainRules::State {
  PathOptions options;
  Limits limits;
  StoreHandle store;
};

ChainRules::ChainRules(const PathOptions& options, const Limits& limits)
    : state_(std::make_unique<State>(State{options, limits, StoreHandle(X509_STORE_new())})) {
  if (!state_->store) return;
  X509_STORE_set_check_issued(state_->store.get(), is_next_in_chain);
  X509_STORE_set_verify(state_->store.get(), skip_signatures);
}
ChainRules::~ChainRules() = default;

ChainRules::Finding ChainRules::check(const std::vector<X509*>& chain) const {
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (!may_issue(chain[i], i + 1 == chain.size())) {
      return {PathFault::NotCa, i, "issuer without CA flag or keyCertSign"};
    }
  }
  const auto last = chain.end() - 1;
  const StackHandle between = stack_of(std::min(chain.begin() + 1, last), last);
  const StackHandle anchor = stack_of(last, chain.end());
  const ContextHandle context(X509_STORE_CTX_new());
  if (!state_->store || !context ||
      X509_STORE_CTX_init(context.get(), state_->store.get(), chain[0], between.get()) != 1) {
    return {PathFault::Other, 0, "out of memory"};
  }
  X509_STORE_CTX_set0_trusted_stack(context.get(), anchor.get());
  X509_STORE_CTX_set_app_data(context.get(), const_cast<std::vector<X509*>*>(&chain));  // NOLINT
  set_options(X509_STORE_CTX_get0_param(context.get()), state_->options, state_->limits);
  const bool is_good = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  const int depth = X509_STORE_CTX_get_error_depth(context.get());
  ERR_clear_error();
  if (is_good) return {};
  const auto at = std::min(static_cast<std::size_t>(std::max(depth, 0)), chain.size() - 1);
  const PathFault fault = error == X509_V_OK ? PathFault::Other : fault_of(error);
  return {fault, at, X509_verify_cert_error_string(error)};
}

}  // namespace sohoa
