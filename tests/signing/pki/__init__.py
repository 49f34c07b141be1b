"""The test PKI: made by the openssl command at test time; see make_pki.py."""
