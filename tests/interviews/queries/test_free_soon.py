"""Whoever is told to be free this week has an opening this week that suits the reader, at any hour."""

from dataclasses import replace
from datetime import timedelta

import pytest

from careerhub.common import clock
from interviews.actions.windows import refresh_due_windows
from interviews.models import DirectoryEntry
from interviews.queries import directory
from interviews.queries.windows import WEEK, Wish, next_openings
from tests.factories.interviews import NOON
from tests.interviews.queries.directory_stage import look

HOURS = range(0, 24 * 9, 5)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.standing_at(NOON):
        yield


def told(sam, wish):
    wanted = replace(look(sam, now=wish.now, free_this_week=True), wish=wish)
    return bool(directory.find(wanted).count)


def holds(mira, wish):
    return any(start < wish.now + WEEK for start in next_openings([mira.pk], wish)[mira.pk])


def promises(now, mentor):
    """From nothing, over the middle of the first window, to all of the week."""
    first = next_openings([mentor], Wish(now=now, zone="UTC"))[mentor]
    yield ()
    for start in first[:1]:
        yield ((start, start + timedelta(minutes=30)),)
        yield ((start + timedelta(hours=1), start + timedelta(hours=5)),)
        yield ((start - timedelta(hours=1), start + timedelta(hours=9)),)
    yield ((now, now + timedelta(days=8)),)


def test_it_stays_true_while_time_passes_and_promises_differ(sam, mira):
    answers = set()
    for hours in HOURS:
        now = NOON + timedelta(hours=hours)
        for busy in promises(now, mira.pk):
            wish = Wish(now=now, zone="UTC", busy=busy)
            assert told(sam, wish) == holds(mira, wish), (hours, busy)
            answers.add(told(sam, wish))
    assert answers == {True, False}


def test_an_entry_is_due_when_its_own_window_says_nothing_any_more(mira):
    entry = DirectoryEntry.objects.get(mentor=mira)
    DirectoryEntry.objects.update(due_at=NOON)
    now = entry.soonest_until - timedelta(minutes=30)
    refresh_due_windows(now=now, batches=1)
    entry.refresh_from_db()
    assert entry.due_at == entry.soonest_until + timedelta(minutes=1)
    assert refresh_due_windows(now=now, batches=1) == 0
    assert refresh_due_windows(now=entry.due_at, batches=1) == 1
