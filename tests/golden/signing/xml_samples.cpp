#include "golden/signing/xml_samples.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <unistd.h>

namespace sohoa::xml_samples {
namespace {

namespace fs = std::filesystem;

int shell(const std::string& command) {
  return std::system(command.c_str());
}

Bytes load(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

void save(const fs::path& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
}

// A folder with the keys of this run, removed at its end.
class Workshop {
 public:
  Workshop() : folder_(fs::temp_directory_path() / ("sohoa-xml-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    make("rsa", "rsa:2048");
    make("ec", "ec -pkeyopt ec_paramgen_curve:P-256");
  }
  ~Workshop() { fs::remove_all(folder_); }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  void make(const std::string& name, const std::string& kind) const {
    const int status = shell("openssl req -x509 -nodes -newkey " + kind + " -keyout " +
                             path(name + ".key") + " -out " + path(name + ".pem") +
                             " -subj '/CN=Test signer' -days 30 2>/dev/null && openssl x509 -in " +
                             path(name + ".pem") + " -outform DER -out " + path(name + ".der"));
    if (status != 0) std::abort();
  }
  fs::path folder_;
};

const Workshop& workshop() {
  static const Workshop shop;
  return shop;
}

// "--id-attr:Id name" for each element that has one.
std::string id_options(const std::string& document) {
  std::string options;
  for (auto at = document.find(" Id=\""); at != std::string::npos;
       at = document.find(" Id=\"", at + 1)) {
    const auto open = document.rfind('<', at) + 1;
    auto name = document.substr(open, document.find_first_of(" \n", open) - open);
    name.erase(0, name.find(':') + 1);
    const auto option = " --id-attr:Id " + name;
    if (options.find(option + " ") == std::string::npos) options += option + " ";
  }
  return options;
}

std::string transform_xml(const std::string& transform) {
  if (transform.starts_with("<")) return transform;
  return "<ds:Transform Algorithm=\"" + transform + "\"/>";
}

std::string reference_xml(const Ref& reference) {
  std::string xml = "<ds:Reference URI=\"" + reference.uri + "\"";
  if (!reference.type.empty()) xml += " Type=\"" + reference.type + "\"";
  xml += ">";
  if (!reference.transforms.empty()) {
    xml += "<ds:Transforms>";
    for (const auto& transform : reference.transforms) xml += transform_xml(transform);
    xml += "</ds:Transforms>";
  }
  return xml +
         "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
         "<ds:DigestValue></ds:DigestValue></ds:Reference>";
}

}  // namespace

std::string to_xml(const Template& signature) {
  std::string xml = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
  if (!signature.id.empty()) xml += " Id=\"" + signature.id + "\"";
  xml += ">\n<ds:SignedInfo>\n<ds:CanonicalizationMethod Algorithm=\"" + signature.c14n +
         "\"/>\n<ds:SignatureMethod Algorithm=\"" + signature.method + "\"/>\n";
  for (const auto& reference : signature.references) xml += reference_xml(reference);
  return xml +
         "\n</ds:SignedInfo>\n<ds:SignatureValue></ds:SignatureValue>\n<ds:KeyInfo><ds:X509Data>"
         "<ds:X509Certificate></ds:X509Certificate></ds:X509Data></ds:KeyInfo>" +
         signature.objects + "</ds:Signature>";
}

std::string sign(const std::string& document, const std::string& key) {
  const auto& shop = workshop();
  save(shop.path("in.xml"), as_bytes(document));
  const auto command = "cd " + shop.path("") + " && xmlsec1 --sign --privkey-pem " + key + ".key," +
                       key + ".pem" + id_options(document) + " --output out.xml in.xml 2>err.txt";
  EXPECT_EQ(shell(command), 0) << command << as_text(load(shop.path("err.txt")));
  return std::string(as_text(load(shop.path("out.xml"))));
}

bool peer_verifies(const std::string& document, const std::string& key) {
  const auto& shop = workshop();
  save(shop.path("in.xml"), as_bytes(document));
  return shell("cd " + shop.path("") + " && xmlsec1 --verify --pubkey-cert-pem " + key + ".pem" +
               id_options(document) + " in.xml 2>err.txt >/dev/null") == 0;
}

bool openssl_verifies(const XmlSignatureReading& signature) {
  const auto& shop = workshop();
  save(shop.path("info.bin"), signature.signed_info);
  save(shop.path("value.bin"), signature.value);
  return shell("cd " + shop.path("") +
               " && openssl x509 -in rsa.pem -noout -pubkey >pub.pem && openssl dgst -sha256 "
               "-verify pub.pem -signature value.bin info.bin >/dev/null 2>&1") == 0;
}

Bytes certificate(const std::string& key) {
  return load(workshop().path(key + ".der"));
}

XmlReading read(const std::string& document) {
  auto reading = read_xml_signatures(as_bytes(document), Limits{});
  EXPECT_TRUE(reading) << describe(reading.error(), Lang::En);
  return reading ? *std::move(reading) : XmlReading{};
}

XmlSignatureReading read_one(const std::string& document) {
  auto reading = read(document);
  EXPECT_EQ(reading.signatures.size(), 1U);
  return reading.signatures.empty() ? XmlSignatureReading{} : std::move(reading.signatures.front());
}

Bytes digest(ByteView bytes, HashAlgorithm hash) {
  Bytes value(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  const char* name = openssl_name(hash);
  if (name == nullptr ||
      EVP_Q_digest(nullptr, name, nullptr, bytes.data(), bytes.size(), value.data(), &size) != 1) {
    return {};
  }
  value.resize(size);
  return value;
}

bool digests_match(const XmlSignatureReading& signature) {
  return !signature.references.empty() && std::all_of(signature.references.begin(),
                                                      signature.references.end(),
                                                      [](const XmlReference& reference) {
                                                        if (!reference.octets) return false;
                                                        const auto digest =
                                                            sha256(ByteView(*reference.octets));
                                                        return std::equal(digest.value.begin(),
                                                                          digest.value.end(),
                                                                          reference.digest.begin(),
                                                                          reference.digest.end());
                                                      });
}

bool has_fault(const XmlSignatureReading& signature, FormatFault fault) {
  return std::find(signature.faults.begin(), signature.faults.end(), fault) !=
         signature.faults.end();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  if (at != std::string::npos) text.replace(at, what.size(), by);
  return text;
}

std::string base64(ByteView bytes) {
  const auto& shop = workshop();
  save(shop.path("plain.bin"), bytes);
  shell("cd " + shop.path("") + " && base64 -w0 plain.bin >plain.b64");
  return std::string(as_text(load(shop.path("plain.b64"))));
}

}  // namespace sohoa::xml_samples
