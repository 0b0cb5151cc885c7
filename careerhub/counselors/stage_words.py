"""How is a conversation's stage said to a counselor, and what happened to it?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerhub.people.models import User
from interviews.models import Ending, Interview, InterviewEvent, Stage

from .limit_words import set_aside

Kind = InterviewEvent.Kind

# stage or ending → tone, icon
LOOKS: dict[str, tuple[str, str]] = {
    Stage.ASKED: ("info", "chat-bubble-left-right"),
    Stage.BOOKED: ("info", "calendar-days"),
    Stage.PREPARED: ("info", "list-bullet"),
    Stage.MET: ("good", "users"),
    Stage.THANKED: ("good", "envelope"),
    Stage.FOLLOWING_UP: ("good", "arrow-path"),
    Ending.DECLINED: ("", "x-circle"),
    Ending.EXPIRED: ("warn", "moon"),
    Ending.WITHDRAWN: ("", "arrow-uturn-left"),
    Ending.CANCELLED: ("", "x-circle"),
    Ending.NO_SHOW: ("warn", "flag"),
    Ending.COMPLETE: ("good", "check-circle"),
}


# Why something happened that nobody did.
UNSAID: dict[str, str | Promise] = {
    Kind.BOOKED: gettext_lazy("At once, as the alum allows"),
    Kind.MOVED: gettext_lazy("The rules of the time zone changed"),
    Kind.HELD: gettext_lazy("Presumed: nobody said otherwise in time"),
    Kind.NO_SHOW: gettext_lazy("The report was not answered in time"),
}


@dataclass(frozen=True)
class Mark:
    """A stamp: what it says, in which tone, with which icon."""

    tone: str
    icon: str
    text: str


@dataclass(frozen=True)
class Line:
    """One row of the list of conversations."""

    interview: Interview
    mark: Mark
    last: str
    last_at: datetime | None


@dataclass(frozen=True)
class Told:
    """One line of the log: what, by whom, when, and the instant it was about, if any."""

    what: str
    by: User | None
    at: datetime
    note: str = ""
    about: datetime | None = None


def mark_of(interview: Interview) -> Mark:
    tone, icon = LOOKS[interview.ending or interview.stage]
    said = interview.get_ending_display() or interview.get_stage_display()
    return Mark(tone, icon, said)


def line_of(interview: Interview) -> Line:
    """`interview` carries `last_kind` and `last_at`, the newest event."""
    kind = getattr(interview, "last_kind", None)
    last = str(Kind(kind).label) if kind else ""
    return Line(interview, mark_of(interview), last, getattr(interview, "last_at", None))


def told(event: InterviewEvent, interview: Interview) -> Told:
    """Facts of the log hold instants, counts and codes; of words only the office’s own reason."""
    facts = event.facts
    by = interview.asked_by if event.kind == Kind.ASKED and interview.asked_by else event.by
    about = facts.get("starts_at") or facts.get("send_at")
    return Told(
        what=_what(event),
        by=by,
        at=event.at,
        note=_note(event, interview),
        about=datetime.fromisoformat(about) if about else None,
    )


def _what(event: InterviewEvent) -> str:
    if event.kind == Kind.THANK_YOU_EDITED and event.facts.get("letter") == "follow_up":
        return _("Follow-up edited")
    if event.kind == Kind.THANK_YOU_MOVED and event.facts.get("letter") == "follow_up":
        return _("Follow-up moved")
    return event.get_kind_display()


def _note(event: InterviewEvent, interview: Interview) -> str:
    if event.kind == Kind.ASKED and interview.asked_by_id:
        return _("In the name of %(name)s") % {"name": interview.student.get_full_name()}
    if event.kind == Kind.OVERRIDDEN:
        return set_aside(event.facts.get("limits", []), event.facts.get("reason", ""))
    if event.kind == Kind.CANCELLED and event.facts.get("late"):
        return _("Late: inside the office’s cut-off")
    if event.by is None and event.kind in UNSAID:
        return str(UNSAID[event.kind])
    if event.kind == Kind.THANKED:
        return _("In person") if event.facts.get("in_person") else _("The email went out")
    if event.kind == Kind.FOLLOWED_UP:
        return _("The email went out")
    return ""
