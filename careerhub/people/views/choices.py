"""Which emails does a person get? By the link in an email, or signed in; a GET changes nothing."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from careerhub.common import clock
from careerhub.office import policies
from careerhub.outbox import kinds, suppression
from careerhub.outbox.models import Declined, Email

from .. import mail_links
from ..choices import choices_of, choose, label_of
from ..guards import login_required, person_of
from ..mail_links import Ticket
from ..models import User

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # the body that RFC 8058 lays down
ALL_ON, ALL_OFF, NONE = "on", "off", "none"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    return _answer(request, person_of(request))


# Without a cookie: the signed link is the key, and who does not have it cannot forge a request.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices_by_link(request: HttpRequest, token: str) -> HttpResponse:
    ticket = mail_links.read(token)
    if ticket is None:
        raise Http404
    if request.method == "POST" and request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        return _one_click(ticket)
    if ticket.is_old(now=clock.now()):
        return render(request, "people/choices_old.html", {"ticket": ticket}, status=410)
    return _answer(request, ticket.reader, ticket)


def _one_click(ticket: Ticket) -> HttpResponse:
    """The mail program’s own button. However old the email is: nobody is hurt by getting less."""
    if not ticket.group:
        sentence = _("This email cannot be turned off: it is about a meeting of yours.")
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=409)
    how, now = Declined.How.ONE_CLICK, clock.now()
    suppression.decline(ticket.reader, [ticket.group], now=now, how=how)
    sentence = _("You get no more of these: %s.") % label_of(ticket.group)
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, reader: User, ticket: Ticket | None = None) -> HttpResponse:
    lines = choices_of(reader, beside=ticket.group if ticket else "")
    names = [line.name for line in lines]
    if request.method == "POST":
        wanted = _wanted(request, names)
        was = choose(reader, wanted=wanted, among=names, now=clock.now())
        if "undo" in request.POST:
            return redirect(f"{request.path}?undone=1")
        return redirect(f"{request.path}?was={_said(was, names)}")
    before = _heard(request.GET.get("was", ""), names)
    now_on = {line.name for line in lines if line.is_on}
    context = {
        "reader": reader,
        "by_link": ticket is not None,
        "lines": lines,
        "is_all_off": not now_on,
        "off": [line.group.label for line in lines if not line.is_on],
        "is_saved": "was" in request.GET,
        "is_undone": "undone" in request.GET,
        "before": sorted(before) if before is not None and before != now_on else None,
        "came_back": suppression.why_suppressed(reader.email),
        "seen": _seen(ticket.email) if ticket and ticket.email else None,
    }
    with timezone.override(ZoneInfo(reader.zone or policies.current().zone)):
        return render(request, "people/choices.html", context)


def _wanted(request: HttpRequest, names: list[str]) -> list[str]:
    every = request.POST.get("all", "")
    if every in (ALL_ON, ALL_OFF):
        return names if every == ALL_ON else []
    return request.POST.getlist("group")


def _said(before: Iterable[str], names: list[str]) -> str:
    return ".".join(name for name in names if name in before) or NONE


def _heard(was: str, names: list[str]) -> set[str] | None:
    """What was on before the last change, for the button that takes it back."""
    if not was:
        return None
    return set(was.split(".")) & set(names)


def _seen(email: Email) -> dict[str, object] | None:
    """The email whose link was opened: which it is, when, and why its reader got it."""
    try:
        kind = kinds.get(email.kind)
    except kinds.UnknownKind:
        return None
    return {
        "label": kind.label,
        "at": email.sent_at or email.send_at,
        "why": kind.why(email) if kind.why else "",
        "group": label_of(kind.group) if kind.group else "",
    }
