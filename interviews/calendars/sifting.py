"""Which lines of a calendar file say when somebody is busy? All others are dropped before they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# What a title or a note says is nobody's business here, and reading it would cost most of the time.
TELLING = frozenset(
    (
        *(b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"RDATE", b"EXDATE", b"RECURRENCE-ID"),
        *(b"UID", b"SEQUENCE", b"STATUS", b"TRANSP"),
    )
)
REPEATING = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))
FOLD = re.compile(rb"\r?\n[ \t]")
NAME = re.compile(rb"[A-Za-z0-9-]+")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A day anywhere on earth lies within two days of the same date in UTC.
SLACK = timedelta(days=2)

Line = tuple[bytes, bytes]


@dataclass
class Sifted:
    """The lines about zones and about events near the window; not whole where the file breaks off."""

    zones: list[bytes] = field(default_factory=list)
    events: list[list[bytes]] = field(default_factory=list)
    is_whole: bool = True

    def as_calendar(self) -> bytes:
        lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", *self.zones]
        for event in self.events:
            lines += [b"BEGIN:VEVENT", *event, b"END:VEVENT"]
        return b"\r\n".join([*lines, b"END:VCALENDAR", b""])


def is_calendar(raw: bytes) -> bool:
    """Whether a file begins as every calendar does; what signs people in again begins otherwise."""
    start = raw[:1024].removeprefix(BYTE_ORDER_MARK).lstrip()
    return start[:15].upper() == b"BEGIN:VCALENDAR"


def sift(raw: bytes, *, since: datetime, until: datetime) -> Sifted:
    """Keep what matters between the two instants; an event that the file breaks off in is left out."""
    sifted, inside = Sifted(), list[bytes]()
    event: list[Line] = []
    near = _day(since - SLACK), _day(until + SLACK)
    for name, line in _lines(raw):
        if name == b"BEGIN":
            inside.append(_value(line).upper())
            if inside == [b"VCALENDAR", b"VEVENT"]:
                event = []
        if inside[1:2] == [b"VTIMEZONE"]:
            sifted.zones.append(line)
        elif inside == [b"VCALENDAR", b"VEVENT"] and name in TELLING:
            event.append((name, line))
        if name == b"END":
            if inside == [b"VCALENDAR", b"VEVENT"] and not _is_far(event, near):
                sifted.events.append([line for _name, line in event])
            if not inside or inside.pop() != _value(line).upper():
                sifted.is_whole = False
    sifted.is_whole = sifted.is_whole and not inside
    if inside[1:2] == [b"VTIMEZONE"]:  # it would leave the rest unreadable
        sifted.zones = sifted.zones[: _last_begin(sifted.zones)]
    return sifted


def _lines(raw: bytes) -> Iterator[Line]:
    unfolded = FOLD.sub(b"", raw.removeprefix(BYTE_ORDER_MARK))
    for line in unfolded.splitlines():
        found = NAME.match(line)
        if found:
            yield found[0].upper(), line


def _value(line: bytes) -> bytes:
    return line.rpartition(b":")[2].strip()


def _last_begin(lines: list[bytes]) -> int:
    begins = (n for n, line in enumerate(lines) if line.upper().startswith(b"BEGIN:VTIMEZONE"))
    return max(begins, default=0)


def _day(instant: datetime) -> bytes:
    return instant.strftime("%Y%m%d").encode()


def _is_far(event: list[Line], near: tuple[bytes, bytes]) -> bool:
    """Whether an event that happens once cannot touch the window, by its dates alone."""
    told = dict(event)
    if not REPEATING.isdisjoint(told) or b"DURATION" in told or b"DTSTART" not in told:
        return False
    starts = _value(told[b"DTSTART"])[:8]
    ends = _value(told[b"DTEND"])[:8] if b"DTEND" in told else starts
    if not (starts.isdigit() and ends.isdigit() and len(starts) == len(ends) == 8):
        return False
    return ends < near[0] or starts > near[1]
