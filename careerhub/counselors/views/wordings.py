"""What do our emails say? The office puts words of its own in place of ours, and looks before it saves."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.office import wordable
from careerhub.office import wording as office_wording
from careerhub.office.wordable import Example, parts_of
from careerhub.outbox.search import label_of
from careerhub.outbox.verdicts import Send
from careerhub.people.guards import administrator_required

from ..trial_mail import send_trial
from ..wording_forms import WordingForm
from ..wording_rows import address_of, case_label, change_rows, find, rows, step_url

# The email itself: it runs nothing and loads nothing.
FRAMED = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": [],
}


@administrator_required
@require_safe
def wording_list(request: HttpRequest) -> HttpResponse:
    return render(request, "counselors/wording_list.html", {"groups": rows()})


@administrator_required
def wording_edit(request: HttpRequest, kind: str, case: str) -> HttpResponse:
    named = find(kind, case)
    if request.method == "POST":
        return _changed(request, kind, named)
    tried = _tried(request, kind, named) if "tried" in request.GET else None
    words = {part: str(text) for part, text in parts_of(kind, named, tried).items()}
    return _page(request, kind, named, WordingForm(kind, named, initial=words), tried)


def _changed(request: HttpRequest, kind: str, case: str) -> HttpResponse:
    here, now = address_of("wording_edit", kind, case), clock.now()
    if request.POST.get("act") == "reset":
        office_wording.save(kind, case, parts={}, by=request.user, now=now)
        messages.success(request, _("This email says our words again."))
        return redirect(here)
    form = WordingForm(kind, case, request.POST)
    if not form.is_valid():
        return _page(request, kind, case, form, None, status=422)
    if request.POST.get("act") == "save":
        kept = office_wording.save(kind, case, parts=form.own(), by=request.user, now=now)
        messages.success(request, _("Saved.") if kept else _("Nothing was different."))
        return redirect(here)
    _remember(request, kind, case, form.own())
    if request.POST.get("act") == "send":
        _try_out(request, _example(kind, case, form.own()).sent)
    return redirect(f"{here}?tried=yes")


def _try_out(request: HttpRequest, email: Send) -> None:
    if send_trial(email, to=request.user):
        messages.success(request, _("A test is on its way to %(to)s.") % {"to": request.user.email})
    else:
        messages.warning(request, _("The mail server did not take the test. Nothing is lost."))


@administrator_required
@require_POST
def wording_try(request: HttpRequest, kind: str, case: str) -> HttpResponse:
    """The preview alone, for a page that asks while somebody writes."""
    named = find(kind, case)
    form = WordingForm(kind, named, request.POST)
    if form.is_valid():
        _remember(request, kind, named, form.own())
    context = _seen(kind, named, _tried(request, kind, named))
    return render(request, "counselors/_wording_seen.html", {**context, "form": form, "live": True})


@administrator_required
@require_safe
@xframe_options_sameorigin
@csp_replace(FRAMED)
def wording_page(request: HttpRequest, kind: str, case: str) -> HttpResponse:
    """The HTML of the sample alone, for the frame."""
    named = find(kind, case)
    own = _tried(request, kind, named) if "tried" in request.GET else None
    html = _example(kind, named, own).sent.html
    return render(request, "counselors/wording_page.html", {"html": html})


def _page(
    request: HttpRequest,
    kind: str,
    case: str,
    form: WordingForm,
    tried: dict[str, str] | None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "label": label_of(kind),
        "case": case_label(kind, case),
        "is_own": bool(office_wording.own(kind, case)),
        "changes": change_rows(kind, case),
        "step_url": step_url(kind),
        "try_url": address_of("wording_try", kind, case),
        **_seen(kind, case, tried),
    }
    return render(request, "counselors/wording_edit.html", context, status=status)


def _seen(kind: str, case: str, own: dict[str, str] | None) -> dict[str, Any]:
    query = "" if own is None else f"?tried={clock.now().timestamp()}"
    shown = _example(kind, case, own)
    return {
        "email": shown.sent,
        "variables": shown.variables,
        "frame_url": address_of("wording_page", kind, case) + query,
    }


def _example(kind: str, case: str, own: dict[str, str] | None) -> Example:
    example = wordable.get(kind).example
    return example(case, office=office_policies.current(), now=clock.now(), own=own)


def _key(kind: str, case: str) -> str:
    return f"words tried:{kind}:{case}"


def _remember(request: HttpRequest, kind: str, case: str, own: dict[str, str]) -> None:
    request.session[_key(kind, case)] = own


def _tried(request: HttpRequest, kind: str, case: str) -> dict[str, str] | None:
    found: dict[str, str] | None = request.session.get(_key(kind, case))
    return found
