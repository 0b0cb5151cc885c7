"""Which conversation is an email about, and which emails concern a person of this name?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from careerhub.outbox.models import Email
from careerhub.people.models import User

from ..models import Interview
from .overseen import PRIVATE, named

# The student writes these to the alum; every other email is the office's.
IN_STUDENTS_NAME = ("ask_made", "thank_you", "follow_up")
FEW = 300
T = TypeVar("T")


@dataclass(frozen=True)
class Piece:
    """One email with its conversation, if it is about one."""

    email: Email
    interview: Interview | None

    @property
    def writer(self) -> User | None:
        """The student in whose name it goes out; None where the office writes."""
        if self.interview is None or self.email.kind not in IN_STUDENTS_NAME:
            return None
        return self.interview.student

    @property
    def other(self) -> User | None:
        """Whom the reader meets."""
        return self.interview.other(self.email.reader) if self.interview else None


def pieces(emails: Iterable[Email]) -> list[Piece]:
    """Each email with its conversation; one query for all."""
    rows = list(emails)
    known = Interview.objects.select_related("student", "mentor").defer(*PRIVATE)
    found = known.in_bulk([pk for row in rows if (pk := pk_of(row)) is not None])
    return [Piece(row, found.get(pk_of(row) or 0)) for row in rows]


def pk_of(email: Email) -> int | None:
    """The key of the conversation that the email is about; None for an invitation and such."""
    thing, _colon, number = email.about.partition(":")
    return int(number) if thing == "interview" and number.isdigit() else None


def concerning(words: str) -> Q:
    """Emails whose reader, or whose conversation, has all of `words` in its names; all without words.

    Where the words name few, the database is told whom, and finds their emails by an index however
    many others there are. Where they name many, the first of their emails are soon found among all.
    """
    if not words.split():
        return Q()
    about = Concat(Value("interview:"), Cast("pk", CharField()), output_field=CharField())
    abouts = Interview.objects.filter(named(words)).annotate(filed_as=about)
    person = Q()
    for word in words.split():
        person &= Q(full_name__icontains=word) | Q(email__icontains=word)
    readers = User.objects.filter(person)
    to_them = Q(reader__in=_if_few(readers.values_list("pk", flat=True)))
    return to_them | Q(about__in=_if_few(abouts.values_list("filed_as", flat=True)))


def _if_few(values: QuerySet[Any, T]) -> list[T] | QuerySet[Any, T]:
    first = list(values[: FEW + 1])
    return first if len(first) <= FEW else values
