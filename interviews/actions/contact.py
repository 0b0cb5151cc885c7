"""The two were in touch by themselves, so a letter that would come too soon waits its time anew."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.outbox import schedule
from careerhub.outbox.models import Email
from careerhub.people.models import User

from ..access import may_note_contact, may_tell_read
from ..emails.plan import NEWS_LASTS
from ..emails.post import plan_emails
from ..models import Interview
from ..queries.due import newer_between
from .errors import TooLate
from .locking import lock_interview, taking_turns
from .log import Kind, record


def note_contact(interview: Interview, *, by: User, now: datetime) -> Interview:
    """One of the two says that they were in touch: the clock of the follow-ups starts again."""

    def note() -> Interview:
        known = lock_interview(interview)
        if not may_note_contact(by, known):
            raise TooLate(_("This can be said once you have met."))
        _restart(known, now, by=by, now=now)
        return known

    return taking_turns(note)


def tell_read(interview: Interview, *, by: User, number: int, now: datetime) -> bool:
    """The alum lets the student know that a follow-up was read; that is contact. False if known already."""

    def tell() -> bool:
        known = lock_interview(interview)
        if not may_tell_read(by, known):
            raise TooLate(_("This can be said once you have met."))
        if was_read(known, number):
            return False
        schedule.put(
            key=_key_of_read(known, number),
            about=f"update:{known.pk}",
            kind="update_read",
            reader=known.student,
            send_at=now,
            expires_at=now + NEWS_LASTS,
            now=now,
        )
        if may_note_contact(by, known):
            _restart(known, now, by=by, now=now)
        return True

    return taking_turns(tell)


def was_read(interview: Interview, number: int) -> bool:
    """Whether the alum has let the student know of this follow-up already."""
    return Email.objects.filter(key=_key_of_read(interview, number)).exists()


def _key_of_read(interview: Interview, number: int) -> str:
    return f"update:{interview.pk}:update_read:student:{number}"


def take_in_newer(interview: Interview, *, now: datetime) -> bool:
    """The two booked again: that is contact. Once they have met again, the later meeting's letters do."""

    def take_in() -> bool:
        older = lock_interview(interview)
        newer = newer_between(older)
        if newer is None or newer.booked_at is None or older.follow_up_skipped:
            return False
        if newer.is_after:
            older.follow_up_skipped = True
            older.save(update_fields=["follow_up_skipped"])
            plan_emails(older, now=now, why=_("The two have met again."))
            return True
        if older.contact_at is not None and older.contact_at >= newer.booked_at:
            return False
        _restart(older, newer.booked_at, by=None, now=now)
        return True

    return taking_turns(take_in)


def _restart(interview: Interview, at: datetime, *, by: User | None, now: datetime) -> None:
    interview.contact_at = at
    interview.save(update_fields=["contact_at"])
    record(interview, Kind.IN_TOUCH, by=by, now=now)
    plan_emails(interview, now=now, why=_("The two were in touch."))
