import io

import pytest
from django.core.management import CommandError, call_command

from zhiben.core import clock
from zhiben.domains.organisations.tests.world import body, unit
from zhiben.domains.people import queries
from zhiben.domains.people.models import Membership
from zhiben.domains.people.tests import world
from zhiben.domains.people.vocabulary import Purpose

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command("accounts", *args, stdout=out)
    return out.getvalue().strip()


def secret_in(link):
    return link.rstrip("/").rsplit("/", 1)[1]


def test_token_prints_the_secret_alone():
    key = world.member("officer", body_id=body("Office"))
    found = queries.actor_for_token(run("token", "script", "--membership", str(key), "--scope", "read"))
    assert (found.actor.membership_id, found.scope) == (key, "read")
    for wrong in (("--membership", "999999"), ("--membership", str(key), "--days", "999")):
        with pytest.raises(CommandError):
            run("token", "script", *wrong)


def test_invite_prints_a_link_to_join():
    firm = unit("Firm")
    link = run("invite", "New Comer", "--role", "safety_officer", "--unit", str(firm))
    assert queries.get_link(secret_in(link), Purpose.JOIN, clock.now()).place == "Firm"
    assert Membership.objects.unscoped(reason="test").get().role == "safety_officer"
    with pytest.raises(CommandError):
        run("invite", "New Comer", "--role", "officer", "--unit", str(firm))


def test_password_prints_a_link_for_the_account():
    key = world.member("officer", body_id=body("Office"))
    world.account(key, "ann.example")
    link = run("password", "Ann.Example")
    assert queries.get_link(secret_in(link), Purpose.PASSWORD, clock.now()).name == "Ann Example"
    with pytest.raises(CommandError):
        run("password", "nobody")
