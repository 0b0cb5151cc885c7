"""What does an email look like before anybody gets it? An invented conversation that is stored nowhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from careerhub.common.times import say_moment
from careerhub.office import wordable
from careerhub.office.models import Policies
from careerhub.office.wordable import Example, Wordable
from careerhub.outbox.models import Email
from careerhub.people.models import MentorProfile, StudentProfile, User

from ..models import Ending, Interview, Side, Stage
from . import links
from .compose import Case, compose, context_for, variables_of
from .post import cadence_of, facts_of
from .sentences import OURS
from .wording import LABELS, variables

STUDENT_READS = frozenset(
    {
        *("ask_declined", "ask_expired", "ask_passed_on", "place_offered"),
        *("prepare", "reflect", "update_read"),
    }
)
MENTOR_READS = frozenset(
    {"ask_made", "nudge", "thank_you", "follow_up", "ask_withdrawn", "ask_released"}
)
ASKED = frozenset({"ask_made", "nudge", "ask_withdrawn", "ask_released", "place_offered"})
EXCUSES = {"student": "A class of mine was moved.", "mentor": "My team moved a release."}
# The alum proposed other times, and nothing came of it.
BY_THE_ALUM = ("proposal", "lapsed", "none_suits")
PLAIN = {
    "student": "Sam Rivera",
    "mentor": "Mira Holm",
    "next": "Otto Lind",
    "where": "https://meet.example/mira",
    "line": "Northwind Institute",
}
# Names and words that break a narrow page if anything does, and nowhere to meet.
LONG = {
    "student": "Maximiliana-Alexandra Featherstonehaugh-Wolfeschlegelsteinhausen",
    "mentor": "Bartholomew Konstantinopoulos-Vandenbroucke",
    "next": "Wilhelmina Oppenheimer-Schwarzenbacher",
    "where": "",
    "line": "Bundesausbildungsförderungsgesetzverwaltungsgesellschaft",
}


def readers(kind: str) -> tuple[str, ...]:
    """Who of the two gets this kind."""
    if kind in STUDENT_READS:
        return ("student",)
    return ("mentor",) if kind in MENTOR_READS else ("student", "mentor")


def register_words() -> None:
    """Tell the office which emails of ours it may word."""
    for kind in dict.fromkeys(kind for kind, _case in OURS):
        wordable.register(
            Wordable(
                kind=kind,
                cases={case: parts for (named, case), parts in OURS.items() if named == kind},
                variables=variables(kind),
                example=partial(example, kind),
                labels={case: text for (named, case), text in LABELS.items() if named == kind},
            )
        )


def example(
    kind: str,
    case: str,
    *,
    office: Policies,
    now: datetime,
    reader: str = "",
    own: Mapping[str, str] | None = None,
    names: Mapping[str, str] = PLAIN,
) -> Example:
    """One email of that kind in that case, to one of its readers, with the words `own` if there are any."""
    person = reader or (case if case in ("student", "mentor") else readers(kind)[0])
    interview = _interview(kind, case, person, now, names)
    to = interview.student if person == "student" else interview.mentor
    email = Email(
        key=f"{interview.about}:{kind}:{person}:{2 if case == 'later' else 1}",
        about=interview.about,
        kind=kind,
        reader=to,
    )
    whole = Case(email, interview, office, facts_of(interview, office), cadence_of(office, ()))
    arranged = _arranged(kind, case, to, interview, names)
    values = variables_of(whole, {**context_for(whole), **arranged})
    return Example(
        sent=compose(whole, own=own, **arranged),
        variables={name: str(values.get(name, "")) for name in variables(kind)},
    )


def _people(names: Mapping[str, str]) -> tuple[User, User]:
    """With numbers that nobody has; addresses take none below 0."""
    student = User(
        pk=-1, email="sam@brightwater.example", full_name=names["student"], zone="America/New_York"
    )
    student.student = StudentProfile(majors="Political science", school_year="third year")
    mentor = User(
        pk=0, email="mira@alum.example", full_name=names["mentor"], zone="America/Los_Angeles"
    )
    mentor.mentor = MentorProfile(title="Policy analyst", employer=names["line"])
    return student, mentor


def _interview(
    kind: str, case: str, reader: str, now: datetime, names: Mapping[str, str]
) -> Interview:
    student, mentor = _people(names)
    zone = ZoneInfo("America/New_York")
    starts_at = (now.astimezone(zone) + timedelta(days=5)).replace(
        hour=14, minute=0, second=0, microsecond=0
    )
    other = "mentor" if reader == "student" else "student"
    speaker = reader if case == "by_reader" else other
    ends = {"declined": Ending.DECLINED, "expired": Ending.EXPIRED, "lapsed": Ending.EXPIRED}
    asked = kind in ASKED or (kind, case) == ("times_proposed", "")
    return Interview(
        pk=0,
        student=student,
        mentor=mentor,
        stage=Stage.ASKED if asked else Stage.BOOKED,
        ending=ends.get(case, ""),
        asked_at=now - timedelta(days=2),
        expires_at=now + timedelta(days=3),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        starts_local=starts_at.replace(tzinfo=None),
        zone="America/New_York",
        booked_at=now,
        waits_for=Side.STUDENT if case in ("offer", "proposal") else Side.MENTOR,
        proposal_round=1 if case in BY_THE_ALUM else 0,
        proposed_by=mentor if case in BY_THE_ALUM else None,
        closed_by={"student": student, "mentor": mentor}[speaker],
        where=names["where"],
        message="I read your talk on river towns and wondered how you found your way into policy.",
        questions="What surprised you in your first year?\nWho else should I talk to?",
        notes="She said “building the model is the easy part, explaining it is the work”.",
        reason=EXCUSES[speaker] if kind in ("cancelled", "ask_declined") else "",
        move_reason=EXCUSES[speaker] if kind in ("moved", "times_proposed") else "",
    )


def _arranged(
    kind: str, case: str, reader: User, interview: Interview, names: Mapping[str, str]
) -> dict[str, Any]:
    """What stands in tables of its own in a real conversation."""
    zone = ZoneInfo(reader.zone)
    first = 1 if case == "booked" else 0  # the time that stands is not proposed again
    times = [interview.starts_at + timedelta(days=n, hours=n) for n in range(first, first + 3)]
    other = ZoneInfo(interview.other(reader).zone)
    said: dict[str, Any] = {}
    if kind == "times_proposed":
        said["proposed"] = [
            {"when": say_moment(at, zone), "there": say_moment(at, other)} for at in times
        ]
    if kind == "moved":
        said["was"] = say_moment(interview.starts_at - timedelta(days=1), zone)
        said["mover"] = "other"
    if kind == "ask_passed_on" and case != "unknown":
        said["next"] = {
            "name": names["next"].split()[0],
            "full_name": names["next"],
            "when": say_moment(times[1], zone),
            "url": links.page_url(interview),
        }
    return said
