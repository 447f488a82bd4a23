"""The vault: closed to ordinary sessions, logged, bound to its owner, rotated, forgotten in time."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DataError, connection, transaction

from zhiben.core import clock, vault
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.models import VaultAccess, VaultItem
from zhiben.core.tests.conftest import NOW
from zhiben.core.vault import VaultFault, items, keys


def put(actor: Actor, plaintext: bytes, kind: str = "phone", owner: int = 1) -> int:
    return vault.put(
        actor=actor, at=NOW, kind=kind, owner_table="people_person", owner_id=owner, plaintext=plaintext
    )


def raw(sql: str, *values: object) -> list[tuple]:
    with items._opened(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def test_what_goes_in_comes_out_and_every_look_is_logged(db: None, actor: Actor) -> None:
    ref = put(actor, b"+86 000-0000-0001")
    assert vault.get(actor=actor, at=NOW, ref=ref, reason="call the principal") == b"+86 000-0000-0001"
    deeds = list(
        VaultAccess.objects.filter(item_id=ref).order_by("id").values_list("deed", "reason", "person_id")
    )
    assert deeds == [("put", "stored", 7), ("get", "call the principal", 7)]
    with pytest.raises(ValueError):
        vault.get(actor=actor, at=NOW, ref=ref, reason="")


def test_nothing_in_the_row_shows_the_datum(db: None, actor: Actor) -> None:
    ref = put(actor, b"00000000001")
    row = raw("SELECT v::text FROM core_vaultitem v WHERE id = %s", ref)[0][0]
    assert "00000000001" not in row and b"00000000001".hex() not in row


def test_a_session_that_did_not_open_the_vault_sees_nothing(db: None, actor: Actor) -> None:
    ref = put(actor, b"00000000001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (unbound,) = cursor.fetchone()
        if unbound:
            cursor.execute("CREATE ROLE zhiben_vault_probe")
            cursor.execute("GRANT SELECT, INSERT ON core_vaultitem TO zhiben_vault_probe")
            cursor.execute("SET LOCAL ROLE zhiben_vault_probe")
        cursor.execute("SELECT count(*) FROM core_vaultitem")
        assert cursor.fetchone() == (0,)
        if unbound:
            cursor.execute("RESET ROLE")
    assert vault.get(actor=actor, at=NOW, ref=ref, reason="test")


def test_the_log_cannot_be_rewritten(db: None, actor: Actor) -> None:
    put(actor, b"00000000001")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'core_vaultaccess'"
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute("SELECT cmd FROM pg_policies WHERE tablename = 'core_vaultaccess' ORDER BY cmd")
        assert [cmd for (cmd,) in cursor.fetchall()] == ["INSERT", "SELECT"]


def test_equal_data_are_found_whatever_their_writing(db: None, actor: Actor) -> None:
    put(actor, b"000 0000 0001", owner=1)
    put(actor, b"00000000002", owner=2)
    assert vault.find("phone", b"000-0000-0001") == [("people_person", 1)]
    assert vault.find("phone", b"00000000003") == []
    put(actor, b"11010119000101001x", kind="id_number", owner=3)
    assert vault.find("id_number", b"11010119000101001X") == [("people_person", 3)]
    with pytest.raises(ValueError):
        vault.find("face", b"")


def test_a_ciphertext_moved_to_another_owner_does_not_open(db: None, actor: Actor) -> None:
    ref = put(actor, b"00000000001")
    raw("UPDATE core_vaultitem SET owner_id = 2 WHERE id = %s", ref)
    with pytest.raises(VaultFault):
        vault.get(actor=actor, at=NOW, ref=ref, reason="test")


def test_the_seal_is_salted_and_goes_with_the_datum(db: None, actor: Actor) -> None:
    first, second = put(actor, b"00000000001"), put(actor, b"00000000001")
    seal = vault.seal_digest(first)
    assert seal != vault.seal_digest(second)
    salt = bytes(raw("SELECT salt FROM core_vaultitem WHERE id = %s", first)[0][0])
    assert seal == hashlib.sha256(salt + b"00000000001").digest()
    vault.erase(actor=actor, at=NOW, ref=first)
    with pytest.raises(NotFound):
        vault.get(actor=actor, at=NOW, ref=first, reason="test")
    with pytest.raises(NotFound):
        vault.seal_digest(first)
    assert VaultAccess.objects.filter(item_id=first, deed="erase").count() == 1


def test_data_past_their_term_are_erased(db: None, actor: Actor) -> None:
    face, phone = put(actor, b"picture", kind="face"), put(actor, b"00000000001")
    last = clock.day_of(NOW) + timedelta(days=90)
    assert vault.purge(last) == 0
    assert vault.purge(last + timedelta(days=1)) == 1
    with pytest.raises(NotFound):
        vault.get(actor=actor, at=NOW, ref=face, reason="test")
    assert vault.get(actor=actor, at=NOW, ref=phone, reason="test")


def test_a_new_key_takes_over_the_old_data(db: None, actor: Actor) -> None:
    ref = put(actor, b"00000000001")
    old, new = keys.current()[0], keys.rotate()
    assert new != old
    assert vault.get(actor=actor, at=NOW, ref=ref, reason="test") == b"00000000001"
    assert vault.rewrap(10) == 1
    assert vault.rewrap(10) == 0
    assert raw("SELECT key FROM core_vaultitem WHERE id = %s", ref) == [(new,)]
    (keys._folder() / f"{old}.key").unlink()
    assert vault.get(actor=actor, at=NOW, ref=ref, reason="test") == b"00000000001"


def test_keys_are_readable_by_the_program_alone(tmp_path: Path) -> None:
    keys.current(), keys.blind_key()
    folder = tmp_path / "keys" / "vault"
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_vault_closes_after_use(db: None, actor: Actor) -> None:
    with transaction.atomic():
        put(actor, b"00000000001")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('zhiben.vault', true)")
            assert cursor.fetchone() == ("off",)
    assert VaultItem._meta.db_table == "core_vaultitem"


def test_a_failure_inside_closes_the_vault_and_is_seen(db: None, actor: Actor) -> None:
    with pytest.raises(DataError):
        put(actor, b"x", owner=2**63)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('zhiben.vault', true)")
        assert cursor.fetchone()[0] != "on"


def test_an_unknown_kind_is_a_fault_of_the_program(db: None, actor: Actor) -> None:
    with pytest.raises(KeyError):
        put(actor, b"x", kind="diary")
