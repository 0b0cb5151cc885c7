"""What may a kind answer when its email is due?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Send:
    """It goes out now, with these words.

    `from_address` is the office's own; `from_name` is shown before it. `calendar` is a whole
    iCalendar file with the method `calendar_method` (REQUEST or CANCEL). `unsubscribe` is an https
    address that takes a one-click POST (RFC 8058), empty for what nobody can decline.
    """

    to: str
    to_name: str
    from_name: str
    from_address: str
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    calendar: bytes = b""
    calendar_method: str = ""
    unsubscribe: str = ""


@dataclass(frozen=True)
class Withdraw:
    """Its reason has gone. It may be scheduled again if it is owed again."""

    reason: str


@dataclass(frozen=True)
class Hold:
    """It waits for a person."""

    reason: str


@dataclass(frozen=True)
class Postpone:
    """Not now but at `until`, such as when the reader's quiet hours end."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class Suppress:
    """The reader does not want it, or cannot get it."""

    reason: str


Verdict = Send | Withdraw | Hold | Postpone | Suppress
