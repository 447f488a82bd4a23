"""Indexes and foreign keys taken away while an empty database is filled, and made again afterwards."""

from django.apps import apps

from zhiben.domains.reports.operations.seeding.loader import TABLES, Loader

_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY(%s::regclass[]) ORDER BY c.conname
"""
_INDEXES = """
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
FROM pg_index i WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique ORDER BY i.indexrelid::regclass::text
"""


def take_away(load: Loader) -> list[str]:
    """Drop what slows bulk loading; the statements that make it again, in order."""
    tables = [apps.get_model(label)._meta.db_table for label in TABLES] + [
        "core_entry",
        "core_pending",
        "core_leaf",
    ]
    again: list[str] = []
    for question in (_KEYS, _INDEXES):
        for drop, make in load.rows(question, tables):
            load.run(drop)
            again.insert(0, make)
    return again
