"""The student's letters to the alum: the thank-you and the follow-up, until they have gone."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from careerhub.office import cadence as office_cadence
from careerhub.outbox import schedule
from careerhub.outbox.errors import Refusal as OutboxRefusal
from careerhub.outbox.models import Email, State
from careerhub.people.models import User

from ..access import may_write_follow_up, may_write_thank_you
from ..emails.compose import draft, number_of
from ..emails.post import WAITS_FOR_WORDS, letter_row, plan_emails
from ..models import Interview, LetterVersion, Stage
from ..queries.letters import FOLLOW_UP, THANK_YOU
from .errors import NotAllowed, TooLate
from .locking import lock_interview, taking_turns
from .log import Kind, record

# A pause of typing is no new version.
ONE_VERSION = timedelta(minutes=10)


def edit_letter(interview: Interview, *, kind: str, by: User, letter: str, now: datetime) -> Email:
    """Keep the student's own words for a letter that waits; they go out exactly as written.

    What it said before stays as a version; what is saved within ten minutes is one version.
    """
    if not letter.strip():
        raise NotAllowed(
            _("An empty letter cannot go out. Write a line, or choose not to send it.")
        )

    def edit() -> Email:
        row = _own_waiting_letter(interview, kind, by)
        before = row.letter or draft(interview, kind, number_of(row))
        if letter.strip() == before and row.letter:
            return row
        edited = schedule.edit_letter(row, letter=letter.strip(), now=now)
        begins = _keep_version(edited, before, now)
        if edited.state == State.HELD and edited.reason == WAITS_FOR_WORDS:
            edited = schedule.release(edited, now=now)
        if begins:
            record(interview, Kind.THANK_YOU_EDITED, by=by, now=now, letter=kind)
        return edited

    return _politely(edit)


def _keep_version(edited: Email, before: str, now: datetime) -> bool:
    """Note what the letter says now; whether that begins a new version."""
    known = LetterVersion.objects.filter(email=edited)
    latest = known.first()
    if latest is None:
        known.create(email=edited, letter=before, began_at=now, saved_at=now)
    elif now - latest.began_at < ONE_VERSION and not known.filter(letter=edited.letter).exists():
        latest.letter, latest.saved_at = edited.letter, now
        latest.save(update_fields=["letter", "saved_at"])
        return False
    known.create(email=edited, letter=edited.letter, began_at=now, saved_at=now)
    return True


def send_letter_now(interview: Interview, *, kind: str, by: User, now: datetime) -> Email:
    """Let the letter go out with the next tick instead of at its time."""

    def send() -> Email:
        row = _own_waiting_letter(interview, kind, by)
        if row.state == State.HELD and row.reason != WAITS_FOR_WORDS:
            raise TooLate(row.reason)
        if now < interview.ends_at:
            raise TooLate(_("The conversation is not over yet, so there is nothing to thank for."))
        return schedule.send_now(row, now=now)

    return _politely(send)


def move_letter(
    interview: Interview, *, kind: str, by: User, send_at: datetime, now: datetime
) -> Email:
    """Choose another time, after the meeting and before the letter would be too late to make sense."""

    def move() -> Email:
        row = _own_waiting_letter(interview, kind, by)
        if not max(now, interview.ends_at) < send_at <= latest_for(interview, row):
            raise NotAllowed(_too_far(kind))
        moved = schedule.move(row, send_at=send_at, now=now)
        record(interview, Kind.THANK_YOU_MOVED, by=by, now=now, letter=kind, send_at=send_at)
        return moved

    return _politely(move)


def latest_for(interview: Interview, row: Email) -> datetime:
    """A thank-you keeps the office's limit after the end; a follow-up may wait until it makes no sense."""
    hours = _limit_hours(row.kind)
    if hours is None:
        return row.expires_at - timedelta(minutes=1)
    return interview.ends_at + timedelta(hours=hours)


def _limit_hours(kind: str) -> int | None:
    step = office_cadence.get(kind)
    return step.within_hours if step and kind == THANK_YOU else None


def _too_far(kind: str) -> str:
    hours = _limit_hours(kind)
    if hours is None:
        return _("Choose a time that is still ahead, within a week of when it is due.")
    return _("Choose a time that is still ahead, at most %(n)d hours after the conversation.") % {
        "n": hours
    }


def thank_in_person(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The student has thanked already: the thank-you email is withdrawn."""

    def thank() -> Interview:
        thanked = lock_interview(interview)
        if thanked.thanked_in_person:
            return thanked
        if not may_write_thank_you(by, thanked) or now < thanked.ends_at:
            raise TooLate(_("The thank-you has already gone, or the conversation is not over yet."))
        thanked.thanked_in_person, thanked.thanked_at = True, now
        if thanked.stage == Stage.MET:
            thanked.stage = Stage.THANKED
        thanked.save()
        record(thanked, Kind.THANKED, by=by, now=now, in_person=True)
        plan_emails(thanked, now=now, why=_("Thanked in person."))
        return thanked

    return taking_turns(thank)


def skip_follow_up(interview: Interview, *, by: User, now: datetime) -> Interview:
    """No follow-up email goes out for this interview; `keep_follow_up` brings it back."""
    return _set_follow_up(interview, by=by, skipped=True, now=now)


def keep_follow_up(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The follow-up is owed again, at its usual time."""
    return _set_follow_up(interview, by=by, skipped=False, now=now)


def _set_follow_up(interview: Interview, *, by: User, skipped: bool, now: datetime) -> Interview:
    def decide() -> Interview:
        kept = lock_interview(interview)
        if kept.follow_up_skipped == skipped:
            return kept
        if not may_write_follow_up(by, kept) and not may_write_thank_you(by, kept):
            raise TooLate(_("The follow-up has already gone."))
        kept.follow_up_skipped = skipped
        kept.save(update_fields=["follow_up_skipped"])
        if skipped:
            record(kept, Kind.FOLLOW_UP_SKIPPED, by=by, now=now)
        plan_emails(kept, now=now, why=_("The student chose not to send it."))
        return kept

    return taking_turns(decide)


def record_sent_letter(interview: Interview, *, kind: str, sent_at: datetime) -> bool:
    """Move the interview on after one of its letters has gone out; False where that is noted already."""

    def note() -> bool:
        written = lock_interview(interview)
        if kind == THANK_YOU and written.thanked_at is None:
            written.thanked_at = sent_at
            if written.stage == Stage.MET:
                written.stage = Stage.THANKED
            what = Kind.THANKED
        elif kind == FOLLOW_UP and written.followed_up_at is None:
            written.followed_up_at = sent_at
            if written.stage in (Stage.MET, Stage.THANKED):
                written.stage = Stage.FOLLOWING_UP
            what = Kind.FOLLOWED_UP
        else:
            return False
        written.save()
        record(written, what, by=None, now=sent_at)
        return True

    return taking_turns(note)


def _own_waiting_letter(interview: Interview, kind: str, by: User) -> Email:
    held = lock_interview(interview)
    may = may_write_thank_you if kind == THANK_YOU else may_write_follow_up
    row = letter_row(held, kind)
    if not may(by, held) or row is None or not row.waits:
        raise TooLate(
            _("This letter has already gone out or is no longer due, so it cannot be changed.")
        )
    return row


def _politely(body: Callable[[], Email]) -> Email:
    try:
        return taking_turns(body)
    except OutboxRefusal as decided:
        raise TooLate(decided.sentence) from decided
