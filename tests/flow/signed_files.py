"""Files of the signing matrix and its test PKI, for flows that need something signed."""

import sys

from support import SOURCE, FlowTest

sys.path.insert(0, str(SOURCE / "tests/signing"))
from corpus import corpus  # noqa: E402
from verifying import NOW  # noqa: E402, F401


class SignedFlowTest(FlowTest):
    """Knows the corpus; `trusted` are the options under which the matrix judges."""

    @classmethod
    def setUpClass(cls):
        folder = corpus(cls.bin.parent / "signing-corpus")
        cls.files, cls.pki = folder / "files", folder / "pki"
        cls.trusted = ("--trust", cls.pki / "trust", "--at", NOW)

    def answers(self, code, *args, **options):
        """One answer a file, in the order of the files; nothing else on stdout."""
        return self.exits(code, "verify", "--json", *args, **options).lines()

    def indications(self, code, *args, **options):
        return [[s["indication"] for s in a["signatures"]] if a["readable"] else a["error"]["kind"]
                for a in self.answers(code, *args, **options)]
