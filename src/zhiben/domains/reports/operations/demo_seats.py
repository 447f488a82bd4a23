"""Who answers for what: the seats of some schemes, filled by invented persons; some vacant, some soon over."""

from datetime import timedelta

from zhiben.domains.duties import operations as duties
from zhiben.domains.duties import queries as seats
from zhiben.domains.reports.operations.demo_world import World, data_of


def fill_seats(world: World) -> None:
    """Fill the seats of the schemes of the list, of three subjects in four."""
    lists = data_of("duties")["seats"]
    lines = {f"{line.slug}:{line.name}": line for line in seats.schemes_in_force(world.today)}
    for row in lists["schemes"]:
        line = lines[row["scheme"]]
        page = seats.seat_subjects(world.actor("office1"), line.id, world.today)
        for number, one in enumerate(page.rows):
            if number % 4 != 3:
                _fill(world, line, one.subject, number, row.get("accounts", {}))


def _fill(
    world: World, line: seats.SchemeLine, subject: seats.SeatSubject, number: int, accounts: dict[str, str]
) -> None:
    """One subject: somebody with an account where the list says so, invented names otherwise."""
    names = data_of("duties")["seats"]["names"]
    taken: set[str] = set()
    holders = []
    for place, seat in enumerate(line.seats):
        choice = seat.get("either") or seat["key"]
        if choice in taken:
            continue
        taken.add(choice)
        person = accounts.get(seat["key"])
        holders.append(
            duties.NewHolder(
                seat=seat["key"],
                person_id=world.persons[person] if person else None,
                name="" if person else f"示例·{names[(number + place) % len(names)]}",
                office="" if person else seat["title"]["zh"],
                since=world.today - timedelta(days=300),
                until=world.today + timedelta(days=20) if number % 5 == 1 else None,
            )
        )
    duties.fill_seats(
        actor=world.system,
        at=world.at,
        scheme_id=line.id,
        holders=holders,
        unit_id=subject.unit_id,
        body_id=subject.body_id,
    )
