"""Whom has an alum helped, and what became of it, as far as the students have told them?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from careerhub.outbox.models import Email, State
from careerhub.people.models import User
from interviews.models import AFTER, Ending, Interview

THANK_YOU, FOLLOW_UP = "thank_you", "follow_up"
HELD = Q(stage__in=AFTER) | Q(ending=Ending.COMPLETE)
# What stands below a letter in the email that carried it.
END_OF_LETTER = "\n---\n"
QUOTE_LENGTH = 220


@dataclass(frozen=True)
class Letter:
    """What a student wrote and the alum has received."""

    kind: str
    words: str
    sent_at: datetime
    is_own: bool  # the student's own words, not the draft as it was

    @property
    def is_thank_you(self) -> bool:
        return self.kind == THANK_YOU

    @property
    def quote(self) -> str:
        """The first paragraph after the greeting, if it is short enough to stand alone."""
        paragraphs = [part.strip() for part in self.words.split("\n\n") if part.strip()]
        body = [part for part in paragraphs if not part.endswith(",")]
        first = body[0] if body else ""
        return " ".join(first.split()) if len(first) <= QUOTE_LENGTH else ""


@dataclass(frozen=True)
class Helped:
    """One conversation that took place, with the letters that came of it."""

    interview: Interview
    letters: tuple[Letter, ...]


def held_by(mentor: User) -> QuerySet[Interview]:
    given = Interview.objects.filter(HELD, mentor=mentor).select_related("student__student")
    return given.order_by("-starts_at", "-pk")


def with_letters(mentor: User, interviews: list[Interview]) -> list[Helped]:
    """The conversations with what the alum was sent about each. One query for all letters."""
    by_about: dict[str, list[Letter]] = {}
    for email in _letters(mentor, [interview.about for interview in interviews]):
        by_about.setdefault(email.about, []).append(_letter(email))
    return [Helped(one, tuple(by_about.get(one.about, ()))) for one in interviews]


def _letters(mentor: User, about: list[str]) -> QuerySet[Email]:
    """Only what has reached the alum; a letter that waits is still the student's alone."""
    return Email.objects.filter(
        about__in=about, kind__in=[THANK_YOU, FOLLOW_UP], reader=mentor, state=State.SENT
    ).order_by("sent_at")


def _letter(email: Email) -> Letter:
    words = email.letter or email.text.replace("\r\n", "\n").rpartition(END_OF_LETTER)[0]
    return Letter(email.kind, words.strip(), email.sent_at or email.send_at, bool(email.letter))


@dataclass(frozen=True)
class Sum:
    """What stands at the top of an alum's home."""

    students: int
    since: datetime | None
    quote: str = ""
    quoted: User | None = None
    quoted_at: datetime | None = None

    @property
    def others(self) -> int:
        return self.students - 1


def sum_of(mentor: User) -> Sum:
    """How many students, since when, and the latest words of one of them. Three queries at most."""
    held = Interview.objects.filter(HELD, mentor=mentor)
    counted = held.aggregate(students=Count("student", distinct=True), since=Min("starts_at"))
    students, since = counted["students"], counted["since"]
    if not students:
        return Sum(0, None)
    latest = list(held_by(mentor)[:10])
    told = [
        (letter, helped.interview.student)
        for helped in with_letters(mentor, latest)
        for letter in helped.letters
        if letter.is_own and letter.quote
    ]
    if not told:
        return Sum(students, since)
    letter, student = max(told, key=lambda pair: pair[0].sent_at)
    return Sum(students, since, letter.quote, student, letter.sent_at)
