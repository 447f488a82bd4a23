"""Pages of one's own account: joining, a new password, acting as, tokens."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.edges import public
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.people import operations, queries
from zhiben.domains.people.forms import JoinForm, NewPasswordForm, TokenForm
from zhiben.domains.people.views.members import valid
from zhiben.domains.people.vocabulary import Purpose
from zhiben.ui.answers import done

TOKEN = "people_token"  # noqa: S105 - a session key, not a secret


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the account one was invited to."""
    found = queries.get_link(secret, Purpose.JOIN, clock.now())
    if request.method == "POST":
        values = valid(JoinForm(request.POST))
        operations.accept_invitation(
            actor=system_actor("invitation"),
            at=clock.now(),
            secret=secret,
            username=values["username"],
            password=values["password"],
        )
        return done(request, "account_login", message=_("Your account is open. Sign in now."))
    return render(request, "people/join.html", {"link": found, "form": JoinForm()})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Set a new password by a one-time link."""
    found = queries.get_link(secret, Purpose.PASSWORD, clock.now())
    if request.method == "POST":
        values = valid(NewPasswordForm(request.POST))
        operations.set_password(
            actor=system_actor("password link"),
            at=clock.now(),
            secret=secret,
            password=values["password"],
        )
        return done(request, "account_login", message=_("Your password is set. Sign in now."))
    return render(request, "people/new_password.html", {"link": found, "form": NewPasswordForm()})


@require_POST
def acting(request: HttpRequest) -> HttpResponse:
    """Act under another of one's own memberships from now on."""
    wanted = request.POST.get("membership", "")
    mine = {str(membership.id): membership for membership in request.memberships}
    if wanted not in mine:
        raise NotFound(Finding("not-found", field="membership"))
    request.session["membership"] = mine[wanted].id
    to = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    message = _("You act as: %(title)s") % {"title": mine[wanted].title}
    return done(request, to if is_ours else "/", message=message)


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: positions, password, second factor, tokens."""
    titles = {membership.id: membership.title for membership in request.memberships}
    context = {
        "tokens": [
            (one, titles.get(one.membership_id, "")) for one in queries.tokens_of(request.actor.person_id)
        ],
        "secret": request.session.pop(TOKEN, ""),
        "form": TokenForm(),
        "now": clock.now(),
    }
    return render(request, "people/me.html", context)


@require_POST
def issue_token(request: HttpRequest) -> HttpResponse:
    """Make a token for the membership one is acting under; its secret is shown once."""
    values, now = valid(TokenForm(request.POST)), clock.now()
    request.session[TOKEN] = operations.issue_token(
        actor=request.actor,
        at=now,
        membership_id=request.actor.membership_id,
        name=values["name"],
        scope=values["scope"],
        expires_at=now + timedelta(days=values["days"]),
    )
    return done(request, "people:me")


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a token useless."""
    operations.revoke_token(actor=request.actor, at=clock.now(), token_id=pk)
    return done(request, "people:me", message=_("The token is revoked."))
