"""Check a proof of `zhiben ledger prove` offline: python check_proof.py PROOF.json [PUBLIC_KEY_HEX]"""

import hashlib
import json
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

proof = json.load(open(sys.argv[1], encoding="utf-8"))
head = proof["head"]
key = bytes.fromhex(sys.argv[2] if len(sys.argv) > 2 else head["public_key"])

node = hashlib.sha256(b"\x00" + proof["leaf_text"].encode()).digest()
index, last = proof["leaf"], head["size"] - 1
for sibling in map(bytes.fromhex, proof["path"]):
    if index % 2 or index == last:
        node = hashlib.sha256(b"\x01" + sibling + node).digest()
        while index % 2 == 0 and index:
            index, last = index // 2, last // 2
    else:
        node = hashlib.sha256(b"\x01" + node + sibling).digest()
    index, last = index // 2, last // 2

message = f"zhiben-head-1\n{head['size']}\n{head['root']}\n{head['signed_at']}\n{head['key']}".encode()
Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(head["signature"]), message)
if node.hex() != head["root"] or last != 0:
    sys.exit("the entry is not under this head")
print(f"entry {proof['entry']} is leaf {proof['leaf']} under head {head['size']} of {head['signed_at']}")
