"""The calendars that a person gives us, and the feed that their own calendar may follow."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from careerhub.common import clock
from careerhub.people.guards import login_required

from ..actions.errors import Refusal
from ..actions.outside import MOST, BadAddress, add_calendar, read_again, remove_calendar
from ..models import Feed
from .calendar_forms import CalendarForm
from .calendar_rows import calendar_row
from .feeds import feed_addresses

REMOVED = (
    "removed_calendar"  # in the session: what an undo would need, for as long as it is offered
)
UNDO_FOR = timedelta(minutes=10)
MOST_LOOKS = 60  # then a page that is left open stops asking


@sensitive_post_parameters("address")
@login_required
@never_cache
def calendars(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            add_calendar(
                request.user, name=typed["name"], address=typed["address"], now=clock.now()
            )
        except BadAddress as refusal:
            form.add_error("address", refusal.sentence)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Kept. We are reading it now; this takes about a minute."))
            return redirect("interviews:calendars")
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/calendars.html", _context(request, form), status=status)


@login_required
@never_cache
@require_safe
def calendar_list(request: HttpRequest) -> HttpResponse:
    """The list alone, asked for again and again while something in it is being read."""
    looks = request.GET.get("looks", "")
    context = _listed(request, now=clock.now(), looks=int(looks) if looks.isdecimal() else 0)
    return render(request, "interviews/_calendar_list.html", {**context, "is_fragment": True})


@require_POST
@login_required
def calendar_read(request: HttpRequest, pk: int) -> HttpResponse:
    calendar = get_object_or_404(request.user.outside_calendars, pk=pk)
    try:
        read_again(calendar, by=request.user, now=clock.now())
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("interviews:calendars")


@require_POST
@login_required
def calendar_remove(request: HttpRequest, pk: int) -> HttpResponse:
    calendar, now = get_object_or_404(request.user.outside_calendars, pk=pk), clock.now()
    remove_calendar(calendar, by=request.user, now=now)
    request.session[REMOVED] = {
        "name": calendar.name,
        "address": calendar.address,
        "until": (now + UNDO_FOR).isoformat(),
    }
    return redirect("interviews:calendars")


@require_POST
@login_required
def calendar_restore(request: HttpRequest) -> HttpResponse:
    removed, now = _removed(request, clock.now()), clock.now()
    request.session.pop(REMOVED, None)
    if removed:
        try:
            add_calendar(request.user, name=removed["name"], address=removed["address"], now=now)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("It is back, and we are reading it again."))
    return redirect("interviews:calendars")


def _context(request: HttpRequest, form: CalendarForm) -> dict[str, Any]:
    person, now = request.user, clock.now()
    listed = _listed(request, now=now)
    feed = Feed.objects.filter(person_id=person.pk, revoked_at=None).first()
    return {
        **listed,
        "form": form,
        "most": MOST,
        "is_full": len(listed["rows"]) >= MOST,
        "removed": _removed(request, now),
        "feed": feed,
        "feed_addresses": feed_addresses(feed) if feed else None,
        "nav_current": "alumni:availability" if person.is_mentor else "people:profile",
    }


def _listed(request: HttpRequest, *, now: datetime, looks: int = 0) -> dict[str, Any]:
    ahead = Count("busy", filter=Q(busy__during__endswith__gt=now))
    given = request.user.outside_calendars.annotate(ahead=ahead)
    rows = [calendar_row(one, count=one.ahead, now=now) for one in given]
    any_being_read = any(row.is_being_read for row in rows)
    return {
        "rows": rows,
        "any_being_read": any_being_read,
        "looks_again": any_being_read and looks < MOST_LOOKS,
        "looks": looks + 1,
    }


def _removed(request: HttpRequest, now: datetime) -> dict[str, str] | None:
    """What was removed a moment ago and may come back; forgotten when the moment has passed."""
    removed = request.session.get(REMOVED)
    if removed and datetime.fromisoformat(removed["until"]) <= now:
        del request.session[REMOVED]
        return None
    return removed
