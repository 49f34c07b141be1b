#include "evidence_pki.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <unistd.h>

#include "signing/parsers/evidence_reader.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
}

Bytes read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string config_of(const Making& making) {
  return "[req]\ndistinguished_name=dn\nutf8=yes\nx509_extensions=e\nstring_mask=" +
         making.string_mask + "\n[dn]\n[e]\n" + making.extensions;
}

// What stands between the lines of a PEM file.
Bytes decoded(const fs::path& pem) {
  std::ifstream stream(pem);
  std::string base64;
  for (std::string line; std::getline(stream, line);) {
    if (line.rfind("-----", 0) != 0) base64 += line;
  }
  Bytes der(base64.size());
  const int size = EVP_DecodeBlock(der.data(),
                                   reinterpret_cast<const unsigned char*>(base64.data()),  // NOLINT
                                   static_cast<int>(base64.size()));
  const auto padding = std::count(base64.begin(), base64.end(), '=');
  der.resize(static_cast<std::size_t>(std::max<std::ptrdiff_t>(size - padding, 0)));
  return der;
}

std::string crl_config(const fs::path& folder, const std::string& extensions) {
  return "[ca]\ndefault_ca=d\n[d]\ndatabase=" + (folder / "index.txt").string() +
         "\ncrlnumber=" + (folder / "crlnumber").string() +
         "\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=e\n[e]\n" +
         "authorityKeyIdentifier=keyid\n" + extensions;
}

}  // namespace

TestPki::TestPki() {
  static int count = 0;
  const std::string name = "pki_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  folder_ = fs::path(::testing::TempDir()) / name;
  fs::create_directories(folder_);
}

TestPki::~TestPki() {
  fs::remove_all(folder_);
}

void TestPki::run(const std::string& arguments) const {
  const std::string command = "openssl " + arguments + " >'" + path("log") + "' 2>&1";
  const int status = std::system(command.c_str());  // NOLINT: a test, one thread
  ASSERT_EQ(status, 0) << command << "\n" << as_text(read(path("log")));
}

Bytes TestPki::make(const std::string& name, const Making& making) {
  write(path("req.cnf"), config_of(making));
  const std::string key = making.key.empty()
                              ? "-newkey " + making.algorithm + " -keyout " + path(name + ".key")
                              : "-key " + path(making.key + ".key");
  if (!making.key.empty()) fs::copy_file(path(making.key + ".key"), path(name + ".key"));
  const std::string issuer = making.issuer.empty() ? ""
                                                   : " -CA " + path(making.issuer + ".pem") +
                                                         " -CAkey " + path(making.issuer + ".key");
  run("req -x509 -noenc -utf8 -config " + path("req.cnf") + " " + key + issuer + " -subj '" +
      making.subject + "' -" + making.digest + " -set_serial " + making.serial +
      " -days 3650 -out " + path(name + ".pem"));
  return der(name);
}

Bytes TestPki::authority(const std::string& name, const std::string& issuer) {
  return make(name,
              {.subject = "/C=VN/CN=" + name,
               .issuer = issuer,
               .extensions = std::string(kCa),
               .serial = "0x01"});
}

Bytes TestPki::signer(const std::string& name, const std::string& issuer) {
  return make(
      name, {.subject = "/C=VN/CN=" + name, .issuer = issuer, .extensions = std::string(kSigner)});
}

Bytes TestPki::crl(const std::string& issuer,
                   const std::string& index,
                   const std::string& extensions) {
  write(path("index.txt"), index);
  write(path("crlnumber"), "2A\n");
  write(path("crl.cnf"), crl_config(folder_, extensions));
  run("ca -config " + path("crl.cnf") + " -gencrl -keyfile " + path(issuer + ".key") + " -cert " +
      path(issuer + ".pem") + " -out " + path("crl.pem"));
  return decoded(path("crl.pem"));
}

Bytes TestPki::ocsp(const std::string& issuer,
                    const std::string& about,
                    const std::string& responder,
                    const std::string& index,
                    const std::string& options) {
  run("ocsp " + options + " -no_nonce -issuer " + path(issuer + ".pem") + " -cert " +
      path(about + ".pem") + " -reqout " + path("req.der"));
  return answer_to(read(path("req.der")), issuer, responder, index);
}

Bytes TestPki::answer_to(ByteView request,
                         const std::string& issuer,
                         const std::string& responder,
                         const std::string& index) {
  write(path("question.der"), as_text(request));
  write(path("index.txt"), index);
  run("ocsp -index " + path("index.txt") + " -CA " + path(issuer + ".pem") + " -rsigner " +
      path(responder + ".pem") + " -rkey " + path(responder + ".key") + " -ndays 7 -reqin " +
      path("question.der") + " -respout " + path("resp.der"));
  return read(path("resp.der"));
}

Bytes TestPki::der(const std::string& name) const {
  return decoded(path(name + ".pem"));
}

std::string valid(const std::string& serial) {
  return "V\t400101000000Z\t\t" + serial + "\tunknown\t/CN=x\n";
}

std::string revoked(const std::string& serial, const std::string& reason) {
  return "R\t400101000000Z\t250101000000Z," + reason + "\t" + serial + "\tunknown\t/CN=x\n";
}

EvidenceRequest request_for(const Bytes& target,
                            std::vector<Bytes> anchors,
                            const std::vector<Bytes>& certificates) {
  EvidenceRequest request;
  request.targets = {target};
  request.anchors = std::move(anchors);
  for (const Bytes& der : certificates) {
    request.certificates.push_back({EvidenceSource::Dss, der});
  }
  return request;
}

EvidenceAnswer evidence_of(const EvidenceRequest& request, const Limits& limits) {
  auto answer = read_evidence(request, limits);
  EXPECT_TRUE(answer.has_value());
  return answer ? std::move(*answer) : EvidenceAnswer{};
}

}  // namespace sohoa
