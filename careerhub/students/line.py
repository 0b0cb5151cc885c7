"""Who waits for a time with an alum, and where in the line does this student stand?"""

from dataclasses import dataclass

from careerhub.people.models import User
from interviews.actions.waitlist import line_of
from interviews.models import Wait


@dataclass(frozen=True)
class Line:
    """`place` counts from 1 and is 0 for who does not wait; `waiting` counts everybody."""

    waiting: int
    place: int = 0
    mine: Wait | None = None


def line_for(student: User, mentor: User) -> Line:
    """One query."""
    waits = line_of(mentor)
    for place, wait in enumerate(waits, start=1):
        if wait.student_id == student.pk:
            return Line(len(waits), place, wait)
    return Line(len(waits))


def wait_of(student: User, mentor_id: int) -> Wait | None:
    """The student's place in this line, also while a time is offered."""
    waits = Wait.objects.select_related("mentor")
    return waits.filter(student=student, mentor=mentor_id, left_at=None).first()
