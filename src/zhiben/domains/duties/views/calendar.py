"""The calendar of what is due: subscribed, ended, and the file that calendars fetch."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.edges import public
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.methods import calendar as methods
from zhiben.domains.duties.queries import DuePage, Owed
from zhiben.domains.duties.views.subjects import address, subject_of
from zhiben.domains.duties.views.wording import how_often
from zhiben.ui.answers import done

KIND = "text/calendar; charset=utf-8"


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """A new secret address, shown once."""
    subject = subject_of(request)
    secret = operations.subscribe(
        actor=request.actor,
        at=clock.now(),
        unit_id=subject.unit_id,
        body_id=subject.body_id,
        language=get_language() or "zh-hans",
    )
    url = request.build_absolute_uri(reverse("duties:calendar", args=[secret]))
    context = {
        "subject": subject,
        "url": url,
        "webcal": f"webcal{url[url.index(':') :]}",
        "due_url": address("due", subject, request.actor),
    }
    return render(request, "duties/calendar.html", context)


@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """The address ends."""
    subject = subject_of(request)
    operations.unsubscribe(
        actor=request.actor, at=clock.now(), unit_id=subject.unit_id, body_id=subject.body_id
    )
    return done(request, address("due", subject, request.actor), message=_("The subscription has ended."))


@public
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What is due, as the calendar program of whoever holds the address fetches it."""
    feed = queries.feed_of(secret, clock.today())
    subject = feed.page.subject
    asked = f"?unit={subject.unit_id}" if subject.unit_id is not None else f"?body={subject.body_id}"
    page = request.build_absolute_uri(reverse("duties:due")) + asked
    with override(feed.language):
        name = _t("What is due: %(name)s") % {"name": subject.name}
        data = methods.written(name, _entries(feed.page, page), clock.now())
    answer = HttpResponse(data, content_type=KIND)
    answer["Content-Disposition"] = 'inline; filename="due.ics"'
    return answer


def _entries(page: DuePage, url: str) -> Iterator[methods.Entry]:
    today = clock.today()
    for one in [*page.today, *page.left]:
        duty, period = one.due.duty, one.due.period
        yield methods.Entry(
            key=f"{duty.slug}/{duty.name}/{period.first_day}/{period.event}".replace(":", "-"),
            day=today if one.due.is_daily else one.due.last_day,
            until=one.due.last_day if one.due.is_daily else None,
            title=duty.title if one.due.is_daily else f"{duty.title} ({period.done}/{period.expected})",
            text=_text(one),
            address=url,
        )


def _text(one: Owed) -> str:
    duty = one.due.duty
    return "\n".join([how_often(duty), f"{one.source} {'、'.join(duty.cite)}".strip(), one.kind])
