"""Keep the table of free windows and the directory's entries true to what they are worked out from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from careerhub.people.models import User

from ..models import LONGEST_WINDOW_HOURS
from ..queries.openings import Calendars, Times, load_calendars
from ..queries.windows import given_since
from ..slots.openings import Rules, find_openings
from ..slots.windows import Window, first_of_day, windows_of

LONGEST = timedelta(hours=LONGEST_WINDOW_HOURS)
# Days beyond the booking window that are worked out already, so that a late worker hides no opening.
DAYS_AHEAD = 1
GOOD_FOR = timedelta(hours=20)
SOON_AFTER = timedelta(minutes=1)
# A refresh sooner than this before the row is due anyway is not worth a write of its own.
WORTH_A_WRITE = timedelta(hours=12)
# Few enough that nobody who books waits for long behind the worker.
BATCH = 20

LOCK = """
    SELECT mentor_id FROM interviews_directoryentry WHERE mentor_id = ANY(%s)
    ORDER BY mentor_id FOR NO KEY UPDATE
"""
LOCK_DUE = """
    SELECT mentor_id FROM interviews_directoryentry WHERE due_at <= %s
    ORDER BY due_at, mentor_id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
"""
COLUMNS = (
    "mentor_id", "first_start_at", "last_start_at", "shown_from",
    "step_minutes", "length_minutes", "notice_minutes", "booker_not_before",
)  # fmt: skip
KNOWN = f"SELECT {', '.join(COLUMNS)} FROM interviews_freewindow WHERE mentor_id = ANY(%s)"
FORGET = """
    DELETE FROM interviews_freewindow AS window_ USING unnest(%s::bigint[], %s::timestamptz[])
        AS gone(mentor_id, first_start_at)
    WHERE window_.mentor_id = gone.mentor_id AND window_.first_start_at = gone.first_start_at
"""
ADD = f"COPY interviews_freewindow ({', '.join(COLUMNS)}) FROM STDIN"
FACTS = {
    "given": "integer",
    "term_cap": "smallint",
    "in_term": "boolean",
    "has_hours": "boolean",
    "resting_until": "date",
    "booker_not_before": "time",
    "soonest_at": "timestamptz",
    "soonest_from": "timestamptz",
    "soonest_until": "timestamptz",
}
NOTE = f"""
    UPDATE interviews_directoryentry AS entry
    SET {", ".join(f"{name} = fact.{name}" for name in FACTS)}, due_at = fact.due_at
    FROM unnest(%s::bigint[], {", ".join(f"%s::{kind}[]" for kind in FACTS.values())},
        %s::timestamptz[]) AS fact(mentor_id, {", ".join(FACTS)}, due_at)
    WHERE entry.mentor_id = fact.mentor_id AND (
        entry.due_at < least(fact.due_at, %s)
        OR ({", ".join(f"entry.{name}" for name in FACTS)})
            IS DISTINCT FROM ({", ".join(f"fact.{name}" for name in FACTS)})
    )
"""

Row = tuple[Any, ...]


def refresh_windows(mentor_ids: Iterable[int], *, now: datetime) -> int:
    """Work the free windows of these people out again; returns how many alumni were among them.

    Call it in the transaction that changes what they rest on, after the change: the lock on the
    entry makes refreshes of one alum take turns, so that the last one sees everything. Only rows
    that differ are written.
    """
    with transaction.atomic(savepoint=False):
        return _refresh(_locked(LOCK, [sorted(set(mentor_ids))]), now)


def refresh_due_windows(*, now: datetime, batches: int) -> int:
    """Refresh the entries that are due, the longest due first, a batch a transaction.

    It may be stopped and begun again at any time: what is left is still due.
    """
    refreshed = 0
    for _batch in range(batches):
        with transaction.atomic():
            count = _refresh(_locked(LOCK_DUE, [now, BATCH]), now)
        refreshed += count
        if count < BATCH:
            break
    return refreshed


def _locked(question: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return [pk for (pk,) in cursor.fetchall()]


def _refresh(ids: list[int], now: datetime) -> int:
    if not ids:
        return 0
    calendars = load_calendars(User.objects.only("zone").filter(pk__in=ids), booker=None, now=now)
    is_term = any(first <= now.date() <= last for first, last in calendars.terms)
    earlier = {} if is_term else given_since(ids, now=now)
    wanted: set[Row] = set()
    facts: list[Row] = []
    for pk, times in calendars.of.items():
        windows = _windows(times, calendars)
        rules = times.rules
        terms = (
            rules.step_minutes,
            rules.length_minutes,
            rules.notice_minutes,
            rules.booker_not_before,
        )
        wanted |= {(pk, *window, *terms) for window in windows}
        facts.append((pk, *_facts(times, calendars, windows, earlier.get(pk, 0))))
    _write_windows(ids, wanted)
    _write_facts(facts, now)
    return len(ids)


def _windows(times: Times, calendars: Calendars) -> list[Window]:
    """Every start of today and of the booking window, and of the days that are about to enter it."""
    rules, zone = times.rules, ZoneInfo(times.rules.zone)
    starts = find_openings(
        replace(rules, notice_minutes=0, window_days=rules.window_days + DAYS_AHEAD),
        busy=times.busy,
        outside=times.outside,
        booker_busy=(),
        taken=times.taken,
        terms=calendars.terms,
        now=first_of_day(calendars.now, zone),
    )
    return windows_of(
        starts,
        zone,
        step_minutes=rules.step_minutes,
        window_days=rules.window_days,
        longest=LONGEST,
    )


def _facts(times: Times, calendars: Calendars, windows: list[Window], earlier: int) -> Row:
    """What the directory keeps of an alum, in the order of FACTS."""
    rules, zone = times.rules, ZoneInfo(times.rules.zone)
    today = calendars.now.astimezone(zone).date()
    term = next((term for term in calendars.terms if term[0] <= today <= term[1]), None)
    days = (start.astimezone(zone).date() for start in times.taken)
    soonest = _soonest(windows, rules, calendars.now)
    return (
        sum(term[0] <= day <= term[1] for day in days) if term else earlier,
        rules.term_cap,
        term is not None,
        bool(rules.hours) or any(day.blocks for day in rules.exceptions),
        rules.paused_until,
        rules.booker_not_before,
        *soonest,
    )


def _soonest(
    windows: list[Window], rules: Rules, now: datetime
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """The first start outside notice, when its day is shown, and until when its window has any."""
    notice, step = timedelta(minutes=rules.notice_minutes), timedelta(minutes=rules.step_minutes)
    for first, last, shown_from in windows:
        if last >= now + notice:
            start = first + max(-((first - now - notice) // step), 0) * step
            return start, shown_from, last - notice
    return None, None, None


def _write_windows(ids: list[int], wanted: set[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [ids])
        known = set(cursor.fetchall())
        gone, new = list(known - wanted), list(wanted - known)
        if gone:
            cursor.execute(FORGET, [[row[0] for row in gone], [row[1] for row in gone]])
        if new:
            with cursor.copy(ADD) as copy:
                for row in new:
                    copy.write_row(row)


def _due(soonest_until: datetime | None, now: datetime) -> datetime:
    """As soon as the entry's own window no longer says that somebody is free."""
    good_until = now + GOOD_FOR
    return min(good_until, soonest_until + SOON_AFTER) if soonest_until else good_until


def _write_facts(facts: list[Row], now: datetime) -> None:
    rows = [(*row, _due(row[-1], now)) for row in facts]
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [*columns, now + WORTH_A_WRITE])
