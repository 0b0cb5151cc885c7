"""How does an email name people, times and places to its reader?"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import as_zone, same_offset, say_day, say_moment, say_time, say_zone
from careerhub.office.models import Policies
from careerhub.outbox.message import clean
from careerhub.people.models import User

from ..models import Choice, Interview, InterviewEvent, Side
from . import links

# What the student put between quotation marks: the alum's own words, fit to be said back to the alum.
QUOTED = re.compile(r"“([^“”\n]{8,240})”|\"([^\"\n]{8,240})\"")
QUOTES_IN_A_LETTER = 2


def names(interview: Interview, reader: User) -> dict[str, str]:
    other = interview.other(reader)
    student = getattr(interview.student, "student", None)
    mentor = getattr(interview.mentor, "mentor", None)
    student_line = joined(student and student.majors, student and student.school_year)
    mentor_line = joined(mentor and mentor.title, mentor and mentor.employer)
    said = {
        "name": reader.get_short_name(),
        "other_name": other.get_short_name(),
        "other_full_name": other.get_full_name(),
        "other_line": student_line if other.pk == interview.student_id else mentor_line,
        "asker_name": interview.asked_by.get_full_name() if interview.asked_by else "",
        "student_line": student_line,
    }
    return {name: clean(text) for name, text in said.items()} | names_of_both(interview)


def names_of_both(interview: Interview) -> dict[str, str]:
    said = {
        "student_name": interview.student.get_short_name(),
        "student_full_name": interview.student.get_full_name(),
        "mentor_name": interview.mentor.get_short_name(),
        "mentor_full_name": interview.mentor.get_full_name(),
    }
    return {name: clean(text) for name, text in said.items()}


def sentences(context: Mapping[str, Any], office: Policies) -> dict[str, object]:
    """What may stand in braces and is more than one word: limits, and sentences that are not always said."""
    to_student, following = context["to_student"], context.get("next") or {}
    cutoff = _hours(office.cancel_cutoff_hours)
    return {
        "office": office.name,
        "when_both": joined(context["when_long"], context["there"]),
        "cutoff": cutoff,
        "changing": _(
            "If the time stops working for you, move or cancel on the conversation’s page until it starts; "
            "in the last %(hours)s, please say why."
        )
        % {"hours": cutoff},
        "presumed_after": _hours(office.presume_held_hours),
        "answer_within": _hours(office.no_show_answer_hours),
        "before": _before(context),
        "other_times": _("another time") if len(context["proposed"]) == 1 else _("other times"),
        "next_step": _("See who has time") if to_student else _("See the conversation"),
        "next_name": following.get("name", ""),
        "next_full_name": following.get("full_name", ""),
        "next_when": following.get("when", ""),
    }


def _before(context: Mapping[str, Any]) -> str:
    """ "Mira moved it from Wed, Mar 4, 1:00 pm EST."; names nobody where the rules of a zone did."""
    if not context["was"]:
        return ""
    by_whom = {
        "reader": _("You moved it from %(was)s."),
        "other": _("%(name)s moved it from %(was)s."),
    }
    sentence = by_whom.get(context["mover"], _("It was on %(was)s."))
    return sentence % {"was": context["was"], "name": context["other_name"]}


def _hours(n: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def joined(*parts: str | None) -> str:
    """ "Policy analyst, Northwind"; what nobody filled in is left out."""
    return ", ".join(part for part in parts if part)


def times(interview: Interview, reader: User, office: Policies) -> dict[str, str]:
    """Every time in the reader's zone and clock; `there` is the other's where the clocks differ."""
    zone, cycle = zone_of(reader, office), reader.hour_cycle
    local = interview.starts_at.astimezone(zone)
    return {
        "when": say_moment(interview.starts_at, zone, cycle),
        "when_long": say_meeting(interview, zone, cycle),
        "there": said_there(interview, reader, office),
        "starts": f"{say_time(interview.starts_at, zone, cycle)} {say_zone(interview.starts_at, zone)}",
        "day": say_day(interview.starts_at, zone),
        "date": dateformat.format(local, "F j"),
        "weekday": dateformat.format(local, "l"),
        "asked_on": dateformat.format(interview.asked_at.astimezone(zone), "F j"),
        "answer_by": say_moment(interview.expires_at, zone, cycle),
    }


def zone_of(person: User, office: Policies) -> ZoneInfo:
    return ZoneInfo(person.zone or office.zone)


def say_meeting(interview: Interview, zone: ZoneInfo, cycle: str) -> str:
    """ "Thursday, October 15, 12:30 to 1:00 pm EDT"."""
    day = say_day(interview.starts_at, zone, long=True)
    return f"{day}, {say_span_of_time(interview, zone, cycle)}"


def say_span_of_time(interview: Interview, zone: ZoneInfo, cycle: str) -> str:
    """ "12:30 to 1:00 pm EDT"; both halves of the day, or both zones, where they differ."""
    start, end = interview.starts_at, interview.ends_at
    first, last = say_time(start, zone, cycle), say_time(end, zone, cycle)
    before, after = say_zone(start, zone), say_zone(end, zone)
    if before != after:
        first = f"{first} {before}"
    elif cycle == "12" and first.split()[-1] == last.split()[-1]:
        first = first.split()[0]
    return _("%(first)s to %(last)s") % {"first": first, "last": f"{last} {after}"}


def said_there(interview: Interview, reader: User, office: Policies) -> str:
    """ "5:30 to 6:00 pm BST for Tomasz", with the day where that differs too; "" on the same clock."""
    other = interview.other(reader)
    mine, theirs = zone_of(reader, office), zone_of(other, office)
    start = interview.starts_at
    if same_offset(start, mine, theirs):
        return ""
    say = say_span_of_time if _same_day(start, mine, theirs) else say_meeting
    return _("%(when)s for %(name)s") % {
        "when": say(interview, theirs, reader.hour_cycle),
        "name": other.get_short_name(),
    }


def _same_day(instant: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return instant.astimezone(as_zone(one)).date() == instant.astimezone(as_zone(other)).date()


def quoted_in(notes: str) -> list[str]:
    """The first words that the notes put between quotation marks.

    Notes are private: an untouched letter may carry what the alum said, never what the student
    thought of it. The student may add anything by editing the letter.
    """
    found = [(curly or straight).strip() for curly, straight in QUOTED.findall(notes)]
    return found[:QUOTES_IN_A_LETTER]


def said_back(interview: Interview, kind: str, number: int) -> list[str]:
    """What a letter quotes: the thank-you and the first follow-up do, a third time would be too often."""
    quotes = kind == "thank_you" or (kind == "follow_up" and number == 1)
    return quoted_in(interview.notes) if quotes else []


def places(interview: Interview, reader: User, office: Policies) -> dict[str, str]:
    where = interview.meeting_place
    return {
        "how": where or _how_unknown(interview, reader, office),
        "how_link": where if where.startswith(("https://", "http://")) else "",
        "page_url": links.page_url(interview),
        "home_url": links.absolute(reverse("people:home")),
        "mentors_url": links.absolute(reverse("students:mentor_list")),
    }


def arrangements(
    interview: Interview, reader: User, office: Policies, kind: str
) -> dict[str, object]:
    """The times under discussion, the one before and who is asked next; read only where it is said."""
    said: dict[str, object] = {"proposed": [], "next": None, "was": "", "mover": ""}
    said["lapsed"] = _lapsed(interview)
    if kind in ("ask_made", "nudge", "times_proposed") and interview.proposed_at is not None:
        said["proposed"] = _proposed(interview, reader, office)
    if kind == "ask_declined" and interview.suggested is not None:
        said["suggested_name"] = interview.suggested.get_full_name()
        said["suggested_url"] = links.mentor_url(interview.suggested)
    if kind == "ask_passed_on":
        said["next"] = _asked_next(interview, reader, office)
    if kind == "moved" and interview.moved_at is not None:
        said.update(_last_move(interview, reader, office))
    return said


def _last_move(interview: Interview, reader: User, office: Policies) -> dict[str, str]:
    """The time that the last move left, and which of the two wanted it: "reader", "other" or "" for neither."""
    move = interview.events.filter(kind=InterviewEvent.Kind.MOVED).last()
    if move is None or "before" not in move.facts:
        return {}
    before = datetime.fromisoformat(move.facts["before"])
    sides = {reader.pk: "reader", interview.other(reader).pk: "other"}
    return {
        "was": say_moment(before, zone_of(reader, office), reader.hour_cycle),
        "mover": sides.get(move.by_id, "") if move.by_id else "",
    }


def _lapsed(interview: Interview) -> str:
    """What it was that ran out: a time from the waitlist, or times that the alum proposed; else ""."""
    if interview.waits_for != Side.STUDENT:
        return ""
    return "offer" if interview.is_offer else "proposal"


def _proposed(interview: Interview, reader: User, office: Policies) -> list[dict[str, str]]:
    """Each proposed time in the reader's zone, and in the other's where the clocks differ."""
    other = interview.other(reader)
    mine, theirs = zone_of(reader, office), zone_of(other, office)
    open_ones = interview.proposals.filter(settled_at=None).values_list("starts_at", flat=True)
    return [
        {
            "when": say_moment(start, mine, reader.hour_cycle),
            "there": ""
            if same_offset(start, mine, theirs)
            else say_moment(start, theirs, reader.hour_cycle),
        }
        for start in open_ones.order_by("starts_at")
    ]


def _asked_next(interview: Interview, reader: User, office: Policies) -> dict[str, str] | None:
    """The name, the time and the page of the ask that followed this one."""
    came_from = Choice.objects.filter(became=interview).first()
    first = came_from.interview_id if came_from else interview.pk
    after = came_from.position if came_from else 1
    choice = (
        Choice.objects.filter(interview=first, position__gt=after)
        .exclude(became=None)
        .select_related("became__mentor")
        .order_by("position")
        .first()
    )
    if choice is None or choice.became is None:
        return None
    zone = zone_of(reader, office)
    return {
        "name": choice.became.mentor.get_short_name(),
        "full_name": choice.became.mentor.get_full_name(),
        "when": say_moment(choice.became.starts_at, zone, reader.hour_cycle),
        "url": links.page_url(choice.became),
    }


def _how_unknown(interview: Interview, reader: User, office: Policies) -> str:
    other = interview.other(reader)
    if reader.pk == interview.mentor_id:
        return _("No link or number yet. Write to %(name)s at %(email)s to agree on one.") % {
            "name": other.get_short_name(),
            "email": other.email,
        }
    return _("%(name)s has not given a link or a number yet. We can help: write to %(email)s.") % {
        "name": other.get_short_name(),
        "email": office.email,
    }
