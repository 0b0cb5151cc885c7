"""Every email that has gone out or will: which, to whom, when, in what state and why. Never what it says."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.outbox import suppression
from careerhub.outbox.models import Email
from careerhub.outbox.search import WORDS, Drawer, Found, counts
from careerhub.people.guards import counselor_required
from interviews.queries.outreach import concerning, pieces

from ..address import without_page
from ..drawers import LABELS, tabs
from ..forms import EmailFilter
from ..mail_acts import Act, acts_for
from ..mail_rules import rule_of
from ..mail_words import mail_row, mail_rows, reason_of
from .outbox_acts import undoable

A_PAGE = 50
A_GLANCE = 5
# What can be done to several emails of a drawer at once.
BULK = {
    Drawer.LOOK: (Act.RELEASE, Act.AGAIN, Act.STOP),
    Drawer.SCHEDULED: (Act.HOLD, Act.STOP),
    Drawer.HELD: (Act.RELEASE, Act.SEND_NOW, Act.STOP),
    Drawer.UNCERTAIN: (Act.ARRIVED, Act.AGAIN),
    Drawer.FAILED: (Act.AGAIN, Act.STOP),
}


@counselor_required
def email_list(request: HttpRequest) -> HttpResponse:
    now, form = clock.now(), EmailFilter(request.GET)
    chosen, show = form.chosen(), request.GET.get("show", "")
    drawer = Drawer(show) if show in set(Drawer) else Drawer.LOOK
    wanted = concerning(chosen.get("q", ""))
    if "kind" in chosen:
        wanted &= Q(kind=chosen["kind"])
    found = Found(drawer, now=now, narrow=lambda emails: emails.filter(wanted))
    page: Page[Email] = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": chosen,
        "drawer": drawer,
        "tabs": tabs(counts(now=now), **chosen),
        "heading": LABELS[drawer][0],
        "bare_url": f"?show={drawer}",
        "page": page,
        "rows": mail_rows(pieces(page), now=now),
        "page_address": without_page(request),
        "came_back": suppression.live().count(),
        "acts": BULK.get(drawer, ()),
        "undo": undoable(request),
        **({} if chosen or drawer != Drawer.LOOK else _at_a_glance(now)),
    }
    return render(request, "counselors/email_list.html", context)


def _at_a_glance(now: datetime) -> dict[str, Any]:
    """On the first tab also what goes next and what just went, so that it is never a blank page."""
    ahead = Found(Drawer.SCHEDULED, now=now, narrow=lambda emails: emails.filter(send_at__gt=now))
    following, gone = ahead[:A_GLANCE], Found(Drawer.SENT, now=now)[:A_GLANCE]
    rows = mail_rows(pieces([*following, *gone]), now=now)
    return {"next_rows": rows[: len(following)], "gone_rows": rows[len(following) :]}


@counselor_required
def email_detail(request: HttpRequest, pk: int) -> HttpResponse:
    email = get_object_or_404(Email.objects.select_related("reader").defer(*WORDS), pk=pk)
    now, office = clock.now(), office_policies.current()
    piece = pieces([email])[0]
    context = {
        "office": office,
        "email": email,
        "row": mail_row(piece, now=now),
        "interview": piece.interview,
        "reason": reason_of(email, now=now),
        "rule": rule_of(email, to=request.user),
        "trail": email.trail.all(),
        "acts": acts_for(email),
        "undo": undoable(request),
    }
    return render(request, "counselors/email_detail.html", context)
