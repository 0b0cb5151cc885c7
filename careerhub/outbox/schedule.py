"""What is owed, and when? Every change to an email that has not gone out yet.

Each function locks the rows it touches, leaves a line in the trail, and refuses politely when it
comes too late. Those that a plan calls belong in the transaction of the change that causes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from . import kinds, outcomes
from .errors import AlreadyDecided, BadTime
from .models import STOPPABLE, WAITING, Email, State, Trace


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An email that is owed. `key` names the decision: interview, kind, reader and occurrence."""

    key: str
    about: str
    kind: str
    reader: AbstractBaseUser
    send_at: datetime
    expires_at: datetime
    letter: str = ""
    state: State = State.SCHEDULED
    reason: str = ""  # why it is put held


@dataclass(frozen=True)
class Withdrawal:
    """`count` emails will not go out; `going_out` could not be stopped any more."""

    count: int
    going_out: tuple[Email, ...] = ()


def put(
    *,
    key: str,
    about: str,
    kind: str,
    reader: AbstractBaseUser,
    send_at: datetime,
    expires_at: datetime,
    now: datetime,
    letter: str = "",
    state: State = State.SCHEDULED,
    reason: str = "",
) -> Email:
    """Owe one email; see `put_all`."""
    draft = Draft(
        key=key,
        about=about,
        kind=kind,
        reader=reader,
        send_at=send_at,
        expires_at=expires_at,
        letter=letter,
        state=state,
        reason=reason,
    )
    return put_all([draft], now=now)[0]


def put_all(drafts: Iterable[Draft], *, now: datetime) -> list[Email]:
    """Owe these emails: new ones are scheduled, waiting ones follow the plan, the rest stay.

    In this order: what has been sent or settled is never touched; what a person chose (the time, a
    hold, a withdrawal, the words) is kept; a row withdrawn only because it was no longer owed comes
    back. A claimed row that the plan changes is called back and goes out as planned now.
    """
    wanted = {draft.key: draft for draft in sorted(drafts, key=lambda draft: draft.key)}
    for draft in wanted.values():
        kinds.get(draft.kind)
        if draft.state not in WAITING:
            raise ValueError(f"an email is put scheduled or held, not {draft.state}")
    with transaction.atomic():
        rows = _lock(wanted)
        fresh = [_new(draft, now) for key, draft in wanted.items() if key not in rows]
        if fresh:
            try:
                with transaction.atomic():
                    Email.objects.bulk_create(fresh)
            except IntegrityError:  # somebody put one of these keys a moment ago: now it is there
                return put_all(wanted.values(), now=now)
        changed = [row for row in rows.values() if _follow(row, wanted[row.key])]
        if changed:
            Email.objects.bulk_update(changed, FOLLOWED)
        _trace([*fresh, *changed], _("Planned."), now)
    everything = {email.key: email for email in [*rows.values(), *fresh]}
    return [everything[key] for key in wanted]


def withdraw(
    emails: QuerySet[Email] | Iterable[int], *, reason: str, now: datetime, by_hand: bool = False
) -> Withdrawal:
    """Stop what can be stopped among these emails (a queryset or ids).

    One that the mail server is taking at this moment is reported, not stopped. With `by_hand`, a
    person's decision, no later plan brings them back.
    """
    chosen = Q(pk__in=emails.values("pk") if isinstance(emails, QuerySet) else list(emails))
    with transaction.atomic():
        rows = Email.objects.filter(chosen, state__in=(*STOPPABLE, State.SENDING))
        locked = list(rows.order_by("pk").select_for_update(no_key=True))
        going_out = tuple(email for email in locked if email.state == State.SENDING)
        stopped = [email for email in locked if email.state != State.SENDING]
        change = {"state": State.WITHDRAWN, "reason": reason[:300], "state_by_hand": by_hand}
        if stopped:
            pks = [email.pk for email in stopped]
            Email.objects.filter(pk__in=pks).update(lease_until=None, **change)
        for email in stopped:
            email.state = State.WITHDRAWN
        _trace(stopped, reason, now)
    return Withdrawal(len(stopped), going_out)


@transaction.atomic
def move(email: Email, *, send_at: datetime, now: datetime) -> Email:
    """A person chooses when it goes out; a later plan keeps that."""
    row = _take(email)
    if send_at < now:
        raise BadTime(_("That time has passed. Choose a later one."))
    if send_at >= row.expires_at:
        raise BadTime(_("By then this email would come too late. Choose an earlier time."))
    _choose_time(row, send_at)
    return _keep(row, _("Moved to another time."), now)


@transaction.atomic
def edit_letter(email: Email, *, letter: str, now: datetime) -> Email:
    """A person writes it in their own words; a later plan keeps them."""
    row = _take(email)
    row.letter, row.letter_edited_at = letter, now
    return _keep(row, _("Rewritten."), now)


@transaction.atomic
def send_now(email: Email, *, now: datetime, note: str = "") -> Email:
    """A person wants it out at once; a hold ends with that."""
    row = _take(email)
    if row.expires_at <= now:
        raise BadTime(_("The time for this email has passed."))
    _choose_time(row, now)
    row.state, row.state_by_hand, row.reason = State.SCHEDULED, False, ""
    return _keep(row, note or _("To be sent now."), now)


@transaction.atomic
def hold(email: Email, *, reason: str, now: datetime) -> Email:
    """A person keeps it back until somebody releases it; no plan does."""
    row = _take(email)
    row.state, row.state_by_hand, row.reason = State.HELD, True, reason[:300]
    return _keep(row, reason, now)


@transaction.atomic
def release(email: Email, *, now: datetime, note: str = "") -> Email:
    """A held email may go out again, at its time or at once if that has passed."""
    row = _take(email)
    row.state, row.state_by_hand, row.reason = State.SCHEDULED, False, ""
    return _keep(row, note or _("Released."), now)


@transaction.atomic
def stop(email: Email, *, reason: str, now: datetime) -> Email:
    """A person decides that it does not go out; no plan brings it back, `bring_back` does."""
    row = _take(email, (*STOPPABLE, State.FAILED))
    row.state, row.state_by_hand, row.reason = State.WITHDRAWN, True, reason[:300]
    return _keep(row, reason, now)


@transaction.atomic
def bring_back(email: Email, *, now: datetime, note: str = "") -> Email:
    """What a person stopped may go out after all: at its time, or at once if that has passed."""
    row = Email.objects.select_for_update(no_key=True).get(pk=email.pk)
    if row.state != State.WITHDRAWN or not row.state_by_hand:
        raise AlreadyDecided(_too_late(row))
    if row.expires_at <= now:
        raise BadTime(_("The time for this email has passed."))
    row.state, row.state_by_hand, row.reason = State.SCHEDULED, False, ""
    return _keep(row, note or _("Brought back."), now)


@transaction.atomic
def settle(
    email: Email, *, outcome: Literal["sent", "again"], now: datetime, note: str = ""
) -> Email:
    """A person decides about an uncertain email: it arrived, or it should go out once more.

    A failed one may be tried again too, such as after its address was put right.
    """
    open_states = (State.UNCERTAIN,) if outcome == "sent" else (State.UNCERTAIN, State.FAILED)
    row = _take(email, open_states)
    if outcome == "sent":
        row.state, row.sent_at, row.reason = State.SENT, row.dated_at or now, ""
        kept = _keep(row, note or _("Settled by hand: it arrived."), now)
        if after := kinds.get(row.kind).after_sent:
            outcomes.follow_through(kept, after, now=now)
        return kept
    if row.expires_at <= now:
        raise BadTime(_("The time for this email has passed."))
    row.state, row.reason, row.not_before = State.SCHEDULED, "", None
    return _keep(row, note or _("Settled by hand: to be sent again."), now)


# What a plan may change in a row that waits.
FOLLOWED = [
    *("send_at", "expires_at", "letter", "state", "reason"),
    *("lease_until", "dated_at", "moved_by_hand"),
]


def _follow(row: Email, draft: Draft) -> bool:
    """Let a row follow the plan; False if it stays as it is."""
    if row.state == State.WITHDRAWN and not row.state_by_hand:
        row.moved_by_hand = False
    elif row.state not in STOPPABLE:
        return False
    before = (row.send_at, row.expires_at, row.letter, _resting(row))
    if not row.moved_by_hand:
        row.send_at, row.expires_at = draft.send_at, draft.expires_at
    if row.letter_edited_at is None:
        row.letter = draft.letter
    state = row.state if row.state_by_hand else draft.state
    if before == (row.send_at, row.expires_at, row.letter, state):
        return False
    if state != row.state:
        row.reason = draft.reason[:300]
    row.state, row.lease_until, row.dated_at = state, None, None
    return True


def _resting(row: Email) -> str:
    """The state of a row as a plan sees it: about to go is still scheduled."""
    return State.SCHEDULED if row.state == State.CLAIMED else row.state


def _new(draft: Draft, now: datetime) -> Email:
    return Email(
        key=draft.key,
        about=draft.about,
        kind=draft.kind,
        urgency=kinds.get(draft.kind).urgency,
        reader_id=draft.reader.pk,
        send_at=draft.send_at,
        expires_at=draft.expires_at,
        letter=draft.letter,
        state=draft.state,
        reason=draft.reason[:300],
        created_at=now,
    )


def _lock(keys: Iterable[str]) -> dict[str, Email]:
    rows = Email.objects.filter(key__in=list(keys)).order_by("pk").select_for_update(no_key=True)
    return {email.key: email for email in rows}


def _take(email: Email, states: tuple[State, ...] = STOPPABLE) -> Email:
    """The row, fresh and locked; a claimed one is called back."""
    row = Email.objects.select_for_update(no_key=True).get(pk=email.pk)
    if row.state not in states:
        raise AlreadyDecided(_too_late(row))
    if row.state == State.CLAIMED:
        row.state, row.lease_until = State.SCHEDULED, None
    return row


def _choose_time(row: Email, send_at: datetime) -> None:
    # A new time is a new decision, so it gets a Date of its own and waits for nothing else.
    row.send_at, row.moved_by_hand, row.dated_at, row.not_before = send_at, True, None, None


def _keep(row: Email, note: str, now: datetime) -> Email:
    row.save()
    _trace([row], note, now)
    return row


def _trace(emails: Iterable[Email], note: str, now: datetime) -> None:
    Trace.objects.bulk_create(
        Trace(email=email, at=now, state=email.state, attempt=email.attempts, note=note[:500])
        for email in emails
    )


def _too_late(row: Email) -> str:
    sentences = {
        State.SENDING: _("This email is going out right now."),
        State.SENT: _("This email has already gone out."),
        State.UNCERTAIN: _("This email may have gone out. Settle that first."),
        State.FAILED: _("This email could not be sent. Try it again first."),
        State.WITHDRAWN: _("This email was withdrawn."),
        State.SUPPRESSED: _(
            "This email was not sent, because its reader does not get such emails."
        ),
        State.EXPIRED: _("The time for this email has passed."),
    }
    return sentences.get(State(row.state), _("Nothing is left to settle about this email."))
