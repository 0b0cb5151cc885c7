"""When is somebody busy by a calendar file? Runs as a process of its own, which may end badly.

`python -m interviews.calendars.expansion ZONE SINCE UNTIL OWN` reads the file from stdin and writes
one JSON object to stdout: `busy`, merged half-open stretches in seconds since 1970, and `missing`,
why it is not all. It knows nothing of the site: no database, no settings, no secrets.
"""

import json
import re
import resource
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from ..slots.intervals import Interval, clip, merge
from ..slots.zones import at_local
from .sifting import SLACK, sift

MEMORY = 256 * 2**20  # of address space, the interpreter and the packages included
SECONDS = 4  # of the processor; whoever started us waits little longer
SECONDS_A_SERIES = 1.0
SECONDS_FOR_ALL = 3.0
MOST = 2_000  # instances
CUT_OFF, UNREADABLE = "cut_off", "unreadable"
TOO_MANY, TOO_OFTEN, TOO_BIG = "too_many", "too_often", "too_big"


class OutOfTime(BaseException):
    """A repeating event cannot be written out in any sensible time. No library may swallow it."""


def main() -> None:
    zone, since, until, own = sys.argv[1:]
    limit_this_process()
    raw = sys.stdin.buffer.read()
    window = datetime.fromisoformat(since), datetime.fromisoformat(until)
    try:
        busy, missing = expand(raw, zone=ZoneInfo(zone), window=window, own=own)
    except MemoryError:
        busy, missing = [], {TOO_BIG}
    json.dump({"busy": busy, "missing": sorted(missing)}, sys.stdout)


def limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # elsewhere the kernel knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def expand(
    raw: bytes, *, zone: ZoneInfo, window: tuple[datetime, datetime], own: str = ""
) -> tuple[list[Interval], set[str]]:
    """The busy stretches inside the window, and the reasons why some may be missing.

    `own` is the domain at which our invitations are numbered: those are in our books already.
    """
    since, until = window
    sifted = sift(raw, since=since, until=until)
    missing = set() if sifted.is_whole else {CUT_OFF}
    found: list[Interval] = []
    before = signal.signal(signal.SIGPROF, _ring)
    for events in _by_uid(sifted.as_calendar(), own):
        if (left := SECONDS_FOR_ALL - process_time()) <= 0:
            missing.add(TOO_BIG)
            break
        if any(event.errors for event in events):
            missing.add(UNREADABLE)
        try:
            with _at_most(min(SECONDS_A_SERIES, left)):
                stretches = list(islice(_busy_times(events, zone, window), MOST + 1))
        except (OutOfTime, MemoryError):
            missing.add(TOO_OFTEN)
        except Exception:  # whatever a stranger's file makes a parser do
            missing.add(UNREADABLE)
        else:
            found += stretches
    signal.signal(signal.SIGPROF, before)
    if len(found) > MOST:
        missing.add(TOO_MANY)
    return merge(sorted(found)[:MOST]), missing


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in what runs inside once it has used up the processor for so long."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _ring(_number: int, _frame: object) -> None:
    raise OutOfTime


def _by_uid(text: bytes, own: str) -> Iterator[list[Any]]:
    """The events of each series: the rule, and the instances that differ from it."""
    ours = re.compile(rf"interview-\d+@{re.escape(own)}")
    series: dict[str, list[Any]] = defaultdict(list)
    # Bytes, always: a text of one line would be taken for the name of a file.
    for number, event in enumerate(Calendar.from_ical(text).walk("VEVENT")):
        series[str(event.get("UID", number))].append(event)
    return (events for uid, events in series.items() if not (own and ours.fullmatch(uid)))


def _busy_times(
    events: Iterable[Any], zone: ZoneInfo, window: tuple[datetime, datetime]
) -> Iterator[Interval]:
    since, until = window
    calendar = Calendar()
    for event in events:
        if _is_backwards(event):
            event["TRANSP"] = "TRANSPARENT"
        calendar.add_component(event)
    for series in recurring_ical_events.of(calendar).series:
        for instance in series.between(since - SLACK, until + SLACK):
            if _is_busy(instance.as_component(keep_recurrence_attributes=False)):
                stretch = _instant(instance.start, zone), _instant(instance.end, zone)
                yield from clip([stretch], int(since.timestamp()), int(until.timestamp()))


def _is_backwards(event: Any) -> bool:
    """An end before its start, which would be read the other way round."""
    starts, ends = event.get("DTSTART"), event.get("DTEND")
    try:
        return bool(starts and ends and ends.dt < starts.dt)
    except TypeError:  # a day and an hour, or with a zone and without
        return False


def _is_busy(event: Any) -> bool:
    transparent = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    return not transparent and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _instant(told: date, zone: ZoneInfo) -> int:
    """Seconds since 1970. A day, or a time without a zone, is meant where the calendar's owner is."""
    if not isinstance(told, datetime):
        return int(at_local(told, time(0), zone).timestamp())
    return int((told if told.tzinfo else told.replace(tzinfo=zone)).timestamp())


if __name__ == "__main__":
    main()
