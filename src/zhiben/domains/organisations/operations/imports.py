"""Taking over a whole table of units in one act."""

from datetime import datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.events import announce
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.domains.organisations.events import SubjectsChanged
from zhiben.domains.organisations.models import Tag, Unit
from zhiben.domains.organisations.operations.guard import demand
from zhiben.domains.organisations.queries.unit_table import check_unit_table

sentence(
    "unit-table-problems",
    N_("The table has %(count)s problems, the first in row %(row)s; nothing was written."),
)


def import_units(*, actor: Actor, at: datetime, file_id: int) -> int:
    """Put every unit of an uploaded table on the books; refused as a whole when one row has a problem."""
    demand(actor, "organisations.import_units")
    with act(actor=actor, at=at, operation="organisations.import_units", note=f"file {file_id}") as a:
        table = check_unit_table(actor, file_id)
        if table.problems:
            first = table.problems[0]
            summary = Finding("unit-table-problems", {"count": len(table.problems), "row": first.row}, "file")
            raise Invalid(summary, first.finding, code="unit-table-problems")
        made = a.create_many(
            Unit,
            [
                Unit(
                    name=row.name,
                    credit_code=row.credit_code,
                    kind=row.kind,
                    sector=row.sector,
                    area=row.area,
                    area_at=row.area,
                    address=row.address,
                    headcount=row.headcount,
                    high_hazard=row.high_hazard,
                    opened=row.opened,
                    version=1,
                )
                for row in table.rows
            ],
        )
        pairs = zip(made, table.rows, strict=True)
        a.create_many(Tag, [Tag(unit=unit, name=tag[:30]) for unit, row in pairs for tag in row.tags])
        announce(SubjectsChanged(tuple(unit.pk for unit in made), (), clock.day_of(at)), a)
        return len(made)
