"""What do a claim and a page of the outbox cost with 10,000 and with 1,000,000 emails in it?"""

import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.bench_outbox import stage
from tests.bench.crowd import say, typical

SIZES = tuple(int(size) for size in os.environ.get("BENCH_EMAILS", "10000,1000000").split(","))
DUE = 2_000
# Most have gone; the last ones wait, a minute apart, the first DUE of them until NOON.
FILL = """
INSERT INTO outbox_email (key, about, kind, urgency, reader_id, reason, send_at, expires_at, state,
  moved_by_hand, state_by_hand, letter, subject, text, attempts, refusals, sent_at, to_address,
  bounce_reason, created_at)
SELECT 'e' || n, 'interview:' || n, CASE WHEN n %% %(rare)s = 0 THEN 'reminder' ELSE 'note' END,
  n %% 3, CASE WHEN n %% %(rare)s = 7 THEN %(other)s ELSE %(reader)s END, '',
  %(noon)s + (n - %(gone)s - %(due)s) * interval '1 min', %(noon)s + interval '9 y',
  CASE WHEN n > %(gone)s THEN 'scheduled' WHEN n %% 9 = 0 THEN 'withdrawn' ELSE 'sent' END,
  false, false, '', '', '', 0, 0, %(noon)s, '', '', %(noon)s
FROM generate_series(1, %(size)s) AS n
"""


def main():
    with stage():
        for size in SIZES:
            fill(size)
            measure(size)


def fill(size):
    from django.db import connection

    from tests.factories.outbox import NOON
    from tests.factories.people import make_user
    from tests.outbox import kinds_for_tests

    kinds_for_tests.register_all()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE outbox_email CASCADE")
        about = {"reader": make_user().pk, "other": make_user("Ines Castellano").pk}
        about |= {"noon": NOON, "due": DUE, "rare": size // 50}
        cursor.execute(FILL, about | {"size": size, "gone": size * 4 // 5})
        cursor.execute("VACUUM ANALYZE outbox_email")


def measure(size):
    from django.db.models import Q

    from careerhub.outbox import health
    from careerhub.outbox.claim import claim
    from careerhub.outbox.metrics import metrics
    from careerhub.outbox.search import Drawer, Found, counts
    from interviews.queries.outreach import concerning
    from tests.factories.outbox import NOON

    def page(drawer, number, wanted=None):
        found = Found(drawer, now=NOON, narrow=lambda emails: emails.filter(wanted or Q()))
        found.count()
        found[(number - 1) * 50 : number * 50]
        counts(now=NOON)

    took = typical(lambda: claim(now=NOON, limit=100))
    say(f"claim of 100 among {size:,} emails", f"{took:.1f} ms", "the same at any size")
    lag = typical(lambda: health.lag(now=NOON + timedelta(hours=1)))
    say(f"lag of {size:,} emails", f"{lag:.1f} ms", "the same at any size")
    slowest = max(typical(lambda d=d, n=n: page(d, n)) for d in Drawer for n in (1, 20))
    say(f"slowest page of {size:,} emails, Python too", f"{slowest:.1f} ms", "≤ 5 ms of SQL")
    for what, wanted in (
        ("of a rare kind", lambda: Q(kind="reminder")),
        ("to one person by name", lambda: concerning("ines castellano")),
        ("to a name that most bear", lambda: concerning("example")),
    ):
        slowest = max(typical(lambda d=d, w=wanted: page(d, 1, w())) for d in Drawer)
        say(f"slowest page {what} of {size:,}, Python too", f"{slowest:.1f} ms", "≤ 5 ms of SQL")
    told = typical(lambda: list(metrics(now=NOON)))
    say(f"/metrics of {size:,} emails", f"{told:.1f} ms", "the same at any size")


if __name__ == "__main__":
    main()
