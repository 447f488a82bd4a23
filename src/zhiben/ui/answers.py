"""Answers of a view to a form that was sent: go on with a message, or say what does not fit."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.functional import Promise

from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence

sentence("form-field", N_("%(label)s: %(message)s"))
sentence("form", N_("%(message)s"))


def done(
    request: HttpRequest, to: str, *args: Any, message: str | Promise = "", **kwargs: Any
) -> HttpResponse:
    """The step is done: go to the page `to` (URL name or path) and say so there."""
    if message:
        messages.success(request, str(message))
    url = resolve_url(to, *args, **kwargs)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def seen_version(request: HttpRequest) -> int:
    """The version of the row that the person saw, as the form says; 0 when it says none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def refuse_form(form: BaseForm) -> Invalid:
    """The refusal of a form that does not fit: one finding for each message, at its field."""
    return Invalid(
        *[_finding(form, name, str(text)) for name, texts in form.errors.items() for text in texts]
    )


def _finding(form: BaseForm, name: str, text: str) -> Finding:
    if name not in form.fields:
        return Finding("form", {"message": text})
    return Finding("form-field", {"label": form[name].label, "message": text}, form.add_prefix(name))
