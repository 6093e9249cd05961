"""Signatures over releases by an implementation other than the host's: Python's `cryptography` (OpenSSL underneath).

    python3 make.py > signatures.json

Keys come from fixed seeds and Ed25519 is deterministic, so that the same values come out each time.
"""

import base64
import hashlib
import json

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def text(data):
    return base64.b64encode(data).decode()


def one(number, release, component):
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"tongtai golden key %d" % number).digest())
    digest = hashlib.sha256(component).hexdigest()
    statement = f"tongtai-release-v1\n{release}\nsha256:{digest}\n"
    public = key.public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return {
        "release": release,
        "component": text(component),
        "statement": statement,
        "private-pem": key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
        "public-pem": public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ).decode(),
        "public": "ed25519:" + text(raw),
        "signature": text(key.sign(statement.encode())),
    }


releases = [
    ("acme/agent@1.2.3", b"\0asm\x0d\0\x01\0"),
    ("a/b@0.0.1", b""),
    ("acme/agent@2.0.0-rc.1", "同台".encode()),
    ("acme/agent@2.0.0+build.7", bytes(range(256)) * 64),
    ("tidewater/long-name-of-an-agent@10.20.30", b"x" * 1_000),
]
print(json.dumps([one(number, *release) for number, release in enumerate(releases)], indent=1, ensure_ascii=False))
