import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse

from zhiben.core import clock
from zhiben.domains.organisations.tests.world import COUNTY, OTHER_TOWN, TOWN, body, unit
from zhiben.domains.people import operations
from zhiben.domains.people.models import Account, Membership
from zhiben.domains.people.tests import world
from zhiben.domains.people.tests.world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def office(client):
    """Somebody of the county's office, signed in."""
    key = world.member("office", body_id=body("Office", kind="committee_office", ranges=[COUNTY]))
    client.force_login(Account.objects.get(pk=world.account(key, "office.one")))
    return key


def link_of(client, response):
    """The one-time link shown after a step."""
    assert response.status_code == 302
    assert response.url == reverse("people:link")
    found = re.search(r"http://testserver(/people/[^<]+)<", client.get(response.url).content.decode())
    assert "http://testserver" not in client.get(response.url).content.decode()
    return found.group(1)


def test_from_invitation_to_signed_in(client, office):
    response = client.post(reverse("people:invite"), {"name": "New Comer", "role": "officer"})
    link = link_of(client, response)
    client.logout()
    page = client.get(link)
    assert page.status_code == 200
    assert "New Comer" in page.content.decode()
    weak = client.post(link, {"username": "new.comer", "password": "short", "again": "short"})
    assert weak.status_code == 422
    response = client.post(link, {"username": "new.comer", "password": PASSWORD, "again": PASSWORD})
    assert (response.status_code, response.url) == (302, reverse("account_login"))
    assert client.get(link).status_code == 404
    login = client.get(reverse("account_login"))
    assert login.status_code == 200
    response = client.post(reverse("account_login"), {"login": "new.comer", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/")
    assert client.get(reverse("people:me")).status_code == 200


def test_a_wrong_password_is_refused_and_the_account_waits(client, office):
    client.logout()
    url = reverse("account_login")
    for _ in range(5):
        assert client.post(url, {"login": "office.one", "password": "wrong"}).status_code == 200
    client.post(url, {"login": "office.one", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_sign_in_ignores_the_case_of_the_username_and_refuses_blocked_accounts(client, office):
    client.logout()
    client.post(reverse("account_login"), {"login": "OFFICE.one", "password": PASSWORD})
    assert "_auth_user_id" in client.session
    client.logout()
    Account.objects.update(is_active=False)
    client.post(reverse("account_login"), {"login": "office.one", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_sign_up_and_addresses_are_closed(client, office):
    assert client.get(reverse("account_email")).status_code == 200
    client.post(reverse("account_email"), {"action_add": "", "email": "a@example.org"})
    assert not Account.objects.get().emailaddress_set.exists()
    client.logout()
    for name in ("account_signup", "account_reset_password"):
        assert client.get(reverse(name)).status_code == 200
    client.post(
        reverse("account_signup"), {"username": "x.y.z", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert Account.objects.count() == 1
    assert client.post(reverse("account_reset_password"), {"email": "a@example.org"}).status_code == 200


def test_password_change_and_sign_out(client, office):
    url = reverse("account_change_password")
    assert client.get(url).status_code == 200
    new = "Other-Harbour-43"
    response = client.post(url, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (response.status_code, response.url) == (302, reverse("people:me"))
    assert Account.objects.get().check_password(new)
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_set_up_and_asked_for(client, office):
    client.logout()
    login = {"login": "office.one", "password": PASSWORD}
    client.post(reverse("account_login"), login)
    assert client.get(reverse("mfa_index")).status_code == 200
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.get(asked.url).status_code == 200
    client.post(asked.url, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    for name in (
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ):
        assert client.get(reverse(name)).status_code == 200
    client.logout()
    response = client.post(reverse("account_login"), login)
    assert (response.status_code, response.url) == (302, reverse("mfa_authenticate"))
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert "_auth_user_id" not in client.session


def test_acting_as_another_of_ones_own_memberships_only(client, office):
    firm = unit("Firm")
    mine = world.member("principal", unit_id=firm, person_id=world.person_of(office))
    foreign = world.member("worker", unit_id=firm)
    url = reverse("people:acting")
    response = client.post(url, {"membership": mine, "next": "/people/me/"})
    assert (response.status_code, response.url) == (302, "/people/me/")
    assert client.get(reverse("people:me")).context["actor"].unit_id == firm
    assert client.post(url, {"membership": mine, "next": "https://elsewhere.example/"}).url == "/"
    for wanted in (foreign, "x", ""):
        assert client.post(url, {"membership": wanted}).status_code == 404


def test_member_pages_show_what_is_within_reach(client, office):
    world.member("worker", unit_id=unit("Firm"))
    far = world.member("officer", body_id=body("Far", area=419902000000))
    page = client.get(reverse("people:list"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Firm" in text
    assert "Far" not in text
    assert client.get(reverse("people:member", args=[office])).status_code == 200
    assert client.get(reverse("people:member", args=[far])).status_code == 404
    for name in ("reset_password", "invite_again", "appoint", "end"):
        sent = {"last_day": "2026-05-06", "role": "officer"}
        assert client.post(reverse(f"people:{name}", args=[far]), sent).status_code == 404
    assert client.get(reverse("people:list") + "?q=Ann&role=worker&export=xlsx").status_code == 200
    assert client.get(reverse("people:list") + "?role=king").status_code == 422
    assert client.get(reverse("people:pick") + "?q=Ann").json()["results"]
    assert client.get(reverse("people:matrix")).status_code == 200


def test_steps_on_a_member(client, office):
    client.post(reverse("people:invite"), {"name": "New Comer", "role": "officer"})
    key = Membership.objects.unscoped(reason="test").latest("id").pk
    assert link_of(client, client.post(reverse("people:invite_again", args=[key])))
    world.account(key, "new.comer")
    link = link_of(client, client.post(reverse("people:reset_password", args=[key])))
    new = "Other-Harbour-43"
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": new, "again": "differs"}).status_code == 422
    assert client.post(link, {"password": new, "again": new}).status_code == 302
    for name in ("block", "unblock"):
        assert client.post(reverse(f"people:{name}", args=[key])).status_code == 302
        assert client.get(reverse("people:member", args=[key])).status_code == 200
    response = client.post(reverse("people:appoint", args=[key]), {"role": "expert"})
    assert response.status_code == 302
    again = client.post(reverse("people:appoint", args=[key]), {"role": "expert"})
    assert again.status_code == 409
    refused = client.post(reverse("people:appoint", args=[key]), {"role": "administrator"})
    assert refused.status_code == 422
    assert client.post(reverse("people:end", args=[key]), {"last_day": str(clock.today())}).status_code == 302
    assert client.post(reverse("people:end", args=[key]), {"last_day": "no day"}).status_code == 422


def test_tokens_are_shown_once_and_revoked(client, office):
    response = client.post(reverse("people:issue_token"), {"name": "phone", "scope": "read", "days": 30})
    assert response.status_code == 302
    assert "zb_" in client.get(reverse("people:me")).content.decode()
    page = client.get(reverse("people:me"))
    assert "zb_" not in page.content.decode()
    [(token, _title)] = page.context["tokens"]
    assert client.post(reverse("people:revoke_token", args=[token.id])).status_code == 302
    assert client.post(reverse("people:revoke_token", args=[token.id])).status_code == 404


def test_pages_are_refused_to_who_may_not_read_them(client):
    worker = world.member("worker", unit_id=unit("Firm"))
    client.force_login(Account.objects.get(pk=world.account(worker, "worker.one")))
    for name in ("list", "invite", "matrix", "pick"):
        assert client.get(reverse(f"people:{name}")).status_code == 403
    assert client.get(reverse("people:me")).status_code == 200
    client.logout()
    assert client.get(reverse("people:list")).status_code == 401


def test_links_that_do_not_exist(client):
    for name in ("join", "new_password"):
        assert client.get(reverse(f"people:{name}", args=["zb_nonsense"])).status_code == 404
        assert client.post(reverse(f"people:{name}", args=["zb_nonsense"])).status_code == 404


def test_principals_invite_into_their_own_unit(client):
    firm = unit("Firm", area=TOWN[0] + 1)
    boss = world.member("principal", unit_id=firm)
    client.force_login(Account.objects.get(pk=world.account(boss, "boss.one")))
    assert client.get(reverse("people:invite")).status_code == 200
    client.post(reverse("people:invite"), {"name": "Hand", "role": "worker"})
    row = Membership.objects.unscoped(reason="test").latest("id")
    assert (row.role, row.unit_id) == ("worker", firm)
    assert client.post(reverse("people:invite"), {"name": "X", "role": "office"}).status_code == 422


def test_operations_refuse_what_the_form_would_not_offer():
    town = body("Town", area=OTHER_TOWN[0], ranges=[OTHER_TOWN])
    actor = world.actor(world.member("town_officer", body_id=town))
    assert operations.invite(actor=actor, at=world.AT, name="G", role="grid_member", body_id=town)
