"""Which other times stand proposed between the two, who is to answer, and what is held meanwhile?"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from careerhub.common.times import say_span, say_zone
from careerhub.office.models import Policies
from careerhub.people.models import User

from .. import access
from ..models import Interview, Stage
from .choosing import reading_zone
from .offered import Slot, slot


@dataclass(frozen=True)
class Proposed:
    """The proposed times as one of the two reads them, earliest first."""

    slots: list[Slot]
    is_mine: bool
    may_answer: bool
    is_for_ask: bool
    until: datetime
    held: Slot  # what is promised meanwhile: the first proposed time of an ask, else what is booked
    reason: str


def proposed_between(
    interview: Interview, person: User, office: Policies, *, now: datetime
) -> Proposed | None:
    """None where nothing is proposed, or all of it has passed."""
    if interview.proposed_at is None or interview.ending:
        return None
    starts = interview.proposals.filter(settled_at=None, starts_at__gt=now).order_by("starts_at")
    slots = [
        in_words(start, interview, person, office)
        for start in starts.values_list("starts_at", flat=True)
    ]
    if not slots:
        return None
    is_for_ask = interview.stage == Stage.ASKED
    return Proposed(
        slots=slots,
        is_mine=interview.proposed_by_id == person.pk,
        may_answer=access.may_answer_proposal(person, interview, now=now),
        is_for_ask=is_for_ask,
        until=interview.expires_at if is_for_ask else interview.starts_at,
        held=in_words(interview.starts_at, interview, person, office),
        reason=interview.move_reason,
    )


def clock_difference(at: datetime, other: User, office: Policies) -> str:
    """ "Mira’s clock is 3 hours behind yours (PST)."; "" where the clocks agree."""
    mine, theirs = reading_zone(), other.zone or office.zone
    here, there = at.astimezone(mine).utcoffset(), at.astimezone(ZoneInfo(theirs)).utcoffset()
    if here is None or there is None or here == there:
        return ""
    ahead = _("%(name)s’s clock is %(span)s ahead of yours (%(zone)s).")
    behind = _("%(name)s’s clock is %(span)s behind yours (%(zone)s).")
    return (ahead if there > here else behind) % {
        "name": other.get_short_name(),
        "span": say_span(there - here),
        "zone": say_zone(at, theirs),
    }


def in_words(at: datetime, interview: Interview, person: User, office: Policies) -> Slot:
    other_zone = interview.other(person).zone or office.zone
    return slot(at, reader=person, zone=reading_zone(), other_zone=other_zone)
