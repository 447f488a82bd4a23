"""The Merkle tree of RFC 6962, kept as a frontier: the roots of its perfect subtrees, largest first. Pure."""

import hashlib
from collections.abc import Iterable, Sequence


def leaf_hash(preimage: bytes) -> bytes:
    """Hash of one leaf's content."""
    return hashlib.sha256(b"\x00" + preimage).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """An append-only tree of `size` leaves of which only the perfect subtrees' roots are kept."""

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        self.size = size
        self._roots = [packed[i : i + 32] for i in range(0, len(packed), 32)]
        if len(self._roots) != size.bit_count():
            raise ValueError("frontier does not fit its size")

    def append(self, leaf: bytes) -> None:
        """Add a leaf: merge equal subtrees from the right."""
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self._roots.pop(), node)
            size >>= 1
        self._roots.append(node)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The root hash; that of nothing is the hash of the empty string."""
        if not self._roots:
            return hashlib.sha256(b"").digest()
        node = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            node = node_hash(left, node)
        return node

    def packed(self) -> bytes:
        """The kept roots, one after the other."""
        return b"".join(self._roots)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root over a list of leaf hashes."""
    tree = Frontier()
    tree.extend(leaves)
    return tree.root()


def audit_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The sibling hashes that lead from leaf `index` to the root, nearest first (RFC 6962, 2.1.1)."""
    if len(leaves) <= 1:
        return []
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if index < split:
        return [*audit_path(index, leaves[:split]), root_of(leaves[split:])]
    return [*audit_path(index - split, leaves[split:]), root_of(leaves[:split])]
