"""How far has a conversation come, as one of the two sees it? Facts in, steps out; the clock is an argument."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.outbox.models import Email, State
from careerhub.people.models import User

from ..access import is_mentor_of
from ..models import AFTER, Ending, Interview, Side, Stage
from .letters import FOLLOW_UP, LETTERS, THANK_YOU, at_hand

DONE, NOW, LATER = "done", "now", "later"
# Rows in these states will never go out by themselves.
OVER = (State.WITHDRAWN, State.EXPIRED, State.FAILED, State.SUPPRESSED)
ICONS = {
    "asked": "chat-bubble-left-right",
    "booked": "calendar-days",
    "prepared": "list-bullet",
    "met": "users",
    THANK_YOU: "envelope",
    FOLLOW_UP: "arrow-path",
    "ended": "flag",
}


@dataclass(frozen=True)
class Step:
    """One stage of the loop. `fact` is a few words; `at` the instant that they lead up to, if any."""

    name: str
    title: str
    state: str
    fact: str = ""
    at: datetime | None = None

    @property
    def icon(self) -> str:
        return "check" if self.state == DONE else ICONS[self.name]


@dataclass(frozen=True)
class View:
    """One interview through the eyes of one of the two, at `now`."""

    interview: Interview
    person: User
    letters: dict[str, Email]
    now: datetime

    @property
    def by_mentor(self) -> bool:
        return is_mentor_of(self.person, self.interview)

    @property
    def name(self) -> str:
        return self.interview.other(self.person).get_short_name()

    def letter_sent(self, kind: str) -> datetime | None:
        row = self.letters.get(kind)
        return row.sent_at if row is not None and row.state == State.SENT else None


def timeline(
    interview: Interview, *, person: User, rows: Iterable[Email], now: datetime
) -> list[Step]:
    """The steps in order; at most one of them is `now`, and a closed interview ends in its ending."""
    letters = letters_for(person, interview, rows)
    view = View(interview, person, letters, now)
    makers = [_asked, _booked, _prepared, _met, _thank_you, _follow_up]
    drawn = [step for make in makers if (step := make(view)) is not None]
    if interview.ending and interview.ending != Ending.COMPLETE:
        return [*(step for step in drawn if step.state == DONE), _ended(interview)]
    return _with_now(drawn, view)


def letters_for(person: User, interview: Interview, rows: Iterable[Email]) -> dict[str, Email]:
    """The letter of each kind that is at hand; the alum learns of those that have gone out."""
    seen = [row for row in rows if row.state == State.SENT or not is_mentor_of(person, interview)]
    return {kind: row for (_about, kind), row in at_hand(seen).items()}


def _with_now(drawn: list[Step], view: View) -> list[Step]:
    """Mark the first step that is not done; only the student, before the start, stands at preparing."""
    begun = view.now >= view.interview.starts_at
    marked, found = [], False
    for step in drawn:
        waits = step.name == "prepared" and (view.by_mentor or begun)
        if step.state == LATER and not found and not waits:
            found = True
            step = Step(step.name, step.title, NOW, step.fact, step.at)
        marked.append(step)
    return marked


def _asked(view: View) -> Step:
    interview = view.interview
    if interview.stage == Stage.ASKED:
        is_mine = view.by_mentor == (interview.waits_for == Side.MENTOR)
        fact = _("Please answer by") if is_mine else _("Waits for an answer until")
        return Step("asked", _("Asked"), LATER, fact, interview.expires_at)
    return Step("asked", _("Asked"), DONE, _("Asked"), interview.asked_at)


def _booked(view: View) -> Step:
    interview = view.interview
    if interview.booked_at is None:
        return Step("booked", _("Booked"), LATER)
    if interview.moved_at is not None:
        return Step("booked", _("Booked"), DONE, _("Moved"), interview.moved_at)
    return Step("booked", _("Booked"), DONE, _("Agreed"), interview.booked_at)


def _prepared(view: View) -> Step | None:
    interview, n = view.interview, len(view.interview.question_list)
    ready = ngettext("%(n)d question ready", "%(n)d questions ready", n) % {"n": n}
    if interview.stage == Stage.PREPARED:
        return Step("prepared", _("Prepared"), DONE, ready)
    if _is_met(interview) or interview.ending:
        return Step("prepared", _("Prepared"), DONE, ready) if n and interview.booked_at else None
    if n or view.now >= interview.starts_at:
        return Step("prepared", _("Prepare"), LATER, ready if n and interview.booked_at else "")
    if view.by_mentor:
        return Step("prepared", _("Prepare"), LATER, _("%(name)s does this") % {"name": view.name})
    return Step("prepared", _("Prepare"), LATER, _("Choose your questions"))


def _met(view: View) -> Step:
    interview = view.interview
    if _is_met(interview):
        return Step("met", _("Met"), DONE, "", interview.starts_at)
    if interview.no_show_reported_at is not None and interview.is_upcoming:
        return Step("met", _("Meet"), LATER, _("Not settled yet"))
    return Step("met", _("Meet"), LATER, "", interview.starts_at if interview.booked_at else None)


def _thank_you(view: View) -> Step:
    interview, title = view.interview, _("Thank-you")
    if interview.thanked_in_person:
        return Step(THANK_YOU, title, DONE, _("In person"), interview.thanked_at)
    return _letter(view, THANK_YOU, title)


def _follow_up(view: View) -> Step | None:
    interview, title = view.interview, _("Follow-up")
    if interview.follow_up_skipped:
        fact = _("You chose not to send one")
        return None if view.by_mentor else Step(FOLLOW_UP, title, DONE, fact)
    return _letter(view, FOLLOW_UP, title)


def _letter(view: View, kind: str, title: str) -> Step:
    """The alum learns of a letter when it has gone out, not before."""
    row, sent_at = view.letters.get(kind), view.letter_sent(kind)
    noted = view.interview.thanked_at if kind == THANK_YOU else view.interview.followed_up_at
    waits = row is not None and row.waits  # of several follow-ups the next one
    if (sent_at or noted) and not waits:
        return Step(kind, title, DONE, _("Sent"), sent_at or noted)
    if row is None or view.by_mentor:
        return Step(kind, title, LATER)
    if row.state == State.SCHEDULED:
        return Step(kind, title, LATER, _("Goes out"), row.send_at)
    if row.state in OVER:
        return Step(kind, title, LATER, _("Did not go out"))
    return Step(kind, title, LATER, row.get_state_display())


def _ended(interview: Interview) -> Step:
    return Step("ended", str(Ending(interview.ending).label), NOW, "", interview.closed_at)


def _is_met(interview: Interview) -> bool:
    return interview.stage in AFTER or interview.ending == Ending.COMPLETE


def rows_about(interview: Interview) -> list[Email]:
    """Every email of this interview, in order of time; one query."""
    return list(Email.objects.filter(about=interview.about).order_by("send_at", "id"))


def rows_for(person: User, interview: Interview, rows: Iterable[Email]) -> list[Email]:
    """What concerns this reader: what is sent to them, and the student's own letters.

    The alum does not see a letter before it has gone out. A row that was withdrawn for another of
    its kind is left out.
    """
    mine = {THANK_YOU, FOLLOW_UP, "ask_made"}
    by_mentor = is_mentor_of(person, interview)
    seen = [
        row
        for row in rows
        if (row.reader_id == person.pk or (not by_mentor and row.kind in mine))
        and not (by_mentor and row.kind in LETTERS and row.state != State.SENT)
    ]
    latest = {row.kind: row.pk for row in sorted(seen, key=lambda row: row.pk)}
    return [row for row in seen if row.state != State.WITHDRAWN or latest[row.kind] == row.pk]
