"""Tables of the core, by idea."""

from zhiben.core.models.flows import Flow
from zhiben.core.models.ledger import Act, Entry, Head, Leaf, Pending, Shape

__all__ = ["Act", "Entry", "Flow", "Head", "Leaf", "Pending", "Shape"]
