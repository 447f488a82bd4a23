"""All proposals of a document, clause by clause."""

import re
from dataclasses import dataclass, field, replace

from ..model import Clause, ClauseKind, Document
from .bodies import Bodies, bodies, is_label
from .cadence import Cadence, cadences
from .dates import Deadline, Years, deadlines
from .deeds import heading, measure, telling
from .events import occasions
from .model import Item, Kind
from .phases import Phase, days, phases, titled
from .reports import Report, reports
from .sentences import Piece, Sentence, plain, sentences
from .tables import row_duties, row_item, working_cells
from .targets import Figure, limits, targets

_PERIOD = re.compile(r"(20\d\d)年?\s*[-—–－~至]+\s*(20\d\d)\s*年")
_YEAR = re.compile(r"(20\d\d)\s*年")
_HEADING_YEAR = re.compile(r"(?<![-至到—])(20\d\d)年(?!以?[-至到—]|[前起底])")
_NUMBER = re.compile(r"[〔\[【„（(]\s*(20\d\d)\s*[〕\]】‟）)]")
_DAY = re.compile(r"(20\d\d)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


_BY_BODIES = re.compile(r"^[^，。；]{2,40}(?:牵头|负责)(?:[，。]|$)(?:[^，。；]{2,40}(?:配合|参与)[，。])?")
# A heading (2026年重点任务) is dated, what stands below it is due.
_NAMES_A_LIST = re.compile(
    r"^[^，。；]{0,20}(?:任务|目标|要点|安排|计划|清单|重点|措施|工作|一览表|分解表|分工表)[：:]?$"
)
_FIRST = re.compile(r"[，。；,;]")
_BARE_DEED = re.compile(
    r"^[)）]?(?:必须|要|应当?|全部|基本|予以|率先|努力)*(?:完成|建成|达到|实现|到位|落实|拆除|整改|整改完毕|达标|投用|搬迁|完工)?$"
)
_AHEAD = re.compile(r"(?:必须|应当?|要|需|须|并|力争|争取|确保)?(?:在|于|到|至)?$")
_AFTER_DATES = re.compile(r"^(?:[和及、与]?[每\d年月日号底末]+(?:之前|以前|前)?)+")


@dataclass
class Reading:
    """What one part carries from clause to clause."""

    document: Document
    clauses: dict[str, Clause]
    years: Years
    named: dict[str, Bodies]
    last_inline: dict[str, str]
    carried: tuple[str, ...] = ()
    phase: Phase | None = None
    report: tuple[str, Report] | None = None
    heading_year: int | None = None
    printed_year: int | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def now(self) -> Years:
        """The plan's years with the one that the headings above or the text before have come to."""
        return replace(self.years, current=self.printed_year or self.heading_year)


def propose(document: Document) -> list[Item]:
    """Read every clause of a document for what it demands."""
    items: list[Item] = []
    parts: dict[int, list[Clause]] = {}
    for clause in document.clauses:
        parts.setdefault(clause.part, []).append(clause)
    titles = {part.part: part.title for part in document.parts}
    for part, clauses in parts.items():
        items.extend(_part(document, titles.get(part, ""), clauses))
    return items


def _part(document: Document, title: str, clauses: list[Clause]) -> list[Item]:
    named = {clause.id: found for clause in clauses if (found := bodies(clause))}
    inline = {
        clause.parent: clause.id for clause in clauses if clause.kind is ClauseKind.INLINE and clause.parent
    }
    reading = Reading(
        document, {clause.id: clause for clause in clauses}, years(document, title, clauses), named, inline
    )
    for clause in clauses:
        own = named.get(clause.id)
        if own and own.later:
            reading.carried = tuple(dict.fromkeys([*reading.carried, *own.later]))
        _clause(reading, clause)
    return reading.items


def years(document: Document, title: str, clauses: list[Clause]) -> Years:
    """The years of a plan: from its title, else its number, else the first day it prints."""
    for text in (title, document.title):
        found = _PERIOD.search(text)
        if found:
            return Years(int(found[1]), int(found[2]))
    for pattern, text in ((_YEAR, title), (_YEAR, document.title), (_NUMBER, document.number)):
        single = pattern.search(text)
        if single:
            return _span_of(int(single[1]), f"{title}{document.title}")
    for clause in clauses[:40]:
        printed = _DAY.search(clause.text)
        if printed:
            return _span_of(int(printed[1]), f"{title}{document.title}")
    return Years()


def _span_of(first: int, title: str) -> Years:
    """A 三年行动 without years begins in the year it was issued."""
    return Years(first, first + 2) if "三年" in title else Years(first)


def _clause(reading: Reading, clause: Clause) -> None:
    reading.heading_year, reading.printed_year = _heading_year(reading, clause), None
    if clause.kind is ClauseKind.ROW:
        reading.items.extend(_once(_row(reading, clause)))
        return
    found = _task(reading, clause)
    paragraph = 0
    for sentence in sentences(clause):
        if is_label(sentence.text):
            continue
        if sentence.paragraph != paragraph:
            paragraph, reading.printed_year = sentence.paragraph, None
        found.extend(_sentence(reading, sentence, None))
    reading.items.extend(_once(found))


def _row(reading: Reading, clause: Clause) -> list[Item]:
    """A row's task, what its cells say of the work, and how often its column of times says."""
    row = row_item(clause, reading.now)
    found = [row] if row else []
    for sentence in sentences(working_cells(clause)):
        found.extend(_sentence(reading, sentence, row.by if row else None))
    if all(one.kind != "duty" for one in found):
        found.extend(row_duties(clause))
    return found


def _heading_year(reading: Reading, clause: Clause) -> int | None:
    """The only year in the heading of a clause or of one above it."""
    current: Clause | None = clause
    while current is not None:
        found = _HEADING_YEAR.findall(plain(current.title)) if len(current.title) <= 30 else []
        if len(found) == 1:
            return int(found[0])
        current = reading.clauses.get(current.parent) if current.parent else None
    return None


def _once(found: list[Item]) -> list[Item]:
    """Drop the undated task of a clause whose first sentence is a dated one already; drop repetitions."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Item] = []
    for one in found:
        key = (
            one.kind,
            one.text,
            one.per,
            one.times,
            one.event,
            one.by,
            one.value,
            one.unit,
            one.title,
            str(one.report),
        )
        if key not in seen:
            seen.add(key)
            kept.append(one)
    first = kept[0] if kept else None
    if first is None or first.kind != "task" or first.by is not None:
        return kept
    dated = any(one.kind == "task" and one.by and one.text == first.text for one in kept)
    return kept[1:] if dated else kept


def responsible(reading: Reading, clause: Clause) -> Bodies | None:
    """The bodies of a clause: its own, those closing its paragraph, or its parent's."""
    current: Clause | None = clause
    while current is not None:
        found = reading.named.get(current.id)
        if found is None and current.kind is ClauseKind.INLINE and current.parent:
            found = reading.named.get(reading.last_inline[current.parent])
        if found:
            return found.with_support(reading.carried)
        current = reading.clauses.get(current.parent) if current.parent else None
    return None


def _task(reading: Reading, clause: Clause) -> list[Item]:
    """One task for a clause that names who is responsible."""
    own = reading.named.get(clause.id)
    shared = reading.named.get(reading.last_inline.get(clause.id, ""))
    if clause.kind is ClauseKind.INLINE and own and _closes_siblings(reading, clause):
        return []
    found = own or shared
    if found is None or not clause.text.strip():
        return []
    found = found.with_support(reading.carried)
    first = next((one for one in sentences(clause) if not is_label(one.text)), None)
    if first is None:
        return []
    return [
        Item(
            "task",
            clause.part,
            [clause.id],
            first.text,
            heading(_BY_BODIES.sub("", first.text) if _BY_BODIES.match(clause.title) else clause.title)
            or heading(first.text),
            by=_label_deadline(reading, clause),
            lead=list(found.lead),
            support=list(found.support),
        )
    ]


def _label_deadline(reading: Reading, clause: Clause) -> str | None:
    """The deadline beside the bodies: `责任单位：…；完成时限：2024年12月`, `（…负责，2024年底前完成）`."""
    for sentence in sentences(clause):
        label = is_label(sentence.text)
        for piece in sentence.pieces:
            found = [
                one for one in deadlines(piece.plain, reading.now) if label or _closes_bodies(piece, one)
            ]
            if found:
                return found[-1].by
    return None


def _closes_siblings(reading: Reading, clause: Clause) -> bool:
    parent = clause.parent or ""
    siblings = [
        one
        for one in reading.clauses.values()
        if one.parent == clause.parent and one.kind is ClauseKind.INLINE
    ]
    named = [one for one in siblings if one.id in reading.named]
    return bool(parent) and len(siblings) > 1 and len(named) == 1


def _sentence(reading: Reading, sentence: Sentence, row_due: str | None) -> list[Item]:
    found: list[Item] = []
    carried = Deadline(0, 0, row_due) if row_due else None
    row = sentence.clause.kind is ClauseKind.ROW
    for piece in sentence.pieces:
        due = deadlines(piece.plain, reading.now)
        named = _phases(reading, sentence, piece)
        if named:
            found.extend(named)
            continue
        asked = reports(piece, due, reading.years)
        found.extend(_report(reading, sentence, piece, one) for one in asked)
        tasks = [one for one in due if not any(_reports_only(piece, one, other) for other in asked)]
        if not row:
            found.extend(_dated(reading, sentence, piece, tasks))
        found.extend(_duties(sentence, piece, asked))
        subject = next((one.indicator for one in reversed(found) if one.kind == "target"), None)
        found.extend(_figures(sentence, piece, tasks, carried, subject))
        carried = tasks[-1] if tasks else carried
        reading.printed_year = _last_year(piece, due) or reading.printed_year
    return found


def _reports_only(piece: Piece, one: Deadline, other: Report) -> bool:
    """Whether a day is that of a report alone; `4月底前出台方案并报…` is a task too."""
    if one.start >= other.end or one.end <= other.start:
        return False
    return _DONE_FIRST.match(piece.plain, one.end) is None


_DONE_FIRST = re.compile(
    r"[，]?(?:全面)?(?:制定|出台|编制|完成|印发|修订|建成|制订)[^，。；]{2,24}?(?:，并|并)(?:及时)?(?:上报|报|抄)"
)


def _last_year(piece: Piece, due: list[Deadline]) -> int | None:
    """The year of the last deadline that prints one."""
    printed = [int(one.by[:4]) for one in due if "20" in piece.plain[one.start : one.end]]
    return printed[-1] if printed else None


def _phases(reading: Reading, sentence: Sentence, piece: Piece) -> list[Item]:
    found: list[Item] = []
    clause, years = sentence.clause, reading.years
    named = phases(piece, years.first if years.last in (None, years.first) else None)
    for one in named or titled(clause.title, piece):
        found.append(
            Item(
                "phase",
                sentence.clause.part,
                [sentence.clause.id],
                sentence.text,
                one.name[:30],
                phase=days(one, reading.phase),
            )
        )
        reading.phase = one
    return found


def _report(reading: Reading, sentence: Sentence, piece: Piece, one: Report) -> Item:
    clause = sentence.clause
    before = reading.report[1] if reading.report and reading.report[0] == clause.id else None
    sender = one.sender or (before.sender if before else None)
    receiver = one.receiver or (before.receiver if before else None)
    reading.report = (clause.id, replace(one, sender=sender, receiver=receiver))
    report: dict[str, object] = {"from": sender, "to": receiver, "when": one.when}
    deed = _AFTER_DATES.sub("", piece.printed[one.end :]) if one.when else _clause_at(piece, one.end - 1)
    title = heading(deed) or heading(sentence.text)
    return Item("report", clause.part, [clause.id], sentence.text, title, report=report)


def _clause_at(piece: Piece, position: int) -> str:
    """The words between commas around a position."""
    start = max(piece.plain.rfind(mark, 0, position) for mark in "，。；") + 1
    return piece.printed[start:]


def _dated(reading: Reading, sentence: Sentence, piece: Piece, due: list[Deadline]) -> list[Item]:
    found: list[Item] = []
    if _NAMES_A_LIST.search(sentence.text):
        return found
    named = responsible(reading, sentence.clause) if due else None
    for index, one in enumerate(due):
        stop = due[index + 1].start if index + 1 < len(due) else len(piece.printed)
        deed = piece.printed[one.end : stop]
        begin = due[index - 1].end if index else 0
        if (
            _closes_bodies(piece, one)
            or _every_year(piece.plain[one.start : stop])
            or (index + 1 < len(due) and deed.strip("、和及，") == "")
        ):
            continue
        if deed.startswith("的"):
            deed = _AHEAD.sub("", _FIRST.split(piece.printed[begin : one.start])[-1]) + deed
        if _BARE_DEED.match(_FIRST.split(deed.strip("，。；、"))[0]):
            deed = _AHEAD.sub(
                "", _FIRST.split(piece.printed[begin : one.start].rstrip("，"))[-1]
            ) + deed.lstrip("，")
        found.append(
            Item(
                "task",
                sentence.clause.part,
                [sentence.clause.id],
                sentence.text,
                telling(heading(deed), sentence.text),
                by=one.by,
                lead=list(named.lead) if named else None,
                support=list(named.support) if named else None,
            )
        )
    return found


def _closes_bodies(piece: Piece, one: Deadline) -> bool:
    """Whether a day stands beside the bodies in their parenthesis: it is that of the clause's task."""
    if piece.open[one.start] != " ":
        return False
    opening, closing = piece.plain.rfind("(", 0, one.start), piece.plain.find(")", one.end)
    return re.search(r"牵头|负责|配合|责任|[局办委]落实", piece.plain[opening : closing + 1]) is not None


def _every_year(words: str) -> bool:
    """Whether a span of years only frames a cadence or a list of yearly shares."""
    return (
        re.match(
            r"20\d\d年?[-至]20\d\d年.{0,16}每|(?:20\d\d年?(?:年?底前?)?[、和])*20\d\d年?(?:年?底前?)?，?[^，。；]{0,10}分别",
            words,
        )
        is not None
    )


def _duties(sentence: Sentence, piece: Piece, asked: list[Report]) -> list[Item]:
    clause = sentence.clause
    found = [
        _cadence(sentence, one)
        for one in cadences(piece)
        if not any(_reported(one, other) for other in asked)
    ]
    for event in occasions(piece):
        found.append(
            Item(
                "duty",
                clause.part,
                [clause.id],
                sentence.text,
                telling(heading(event.action), sentence.text),
                event=event.event,
                within=event.within,
            )
        )
    return found


def _reported(one: Cadence, other: Report) -> bool:
    """Whether a cadence is only the day of a report."""
    if other.when is None or "per" not in other.when or len(other.when) < 2:
        return False
    return one.start < other.end and one.end > other.start


def _cadence(sentence: Sentence, one: Cadence) -> Item:
    clause = sentence.clause
    return Item(
        "duty",
        clause.part,
        [clause.id],
        sentence.text,
        telling(heading(one.action), sentence.text),
        times=one.times,
        per=one.per,
        hours=one.hours,
    )


def _figures(
    sentence: Sentence, piece: Piece, due: list[Deadline], carried: Deadline | None, subject: str | None
) -> list[Item]:
    found: list[Item] = []
    kept = targets(piece)
    for one in kept:
        deadline = _deadline(piece, one, due) or carried
        subject = _printed(piece, one.indicator) or subject
        found.append(_figure("target", sentence, one, subject, one.by or (deadline.by if deadline else None)))
    for one in limits(piece):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            found.append(_figure("limit", sentence, one, one.indicator, None))
    return found


_ONLY_DONE = re.compile(
    r"^[，]?(?:全部|基本|力争|确保|要)*(?:完成|建成|达到|实现|到位|落实|落实到位|完工|投用|达标)?[)。；，]?$"
)


def _deadline(piece: Piece, one: Figure, due: list[Deadline]) -> Deadline | None:
    """The deadline before a number, or one after it that says no more: `（2024年底前）`, `，2024年底前完成`."""
    before = [other for other in due if other.start <= one.start]
    if before:
        return before[-1]
    after = due[0] if due else None
    if after and (piece.plain[after.start - 1] == "(" or _ONLY_DONE.match(piece.plain[after.end :])):
        return after
    return None


def _printed(piece: Piece, words: str) -> str:
    """The words as printed: the safe copy they were found in has no names of documents."""
    place = piece.plain.find(words) if "□" in words else -1
    return piece.printed[place : place + len(words)] if place >= 0 else words


def _figure(kind: Kind, sentence: Sentence, one: Figure, subject: str | None, by: str | None) -> Item:
    clause = sentence.clause
    return Item(
        kind,
        clause.part,
        [clause.id],
        sentence.text,
        telling(measure(subject or ""), sentence.text),
        op=one.op,
        value=one.value,
        unit=one.unit or None,
        by=by,
        indicator=subject or None,
    )
