"""--fetch asks the hosts the policy allows, follows nothing, and keeps what it got with its date."""

import http.server
import threading

from support import FlowTest, SOURCE, main, tool


class Authority(http.server.BaseHTTPRequestHandler):
    """A CA's web server: /ca.crl is the CRL, /moved points there, /endless never ends."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/moved.crl":
            self.send_response(302)
            self.send_header("Location", "/ca.crl")
            self.end_headers()
        elif self.path == "/ca.crl":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.server.crl)
        else:
            self.send_error(404)

    def log_message(self, *_):
        pass


CNF = """[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:{url}
[ca_db]
database = {work}/index.txt
crlnumber = {work}/crlnumber
default_md = sha256
default_crl_days = 30
"""


class FetchTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Authority)
        self.server.asked = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def make(self, path):
        """A CMS whose signer names http://127.0.0.1:PORT/path as the place of the CRL."""
        work, trust = self.tmp / "ca", self.tmp / "trust"
        work.mkdir()
        trust.mkdir()
        url = f"http://127.0.0.1:{self.server.server_address[1]}{path}"
        cnf = work / "ca.cnf"
        cnf.write_text(CNF.format(url=url, work=work))
        (work / "index.txt").write_text("")
        (work / "crlnumber").write_text("01")
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", cnf]
        tool("openssl", "req", "-x509", *key, "-days", "99", "-extensions", "ca", "-subj", "/CN=Root", "-keyout", work / "ca.key",
             "-out", trust / "root.pem")
        tool("openssl", "req", *key, "-subj", "/CN=Signer", "-keyout", work / "s.key", "-out", work / "s.csr")
        tool("openssl", "x509", "-req", "-in", work / "s.csr", "-CA", trust / "root.pem", "-CAkey", work / "ca.key", "-days", "30",
             "-extfile", cnf, "-extensions", "signer", "-out", work / "s.pem")
        tool("openssl", "ca", "-gencrl", "-config", cnf, "-name", "ca_db", "-keyfile", work / "ca.key", "-cert", trust / "root.pem",
             "-out", work / "ca.crl.pem")
        self.server.crl = tool("openssl", "crl", "-in", work / "ca.crl.pem", "-outform", "DER")
        paper = self.tmp / "giay-to.txt"
        paper.write_text("nội dung")
        tool("openssl", "cms", "-sign", "-cades", "-binary", "-nodetach", "-outform", "DER", "-signer", work / "s.pem", "-inkey",
             work / "s.key", "-in", paper, "-out", self.tmp / "giay-to.p7m")
        return trust

    def allow(self, trust, hosts):
        policy = (SOURCE / "templates/trust/policy-vn-2025.toml").read_text()
        self.assertIn("hosts = []", policy)
        (trust / "policy.toml").write_text(policy.replace("hosts = []", f"hosts = {hosts}"))

    def verdict(self, trust, *more):
        found = self.sohoa("verify", "--json", "--trust", trust, self.tmp / "giay-to.p7m", *more)
        return found.lines()[0]["signatures"][0]

    def test_a_missing_crl_is_fetched_and_kept_for_the_next_time(self):
        trust = self.make("/ca.crl")
        self.allow(trust, '["127.0.0.1"]')
        self.assertEqual("INDETERMINATE", self.verdict(trust)["indication"])
        self.assertEqual([], self.server.asked)
        self.assertEqual("TOTAL-PASSED", self.verdict(trust, "--fetch")["indication"])
        self.assertEqual(["/ca.crl"], self.server.asked)
        self.server.asked.clear()
        self.assertEqual("TOTAL-PASSED", self.verdict(trust)["indication"])
        self.assertEqual([], self.server.asked)

    def test_a_host_that_is_not_allowed_is_not_asked(self):
        trust = self.make("/ca.crl")
        self.allow(trust, '["crl.ca.gov.vn"]')
        self.assertEqual("INDETERMINATE", self.verdict(trust, "--fetch")["indication"])
        self.assertEqual([], self.server.asked)

    def test_a_redirect_is_not_followed(self):
        trust = self.make("/moved.crl")
        self.allow(trust, '["127.0.0.1"]')
        self.assertEqual("INDETERMINATE", self.verdict(trust, "--fetch")["indication"])
        self.assertEqual(["/moved.crl"], self.server.asked)

    def test_an_answer_that_is_no_crl_settles_nothing(self):
        trust = self.make("/ca.crl")
        self.allow(trust, '["127.0.0.1"]')
        self.server.crl = b"<html>404</html>"
        self.assertEqual("INDETERMINATE", self.verdict(trust, "--fetch")["indication"])
        self.assertFalse((trust / "archive").exists(), "what is no evidence is not kept as evidence")


if __name__ == "__main__":
    main()
