import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from careerhub.common import clock
from interviews.actions.errors import LimitReached, NotAllowed, TooLate
from interviews.actions.outside import (
    MOST,
    BadAddress,
    add_calendar,
    claim_calendar,
    read_again,
    read_calendar,
    remove_calendar,
)
from interviews.calendars import errors
from interviews.calendars.invitation import own_domain
from interviews.models import BusyTime, FreeWindow, OutsideCalendar
from interviews.queries.openings import openings_of
from interviews.tasks import read_calendars
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor

ADDRESS = "https://cal.example/private-1234/basic.ics"
TUESDAY = datetime(2026, 3, 3, tzinfo=UTC)


def calendar_file(*events, whole=True):
    """`events` are (start, end), all on the Tuesday after, in hours of UTC."""
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    for number, (start, end) in enumerate(events):
        text += (
            f"BEGIN:VEVENT\r\nUID:{number}-{start}\r\nDTSTART:20260303T{start:02}0000Z\r\n"
            f"DTEND:20260303T{end:02}0000Z\r\nSUMMARY:Biopsy results\r\nEND:VEVENT\r\n"
        )
    return (text + ("END:VCALENDAR\r\n" if whole else "BEGIN:VEV")).encode()


def serving(*events, whole=True):
    return lambda _address: calendar_file(*events, whole=whole)


def failing(trouble):
    def fetch(_address):
        raise trouble

    return fetch


def hours(person):
    spans = BusyTime.objects.filter(person=person).values_list("during", flat=True)
    return sorted((span.lower.hour, span.upper.hour) for span in spans)


@pytest.fixture
def calendar(mira):
    return add_calendar(mira, name="Work", address=ADDRESS, now=NOON)


def test_a_calendar_waits_for_its_first_reading(mira):
    calendar = add_calendar(
        mira, name=" My \n work ", address="webcal://cal.example/private-1234/basic.ics", now=NOON
    )
    calendar.refresh_from_db()
    assert (calendar.name, calendar.address, calendar.state) == ("My work", ADDRESS, "waiting")
    assert (calendar.next_try_at, calendar.read_at) == (NOON, None)


def test_a_calendar_without_a_name_is_called_by_its_server(mira):
    assert add_calendar(mira, name="", address=ADDRESS, now=NOON).name == "cal.example"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("not an address", "not the address of a calendar"),
        ("http://cal.example/x.ics", "https:// or webcal://"),
        ("https://a:b@cal.example/x.ics", "a name or a password"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(mira, address, words):
    with pytest.raises(BadAddress) as refusal:
        add_calendar(mira, name="Work", address=address, now=NOON)
    assert words in refusal.value.sentence
    assert not OutsideCalendar.objects.exists()


def test_the_same_calendar_twice_and_a_sixth_are_refused(mira, calendar, sam):
    with pytest.raises(BadAddress) as twice:
        add_calendar(mira, name="Again", address=ADDRESS, now=NOON)
    assert "already: Work" in twice.value.sentence
    for number in range(MOST - 1):
        add_calendar(mira, name="", address=f"https://cal.example/{number}.ics", now=NOON)
    with pytest.raises(LimitReached):
        add_calendar(mira, name="", address="https://cal.example/six.ics", now=NOON)
    assert OutsideCalendar.objects.filter(person=mira).count() == 5
    assert add_calendar(sam, name="Mine", address=ADDRESS, now=NOON).person == sam


def test_busy_times_close_openings_and_no_titles_are_kept(mira, sam, calendar):
    nine = datetime(2026, 3, 4, 17, tzinfo=UTC)  # Wednesday, 9:00 in Los Angeles
    assert openings_of(mira, booker=sam, now=NOON)[0] == nine
    raw = calendar_file((17, 18)).replace(b"20260303T", b"20260304T")
    read = read_calendar(calendar, now=NOON, fetch=lambda _address: raw)
    assert (read.state, read.trouble, read.read_at, read.tried_at) == ("good", "", NOON, NOON)
    assert timedelta(minutes=25) <= read.next_try_at - NOON <= timedelta(minutes=35)
    assert hours(mira) == [(17, 18)]
    assert nine not in openings_of(mira, booker=sam, now=NOON)
    assert openings_of(mira, booker=sam, now=NOON)[0] >= nine + timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM interviews_busytime t")
        assert "Biopsy" not in str(cursor.fetchall())


def test_the_free_windows_follow_in_the_same_step(mira, calendar):
    before = sorted(
        FreeWindow.objects.filter(mentor=mira.pk).values_list("first_start_at", flat=True)
    )
    raw = calendar_file((0, 2)).replace(b"DTSTART:20260303T", b"DTSTART:20260304T")
    raw = raw.replace(b"DTEND:20260303T", b"DTEND:20260305T")
    read_calendar(calendar, now=NOON, fetch=lambda _address: raw)
    after = sorted(
        FreeWindow.objects.filter(mentor=mira.pk).values_list("first_start_at", flat=True)
    )
    assert after != before
    assert not [at for at in after if at.date().isoformat() == "2026-03-04"]
    remove_calendar(calendar, by=mira, now=NOON)
    again = sorted(
        FreeWindow.objects.filter(mentor=mira.pk).values_list("first_start_at", flat=True)
    )
    assert [at for at in again if at.date().isoformat() == "2026-03-04"]


def test_a_full_reading_replaces_the_one_before(mira, calendar):
    read_calendar(calendar, now=NOON, fetch=serving((9, 10), (12, 13)))
    read_calendar(calendar, now=NOON, fetch=serving((12, 13), (13, 15)))
    assert hours(mira) == [(12, 15)]


def test_a_reading_in_part_adds_and_takes_nothing_away(mira, calendar):
    read_calendar(calendar, now=NOON, fetch=serving((20, 21), (22, 23)))
    later = NOON + timedelta(hours=1)
    read = read_calendar(calendar, now=later, fetch=serving((19, 20), whole=False))
    assert hours(mira) == [(19, 21), (22, 23)]
    assert (read.state, read.read_at) == ("partly", NOON)
    assert read.trouble == "The file breaks off in the middle, so later events may be missing."


def test_a_first_reading_in_part_is_better_than_none(mira, calendar):
    read = read_calendar(calendar, now=NOON, fetch=serving((19, 20), whole=False))
    assert (read.state, read.read_at) == ("partly", NOON)
    assert hours(mira) == [(19, 20)]


def test_the_last_good_copy_is_used_for_a_week_of_failures(mira, sam, calendar):
    raw = calendar_file((17, 18)).replace(b"20260303T", b"20260313T")
    read_calendar(calendar, now=NOON, fetch=lambda _address: raw)
    friday = datetime(2026, 3, 13, 17, tzinfo=UTC)
    for days in (1, 6):
        at = NOON + timedelta(days=days)
        read = read_calendar(calendar, now=at, fetch=failing(errors.CannotConnect()))
        assert friday not in openings_of(mira, booker=sam, now=at)
    assert (read.state, read.failures, read.read_at) == ("failed", 2, NOON)
    assert read.trouble == "The server did not answer. We try again by ourselves."
    assert hours(mira) == [(17, 18)]
    week = NOON + timedelta(days=7, seconds=1)
    assert friday in openings_of(mira, booker=sam, now=week)
    read_calendar(calendar, now=week, fetch=failing(errors.CannotConnect()))
    assert hours(mira) == []


def test_failures_are_tried_less_and_less_often_and_success_begins_anew(calendar):
    rests = []
    for _try in range(8):
        read = read_calendar(calendar, now=NOON, fetch=failing(errors.ServerTrouble()))
        rests.append((read.next_try_at - NOON) // timedelta(minutes=25))
    assert [rest >= floor for rest, floor in zip(rests, [1, 2, 4, 8, 16, 28, 28, 28], strict=True)]
    assert max(rests) <= 29
    assert read.failures == 8
    assert read_calendar(calendar, now=NOON, fetch=serving()).failures == 0


def test_the_address_is_never_logged(calendar, caplog):
    caplog.set_level(logging.DEBUG)
    trouble = RuntimeError(f"cannot open {ADDRESS}")
    read = read_calendar(calendar, now=NOON, fetch=failing(trouble))
    assert read.state == "failed"
    assert "RuntimeError" in caplog.text
    assert "private-1234" not in caplog.text
    assert "private-1234" not in read.trouble


def test_our_own_invitations_do_not_close_anything(mira, sam, calendar):
    interview = make_interview(sam, mira)
    raw = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
        f"UID:interview-{interview.pk}@{own_domain()}\r\n"
        f"DTSTART:{interview.starts_at:%Y%m%dT%H%M%SZ}\r\nDURATION:PT30M\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    read_calendar(calendar, now=NOON, fetch=lambda _address: raw)
    assert hours(mira) == []


def test_a_calendar_removed_while_it_was_read_stays_removed(mira, calendar):
    def removing(_address):
        remove_calendar(calendar, by=mira, now=NOON)
        return calendar_file((9, 10))

    assert read_calendar(calendar, now=NOON, fetch=removing) is None
    assert not BusyTime.objects.exists()


def test_only_its_owner_removes_or_reads_a_calendar(calendar, sam):
    for refused in (remove_calendar, read_again):
        with pytest.raises(NotAllowed):
            refused(calendar, by=sam, now=NOON)
    assert OutsideCalendar.objects.filter(pk=calendar.pk).exists()


def test_reading_again_comes_first_in_line_but_not_within_a_minute(mira, calendar):
    read = read_calendar(calendar, now=NOON, fetch=serving())
    with pytest.raises(TooLate):
        read_again(read, by=mira, now=NOON + timedelta(seconds=59))
    read_again(read, by=mira, now=NOON + timedelta(seconds=61))
    read.refresh_from_db()
    assert read.next_try_at == NOON + timedelta(seconds=61)


def test_reading_again_leaves_alone_what_a_worker_has_in_hand(mira, calendar):
    claim_calendar(now=NOON)
    calendar.refresh_from_db()
    read_again(calendar, by=mira, now=NOON + timedelta(seconds=5))
    assert claim_calendar(now=NOON + timedelta(seconds=5)) is None


def test_the_one_that_waited_longest_is_claimed_once(mira, sam, calendar):
    other = add_calendar(sam, name="", address=ADDRESS, now=NOON - timedelta(minutes=5))
    assert claim_calendar(now=NOON) == other
    assert claim_calendar(now=NOON) == calendar
    assert claim_calendar(now=NOON) is None
    # A worker that died in the middle has not taken it away for good.
    assert claim_calendar(now=NOON + timedelta(minutes=2)) in (other, calendar)


def test_who_has_left_is_not_read(mira, calendar):
    mira.is_active = False
    mira.save()
    assert claim_calendar(now=NOON) is None


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_never_read_one_twice():
    people = [make_mentor(f"Alum {n}") for n in range(3)]
    for person in people:
        for n in range(4):
            add_calendar(person, name="", address=f"https://cal.example/{n}.ics", now=NOON)
    claimed, at_once = [], threading.Barrier(6)

    def work():
        at_once.wait()
        while (one := claim_calendar(now=NOON)) is not None:
            claimed.append(one.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(claimed) == 12
    assert len(set(claimed)) == 12


def test_the_worker_reads_what_is_due_and_says_what_came_of_it(mira):
    # Nothing answers there, whoever asks: the block is for books (RFC 5737).
    calendar = add_calendar(mira, name="", address="https://192.0.2.1/x.ics", now=NOON)
    with clock.standing_at(NOON - timedelta(seconds=1)):
        assert read_calendars() == 0
    with clock.standing_at(NOON):
        assert read_calendars() == 1
        assert read_calendars() == 0
    calendar.refresh_from_db()
    assert calendar.state == "failed"
    assert calendar.trouble.startswith("The address leads into a private network.")
