"""How far is the alum's clock from the student's? And the words for openings that cards and asks share."""

from datetime import datetime
from zoneinfo import ZoneInfo

from careerhub.common import times
from interviews.views.offered import Slot, read_value, slot, value_of

__all__ = ["Slot", "read_value", "say_difference", "slot", "value_of"]


def say_difference(at: datetime, *, mine: ZoneInfo, theirs: str) -> tuple[str, bool, str] | None:
    """How far the alum's clock is from the student's, whether it is ahead, and its letters."""
    if times.same_offset(at, mine, theirs):
        return None
    there = at.astimezone(times.as_zone(theirs)).utcoffset()
    here = at.astimezone(mine).utcoffset()
    if there is None or here is None:
        return None
    return times.say_span(there - here), there > here, times.say_zone(at, theirs)
