"""Figures: counters and what is not yet counted, in one statement.

Up to a day: whole years, months and days come from the counters of the block of areas, and what the block keeps
no counters of from its flow rows. Rows still pending are added wherever counters are read. What belongs to the
balance before a period and to that at its end is read once.
"""

from dataclasses import replace
from datetime import date, timedelta

from zhiben.core.actors import Actor
from zhiben.core.flows.grains import COLUMNS, MOVEMENTS, grain
from zhiben.core.flows.reach import Block, Limit, stretches
from zhiben.core.flows.statement import BEFORE, BEGIN, BOTH, DAY, LAST, Question, Span, Statement, bound


def sums(actor: Actor, question: Question) -> dict[str, dict[str, int]]:
    """For each cell, in one statement: the sums of the period by column, `open`, `stock`, `before` and `overdue`.

    Sums of movements out are negative. Cells are area codes, sectors or channels as text; "" without `by`.
    """
    made = Statement(question)
    for stretch in stretches(actor, question.low, question.high):
        for block in made.blocks(stretch):
            _add(made, block, stretch.limits)
    apart = tuple(f"open_{grade}" for grade in question.apart)
    found: dict[str, dict[str, int]] = {}
    for cell, at, grade, *values in made.rows():
        line = found.setdefault(str(cell), dict.fromkeys((*COLUMNS, "open", "stock", "before", *apart), 0))
        named = dict(zip((*COLUMNS, "stock"), values, strict=True))
        if at != LAST:
            _take_before(line, named)
        if at != BEFORE:
            _take_last(line, grade, named)
    return found


def _add(made: Statement, block: Block, limits: tuple[Limit, ...]) -> None:
    """Everything in the block up to the end of the period, and up to the day before it."""
    question, face = made.question, made.face(limits)
    counted, start = _counted(block, face, question.last)
    before, start_before = _counted(block, face, question.first - DAY)
    for number in {**counted, **before}:
        for at, span in _apart(counted.get(number), before.get(number), "k.day"):
            made.counters(block, limits, at, number, span)
        if number in counted:
            made.stocks(block, limits, number, counted[number])
    if counted:
        for at, span in _apart((BEGIN, start), (BEGIN, start_before), "{day}"):
            made.flows(block, limits, at, span, bound(question.cutoff), pending=True)
        made.residue(block, limits, start)
    after = question.last + DAY
    for at, span in _apart((start, after), (start_before, question.first), "{day}"):
        made.flows(block, limits, at, span, question.cutoff)
    if BEGIN < start < after:
        made.becoming(block, limits, (start, after))


def _apart(last: Span | None, before: Span | None, day: str) -> list[tuple[str, Span]]:
    """Spans that belong to the balance at the end and to that before, with which of them a day belongs to.

    One span where they overlap, so that nothing is read twice.
    """
    spans = [(at, span) for at, span in ((LAST, last), (BEFORE, before)) if span and span[0] < span[1]]
    if len(spans) < 2 or not _overlap(*(span for _at, span in spans)):
        return [(str(at), span) for at, span in spans]
    (_, one), (_, other) = spans
    if one == other:
        return [(str(BOTH), one)]
    both, only = (f"{day} >= date '{a}' AND {day} < date '{b}'" for a, b in (_common(one, other), one))
    at = f"CASE WHEN {both} THEN {BOTH} WHEN {only} THEN {LAST} ELSE {BEFORE} END"
    return [(at, (min(one[0], other[0]), max(one[1], other[1])))]


def _overlap(one: Span, other: Span) -> bool:
    a, b = _common(one, other)
    return a < b


def _common(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _counted(block: Block, face: str, last: date) -> tuple[dict[int, Span], date]:
    """The spans that counters cover up to `last` by grain, and the first day that they do not cover."""
    after = last + DAY
    first = after.replace(day=1)
    ends = {
        "year": after.replace(month=1, day=1),
        "quarter": first.replace(month=(after.month - 1) // 3 * 3 + 1),
        "month": first,
        "part": first + timedelta(days=min((after.day - 1) // 10, 2) * 10),
        "day": after,
    }
    counted: dict[int, Span] = {}
    start = BEGIN
    if block.level:
        for length in block.level.lengths[face]:
            if start < ends[length]:
                counted[grain(block.level.name, length, face)] = (start, ends[length])
                start = ends[length]
    return counted, start


def _take_last(line: dict[str, int], grade: str, values: dict[str, int]) -> None:
    """Add the sums of one grade up to `last`."""
    balance = 0
    for name in MOVEMENTS:
        line[name] += values[name]
        balance += values[name]
    line["open"] += balance
    line["stock"] += values["stock"]
    line["overdue"] += values["overdue"]
    if f"open_{grade}" in line:
        line[f"open_{grade}"] += balance


def _take_before(line: dict[str, int], values: dict[str, int]) -> None:
    """Take off the sums of one grade up to the day before `first`."""
    for name in MOVEMENTS:
        line[name] -= values[name]
        line["before"] += values[name]


def by_week(
    actor: Actor, question: Question, weeks: int = 12, is_open: int | None = None
) -> list[tuple[date, dict[str, int]]]:
    """The last day of each of the last `weeks` weeks up to `last`, open at its end, the movements; oldest first.

    `is_open`: what is open at the end of `last`, if it is known already.
    """
    made = Statement(replace(question, by=""))
    start = question.last - timedelta(days=7 * weeks)
    for stretch in stretches(actor, question.low, question.high):
        for block in made.blocks(stretch):
            _add_weeks(made, block, stretch.limits, start)
    lines = [dict.fromkeys(MOVEMENTS, 0) for _ in range(weeks)]
    for _cell, week, _grade, *values in made.rows():
        for name, value in zip(MOVEMENTS, values, strict=False):
            lines[week - 1][name] += value
    if is_open is None:
        is_open = sum(line["open"] for line in sums(actor, made.question).values())
    balance = is_open - sum(sum(line.values()) for line in lines)
    result = []
    for week, line in enumerate(lines, 1):
        balance += sum(line.values())
        result.append((start + timedelta(days=7 * week), {**line, "open": balance}))
    return result


def _add_weeks(made: Statement, block: Block, limits: tuple[Limit, ...], start: date) -> None:
    """Everything after `start`, with the number of its week from one on."""
    span = (start + DAY, made.question.last + DAY)
    week, face = f"(({{day}}) - date '{start}' + 6) / 7", made.face(limits)
    is_counted = block.level is not None and "day" in block.level.lengths[face]
    if block.level and is_counted:
        made.counters(block, limits, week.format(day="k.day"), grain(block.level.name, "day", face), span)
    made.flows(block, limits, week, span, made.question.cutoff, pending=is_counted)
