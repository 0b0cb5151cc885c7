"""Do the two questions that everything rests on use the index that was made for them?"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from careerhub.common import clock
from interviews.models import Commitment, DirectoryEntry
from interviews.queries import windows
from interviews.queries.openings import promised_within
from interviews.queries.windows import Wish, free_between, multirange
from interviews.queries.words import near, near_enough
from tests.factories.interviews import NOON

ALUMNI = 400
# Sixty promises a person, most of them long past: enough that every other way to read is the wrong one.
MANY_PROMISES = """
    INSERT INTO interviews_commitment (person_id, interview_id, during, live)
    SELECT entry.mentor_id, interview.id, tstzrange(starts, starts + interval '1 hour'), TRUE
    FROM interviews_directoryentry AS entry CROSS JOIN LATERAL (
        SELECT id, %s + (row_number() OVER (ORDER BY id) - 55) * interval '131 hours'
            AS starts
        FROM interviews_interview WHERE mentor_id <> entry.mentor_id ORDER BY id LIMIT 60
    ) AS interview
    ON CONFLICT DO NOTHING
"""


@pytest.fixture
def crowd(db):
    with clock.standing_at(NOON):
        call_command("crowd", alumni=ALUMNI, promises=ALUMNI, past=0, verbosity=0)
        one = Commitment.objects.filter(person__mentor__isnull=False).first()
        with connection.cursor() as cursor:
            cursor.execute(MANY_PROMISES, [NOON])
            cursor.execute("ANALYZE")
        yield one.person


def plan_of(question, params=None):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {question}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_the_promises_of_one_person_come_from_the_btree(crowd):
    """Not from the exclusion constraint’s gist index, which reads a thousand times as much."""
    during = DateTimeTZRange(NOON, NOON + timedelta(days=28))
    plan = promised_within([crowd.pk], during).explain()
    assert "commitment_person_start" in plan
    assert "Seq Scan" not in plan
    assert "nobody_is_promised_twice" not in plan


def test_who_is_free_then_is_read_from_the_index_alone(crowd):
    wish = Wish(
        now=NOON, zone="UTC", asked=((NOON + timedelta(days=3), NOON + timedelta(days=3, hours=2)),)
    )
    question, params = free_between(wish.free)
    plan = plan_of(question, params | wish.params)
    assert "window_first_start" in plan
    assert "Seq Scan" not in plan


def test_the_next_openings_of_a_page_are_one_look_into_the_key_each(crowd):
    ids = list(DirectoryEntry.objects.values_list("pk", flat=True)[:24])
    wish = Wish(now=NOON, zone="UTC")
    free = wish.free
    params = wish.params | {
        "mentors": ids,
        "first": free[0][0],
        "last": free[-1][1],
        "within": multirange(free),
        "count": 3,
    }
    plan = plan_of(windows.NEXT_OPENINGS, params)
    assert "interviews_freewindow_pkey" in plan
    assert "Seq Scan" not in plan


def test_who_is_spelled_nearly_like_it_is_asked_of_the_trigrams(crowd):
    with near_enough(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off"
        )  # four hundred are read as quickly in a row
        plan = plan_of(*near("rafeal solhiem"))
    assert "mentor_name_trgm" in plan
    assert "mentor_employer_trgm" in plan
    assert "mentor_title_trgm" in plan
    assert "Seq Scan" not in plan
