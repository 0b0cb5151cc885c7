"""Everything breaks at random while emails fall due: afterwards each has one fate, and a right one.

The long profile: `CHAOS_PAIRS=2600 CHAOS_SECONDS=660 .venv/bin/python -m pytest tests/load/test_chaos.py -s`
"""

import logging
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from random import Random
from statistics import quantiles

import psutil
import pytest

from tests.load.backstage import Backstage
from tests.load.seeding import seeded
from tests.outbox.smtp_server import DROP, HANG, MailServer

pytestmark = pytest.mark.load
PAIRS = int(os.environ.get("CHAOS_PAIRS", "75"))  # of each four emails
SECONDS = int(os.environ.get("CHAOS_SECONDS", "40"))
SEED = int(os.environ.get("CHAOS_SEED", "4"))
FAULTS = [
    ("rcpt", "451 greylisted", 0.02),
    ("rcpt", "550 nobody here", 0.01),
    ("rcpt", "421 closing", 0.01),
    ("data", DROP, 0.01),
    ("content", DROP, 0.01),
    ("content", HANG, 0.003),
    ("content", "451 later", 0.01),
    ("accepted", DROP, 0.01),
    ("accepted", HANG, 0.003),  # slow: it says yes after three seconds
]


class MoodyServer(MailServer):
    """Misbehaves now and then, and remembers when it took what."""

    def __init__(self, chance):
        super().__init__()
        self.chance, self.moody, self.taken = chance, True, []

    def fault(self, stage, to):
        if not self.moody:
            return None
        may = [(what, odds) for where, what, odds in FAULTS if where == stage]
        return next((what for what, odds in may if self.chance.random() < odds), None)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        before = len(self.accepted)
        answer = await super().handle_DATA(server, session, envelope)
        self.taken += [(m["Message-ID"], time.time()) for _to, m in self.accepted[before:]]
        return answer


@pytest.fixture(scope="module")
def server():
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    server = MoodyServer(Random(SEED))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def backstage(tmp_path_factory, server):
    settings = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "OUTBOX_DOMAIN_PACE": "0"}
    with Backstage(tmp_path_factory.mktemp("chaos"), workers=4, beats=2, **settings) as backstage:
        yield backstage


class Chaos:
    """One trouble after the other, each undone after a while."""

    def __init__(self, backstage, chance):
        self.backstage, self.chance, self.done = backstage, chance, Counter()
        self.stopped, self.moved, self.began = {}, {}, time.time()

    def go_on_for(self, seconds):
        ends, turn = time.monotonic() + seconds, 0
        troubles = [
            self.kill_a_worker, self.interfere, self.freeze_a_worker, self.backstage.flush_broker,
            self.kill_everybody, self.backstage.lose_database, self.interfere, self.kill_a_beat,
            self.backstage.lose_broker,
        ]  # fmt: skip
        while time.monotonic() < ends:
            trouble = troubles[turn % len(troubles)]
            turn += 1
            trouble()
            self.done[trouble.__name__] += 1
            time.sleep(self.chance.uniform(1, 3))
            self.replace_the_fallen()

    def replace_the_fallen(self):
        if any(process.poll() is not None for process in self.backstage.crew):
            self.backstage.kill_crew()
            self.backstage.start_crew()

    def a_worker(self):
        leader = psutil.Process(self.backstage.crew[0].pid)
        children = leader.children()
        return self.chance.choice(children) if children else leader

    def kill_a_worker(self):
        with suppress(psutil.Error):
            self.a_worker().send_signal(signal.SIGKILL)

    def freeze_a_worker(self):
        with suppress(psutil.Error):
            worker = self.a_worker()
            worker.suspend()
            time.sleep(2)
            worker.resume()

    def kill_a_beat(self):
        self.backstage.crew[-1].kill()

    def kill_everybody(self):
        self.backstage.kill_crew()
        self.backstage.start_crew()

    def interfere(self):
        done = seeded(self.backstage.url, "interfere", "6")
        self.stopped |= done["stopped"]
        self.moved |= done["moved"]


@pytest.fixture(scope="module")
def aftermath(backstage, server):
    """What was due, what people did meanwhile, and the ledger once nothing is due any more."""
    due = seeded(backstage.url, "letters", str(PAIRS))["due"]
    backstage.database.execute(
        "UPDATE outbox_email SET send_at = now() + (%s + random() * %s) * interval '1 s',"
        " expires_at = now() + interval '1 day' WHERE key = ANY(%s)",
        [5, SECONDS * 0.8, due],
    )
    chaos = Chaos(backstage, Random(SEED))
    backstage.start_crew()
    chaos.go_on_for(SECONDS)
    server.moody = False
    backstage.kill_crew()
    backstage.let_leases_run_out()
    backstage.start_crew()
    backstage.wait_until_idle()
    return chaos, due, seeded(backstage.url, "ledger")


def test_each_email_has_one_fate_and_a_right_one(aftermath, server, report):
    chaos, due, rows = aftermath
    taken = {}
    for message_id, at in server.taken:
        taken.setdefault(message_id, []).append(at)
    of = {key: taken.get(rows[key]["message_id"], []) for key in due}
    twice = [key for key in due if len(of[key]) > 1]
    uncertain = [key for key in due if rows[key]["state"] == "uncertain"]
    lost = [key for key in due if rows[key]["state"] in ("scheduled", "claimed", "sending")]
    lost += [key for key in due if rows[key]["state"] == "sent" and not of[key]]
    late_stop = [key for key, at in chaos.stopped.items() if any(t > at for t in of.get(key, []))]
    early = [key for key in due if any(t < rows[key]["send_at"] for t in of[key])]
    # a new plan may put one back to a time before all this began
    lateness = [of[key][0] - max(rows[key]["send_at"], chaos.began) for key in due if of[key]]
    took = quantiles(lateness, n=100)
    once = sum(len(times) == 1 for times in of.values())
    report(
        f"chaos, {SECONDS} s, {dict(chaos.done)}: due {len(due)}, accepted once {once}, uncertain "
        f"{len(uncertain)}, accepted twice {len(twice)}, lost {len(lost)}, after-cancel "
        f"{len(late_stop)}, early {len(early)}; stopped {len(chaos.stopped)}, moved "
        f"{len(chaos.moved)}; late p50 {took[49]:.1f} s, p99 {took[98]:.1f} s"
    )
    assert (lost, late_stop, early) == ([], [], [])
    assert all(rows[key]["is_retried"] for key in twice)
    assert not any(rows[key]["is_retried"] for key in uncertain)
    assert set(taken) <= {row["message_id"] for row in rows.values()}
    assert once > len(due) / 2
    assert chaos.stopped
    assert chaos.moved
