"""When is somebody busy by the bytes of an outside calendar? Worked out in a process that may come to grief."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .errors import NotACalendar, TooMuchWork, Unreadable
from .sifting import is_calendar

Span = tuple[datetime, datetime]
PROCESS = (sys.executable, "-m", "interviews.calendars.expansion")
ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 5.0  # seconds; the process itself may use the processor for 4


@dataclass(frozen=True)
class Reading:
    """Merged half-open stretches in UTC. `missing` is the sentence on what could not be read, or ""."""

    busy: tuple[Span, ...]
    missing: str = ""


def read_busy(
    raw: bytes,
    *,
    zone: str,
    since: datetime,
    until: datetime,
    own: str = "",
    process: Sequence[str] = PROCESS,
) -> Reading:
    """The busy times in [since, until). Floating times and whole days are meant in `zone`.

    `own` is the domain of our own invitations, which are left out. Raises CannotRead.
    """
    if not is_calendar(raw):
        raise NotACalendar
    told = _told_by_process(raw, [*process, zone, since.isoformat(), until.isoformat(), own])
    try:
        busy = tuple((_instant(low), _instant(high)) for low, high in told["busy"])
        missing = frozenset(told["missing"])
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise Unreadable from None
    return Reading(busy, say_missing(missing))


def _told_by_process(raw: bytes, command: list[str]) -> dict[str, Any]:
    """What the process says. Its standard error may hold somebody's appointments: nobody keeps it."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own module; only zone names and dates vary
            command,
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            cwd=ROOT,
            env=_surroundings(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooMuchWork from None
    except OSError:
        raise Unreadable from None
    if ended.returncode < 0:  # a signal: the limit of the processor or of the memory
        raise TooMuchWork
    try:
        told = json.loads(ended.stdout)
    except ValueError:
        raise Unreadable from None
    if ended.returncode != 0 or not isinstance(told, dict):
        raise Unreadable
    return told


def _surroundings() -> dict[str, str]:
    """Nothing of ours but the pinned time zones: no database, no keys."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "LANG") if name in os.environ}
    return {**kept, "PYTHONTZPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}


def _instant(seconds: object) -> datetime:
    if not isinstance(seconds, int):
        raise TypeError
    return datetime.fromtimestamp(seconds, UTC)


def say_missing(reasons: frozenset[object]) -> str:
    """One sentence for the owner; the most telling reason where there are several."""
    sentences = {
        "cut_off": _("The file breaks off in the middle, so later events may be missing."),
        "too_big": _("It holds more than we can work out, so some events are missing."),
        "too_often": _("An event repeats so often that it was left out, such as every minute."),
        "too_many": _(
            "It holds more than 2,000 events in this time, so the later ones are missing."
        ),
        "unreadable": _("Some events in it make no sense to us and were left out."),
    }
    told = [sentence for code, sentence in sentences.items() if code in reasons]
    if reasons and not told:
        raise Unreadable
    return told[0] if told else ""
