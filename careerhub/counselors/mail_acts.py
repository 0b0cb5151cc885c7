"""What may a counselor do with an email that has not been settled, and how is it taken back?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from careerhub.outbox import schedule
from careerhub.outbox.errors import Refusal
from careerhub.outbox.models import STOPPABLE, Email, State
from careerhub.outbox.search import WORDS
from careerhub.people.models import User


class Act(StrEnum):
    SEND_NOW = "send-now"
    HOLD = "hold"
    RELEASE = "release"
    AGAIN = "again"
    ARRIVED = "arrived"
    STOP = "stop"


# In these states the act makes sense; the outbox itself refuses whatever has moved on meanwhile.
STATES: dict[Act, tuple[State, ...]] = {
    Act.SEND_NOW: STOPPABLE,
    Act.HOLD: (State.SCHEDULED, State.CLAIMED),
    Act.RELEASE: (State.HELD,),
    Act.AGAIN: (State.UNCERTAIN, State.FAILED),
    Act.ARRIVED: (State.UNCERTAIN,),
    Act.STOP: (*STOPPABLE, State.FAILED),
}


@dataclass
class Done:
    """What became of several: the memory of those done is enough to take the act back."""

    act: Act
    before: list[dict[str, Any]] = field(default_factory=list)
    refused: list[tuple[Email, str]] = field(default_factory=list)

    @property
    def may_undo(self) -> bool:
        return bool(self.before) and self.act not in (Act.AGAIN, Act.ARRIVED)


def acts_for(email: Email) -> list[Act]:
    return [act for act, states in STATES.items() if email.state in states]


def carry_out(act: Act, pks: Sequence[int], *, reason: str = "", by: User, now: datetime) -> Done:
    """Do it to each; one that has moved on is told apart and hinders nobody."""
    done = Done(act)
    for email in Email.objects.filter(pk__in=pks).select_related("reader").defer(*WORDS):
        memory = {"pk": email.pk, "send_at": email.send_at.isoformat(), "reason": email.reason}
        try:
            if email.state not in STATES[act]:
                raise Refusal(_("It has moved on meanwhile."))
            _do(act, email, reason=reason, by=by, now=now)
        except Refusal as refusal:
            done.refused.append((email, refusal.sentence))
        else:
            done.before.append(memory)
    return done


def _do(act: Act, email: Email, *, reason: str, by: User, now: datetime) -> None:
    name = {"name": by.get_full_name()}
    why = f" {reason.strip()}" if reason.strip() else ""
    if act == Act.HOLD:
        schedule.hold(email, reason=_("%(name)s keeps it back.") % name + why, now=now)
    elif act == Act.STOP:
        schedule.stop(email, reason=_("%(name)s stopped it.") % name + why, now=now)
    elif act == Act.RELEASE:
        schedule.release(email, now=now, note=_("%(name)s released it.") % name)
    elif act == Act.SEND_NOW:
        schedule.send_now(email, now=now, note=_("%(name)s sends it now.") % name)
    elif act == Act.AGAIN:
        schedule.settle(email, outcome="again", now=now, note=_("%(name)s sends it again.") % name)
    else:
        said = _("%(name)s says that it arrived.") % name
        schedule.settle(email, outcome="sent", now=now, note=said)


def undo(act: Act, before: Iterable[dict[str, Any]], *, by: User, now: datetime) -> int:
    """Take the act back wherever nothing has happened since; for how many that was possible."""
    memories = {memory["pk"]: memory for memory in before}
    undone = 0
    for email in Email.objects.filter(pk__in=memories).defer(*WORDS):
        try:
            undone += _undo(act, email, memories[email.pk], by=by, now=now)
        except Refusal:  # it has moved on, so there is nothing to take back
            continue
    return undone


def _undo(act: Act, email: Email, memory: dict[str, Any], *, by: User, now: datetime) -> bool:
    note = _("%(name)s took that back.") % {"name": by.get_full_name()}
    if act == Act.HOLD and email.state == State.HELD:
        schedule.release(email, now=now, note=note)
    elif act == Act.RELEASE and email.state == State.SCHEDULED:
        schedule.hold(email, reason=memory["reason"] or note, now=now)
    elif act == Act.STOP and email.state == State.WITHDRAWN:
        schedule.bring_back(email, now=now, note=note)
    elif act == Act.SEND_NOW and email.state in STOPPABLE:
        at = datetime.fromisoformat(memory["send_at"])
        if at <= now:
            return False
        schedule.move(email, send_at=at, now=now)
    else:
        return False
    return True
