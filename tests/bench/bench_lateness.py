"""How late is the last of a hundred due emails after one failure, and how late is the usual one?

Real processes by the commands of `make run`, real leases and waits; whatever dies is started again
at once, as Compose and the laptop's runner do.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.crowd import say
from tests.journeys.site import wait_for
from tests.load.backstage import Backstage
from tests.load.seeding import seeded

EMAILS = 100
BEFORE = 20  # so many are gone when it happens
LONGEST = 420  # seconds; then something is wrong
FAILURES = {
    "nothing fails": lambda stage: None,
    "the worker is killed": lambda stage: stage.replace(stage.worker),
    "the beat is killed": lambda stage: stage.replace(stage.beat),
    "the broker is killed and empty": lambda stage: stage.lose_broker(),
    "Postgres stops at once and recovers": lambda stage: stage.lose_database(),
}
# When each was decided for good, in seconds after all of them had come due.
LATENESS = """
    SELECT email.state, extract(epoch FROM max(trace.at) - %s)
    FROM outbox_email AS email JOIN outbox_trace AS trace ON trace.email_id = email.id
    WHERE email.key = ANY(%s) GROUP BY email.id
"""


def main():
    with tempfile.TemporaryDirectory(prefix="bench-lateness") as folder:
        Path(folder).chmod(0o755)
        with Backstage(folder) as stage:
            stage.start_crew()
            for name, fail in FAILURES.items():
                tell(stage, name, fail)


def tell(stage, name, fail):
    keys = seeded(stage.url, "letters", str(EMAILS // 4))["due"]  # four a pair at least
    (due_at,) = stage.database.execute("SELECT now()").fetchone()
    wait_for(lambda: gone(stage, keys) >= BEFORE, f"the first {BEFORE} to go", every=0.002)
    fail(stage)
    # retries wait out their own time
    wait_for(stage.is_idle, "every email to be decided", seconds=LONGEST)
    told = stage.database.execute(LATENESS, [due_at, keys]).fetchall()
    late = sorted(max(float(seconds), 0) for _state, seconds in told)
    sent = sum(state == "sent" for state, _seconds in told)
    say(
        f"lateness of {len(late)} emails, {name}",
        f"p50 {median(late):.1f} s, the last {late[-1]:.1f} s; {sent} sent, "
        f"{len(late) - sent} for a person to settle",
        "the last < 60 s" if name == "nothing fails" else "the last < 300 s",
    )


def gone(stage, keys):
    return stage.count("state = 'sent' AND key = ANY(%s)", keys)


if __name__ == "__main__":
    main()
