"""Two hundred students want one alum's one opening at the same moment, through the whole stack."""

from collections import Counter
from statistics import quantiles

import psycopg
import pytest

from tests.load.seeding import seeded
from tests.load.visitors import MESSAGE, Visitor, all_at_once, let_read, nearest

pytestmark = pytest.mark.load

CROWD = 200
BROKEN_PROMISES = """
    SELECT count(*) FROM interviews_commitment a JOIN interviews_commitment b
    ON a.person_id = b.person_id AND a.id < b.id AND a.live AND b.live AND a.during && b.during
"""


@pytest.fixture(scope="module")
def rush(site):
    """What everybody wanted, and what everybody was told."""
    crowd = seeded(site.database, "crowd", str(CROWD))
    visitors = let_read(Visitor(site, key, crowd["mentor"]) for key in crowd["sessions"])
    wanted = visitors[0].openings[0]
    assert all(wanted in visitor.openings for visitor in visitors)
    answers = all_at_once([lambda v=visitor: v.ask(wanted) for visitor in visitors])
    return crowd["mentor"], wanted, answers


def test_one_is_booked_and_the_database_has_promised_nothing_twice(rush, database):
    mentor, wanted, answers = rush
    booked = database.execute(
        "SELECT id FROM interviews_interview WHERE mentor_id = %s AND starts_at = %s",
        [mentor, wanted],
    )
    ((interview,),) = booked.fetchall()
    led = [answer.place for answer in answers if answer.status == 302]
    assert led == [f"/interviews/{interview}/"]
    assert database.execute(BROKEN_PROMISES).fetchone() == (0,)


def test_everybody_else_reads_a_kind_sentence_and_the_next_openings(rush, report):
    _mentor, wanted, answers = rush
    losers = [answer for answer in answers if answer.status != 302]
    assert Counter(answer.status for answer in losers) == {422: CROWD - 1}
    for answer in losers:
        assert "Someone took" in answer.page
        assert "a moment ago. Your words are safe." in answer.page
        assert MESSAGE in answer.page
        assert len(nearest(answer.page)) == 3
        assert wanted not in nearest(answer.page)
    took = quantiles([answer.seconds for answer in answers], n=100)
    report(
        f"{CROWD} students, one opening: 1 booked, {len(losers)} kindly refused with three other "
        f"times; answers after {took[49]:.1f} s (p50), {took[98]:.1f} s (p99)"
    )


def test_the_servers_had_nothing_to_complain_of(rush, site):
    assert "deadlock" not in (site.var / "postgres.log").read_text()
    assert "Traceback" not in site.log.read_text()


def test_who_cannot_be_served_in_time_is_offered_times_too(site):
    crowd = seeded(site.database, "crowd", "1")
    visitor = Visitor(site, crowd["sessions"][0], crowd["mentor"]).read()
    with psycopg.connect(site.database) as somebody:
        somebody.execute(
            "SELECT id FROM people_user WHERE id = %s FOR NO KEY UPDATE", [crowd["mentor"]]
        )
        answer = visitor.ask(visitor.openings[0])
    assert answer.status == 422
    assert "Many people are booking right now. Nothing was changed." in answer.page
    near = nearest(answer.page)
    assert len(near) == 3
    shown = visitor.openings[:3]  # those of one day; today may have fewer left
    assert near[: len(shown)] == shown
    assert MESSAGE in answer.page
