"""What has happened by now, as far as it opens or closes a start?"""

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from .caps import Term
from .rules import Span


class Facts(TypedDict):
    """What the engine is told beside the rules.

    `busy` are the mentor's promised spans, buffers of those meetings included; this meeting's own
    buffers must stay clear of them too, so buffers stack. They stay clear of `outside`, what else
    the mentor does, as well. `booker_busy` and `booker_outside` must stay clear of the meeting
    itself. `taken` are the starts of the mentor's live interviews and count against caps in the
    day, the week and the `terms` (first and last day) that hold the start's local date. Without a
    `booker_zone` nobody's morning is too early.
    """

    busy: Iterable[Span]
    booker_busy: Iterable[Span]
    taken: Iterable[datetime]
    terms: Iterable[Term]
    now: datetime
    outside: NotRequired[Iterable[Span]]
    booker_outside: NotRequired[Iterable[Span]]
    booker_zone: NotRequired[str]
