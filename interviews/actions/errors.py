"""Why was something refused? Every refusal carries the sentence for the person who asked."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _


class Refusal(Exception):
    """Nothing was changed. `sentence` says what happened and what to do; `openings` may help."""

    def __init__(self, sentence: str, *, openings: Sequence[datetime] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.openings = list(openings)


class TimeTaken(Refusal):
    """Somebody else has that time, or it is no longer open."""


class LimitReached(Refusal):
    """A cap of the alum or of the student stands in the way."""


class OthersFirst(LimitReached):
    """Others have waited for the time that is open; there is a line to join."""


class TooLate(Refusal):
    """The interview has moved on: the thing asked for no longer makes sense."""


class NotAllowed(Refusal):
    """This person may not do this to this interview."""


class Conflict(Refusal):
    """The same form was sent before with other words in it."""


class Busy(Refusal):
    """Too many people at the same door; trying again will do."""

    def __init__(self) -> None:
        super().__init__(
            _("Many people are booking right now. Nothing was changed. Please try again.")
        )
