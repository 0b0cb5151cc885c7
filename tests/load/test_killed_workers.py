"""Workers, timetable and broker go away in the midst of sending: each email still has one fate."""

import pytest

from tests.load.backstage import Backstage
from tests.load.ledger import Ledger
from tests.load.seeding import seeded

pytestmark = pytest.mark.load

# Killed when so many more emails of a kind have gone: one that may go twice, one that may not, any
# one just after a start, and once more.
KILLS = (("did_it_happen", 20), ("thank_you", 20), ("%", 1), ("%", 20))


@pytest.fixture(scope="module")
def backstage(tmp_path_factory):
    with Backstage(tmp_path_factory.mktemp("backstage")) as backstage:
        yield backstage


@pytest.fixture(scope="module")
def owed(backstage):
    """What is due, put off until a test brings it forward, and what is too late to go at all."""
    owed = seeded(backstage.url, "letters", "90")
    assert len(owed["due"]) >= 360  # four a pair; by the hour of the day a fifth is due
    backstage.put_off(owed["due"])
    return owed


def check(backstage, owed, due):
    """The ledger of what was due, once nothing is any more."""
    rows = seeded(backstage.url, "ledger")
    ledger = Ledger(rows, backstage.accepted_ids(), due)
    assert ledger.of["lost"] == [], str([rows[key] for key in ledger.of["lost"][:3]])
    assert ledger.of["astray"] == []
    assert ledger.strangers == set()
    assert {rows[key]["state"] for key in owed["overdue"]} == {"expired"}
    assert ledger.copies_of(owed["overdue"]) == 0
    return ledger


def test_killed_worker_and_beat_lose_nothing_and_double_only_what_may_be_doubled(
    backstage, owed, report
):
    due = owed["due"][:300]
    backstage.bring_forward(due)
    in_hand = []
    for kind, more in KILLS:
        backstage.start_crew()
        backstage.wait_until_sent(more, "kind LIKE %s", kind)
        backstage.kill_crew()
        in_hand.append(backstage.in_hand())
        backstage.let_leases_run_out()
    backstage.start_crew()
    backstage.wait_until_idle()
    ledger = check(backstage, owed, due)
    assert all(claimed + sending for claimed, sending in in_hand)
    caught = ", ".join(f"{claimed}+{sending}" for claimed, sending in in_hand)
    report(f"worker and beat killed with emails claimed+going out: {caught}; {ledger}")


def test_an_emptied_and_a_killed_broker_lose_nothing(backstage, owed, report):
    due = owed["due"][300:360]
    if not backstage.crew:
        backstage.start_crew()
    for first, trouble in ((0, backstage.flush_broker), (20, backstage.lose_broker), (40, None)):
        keys = due[first : first + 20]
        backstage.bring_forward(keys)
        backstage.wait_until_sent(1, "key = ANY(%s)", keys)
        if trouble:
            trouble()
        backstage.wait_until_idle()
    ledger = check(backstage, owed, due)
    assert ledger.of["once"] == due
    report(f"broker emptied, then killed and empty again: {ledger}")
