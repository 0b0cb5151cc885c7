"""What time is it in the demo? The machine's time plus the shift that people have skipped ahead."""

import time
from datetime import datetime, timedelta
from math import ceil

from django.db import OperationalError, connection
from django.db.models import F

from careerhub.common import clock

from .models import ClockShift

# Another process sees a skip this late at most. Its own process sees it at once.
KEEP_SECONDS = 0.5
_known: tuple[float, timedelta] | None = None
_has_table = False


def now() -> datetime:
    """The demo's present, aware and in UTC."""
    return clock.machine() + shift()


def shift() -> timedelta:
    """How far ahead of the machine the demo is; asked of the database at most twice a second."""
    global _known
    read_at = time.monotonic()
    if _known is None or read_at - _known[0] > KEEP_SECONDS:
        _known = (read_at, _read())
    return _known[1]


def _read() -> timedelta:
    if not _is_migrated():
        return timedelta()
    row = ClockShift.objects.filter(pk=1).first()
    return timedelta(seconds=row.seconds if row else 0)


def _is_migrated() -> bool:
    """Commands such as makemigrations run before the table, or even the database, is there."""
    global _has_table
    if not _has_table:
        try:
            _has_table = ClockShift._meta.db_table in connection.introspection.table_names()
        except OperationalError:
            if connection.in_atomic_block:
                raise
    return _has_table


def skip(ahead: timedelta) -> None:
    """Move the demo's clock ahead for every process; it never goes back."""
    if ahead <= timedelta():
        raise ValueError("the demo's clock only goes ahead")
    row, _ = ClockShift.objects.get_or_create(pk=1)
    ClockShift.objects.filter(pk=row.pk).update(seconds=F("seconds") + ceil(ahead.total_seconds()))
    forget()


def back_to_the_present() -> None:
    ClockShift.objects.filter(pk=1).delete()
    forget()


def forget() -> None:
    global _known
    _known = None


def forget_before_task(**_signal: object) -> None:
    forget()
