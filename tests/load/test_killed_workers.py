"""Workers, timetable and broker go away in the midst of sending: each email still has one fate."""

import pytest

from tests.load.backstage import Backstage
from tests.load.ledger import Ledger
from tests.load.seeding import seeded

pytestmark = pytest.mark.load

# Killed when so many more emails of a kind have gone: one that may go twice, one that may not, one
# just after a start, and once more.
KILLS = (("did_it_happen", 20), ("thank_you", 20), ("booked", 1), ("booked", 20))


@pytest.fixture(scope="module")
def backstage(tmp_path_factory):
    with Backstage(tmp_path_factory.mktemp("backstage")) as backstage:
        yield backstage


@pytest.fixture
def owe(backstage):
    """Seed emails that are due while nobody is there to send them."""

    def owe(pairs):
        backstage.kill_crew()
        return seeded(backstage.url, "letters", str(pairs))

    return owe


def check(backstage, owed):
    """The ledger, once nothing is due any more."""
    rows = seeded(backstage.url, "ledger")
    ledger = Ledger(rows, backstage.accepted_ids(), owed["due"])
    assert ledger.of["lost"] == []
    assert ledger.of["astray"] == []
    assert ledger.strangers == set()
    assert {rows[key]["state"] for key in owed["overdue"]} == {"expired"}
    assert ledger.copies_of(owed["overdue"]) == 0
    return ledger


def test_killed_worker_and_beat_lose_nothing_and_double_only_what_may_be_doubled(
    backstage, owe, report
):
    owed = owe(pairs=75)
    assert len(owed["due"]) == 300
    in_hand = []
    for kind, more in KILLS:
        backstage.start_crew()
        backstage.wait_until_sent(more, "kind = %s", kind)
        backstage.kill_crew()
        in_hand.append(backstage.in_hand())
        backstage.let_leases_run_out()
    backstage.start_crew()
    backstage.wait_until_idle()
    ledger = check(backstage, owed)
    assert all(claimed + sending for claimed, sending in in_hand)
    caught = ", ".join(f"{claimed}+{sending}" for claimed, sending in in_hand)
    report(f"worker and beat killed with emails claimed+going out: {caught}; {ledger}")


def test_an_emptied_and_a_killed_broker_lose_nothing(backstage, owe, report):
    owed = owe(pairs=30)
    due = owed["due"]
    assert len(due) == 120
    backstage.put_off(due)
    backstage.start_crew()
    for first, trouble in ((0, backstage.flush_broker), (40, backstage.lose_broker), (80, None)):
        keys = due[first : first + 40]
        backstage.bring_forward(keys)
        backstage.wait_until_sent(1, "key = ANY(%s)", keys)
        if trouble:
            trouble()
        backstage.wait_until_idle()
    ledger = check(backstage, owed)
    assert ledger.of["once"] == due
    report(f"broker emptied, then killed and empty again: {ledger}")
