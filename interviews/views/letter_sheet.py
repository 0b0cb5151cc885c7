"""What does the student see of a letter: its words, when it goes out, and what may still be changed?"""

from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.utils import timezone

from careerhub.common.times import same_offset
from careerhub.office.models import Policies
from careerhub.outbox.models import IN_FLIGHT, Email, State
from careerhub.people.models import User

from .. import access
from ..emails.compose import draft, number_of
from ..forms import WALL, LetterForm, LetterTimeForm
from ..models import Interview, LetterVersion
from ..queries.letters import THANK_YOU
from ..queries.timeline import OVER
from .job_asks import hint_about

VERSIONS_SHOWN = 10


@dataclass(frozen=True)
class LetterSheet:
    kind: str
    row: Email
    text: str
    may_write: bool
    may_send_now: bool
    may_skip: bool
    is_due: bool
    for_zone: str
    form: Form
    time_form: Form
    hint: str
    versions: list[LetterVersion]  # what it said before, the latest first

    @property
    def is_going_out(self) -> bool:
        return self.row.state in IN_FLIGHT

    @property
    def is_over(self) -> bool:
        return self.row.state in OVER

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def time_name(self) -> str:
        """Under which name the form for the time is kept apart from the one for the words."""
        return f"{self.kind}_time"

    @property
    def zones_differ(self) -> bool:
        return not same_offset(self.row.send_at, self.for_zone, timezone.get_current_timezone())

    @property
    def is_thank_you(self) -> bool:
        return self.kind == THANK_YOU


def letter_sheet(
    interview: Interview,
    row: Email,
    person: User,
    *,
    office: Policies,
    forms: dict[str, Form],
    now: datetime,
) -> LetterSheet:
    kind = row.kind
    may = access.may_write_thank_you if kind == THANK_YOU else access.may_write_follow_up
    may_write = may(person, interview) and row.waits
    text = text_of(interview, row) if access.is_student_of(person, interview) else row.text
    return LetterSheet(
        kind=kind,
        row=row,
        text=text,
        may_write=may_write,
        may_send_now=may_write and now >= interview.ends_at and row.state == State.SCHEDULED,
        may_skip=kind != THANK_YOU and _may_decide(person, interview),
        is_due=row.send_at <= now,
        for_zone=interview.mentor.zone or office.zone,
        form=forms.get(kind) or LetterForm(initial={"letter": text}, kind=kind),
        time_form=forms.get(f"{kind}_time")
        or LetterTimeForm(initial={"send_at": wall(row.send_at)}, kind=kind),
        hint=hint_about(text, office),
        versions=_earlier(row) if may_write else [],
    )


def _earlier(row: Email) -> list[LetterVersion]:
    """What the letter said before, the latest first."""
    if row.letter_edited_at is None:
        return []
    versions = LetterVersion.objects.filter(email=row).exclude(letter=row.letter)
    return list(versions[:VERSIONS_SHOWN])


def _may_decide(person: User, interview: Interview) -> bool:
    """Whether the student may still say that there shall be no follow-up, or that there shall."""
    asked = access.may_write_thank_you(person, interview)
    return asked or access.may_write_follow_up(person, interview)


def text_of(interview: Interview, row: Email) -> str:
    """What went out, or what the student wrote, or the draft made from the notes."""
    if row.state == State.SENT and row.text:
        return row.letter or row.text
    return row.letter or draft(interview, row.kind, number_of(row))


def wall(instant: datetime) -> str:
    """The reader's own wall time, as a datetime-local field speaks it."""
    return instant.astimezone(timezone.get_current_timezone()).strftime(WALL)
