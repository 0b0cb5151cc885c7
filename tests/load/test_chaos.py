"""Everything breaks at random while emails fall due: afterwards each has one fate, and a right one.

The long profile: `CHAOS_PAIRS=2600 CHAOS_SECONDS=660 .venv/bin/python -m pytest tests/load/test_chaos.py -s`
"""

import logging
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from statistics import quantiles
from urllib.request import Request, urlopen

import psutil
import psycopg
import pytest

from tests.journeys.site import free_port, wait_for
from tests.load.backstage import Backstage
from tests.load.seeding import seeded
from tests.outbox.smtp_server import DROP, HANG, MailServer

pytestmark = pytest.mark.load
PAIRS = int(os.environ.get("CHAOS_PAIRS", "75"))  # of each four or five emails
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
        self.port = free_port()  # the same again after it was closed
        if SECONDS >= 300:  # longer than a worker waits
            self.hang_seconds = 25

    def fault(self, stage, to):
        if not self.moody:
            return None
        may = [(what, odds) for where, what, odds in FAULTS if where == stage]
        return next((what for what, odds in may if self.chance.random() < odds), None)

    def keep(self, to, message):
        self.taken.append((message["Message-ID"], time.time()))


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
    folder = tmp_path_factory.mktemp("chaos")
    with Backstage(folder, workers=4, beats=2, web=True, **settings) as backstage:
        yield backstage


class Chaos:
    """One trouble after the other, each undone after a while."""

    def __init__(self, backstage, server, chance):
        self.backstage, self.server, self.chance = backstage, server, chance
        self.done, self.began = Counter(), time.time()
        self.stopped, self.moved, self.unwanted = {}, {}, {}

    def go_on_for(self, seconds):
        ends, turn = time.monotonic() + seconds, 0
        troubles = [
            self.kill_a_worker, self.interfere, self.freeze_a_worker, self.backstage.flush_broker,
            self.refuse_connections, self.kill_everybody, self.backstage.lose_database,
            self.interfere, self.freeze_the_beats, self.kill_a_beat, self.backstage.lose_broker,
            self.kill_the_web,
        ]  # fmt: skip
        while time.monotonic() < ends:
            trouble = troubles[turn % len(troubles)]
            turn += 1
            trouble()
            self.done[trouble.__name__] += 1
            time.sleep(self.chance.uniform(1, 3))
            self.replace_the_fallen()

    def replace_the_fallen(self):
        for process in [each for each in self.backstage.crew if each.poll() is not None]:
            self.backstage.replace(process)

    def a_worker(self):
        leader = psutil.Process(self.backstage.worker.pid)
        children = leader.children()
        return self.chance.choice(children) if children else leader

    def kill_a_worker(self):
        with suppress(psutil.Error):
            self.a_worker().send_signal(signal.SIGKILL)

    def freeze_a_worker(self):
        with suppress(psutil.Error):
            self.freeze(self.a_worker())

    def freeze_the_beats(self):
        with suppress(psutil.Error):
            self.freeze(psutil.Process(self.backstage.beat.pid))

    @staticmethod
    def freeze(process):
        process.suspend()
        time.sleep(2)
        process.resume()

    def kill_a_beat(self):
        self.backstage.replace(self.backstage.beat)

    def kill_the_web(self):
        """In the midst of an opt-out, which its sender then repeats, as a mail program does."""
        links = seeded(self.backstage.url, "interfere", "8")["links"]
        with ThreadPoolExecutor(1) as reader:
            opting_out = reader.submit(self.opt_out, links)
            self.backstage.replace(self.backstage.web)
            opting_out.result()

    def refuse_connections(self):
        self.server.close()
        time.sleep(2)
        self.server.open()

    def kill_everybody(self):
        self.backstage.kill_crew()
        self.backstage.start_crew()

    def interfere(self):
        done = seeded(self.backstage.url, "interfere", "8")
        self.stopped |= done["stopped"]
        self.moved |= done["moved"]
        self.opt_out(done["links"])

    def opt_out(self, links):
        """By the one-click button of the email; one that waits afterwards must never go."""
        for key, path in links.items():
            wait_for(lambda path=path: self.is_heard(path), "the web to take an opt-out")
            with psycopg.connect(self.backstage.url) as own:
                waits = own.execute(
                    "SELECT state IN ('scheduled', 'claimed') FROM outbox_email WHERE key = %s",
                    [key],
                )
                if waits.fetchone()[0]:
                    self.unwanted[key] = time.time()

    def is_heard(self, path):
        url = f"http://127.0.0.1:{self.backstage.web_port}{path}"
        try:
            request = Request(url, b"List-Unsubscribe=One-Click", method="POST")
            with urlopen(request, timeout=10) as answer:
                return answer.status == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def aftermath(backstage, server):
    """What was due, what people did meanwhile, and the ledger once nothing is due any more."""
    due = seeded(backstage.url, "letters", str(PAIRS))["due"]
    backstage.database.execute(
        "UPDATE outbox_email SET send_at = now() + (%s + random() * %s) * interval '1 s',"
        " expires_at = now() + interval '1 day' WHERE key = ANY(%s)",
        [5, SECONDS * 0.8, due],
    )
    chaos = Chaos(backstage, server, Random(SEED))
    backstage.start_crew()
    chaos.go_on_for(SECONDS)
    server.moody = False
    backstage.kill_crew()
    backstage.let_leases_run_out()
    time.sleep(10)  # the last one that was moved has fallen due
    backstage.start_crew()
    backstage.wait_until_idle(seconds=90 + SECONDS / 2)
    return chaos, due, seeded(backstage.url, "ledger")


def test_each_email_has_one_fate_and_a_right_one(aftermath, backstage, server, report):
    chaos, due, rows = aftermath
    taken = {}
    for message_id, at in server.taken:
        taken.setdefault(message_id, []).append(at)
    of = {key: taken.get(rows[key]["message_id"], []) for key in due}
    twice = [key for key in due if len(of[key]) > 1]
    uncertain = [key for key in due if rows[key]["state"] == "uncertain"]
    refused = [key for key in due if rows[key]["state"] == "failed"]
    ended = ("sent", "uncertain", "withdrawn", "suppressed", "failed")
    lost = [key for key in due if rows[key]["state"] not in ended]
    lost += [key for key in due if rows[key]["state"] == "sent" and not of[key]]
    late_stop = [key for key, at in chaos.stopped.items() if any(t > at for t in of.get(key, []))]
    late_stop += [key for key, at in chaos.unwanted.items() if any(t > at for t in of.get(key, []))]
    early = [key for key in due if any(t < rows[key]["send_at"] for t in of[key])]
    # a new plan may put one back to a time before all this began
    as_planned = [key for key in due if of[key] and rows[key]["send_at"] >= chaos.began]
    lateness = [of[key][0] - rows[key]["send_at"] for key in as_planned]
    took = quantiles(lateness, n=100)
    once = sum(len(times) == 1 for times in of.values())
    report(
        f"chaos, {SECONDS} s, {dict(chaos.done)}: due {len(due)}, accepted once {once}, uncertain "
        f"{len(uncertain)}, refused {len(refused)}, accepted twice {len(twice)}, lost {len(lost)}, after-cancel "
        f"{len(late_stop)}, early {len(early)}; stopped {len(chaos.stopped)}, moved "
        f"{len(chaos.moved)}, opted out {len(chaos.unwanted)}; "
        f"late p50 {took[49]:.1f} s, p99 {took[98]:.1f} s; {server.most_connected} connections at once"
    )
    wrong = {key: (rows[key]["state"], of.get(key)) for key in (*lost, *late_stop, *early)}
    assert wrong == {}, [backstage.story_of(key) for key in wrong]
    doubled = [key for key in twice if not rows[key]["is_retried"]]
    assert doubled == [], [backstage.story_of(key) + of[key] for key in doubled]
    assert not any(rows[key]["is_retried"] for key in uncertain)
    assert set(taken) <= {row["message_id"] for row in rows.values()}
    assert once > len(due) / 2
    assert chaos.stopped
    assert chaos.moved
    assert chaos.unwanted
    states = {rows[key]["state"] for key in chaos.unwanted if key in due}
    assert states <= {"suppressed", "withdrawn"}
