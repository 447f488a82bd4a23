"""What the tests of the core share: a person signed in, an actor, a storage of their own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.test import Client

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.organisations.models import Body
from zhiben.domains.people.models import Account, Membership, Person, Token

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_storage(settings: object, tmp_path: Path) -> Iterator[None]:
    """Files and keys of this test alone."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "zhiben.core.files.disk.WholeFileStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    settings.DATA_DIR = tmp_path
    yield
    storages._storages.clear()


@pytest.fixture
def actor() -> Actor:
    return Actor(person_id=7, membership_id=70, role="officer", body_id=1)


@pytest.fixture
def stranger() -> Actor:
    return Actor(person_id=8, membership_id=80, role="officer", body_id=1)


def make_member(number: str, role: str = "officer") -> Membership:
    """A person with an account and a membership in an invented body."""
    person = Person.objects.create(number=number, name=f"甲{number}")
    account = Account(username=f"user{number}", person=person)
    account.set_unusable_password()
    account.save()
    body, _ = Body.objects.get_or_create(
        area=419900000000,
        name="云溪区应急管理局",
        defaults={
            "short_name": "应急局",
            "kind": "department",
            "level": "county",
            "opened": date(2020, 1, 1),
        },
    )
    return Membership._base_manager.create(
        person=person, body=body, role=role, area=419900000000, valid_from=date(2024, 1, 1)
    )


def make_token(membership: Membership, secret: str, access: str = "write", days: int = 1) -> None:
    """An API token of that membership."""
    Token._base_manager.create(
        membership=membership,
        name="test",
        digest=sha256(secret.encode()).hexdigest(),
        access=access,
        expires_at=clock.now() + timedelta(days=days),
    )


@pytest.fixture
def member(db: None) -> Membership:
    cache.clear()
    return make_member("P-1")


@pytest.fixture
def browser(member: Membership) -> Client:
    """A browser of the member, signed in; CSRF is not enforced."""
    client = Client()
    client.force_login(Account.objects.get(person_id=member.person_id))
    return client
