"""When is a conversation over for good? Once every letter is settled and a quiet week has passed."""

from datetime import datetime

from ..models import Ending, Interview
from ..queries.due import is_finished
from .locking import lock_interview, taking_turns
from .log import Kind, record
from .settling import close


def finish(interview: Interview, *, now: datetime) -> bool:
    """Close it as complete; False where something is still owed or waits for a person."""

    def end() -> bool:
        over = lock_interview(interview)
        if not over.is_after or not is_finished(over, now=now):
            return False
        close(over, Ending.COMPLETE, by=None, reason="", now=now)
        record(over, Kind.CLOSED, by=None, now=now)
        return True

    return taking_turns(end)
