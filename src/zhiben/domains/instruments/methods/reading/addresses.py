"""Gives every clause its address and says where the numbering jumps or repeats."""

from collections import Counter

from zhiben.domains.instruments.methods.reading.marks import Rank
from zhiben.domains.instruments.methods.reading.model import Clause, ClauseKind, Warning
from zhiben.domains.instruments.methods.reading.nodes import Node, is_headlike
from zhiben.domains.instruments.methods.reading.titles import title_of

# A level that is a word takes a dot before it: 第二章·第三条(一), 三(一)·四是. After a heading's own words there
# is a dot too, since they have no end of their own: 烟草商业·二(一)3.
_WORDS = frozenset({Rank.HALF, Rank.BOOK, Rank.CHAPTER, Rank.SECTION, Rank.ARTICLE, Rank.NAMED, Rank.WORD})
_HEADINGS = frozenset({Rank.HALF, Rank.NAMED})
_COUNTED = frozenset(
    {
        Rank.CHAPTER,
        Rank.SECTION,
        Rank.ARTICLE,
        Rank.HAN,
        Rank.HAN_BRACKET,
        Rank.DOTTED,
        Rank.ARABIC,
        Rank.ARABIC_BRACKET,
        Rank.CIRCLED,
    }
)


def addressed(nodes: list[Node], part: int) -> tuple[list[Clause], list[Warning]]:
    """Clauses with addresses unique in the part."""
    nodes = _settled(nodes)
    warnings = _Numbering(part)
    seen: Counter[str] = Counter()
    bases: dict[int, str] = {}
    clauses = []
    for node in nodes:
        base = _base(node, bases)
        bases[id(node)] = base
        seen[base] += 1
        node.id = base if seen[base] == 1 else f"{base}~{seen[base]}"
        warnings.check(node, repeated=seen[base] > 1)
        clauses.append(_clause(node, part))
    return clauses, warnings.found


def _settled(nodes: list[Node]) -> list[Node]:
    """Lone paragraphs go into their heading; several are numbered."""
    counts = Counter(id(node.parent) for node in nodes if node.kind is ClauseKind.PARAGRAPH)
    numbers: Counter[int] = Counter()
    moved: dict[int, Node] = {}
    kept = []
    for node in nodes:
        if node.kind is ClauseKind.PARAGRAPH:
            if node.parent is not None and counts[id(node.parent)] == 1:
                node.parent.body.extend(node.body)
                moved[id(node)] = node.parent
                continue
            numbers[id(node.parent)] += 1
            node.value = numbers[id(node.parent)]
            node.label = f"¶{node.value}"
        if node.parent is not None and id(node.parent) in moved:
            node.parent = moved[id(node.parent)]
        kept.append(node)
    return kept


def _base(node: Node, bases: dict[int, str]) -> str:
    parent = node.parent
    if parent is None or node.kind is ClauseKind.ROW:
        return node.label
    if node.rank is Rank.DOTTED:
        # Dotted numbers say their whole way themselves, but not which half they stand in.
        half = _half_of(node)
        return f"{half.label}·{node.label}" if half else node.label
    words = node.rank in _WORDS or parent.rank in _HEADINGS
    gap = "·" if words and node.rank is not Rank.PARAGRAPH else ""
    return f"{bases[id(parent)]}{gap}{node.label}"


def _half_of(node: Node) -> Node | None:
    parent = node.parent
    while parent is not None and parent.rank is not Rank.HALF:
        parent = parent.parent
    return parent


def _clause(node: Node, part: int) -> Clause:
    level, parent = 1, node.parent
    while parent is not None:
        level, parent = level + 1, parent.parent
    kind = node.kind
    if kind is ClauseKind.NUMBERED and node.body and is_headlike(node.body[0]):
        kind = ClauseKind.NUMBERED if node.body[0].endswith("。") else ClauseKind.HEADING
    return Clause(
        part=part,
        id=node.id,
        title=title_of(node),
        text="\n".join(node.body),
        parent=node.parent.id if node.parent else None,
        level=level,
        number=node.label,
        kind=kind,
        body=tuple(node.body),
        cells=node.cells,
        header=node.header,
    )


class _Numbering:
    """Compares each numeral with the one before it of its class."""

    def __init__(self, part: int) -> None:
        self.part = part
        self.found: list[Warning] = []
        self._beside: dict[tuple[int, Rank], int] = {}
        self._running: dict[Rank, int] = {}

    def check(self, node: Node, *, repeated: bool) -> None:
        """Warns of a jump or a repetition at this clause."""
        if node.rank not in _COUNTED or node.kind is ClauseKind.INLINE:
            return
        key = (id(node.parent), node.rank)
        before = self._beside.get(key)
        running = self._running.get(node.rank, 0)
        if repeated:
            self._warn("numbering_repeats", f"编号“{node.label}”重复出现", node)
        elif not self._follows(node.value, before, running):
            self._warn("numbering_jumps", f"编号“{node.label}”与前一编号不连续", node)
        self._beside[key] = node.value
        self._running[node.rank] = node.value

    @staticmethod
    def _follows(value: int, before: int | None, running: int) -> bool:
        if before is not None:
            return value == before + 1
        return value in (1, running + 1)

    def _warn(self, code: str, message: str, node: Node) -> None:
        self.found.append(Warning(code, message, self.part, node.id))
