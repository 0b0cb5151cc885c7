"""Which change may this person still take back? The picture before it waits in their session."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from careerhub.people.guards import person_of
from interviews.actions.availability import schedule_of
from interviews.actions.errors import TooLate
from interviews.actions.undoing import bring_back, picture_of

KEY = "availability_undo"
# The button hides after ten seconds where scripts run; without them there is time to find it.
UNDO_FOR = timedelta(minutes=10)
PAGES = {
    "week": "alumni:availability",
    "dates": "alumni:availability_dates",
    "time_off": "alumni:availability_time_off",
}


def undoably(request: HttpRequest, do: Callable[[], Any], said: str, *, now: datetime) -> None:
    """Do it, and keep for a while how things stood before, with the sentence for the next page."""
    mentor = person_of(request)
    before = picture_of(mentor)
    do()
    tell(request, said, now=now, before=before, after=picture_of(mentor))


def tell(request: HttpRequest, said: str, *, now: datetime, **pictures: Any) -> None:
    """Let the next page say it once."""
    request.session[KEY] = {"said": said, "at": now.isoformat(), "is_new": True, **pictures}


def offer(request: HttpRequest) -> dict[str, Any] | None:
    """What was done on the page before, shown once: its sentence and whether it can be undone."""
    kept = request.session.get(KEY)
    if not kept or not kept["is_new"]:
        return None
    request.session[KEY] = {**kept, "is_new": False}
    return {"said": kept["said"], "can_undo": kept.get("before") != kept.get("after")}


def take_back(request: HttpRequest, *, now: datetime) -> None:
    """Bring the picture before the last change back, or say why that is too late."""
    kept, mentor = request.session.pop(KEY, None), person_of(request)
    if not kept or "before" not in kept or now - datetime.fromisoformat(kept["at"]) > UNDO_FOR:
        raise TooLate(_("There is nothing left to undo. Everything stands as you see it here."))
    before, after = kept["before"], kept["after"]
    bring_back(schedule_of(mentor), by=mentor, before=before, after=after, now=now)


def page_to_return_to(request: HttpRequest) -> str:
    return PAGES.get(request.POST.get("page", ""), PAGES["week"])
