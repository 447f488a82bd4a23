"""Shapes: which columns of a table a digest covers, and the SQL function that computes it.

One function per table and shape over canonical text, used alike by operations, bulk loading and verify.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models

from zhiben.core.models.ledger import Shape

_FORMS = {
    "timestamp with time zone": "to_char(r.{c} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "date": "to_char(r.{c}, 'YYYY-MM-DD')",
    "numeric": "trim_scale(r.{c})::text",
    "bytea": "encode(r.{c}, 'hex')",
    "boolean": "CASE r.{c} WHEN true THEN 'true' WHEN false THEN 'false' END",
}
_LEAF_PARTS = (
    *("e.id::text", 'e."table"::text', 'e."row"::text', "e.version::text", "e.shape::text"),
    *("encode(e.digest, 'hex')", "CASE WHEN e.removed THEN 'true' ELSE 'false' END"),
    *("a.id::text", "a.operation::text", "a.person_id::text", "a.membership_id::text"),
    "to_char(a.effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "to_char(a.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    *("a.request::text", "CASE WHEN a.adopted THEN 'true' ELSE 'false' END", "a.note::text"),
)
# Written out, not looped over: so the planner puts it into the statement, and millions of leaves take seconds.
_LEAF_TEXT = " || ',' || ".join(f"coalesce(octet_length({v}) || ':' || {v}, '~')" for v in _LEAF_PARTS)
LEAF_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_leaf_text(e core_entry, a core_act) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT 'zhiben-leaf-1|' || {_LEAF_TEXT} $$;
CREATE OR REPLACE FUNCTION ledger_leaf(e core_entry, a core_act) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT sha256('\\x00'::bytea || convert_to(ledger_leaf_text(e, a), 'UTF8')) $$;
"""
_APPEND_ONLY = ("core_act", "core_entry", "core_flow", "core_leaf", "core_head")


class LedgeredModel(models.Model):
    """Base of every model whose rows the ledger proves. All its columns are covered, but for search columns."""

    ledger_omits: tuple[str, ...] = ()

    class Meta:
        abstract = True


def ledgered_models() -> list[type[models.Model]]:
    """Every concrete model under the ledger, by table name."""
    found = [m for m in apps.get_models() if issubclass(m, LedgeredModel) and not m._meta.abstract]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(model: type[models.Model]) -> list[str]:
    """The ledgered columns of a model, in the order of their names."""
    omitted = getattr(model, "ledger_omits", ())
    columns = [f.column for f in model._meta.concrete_fields if f.name not in omitted]
    return sorted(str(column) for column in columns)


def function_name(table: str, number: int) -> str:
    """Name of the digest function of a shape."""
    return f"ledger_digest_{table}_{number}"


def _types(cursor: Any, table: str) -> dict[str, str]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s",
        [table],
    )
    return dict(cursor.fetchall())


def _text_of(column: str, kind: str) -> str:
    """SQL for one column: its length and canonical text; NULL is '~', distinct from the empty text."""
    form = _FORMS.get(kind, "r.{c}::text").format(c=f'"{column}"')
    return f"coalesce(octet_length({form}) || ':' || ({form}), '~')"


def create_function(cursor: Any, table: str, number: int, columns: list[str]) -> None:
    """Create the digest function of a shape."""
    types = _types(cursor, table)
    head = f"{table}/{number}/{','.join(columns)}"
    parts = " || ',' || ".join(_text_of(column, types[column]) for column in columns)
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {function_name(table, number)}(r {table}) RETURNS bytea"
        f" LANGUAGE sql STABLE PARALLEL SAFE AS"
        f" $$ SELECT sha256(convert_to('{head}' || '|' || {parts}, 'UTF8')) $$"
    )


def current_numbers(using: str = "default") -> dict[str, int]:
    """The newest shape number of each table."""
    rows = Shape.objects.using(using).order_by("table", "number").values_list("table", "number")
    return dict(rows)


def sync(using: str = "default") -> list[str]:
    """Give every ledgered table a shape that covers its present columns; return the tables that got a new one."""
    changed = []
    latest = {s.table: s for s in Shape.objects.using(using).order_by("table", "number")}
    with connections[using].cursor() as cursor:
        for model in ledgered_models():
            table, columns = model._meta.db_table, columns_of(model)
            shape = latest.get(table)
            if shape is not None and shape.columns == columns:
                continue
            number = shape.number + 1 if shape else 1
            create_function(cursor, table, number, columns)
            Shape.objects.using(using).create(table=table, number=number, columns=columns)
            changed.append(table)
    return changed


def protect(using: str = "default") -> None:
    """Force row-level security on the append-only tables: they can be read and added to, nothing else."""
    with connections[using].cursor() as cursor:
        for table in _APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            for verb, clause in (("select", "USING (true)"), ("insert", "WITH CHECK (true)")):
                cursor.execute(f"DROP POLICY IF EXISTS append_{verb} ON {table}")
                cursor.execute(f"CREATE POLICY append_{verb} ON {table} FOR {verb.upper()} {clause}")


def grant(role: str, using: str = "default") -> None:
    """Give the program's own role what it needs: append-only tables can only be read and inserted into."""
    if not role.isidentifier():
        raise ValueError(f"not a role name: {role}")
    with connections[using].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}")
        for table in (*_APPEND_ONLY, "core_shape"):
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")


def after_migrate(using: str = "default", **_: Any) -> None:
    """Signal handler: shapes and protection follow the schema after every migration."""
    tables = set(connections[using].introspection.table_names())
    if not {"core_shape", "core_flow", "core_head"} <= tables:
        return
    if not {m._meta.db_table for m in ledgered_models()} <= tables:
        return
    with connections[using].cursor() as cursor:
        cursor.execute(LEAF_FUNCTION)
    sync(using)
    protect(using)
