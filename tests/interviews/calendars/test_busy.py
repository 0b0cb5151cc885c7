import os
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviews.calendars import errors
from interviews.calendars.busy import read_busy

SAMPLES = Path(__file__).parent / "samples"
SHARED = os.environ.get("CALENDAR_SAMPLES", "")  # a folder of more files, with a README of answers
MONTH = "2026-03-01T00:00Z", "2026-04-01T00:00Z"


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def read(raw, zone="UTC", window=MONTH, **more):
    since, until = map(instant, window)
    return read_busy(raw, zone=zone, since=since, until=until, **more)


def said(reading):
    return [f"{low:%m-%d %H:%M} to {high:%m-%d %H:%M}" for low, high in reading.busy]


def calendar(*events):
    inner = b"".join(b"BEGIN:VEVENT\r\n" + one + b"\r\nEND:VEVENT\r\n" for one in events)
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + inner + b"END:VCALENDAR\r\n"


ORDINARY = {
    "weekly_without_one.ics": (
        "Europe/Madrid",
        ("2026-10-12T00:00Z", "2026-10-31T00:00Z"),
        [
            "10-15 07:00 to 10-15 07:30",
            "10-16 17:00 to 10-16 18:30",
            "10-21 17:00 to 10-21 18:30",
            "10-23 17:00 to 10-23 18:30",
            "10-28 18:00 to 10-28 19:30",  # the clocks have gone back
            "10-30 18:00 to 10-30 19:30",
        ],
    ),
    "windows_zone.ics": (
        "America/New_York",
        MONTH,
        [
            "03-02 14:15 to 03-02 14:30",
            "03-03 19:00 to 03-03 20:00",
            "03-09 13:15 to 03-09 13:30",  # the clocks have gone forward
        ],
    ),
    "whole_days.ics": (
        "Europe/Oslo",
        ("2026-03-20T00:00Z", "2026-04-10T00:00Z"),
        [
            "03-26 23:00 to 03-29 22:00",  # three days, one of them of 23 hours
            "03-31 22:00 to 04-01 22:00",
            "04-02 08:00 to 04-02 09:15",
        ],
    ),
    "moved_and_cancelled.ics": (
        "America/Sao_Paulo",
        ("2026-05-01T00:00Z", "2026-06-01T00:00Z"),
        [
            "05-04 18:00 to 05-04 19:00",
            "05-05 20:00 to 05-05 20:20",
            "05-08 18:00 to 05-08 19:00",
        ],
    ),
    "folded_and_overlapping.ics": (
        "Europe/Vienna",
        ("2026-06-10T00:00Z", "2026-06-11T00:00Z"),
        ["06-10 14:00 to 06-10 16:15"],
    ),
    "floating.ics": (
        "America/New_York",
        MONTH,
        [
            "03-06 12:30 to 03-06 13:00",
            "03-07 12:30 to 03-07 13:00",
            "03-08 11:30 to 03-08 12:00",
            "03-09 11:30 to 03-09 12:00",
        ],
    ),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_calendar_is_read_to_the_minute(name):
    zone, window, busy = ORDINARY[name]
    reading = read((SAMPLES / name).read_bytes(), zone, window)
    assert said(reading) == busy
    assert reading.missing == ""


def test_the_window_cuts_what_reaches_over_its_ends():
    raw = calendar(b"UID:a\r\nDTSTART:20260228T230000Z\r\nDTEND:20260401T010000Z")
    assert said(read(raw)) == ["03-01 00:00 to 04-01 00:00"]
    assert said(read(raw, window=("2026-03-05T10:00Z", "2026-03-05T10:01Z"))) == [
        "03-05 10:00 to 03-05 10:01"
    ]
    assert said(read(raw, window=("2026-04-01T01:00Z", "2026-04-02T00:00Z"))) == []


def test_whole_days_are_meant_where_the_owner_is():
    raw = calendar(b"UID:a\r\nDTSTART;VALUE=DATE:20260310")
    assert said(read(raw, "Pacific/Kiritimati")) == ["03-09 10:00 to 03-10 10:00"]
    assert said(read(raw, "Pacific/Pago_Pago")) == ["03-10 11:00 to 03-11 11:00"]
    # Beirut's clocks skip midnight on this day: it begins with its first instant, and has 23 hours
    raw = calendar(b"UID:a\r\nDTSTART;VALUE=DATE:20260329")
    assert said(read(raw, "Asia/Beirut")) == ["03-28 22:00 to 03-29 21:00"]


def test_our_own_invitations_are_in_our_books_already():
    raw = calendar(
        b"UID:interview-7@brightwater.example\r\nDTSTART:20260310T120000Z\r\nDURATION:PT1H",
        b"UID:interview-7@elsewhere.example\r\nDTSTART:20260311T120000Z\r\nDURATION:PT1H",
    )
    assert said(read(raw, own="brightwater.example")) == ["03-11 12:00 to 03-11 13:00"]
    assert len(read(raw).busy) == 2


def test_an_event_from_one_zone_into_another():
    raw = calendar(
        b"UID:flight\r\nDTSTART;TZID=America/New_York:20260310T180000"
        b"\r\nDTEND;TZID=Europe/London:20260311T060000"
    )
    assert said(read(raw)) == ["03-10 22:00 to 03-11 06:00"]


def test_a_calendar_of_many_years_costs_little():
    first = datetime(2014, 1, 1, 9, tzinfo=UTC)
    starts = [first + timedelta(hours=20 * n) for n in range(5_400)]
    raw = calendar(
        *(
            f"UID:{n}\r\nDTSTART:{at:%Y%m%dT%H%M%SZ}\r\nDTEND:{at:%Y%m%dT%H%M%SZ}\r\nSUMMARY:{'x' * 250}".encode()
            for n, at in enumerate(starts)
        ),
        b"UID:now\r\nDTSTART:20260310T120000Z\r\nDTEND:20260310T130000Z",
    )
    assert len(raw) < 2 * 2**20
    reading = read(raw)
    assert said(reading) == ["03-10 12:00 to 03-10 13:00"]
    assert reading.missing == ""


HOSTILE = {
    "a rule for every second": (
        (SAMPLES / "every_second.ics").read_bytes(),
        ["03-10 12:00 to 03-10 13:00"],
        "An event repeats so often that it was left out, such as every minute.",
    ),
    "cut off in the middle": (
        (SAMPLES / "cut_off.ics").read_bytes(),
        ["03-10 12:00 to 03-10 13:00"],
        "The file breaks off in the middle, so later events may be missing.",
    ),
    "an event without a time": (
        calendar(
            b"UID:a\r\nDTSTART:soon",
            b"UID:b\r\nDTSTART:20260310T120000Z\r\nDTEND:20260310T130000Z",
        ),
        ["03-10 12:00 to 03-10 13:00"],
        "Some events in it make no sense to us and were left out.",
    ),
    "a rule without sense": (
        calendar(b"UID:a\r\nDTSTART:20260310T120000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=NEVER"),
        None,
        "Some events in it make no sense to us and were left out.",
    ),
    "years beyond all years": (
        calendar(b"UID:a\r\nDTSTART:99991231T235959Z\r\nDURATION:P99999W\r\nRRULE:FREQ=YEARLY"),
        None,
        None,
    ),
    "deep nesting": (
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000,
        [],
        "The file breaks off in the middle, so later events may be missing.",
    ),
    "two thousand and one": (
        calendar(
            *(
                b"UID:%d\r\nDTSTART:202603%02dT%02d%02d00Z\r\nDURATION:PT1M"
                % (n, 1 + n // 288, n % 288 // 12, n % 12 * 5)
                for n in range(2_001)
            )
        ),
        2_000,
        "It holds more than 2,000 events in this time, so the later ones are missing.",
    ),
    "many rules, each slow": (
        calendar(
            *(
                b"UID:%d\r\nDTSTART:20100101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=MINUTELY" % n
                for n in range(50)
            )
        ),
        [],
        None,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_calendar_ends_soon_and_with_a_sentence(name):
    raw, busy, sentence = HOSTILE[name]
    before = time.monotonic()
    reading = read(raw)
    assert time.monotonic() - before < 5
    if isinstance(busy, int):
        assert len(reading.busy) == busy
    elif busy is not None:
        assert said(reading) == busy
    if sentence is not None:
        assert reading.missing == sentence


def program(text):
    return (sys.executable, "-c", text)


LIMITED = "from interviews.calendars.expansion import limit_this_process as go; go(); "


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("import os; os.kill(os.getpid(), 9)", errors.TooMuchWork),
        ("import time; time.sleep(60)", errors.TooMuchWork),
        (f"{LIMITED}\nwhile True: pass", errors.TooMuchWork),
        (f"{LIMITED} bytearray(300 * 2**20)", errors.Unreadable),
        ("print('garbage')", errors.Unreadable),
        ("print('[]')", errors.Unreadable),
        ("print('{}')", errors.Unreadable),
        ('print(\'{"busy": [["now", 2]], "missing": []}\')', errors.Unreadable),
        ('print(\'{"busy": [[1, 9e99]], "missing": []}\')', errors.Unreadable),
        ('print(\'{"busy": [], "missing": []}\'); raise SystemExit(3)', errors.Unreadable),
    ],
)
def test_whatever_becomes_of_the_process_is_said_in_a_sentence(text, refusal):
    before = time.monotonic()
    with pytest.raises(refusal):
        read(calendar(), process=program(text))
    assert time.monotonic() - before < 5.5


def test_the_process_has_room_to_work_and_is_told_no_secrets():
    works = f'{LIMITED} bytearray(160 * 2**20); print(\'{{"busy": [], "missing": []}}\')'
    assert read(calendar(), process=program(works)).busy == ()
    tells = (
        "import json, os; told = {'DATABASE_URL', 'REDIS_URL', 'SECRET_KEY'} & {*os.environ}; "
        "print(json.dumps({'busy': [], 'missing': ['cut_off'] if told else []}))"
    )
    assert read(calendar(), process=program(tells)).missing == ""
    assert {"DATABASE_URL", "REDIS_URL"} <= {*os.environ}


@pytest.mark.parametrize(
    "raw", [b"", b"hello", (SAMPLES / "signed_out.ics").read_bytes(), b"BEGIN:VCARD\r\n"]
)
def test_what_is_no_calendar_is_not_worked_on(raw):
    with pytest.raises(errors.NotACalendar):
        read(raw)


@pytest.mark.skipif(not SHARED, reason="CALENDAR_SAMPLES names no folder")
def test_the_shared_samples_are_read_exactly():
    table = re.findall(
        r"^\| `(\w+\.ics)` \| (\S+) \| (\S+) to (\S+) \| (\S.*?) \|",
        (Path(SHARED) / "README.md").read_text(),
        re.MULTILINE,
    )
    assert len(table) == 6
    for name, zone, since, until, busy in table:
        raw = (Path(SHARED) / name).read_bytes()
        reading = read(raw, zone, (since, until))
        spans = [
            f"{low:%Y-%m-%dT%H:%M:%SZ} to {high:%Y-%m-%dT%H:%M:%SZ}" for low, high in reading.busy
        ]
        assert (name, spans, reading.missing) == (name, busy.split("<br>"), "")


@pytest.mark.skipif(not SHARED, reason="CALENDAR_SAMPLES names no folder")
def test_the_shared_hostile_samples_end_with_a_sentence():
    window = "2027-05-01T00:00Z", "2027-07-01T00:00Z"
    for path in sorted(Path(SHARED).glob("hostile_*.ics")):
        before = time.monotonic()
        try:
            told = read(path.read_bytes(), window=window).missing
        except errors.CannotRead as trouble:
            told = trouble.sentence
        assert told, path.name
        assert time.monotonic() - before < 5
