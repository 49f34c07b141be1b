// A batch as declared: components of dossiers and the files they are made of.
//
// Built from batch.json, else QR cover sheets, else names (CONTRACT.md, "A batch"). Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sohoa {

enum class ComponentKind : std::uint8_t { Component, Result, Appraisal };

struct Owner {
  std::string type;  ///< "person", "organisation", "foreigner"; empty when unknown
  std::string id;
  std::string name;
};

/// One thành phần hồ sơ as the station declares it.
struct ComponentDeclaration {
  std::string dossier;    ///< mã hồ sơ; empty: waits for an officer
  std::string procedure;  ///< mã TTHC, optional
  std::string component;  ///< mã thành phần
  std::string title;
  Owner owner;
  ComponentKind kind = ComponentKind::Component;
  std::vector<std::string> files;  ///< entry names (NFC), in page order
  std::optional<std::int32_t> pages_declared;
  std::string digitize_class;
  bool signed_by_officer = false;
};

struct Submission {
  std::string station;
  std::string operator_name;
  std::string scanned_at;  ///< RFC 3339 as declared; empty when unknown
  std::vector<ComponentDeclaration> components;
  std::vector<std::string> unassigned;  ///< entries no component claims: they wait for an officer
};

}  // namespace sohoa
