"""A small writer and reader of DER, enough to build what no command will: broken, odd and dated signatures.

Values are bytes. A reader is needed only to take a certificate apart and to put it together again.
"""

from datetime import datetime, timezone


def tlv(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def sequence(*parts):
    return tlv(0x30, *parts)


def set_of(*parts):
    """DER wants the elements of a SET OF in order (X.690, 11.6)."""
    return tlv(0x31, *sorted(parts))


def set_as_given(*parts):
    return tlv(0x31, *parts)


def context(number, *parts, constructed=True):
    return tlv((0xA0 if constructed else 0x80) | number, *parts)


def integer(value):
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def enumerated(value):
    return tlv(10, bytes([value]))


def octets(value):
    return tlv(4, value)


def bits(value, unused=0):
    return tlv(3, bytes([unused]), value)


def null():
    return tlv(5)


def boolean(value):
    return tlv(1, b"\xff" if value else b"\0")


def utf8(text):
    return tlv(12, text.encode())


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    out = bytearray()
    for arc in [40 * arcs[0] + arcs[1], *arcs[2:]]:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.append(0x80 | arc & 0x7F)
        out += bytes(reversed(digits))
    return tlv(6, bytes(out))


def moment(text):
    """"2026-03-01T03:00:00Z" as a datetime."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def utc_time(text):
    return tlv(23, moment(text).strftime("%y%m%d%H%M%SZ").encode())


def generalized_time(text):
    return tlv(24, moment(text).strftime("%Y%m%d%H%M%SZ").encode())


def head(data, at=0):
    """(tag, start of the contents, end) of the element at `at`."""
    tag, size, start = data[at], data[at + 1], at + 2
    if size & 0x80:
        count = size & 0x7F
        size, start = int.from_bytes(data[start : start + count], "big"), start + count
    return tag, start, start + size


def children(element):
    """The elements inside a constructed element, whole."""
    _, at, end = head(element)
    found = []
    while at < end:
        after = head(element, at)[2]
        found.append(element[at:after])
        at = after
    return found


def contents(element):
    _, start, end = head(element)
    return element[start:end]


class Certificate:
    """The parts of a certificate that signatures speak of."""

    def __init__(self, der):
        self.der = der
        self.tbs, self.algorithm, self.value = children(der)
        self.fields = children(self.tbs)  # version, serial, algorithm, issuer, validity, subject, key, …
        self.serial, self.issuer, self.subject, self.public_key = (self.fields[i] for i in (1, 3, 5, 6))

    @property
    def key_bits(self):
        """The BIT STRING's bytes: what key hashes are made of."""
        return contents(children(self.public_key)[1])[1:]

    def extension(self, dotted):
        """The value of an extension, or None."""
        for extension in children(children(self.fields[-1])[0]):
            parts = children(extension)
            if parts[0] == oid(dotted):
                return contents(parts[-1])
        return None
