"""How is it said to a counselor that something is stuck: what, since when, until when, and where to go?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import apnumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careerhub.common.times import city_of, say_day, say_span, say_time
from careerhub.outbox.models import State
from careerhub.outbox.search import is_overdue
from interviews.models import Interview
from interviews.queries.stuck import Stuck, Why

from .mail_words import LOOKS
from .stage_words import Mark

# What stands before the two instants of a conversation that is stuck.
BESIDE: dict[Why, tuple[str | Promise, str | Promise]] = {
    Why.OUT_OF_STEP: (gettext_lazy("Promised"), gettext_lazy("It starts")),
    Why.EXPIRING: (gettext_lazy("Asked"), gettext_lazy("The request ends")),
    Why.SILENT: (gettext_lazy("Asked"), gettext_lazy("The request ends")),
    Why.REPORTED: (gettext_lazy("Reported"), gettext_lazy("Without an answer it closes")),
    Why.NO_WORD: (gettext_lazy("Ended"), gettext_lazy("Without a word it counts as held from")),
}


@dataclass(frozen=True)
class StuckRow:
    """One row. `since_said` and `due_said` stand before their instants."""

    mark: Mark
    title: str
    text: str
    since_said: str
    since: datetime
    due_said: str
    due: datetime | None
    url: str


def stuck_rows(things: Iterable[Stuck], *, now: datetime) -> list[StuckRow]:
    says = {Why.LETTER: _letter, Why.UNANSWERED: _unanswered, Why.RETURNED: _returned}
    return [says.get(thing.why, _conversation)(thing, now) for thing in things]


def how_many(count: int) -> str:
    """The sentence under the heading."""
    if not count:
        return _("Nothing is stuck. Everything is moving.")
    said = ngettext(
        "%(n)s thing is stuck. Everything else is moving.",
        "%(n)s things are stuck. Everything else is moving.",
        count,
    )
    return said % {"n": str(apnumber(count)).capitalize()}


def _conversation(thing: Stuck, now: datetime) -> StuckRow:
    interview = thing.interview
    assert interview is not None
    since_said, due_said = BESIDE[thing.why]
    title, text = _title_and_text(thing.why, interview)
    return StuckRow(
        mark=_mark(thing, now),
        title=title,
        text=text,
        since_said=str(since_said),
        since=thing.since,
        due_said=str(due_said),
        due=thing.due,
        url=reverse("counselors:interview_detail", args=[interview.pk]),
    )


def _title_and_text(why: Why, interview: Interview) -> tuple[str, str]:
    if why == Why.OUT_OF_STEP:
        return _out_of_step(interview)
    if why in (Why.EXPIRING, Why.SILENT):
        return _waits(interview), ""
    return _did_they(interview), _who_has_said(interview)


def _out_of_step(interview: Interview) -> tuple[str, str]:
    title = _("The clocks changed under %(student)s and %(mentor)s") % _names(interview)
    wall = interview.starts_local
    text = _(
        "They agreed on %(day)s, %(time)s in %(place)s. By the new rules there that is another moment, and "
        "one of the two has promised it already. Ask both, then move it or call it off."
    ) % {"day": say_day(wall, UTC), "time": say_time(wall, UTC), "place": city_of(interview.zone)}
    return title, text


def _mark(thing: Stuck, now: datetime) -> Mark:
    if thing.why == Why.OUT_OF_STEP:
        return Mark("bad", "exclamation-triangle", _("Clocks changed"))
    if thing.why == Why.REPORTED:
        return Mark("warn", "flag", _("Reported"))
    if thing.why == Why.NO_WORD:
        return Mark("", "question-mark-circle", _("No word yet"))
    if thing.why == Why.SILENT:
        return Mark("", "moon", _("Quiet for %(span)s") % {"span": say_span(now - thing.since)})
    if thing.due is None or thing.due <= now:
        return Mark("warn", "clock", _("Time is up"))
    return Mark("warn", "clock", _("%(span)s left") % {"span": say_span(thing.due - now)})


def _who_has_said(interview: Interview) -> str:
    reporter = interview.no_show_reported_by_id
    if reporter is None:
        return _("Neither of the two has said.")
    pair = (interview.student.get_short_name(), interview.mentor.get_short_name())
    by, other = pair if reporter == interview.student_id else pair[::-1]
    said = _("%(by)s says it did not take place. %(other)s has not answered yet.")
    return said % {"by": by, "other": other}


def _waits(interview: Interview) -> str:
    return _("%(student)s waits for %(mentor)s") % _names(interview)


def _did_they(interview: Interview) -> str:
    return _("Did %(student)s and %(mentor)s meet?") % _names(interview)


def _names(interview: Interview) -> dict[str, str]:
    return {
        "student": interview.student.get_full_name(),
        "mentor": interview.mentor.get_full_name(),
    }


def _letter(thing: Stuck, now: datetime) -> StuckRow:
    email = thing.email
    assert email is not None
    student = thing.interview.student.get_full_name() if thing.interview else _("Somebody")
    late = is_overdue(email, now=now)
    titles = {
        State.UNCERTAIN: _("%(name)s’s thank-you may or may not have arrived"),
        State.FAILED: _("%(name)s’s thank-you could not be delivered"),
        State.HELD: _("%(name)s’s thank-you is held"),
    }
    texts = {
        State.UNCERTAIN: _(
            "The mail server never confirmed. Not sent again, so nobody gets it twice."
        ),
    }
    state = State(email.state)
    title = _("%(name)s’s thank-you is late") if late else titles[state]
    tone, icon = ("bad", "exclamation-triangle") if late else LOOKS[state]
    return StuckRow(
        mark=Mark(tone, icon, _("Late") if late else email.get_state_display()),
        title=title % {"name": student},
        text=texts.get(state, "") or email.reason,
        since_said=_("Since"),
        since=thing.since,
        due_said=_("Due"),
        due=thing.due if thing.due and thing.due > now else None,
        url=reverse("counselors:email_detail", args=[email.pk]),
    )


def _returned(thing: Stuck, now: datetime) -> StuckRow:  # noqa: ARG001 -- as the others
    email = thing.email
    assert email is not None
    return StuckRow(
        mark=Mark("bad", "arrow-uturn-left", _("Came back")),
        title=_("Emails to %(name)s come back") % {"name": email.reader.get_full_name()},
        text=email.bounce_reason,
        since_said=_("Since"),
        since=thing.since,
        due_said="",
        due=None,
        url=reverse("counselors:address_list"),
    )


def _unanswered(thing: Stuck, now: datetime) -> StuckRow:
    student = thing.student
    assert student is not None
    name = student.get_full_name()
    title = _("%(name)s: %(n)s asks, no answers") % {"name": name, "n": apnumber(thing.count)}
    url = reverse("counselors:interview_list") + "?" + urlencode({"q": name})
    return StuckRow(
        mark=Mark("bad", "exclamation-triangle", say_span(now - thing.since)),
        title=title,
        text=_("Not one of them has had a yes or a no."),
        since_said=_("The first went out"),
        since=thing.since,
        due_said="",
        due=None,
        url=url,
    )
