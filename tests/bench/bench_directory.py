"""Who of 50,000 is free Tuesday 3 to 5, what does a page cost, and the table of windows?"""

import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.crowd import SIZES, crowded, grow_to, say, typical

# The least work that could answer it: a bit for each quarter of an hour of four weeks, a row an alum.
BITS = 4 * 24 * 28


def main():
    with crowded():
        figures = {}
        for alumni in SIZES:
            took = grow_to(alumni)
            print(f"{alumni} alumni with promises and windows: {took:.0f} s; target ≤ 120 s")
            figures[alumni] = measure(alumni)
        small, large = figures[SIZES[0]], figures[SIZES[-1]]
        growth = {name: large[name] / small[name] for name in large}
        print(
            f"growth from {SIZES[0]} to {SIZES[-1]}: "
            + ", ".join(f"{name} × {factor:.1f}" for name, factor in growth.items())
            + f"; the people grow × {SIZES[-1] / SIZES[0]:.0f}"
        )


def measure(alumni):
    return {
        "who is free": who_is_free(alumni),
        "a page": a_page(alumni),
        "next openings": next_on_cards(alumni),
        "refresh": refresh_one(alumni),
        "table": size_of_table(alumni),
    }


def tuesday():
    """Three to five in New York on the Tuesday of next week."""
    zone = ZoneInfo("America/New_York")
    today = datetime.now(zone).date()
    day = today + timedelta(days=(1 - today.weekday()) % 7 + 7)
    return tuple(datetime.combine(day, time(hour), zone).astimezone(UTC) for hour in (15, 17))


def a_wish(**fields):
    from interviews.queries.windows import Wish

    return Wish(now=datetime.now(UTC), zone="America/New_York", **fields)


def run(question, params=None):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return cursor.fetchall() if cursor.description else None


def who_is_free(alumni):
    from interviews.queries.windows import free_between

    wish = a_wish(asked=(tuesday(),))
    question, params = free_between(wish.free)
    ours = f"SELECT count(DISTINCT mentor_id) FROM ({question}) AS free"
    params |= wish.params
    make_bitmaps(tuesday())
    floor = "SELECT count(*) FROM bench_bits WHERE (bits & %(mask)s::varbit) <> %(none)s::varbit"
    mask = {"mask": "1" * 7 + "0" * (BITS - 7), "none": "0" * BITS}
    (found,) = run(ours, params)[0]
    least = typical(lambda: run(floor, mask))
    took = typical(lambda: run(ours, params))
    say(
        f"who of {alumni} is free Tuesday 3 to 5 for a whole meeting",
        f"{took:.1f} ms ({found} people), floor (bitmaps in Postgres) {least:.1f} ms, "
        f"× {took / least:.1f}",
        "≤ 2 × the floor",
    )
    return took


def make_bitmaps(span):
    """A row an alum with a bit a quarter of an hour, four weeks long, as a calendar of bits would be."""
    run("DROP TABLE IF EXISTS bench_bits")
    run(
        "CREATE TABLE bench_bits AS SELECT entry.mentor_id,"
        " overlay(repeat('0', %(bits)s) placing"
        "   CASE WHEN free.mentor_id IS NULL THEN '0' ELSE '1' END from 3)::varbit AS bits"
        " FROM interviews_directoryentry AS entry LEFT JOIN (SELECT DISTINCT mentor_id"
        "   FROM interviews_freewindow WHERE first_start_at < %(high)s AND last_start_at >= %(low)s"
        " ) AS free USING (mentor_id)",
        {"bits": BITS, "low": span[0], "high": span[1]},
    )
    run("VACUUM ANALYZE bench_bits")


def a_page(alumni):
    """Through Django's whole stack in this process, signed in; the answer's bytes included."""
    from django.conf import settings
    from django.test import Client

    from careerhub.people.models import User

    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
    student = User.objects.filter(student__isnull=False).order_by("pk").first()
    student.student.curious_about = "Public service and climate policy"
    student.student.save()
    browser = Client()
    browser.force_login(student)
    day = tuesday()[0].date()
    times = {}
    for name, query in {
        "with nothing": "",
        "with “free this week”": "?free_this_week=1",
        "with words": "?q=engineer",
        "with a word that most profiles have": "?q=life",
        "with a typo": "?q=mensha",
        "with the time": f"?day={day}&from=15:00&to=17:00",
    }.items():
        address = f"/students/mentors/{query}"
        assert browser.get(address).status_code == 200
        times[name] = typical(lambda address=address: browser.get(address))
    said = ", ".join(f"{name} {took:.0f} ms" for name, took in times.items())
    say(f"page of 24 with facets, {alumni} alumni, server time", said, "≤ 60 ms with the time")
    statements = {
        "nothing": the_statement(student),
        "the time": the_statement(student, asked=(tuesday(),)),
        "words": the_statement(student, words="engineer"),
        "a word that most profiles have": the_statement(student, words="life"),
        "a typo": the_statement(student, words="mensha"),
    }
    say(
        f"their statements in Postgres, {alumni} alumni",
        ", ".join(f"with {name} {took:.0f} ms" for name, took in statements.items()),
        "facets ≤ 35 ms, a typo ≤ 20 ms",
    )
    return times["with the time"]


def the_statement(student, *, asked=None, **wanted):
    """Matching, facets, order and page, without Django's own work and the cards."""
    from interviews.queries import directory
    from interviews.queries.facets import Filters

    look = directory.Look(directory.asker_of(student), Filters(**wanted), a_wish(asked=asked))
    return typical(lambda: directory.find(look))


def next_on_cards(alumni):
    from interviews.models import DirectoryEntry
    from interviews.queries.windows import next_openings

    shown = DirectoryEntry.objects.filter(soonest_at__isnull=False).order_by("pk")[100:124]
    ids, wish = list(shown.values_list("pk", flat=True)), a_wish()
    ours = typical(lambda: next_openings(ids, wish))
    peer = typical(lambda: [next_openings([pk], wish) for pk in ids])
    assert len(next_openings(ids, wish)) == 24
    say(
        f"next 3 openings on 24 cards, {alumni} alumni",
        f"{ours:.1f} ms in one LATERAL, peer (a query a card) {peer:.1f} ms, × {peer / ours:.1f}",
        "≤ 2 ms, one query",
    )
    return ours


def refresh_one(alumni):
    from interviews.actions.windows import refresh_windows
    from interviews.models import DirectoryEntry, FreeWindow

    now = datetime.now(UTC)
    pk = DirectoryEntry.objects.filter(soonest_at__isnull=False).order_by("pk")[200].pk
    same = typical(lambda: refresh_windows([pk], now=now))

    def anew():
        FreeWindow.objects.filter(mentor=pk).delete()
        refresh_windows([pk], now=now)

    rows = FreeWindow.objects.filter(mentor=pk).count()
    say(
        f"refresh of one alum's windows, {alumni} alumni",
        f"{same:.1f} ms where nothing differs, {typical(anew):.1f} ms for all {rows} rows anew",
        "part of each booking",
    )
    return same


def size_of_table(alumni):
    ((table, whole, rows, entries),) = run(
        "SELECT pg_table_size('interviews_freewindow'),"
        " pg_total_relation_size('interviews_freewindow'),"
        " (SELECT count(*) FROM interviews_freewindow),"
        " pg_total_relation_size('interviews_directoryentry')"
        " + pg_total_relation_size('interviews_directorywords')"
    )
    say(
        f"free windows of {alumni} alumni",
        f"{whole / 1e6:.0f} MB with indexes ({table / 1e6:.0f} MB without), {rows} rows, "
        f"{whole / alumni:.0f} bytes an alum; entries and words {entries / 1e6:.0f} MB",
        "fits in memory",
    )
    return whole


if __name__ == "__main__":
    main()
