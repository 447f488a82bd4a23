"""Pages of members: the list, one membership, inviting, and the matrix of permissions."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import operations, queries
from zhiben.domains.people.forms import AppointForm, EndForm, InviteForm
from zhiben.domains.people.queries import MemberDetail
from zhiben.domains.people.vocabulary import ROLE_LABELS, Purpose, Role
from zhiben.ui.answers import done, refuse_form
from zhiben.ui.case import Action
from zhiben.ui.listing import Choice, Column, Flag, Listing, Picker, Search

LINK = "people_link"
"""Session key of a link that is shown once."""

MEMBERS = Listing(
    key="members",
    title=gettext_lazy("People and accounts"),
    columns=(
        Column("name", gettext_lazy("Name"), url="people:member"),
        Column("role", gettext_lazy("Role"), words=ROLE_LABELS),
        Column("place", gettext_lazy("Body or unit")),
        Column("account", gettext_lazy("Account")),
        Column("valid_from", gettext_lazy("First day"), "day"),
        Column("valid_to", gettext_lazy("Last day"), "day", is_shown=False),
        Column("person__number", gettext_lazy("Number"), is_shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("Name or number")),
        Choice("role", gettext_lazy("Role"), ROLE_LABELS),
        Picker("body", gettext_lazy("Body"), "organisations:body_pick"),
        Picker("unit", gettext_lazy("Unit"), "organisations:pick"),
        Flag("ended", gettext_lazy("Past members")),
    ),
)


def valid(form: forms.Form) -> dict[str, Any]:
    """What the form holds, or the refusal that names its fields."""
    if not form.is_valid():
        raise refuse_form(form)
    return form.cleaned_data


def may_read(actor: Actor, permission: str) -> None:
    """Refuse a page that is not for this role."""
    if not actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words = {True: _("has an account"), False: _("no account yet")}
    for row in rows:
        row["name"] = row["person__name"] or row["person__number"]
        row["place"] = row["body__short_name"] or row["unit__name"]
        row["account"] = words[row["has_account"]]
    return rows


@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    """Members of bodies and units within reach."""
    may_read(request.actor, "people.read_members")
    asked = MEMBERS.read_request(request)
    rows = queries.list_members(request.actor, clock.today(), **asked.filters)
    return asked.respond(
        request,
        rows,
        decorate=_named,
        template="people/member_list.html",
        extra={"picked": _picked(request.actor, asked.filters)},
    )


def _picked(actor: Actor, filters: dict[str, Any]) -> dict[str, str]:
    """Labels of the body and unit filtered by; of a unit out of reach nothing is told."""
    found = {}
    if "body" in filters:
        found["body"] = organisations.body_names([filters["body"]]).get(filters["body"], "")
    if "unit" in filters:
        within = organisations.units_within(actor, [filters["unit"]])
        found["unit"] = organisations.unit_names(within).get(filters["unit"], "")
    return found


@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One membership and what may be done with it."""
    may_read(request.actor, "people.read_members")
    found = queries.get_member(request.actor, pk, clock.now(), clock.today())
    context = {
        "member": found,
        "role": ROLE_LABELS.get(found.brief.role, ""),
        "actions": _actions(request.actor, found),
    }
    return render(request, "people/member.html", context)


def _actions(actor: Actor, found: MemberDetail) -> list[Action]:
    pk, ended = found.brief.id, found.brief.valid_to is not None
    offers: list[tuple[str, bool, str, Any, str, forms.Form | None]] = [
        (
            "people.invite",
            found.username is None,
            "invite_again",
            gettext_lazy("New link to join"),
            "link",
            None,
        ),
        (
            "people.reset_password",
            found.username is not None,
            "reset_password",
            gettext_lazy("Link for a new password"),
            "key",
            None,
        ),
        (
            "people.manage_memberships",
            True,
            "appoint",
            gettext_lazy("Give another role"),
            "user-plus",
            AppointForm(giver=actor.role, in_unit=actor.unit_id is not None),
        ),
        (
            "people.block_account",
            found.is_active and found.brief.person_id != actor.person_id,
            "block",
            gettext_lazy("Block the account"),
            "lock",
            None,
        ),
        (
            "people.block_account",
            found.username is not None and not found.is_active,
            "unblock",
            gettext_lazy("Unblock the account"),
            "lock",
            None,
        ),
        ("people.manage_memberships", not ended, "end", gettext_lazy("End this role"), "ban", EndForm()),
    ]
    return [
        Action(
            name, label, reverse(f"people:{name}", args=[pk]), icon=icon, tone="outline-primary", form=form
        )
        for permission, fits, name, label, icon, form in offers
        if fits and actor.may(permission)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is shown once."""
    actor: Actor = request.actor
    may_read(actor, "people.invite")
    in_unit = actor.unit_id is not None
    if request.method == "POST":
        form = InviteForm(request.POST, giver=actor.role, in_unit=in_unit)
        values = valid(form)
        secret = operations.invite(
            actor=actor,
            at=clock.now(),
            name=values["name"],
            role=values["role"],
            since=values["since"],
            **form.place(actor.body_id, actor.unit_id),
        )
        return _show_link(request, Purpose.JOIN, secret)
    return render(request, "people/invite.html", {"form": InviteForm(giver=actor.role, in_unit=in_unit)})


def _show_link(request: HttpRequest, purpose: Purpose, secret: str) -> HttpResponse:
    name = "people:join" if purpose == Purpose.JOIN else "people:new_password"
    request.session[LINK] = request.build_absolute_uri(reverse(name, args=[secret]))
    return done(request, "people:link")


@require_safe
def link(request: HttpRequest) -> HttpResponse:
    """A link that was just made; it is not shown a second time."""
    return render(request, "people/link.html", {"link": request.session.pop(LINK, "")})


@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link to join."""
    secret = operations.invite_again(actor=request.actor, at=clock.now(), membership_id=pk)
    return _show_link(request, Purpose.JOIN, secret)


@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for a new password."""
    secret = operations.reset_password(actor=request.actor, at=clock.now(), membership_id=pk)
    return _show_link(request, Purpose.PASSWORD, secret)


@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Block the member's account."""
    operations.block_account(actor=request.actor, at=clock.now(), membership_id=pk)
    return done(request, "people:member", pk, message=_("The account is blocked."))


@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    """Unblock the member's account."""
    operations.unblock_account(actor=request.actor, at=clock.now(), membership_id=pk)
    return done(request, "people:member", pk, message=_("The account works again."))


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    actor: Actor = request.actor
    may_read(actor, "people.manage_memberships")
    form = AppointForm(request.POST, giver=actor.role, in_unit=actor.unit_id is not None)
    values = valid(form)
    found = queries.get_member(actor, pk, clock.now(), clock.today())
    key = operations.grant_membership(
        actor=actor,
        at=clock.now(),
        person_id=found.brief.person_id,
        role=values["role"],
        since=values["since"] or clock.today(),
        **form.place(actor.body_id, actor.unit_id),
    )
    return done(request, "people:member", key, message=_("Saved."))


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of a membership."""
    last_day = valid(EndForm(request.POST))["last_day"]
    operations.end_membership(actor=request.actor, at=clock.now(), membership_id=pk, last_day=last_day)
    return done(request, "people:member", pk, message=_("Saved."))


@require_safe
def pick(request: HttpRequest) -> JsonResponse:
    """Persons for a picker: those with a membership within reach."""
    may_read(request.actor, "people.read_members")
    rows = queries.list_members(request.actor, clock.today(), q=request.GET.get("q", "")[:60]).order_by("id")[
        :20
    ]
    seen = {row["person_id"]: row for row in _named(list(rows))}
    results = [{"value": key, "label": row["name"], "note": row["place"]} for key, row in seen.items()]
    return JsonResponse({"results": results})


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Which role may do what."""
    may_read(request.actor, "people.read_matrix")
    rows = [(name, [carried[role] for role in Role]) for name, carried in queries.permission_matrix()]
    return render(
        request, "people/matrix.html", {"roles": [ROLE_LABELS[role] for role in Role], "rows": rows}
    )
