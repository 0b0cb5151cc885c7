"""Fifty clients on five popular alumni, every kind of transition mixed, through the whole stack.

`FLASH_ROUNDS=60 .venv/bin/python -m pytest tests/load/test_flash_opening.py` takes the full length.
"""

import os
from statistics import quantiles

import pytest

from tests.journeys.site import wait_for
from tests.load.flash import let_act
from tests.load.seeding import seeded
from tests.load.test_one_opening import BROKEN_PROMISES

pytestmark = pytest.mark.load

CLIENTS, ALUMNI = 50, 5
ROUNDS = int(os.environ.get("FLASH_ROUNDS", "5"))
ACTS = {"ask", "accept", "decline", "propose", "take time", "none suits", "withdraw", "cancel"}
ACTS |= {"move", "line", "line/leave", "take-offer", "let-go"}
# One alum's meetings, each with its minutes before and after; and one student's, without.
CROWDED = """
    WITH live AS (
        SELECT id, mentor_id, student_id, starts_at, ends_at FROM interviews_interview
        WHERE stage IN ('asked', 'booked', 'prepared')
    ), office AS (SELECT make_interval(mins => buffer_before_minutes + buffer_after_minutes) AS gap
        FROM office_policies)
    SELECT count(*) FROM office, live AS a JOIN live AS b ON a.id < b.id
    WHERE (a.mentor_id = b.mentor_id
            AND a.starts_at < b.ends_at + gap AND b.starts_at < a.ends_at + gap)
        OR (a.student_id = b.student_id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at)
"""
# An interview that stands has the time of both, exactly once and where it says; others have none.
ASTRAY = """
    SELECT count(*) FROM interviews_interview AS interview WHERE (
        SELECT count(*) FROM interviews_commitment AS promise
        WHERE promise.interview_id = interview.id AND promise.live
            AND promise.during @> tstzrange(interview.starts_at, interview.ends_at)
    ) <> CASE WHEN stage IN ('asked', 'booked', 'prepared') THEN 2 ELSE 0 END
    AND stage IN ('asked', 'booked', 'prepared', 'closed')
    AND ending NOT IN ('complete', 'no_show')
"""


@pytest.fixture(scope="module")
def rush(site):
    people = seeded(site.database, "flash", str(CLIENTS), str(ALUMNI))
    return let_act(site, people, rounds=ROUNDS)


def test_nobody_is_promised_twice(rush, database):
    assert database.execute(BROKEN_PROMISES).fetchone() == (0,)
    assert database.execute(CROWDED).fetchone() == (0,)
    assert database.execute(ASTRAY).fetchone() == (0,)


def test_every_kind_of_transition_took_place(rush, database):
    happened = database.execute("SELECT DISTINCT kind FROM interviews_interviewevent").fetchall()
    done = {act for (act, status) in rush.statuses if status == 302}
    assert {"ask", "accept"} <= done
    assert {"asked", "booked"} <= {kind for (kind,) in happened}
    if ROUNDS >= 20:  # before, chance may leave one out
        assert done >= ACTS
        assert {"cancelled", "proposed", "moved", "offered"} <= {kind for (kind,) in happened}
    assert len(ACTS & done) > len(ACTS) / 2


def test_nobody_saw_an_error_and_a_retry_got_the_first_answer(rush):
    assert {status for (_act, status) in rush.statuses} <= {302, 422}, rush.statuses
    assert rush.oddities == []


def test_the_servers_had_nothing_to_complain_of(rush, site, report):
    assert (site.var / "postgres.log").read_text().count("deadlock") == 0
    assert "Traceback" not in site.log.read_text()
    seconds = [each for times in rush.seconds.values() for each in times]
    took = quantiles(seconds, n=100)
    yes = sum(count for (_act, status), count in rush.statuses.items() if status == 302)
    report(
        f"{CLIENTS} clients × {ROUNDS} rounds on {ALUMNI} alumni: {len(seconds)} answers, {yes} of "
        f"them yes; 0 overlaps, 0 deadlocks, 0 errors; p50 {took[49] * 1000:.0f} ms, "
        f"p99 {took[98] * 1000:.0f} ms"
    )
    report(", ".join(f"{act} {status}: {n}" for (act, status), n in sorted(rush.statuses.items())))


def test_the_windows_are_as_the_promises_are(rush, site, database):
    # what the new policies made due is refreshed by the workers, a few seconds later
    due = "SELECT count(*) FROM interviews_directoryentry WHERE due_at <= now()"
    wait_for(lambda: database.execute(due).fetchone() == (0,), "the windows to be refreshed")
    assert seeded(site.database, "windows")["astray"] == {}
