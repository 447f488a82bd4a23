"""Who may do what, and the keys read from packs."""

_UNIT = frozenset({"principal", "controller", "safety_officer"})


_DEPARTMENT = frozenset({"department_head", "officer"})


_PUBLIC = _DEPARTMENT | {"office", "town_officer", "grid_member", "leader", "administrator", "auditor"}


PERMISSIONS: dict[str, frozenset[str]] = {
    "hazards.read": _UNIT | _PUBLIC,
    "hazards.report_own": _UNIT,
    "hazards.report_found": _DEPARTMENT | {"town_officer", "grid_member"},
    "hazards.confirm": _DEPARTMENT,
    "hazards.serve": _DEPARTMENT,
    "hazards.treat": _UNIT,
    "hazards.accept": _DEPARTMENT,
    "hazards.review": _DEPARTMENT,
    "hazards.decide_extension": _DEPARTMENT,
    "hazards.record_own": _UNIT | {"worker"},
    "hazards.dissuade": frozenset({"town_officer", "grid_member"}),
    "hazards.take_up": _DEPARTMENT,
    "hazards.urge": _DEPARTMENT | {"office", "leader", "town_officer"},
    "hazards.transfer": _DEPARTMENT,
    "hazards.assign": frozenset({"office"}),
    "hazards.countersign": _DEPARTMENT,
    "hazards.regrade": _DEPARTMENT,
    "hazards.state_case": _UNIT,
    "hazards.suspend": _DEPARTMENT,
    "hazards.ask_resumption": frozenset({"principal", "controller"}),
    "hazards.decide_resumption": _DEPARTMENT,
    "hazards.approve_resumption": frozenset({"leader"}),
    "hazards.sign_resumption": frozenset({"department_head"}),
    "hazards.split": _UNIT | _DEPARTMENT,
    "hazards.hand_over": _DEPARTMENT,
    "hazards.merge": _DEPARTMENT | {"office"},
    "hazards.missed": _UNIT | _DEPARTMENT | {"office"},
    "hazards.note_clean_visit": _DEPARTMENT | {"town_officer", "grid_member"},
    "hazards.list_for_oversight": frozenset({"office", "leader"}),
    "hazards.look_back": _DEPARTMENT | {"office"},
    "hazards.draw_samples": _DEPARTMENT,
    "hazards.import_register": _UNIT | _DEPARTMENT | {"town_officer", "grid_member"},
    "hazards.sign_tables": frozenset({"principal"}),
    "hazards.board": _PUBLIC,
    "hazards.see_signatures": _DEPARTMENT | {"auditor"},
}


PARAMETERS: dict[str, str] = {
    "hazards.own.within": "calendar_days",
    "hazards.repeat.flag": "months",
    "hazards.repeat.closing": "months",
    "hazards.dissuaded.within": "calendar_days",
    "hazards.sample.count": "count",
    "hazards.treatment.parts": "list",
    "hazards.follow_up.every": "calendar_days",
    "hazards.interim.warn_before": "calendar_days",
    "hazards.suspension.kinds": "list",
    "hazards.suspension.proposed": "list",
    "hazards.suspension.notice_within": "working_days",
    "hazards.resumption.steps": "list",
    "hazards.resumption.within": "calendar_days",
    "hazards.resumption.officers": "count",
    "hazards.acceptance.officers": "count",
    "hazards.confirm.within": "working_days",
    "hazards.backdating": "calendar_days",
    "hazards.clock_tolerance": "count",
    "hazards.warn_before": "calendar_days",
    "hazards.same.days": "calendar_days",
    "hazards.same.threshold": "count",
    "hazards.same.picture_bits": "count",
    "hazards.missed.declared_within": "calendar_days",
    "hazards.missed.visited_within": "calendar_days",
}
"""Keys this domain reads from packs, with their units."""
