from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from careerhub.office import policies
from careerhub.office.models import Policies
from interviews.calendars.invitation import CANCEL, REQUEST, invitation
from tests.factories.interviews import make_interview
from tests.factories.people import make_mentor
from tests.interviews.emails.conversations import MONDAY, NOON, make_conversation

OFFICE = Policies(pk=1, name="Career Office", email="careers@brightwater.example")


def event_of(raw):
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    return event


@pytest.fixture
def booked(sam, mira):
    return make_conversation(sam, mira)


def test_the_student_reads_the_alums_name_time_and_place(booked, sam):
    calendar = Calendar.from_ical(invitation(booked, to=sam, office=OFFICE, method=REQUEST))
    event = calendar.walk("VEVENT")[0]
    assert calendar["METHOD"] == "REQUEST"
    assert calendar["VERSION"] == "2.0"
    assert event["SUMMARY"] == "Conversation with Mira Holm"
    assert event["UID"] == f"interview-{booked.pk}@hub.example"
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"] == "https://meet.example/mira"
    assert event["URL"] == f"https://hub.example/interviews/{booked.pk}/"
    assert event.decoded("dtstamp") == MONDAY + timedelta(hours=1)


def test_the_alum_reads_the_students_name(booked, mira):
    event = event_of(invitation(booked, to=mira, office=OFFICE, method=REQUEST))
    assert event["SUMMARY"] == "Conversation with Sam Rivera"


def test_the_office_organizes_and_the_reader_alone_attends(booked, sam):
    event = event_of(invitation(booked, to=sam, office=OFFICE, method=REQUEST))
    assert event["ORGANIZER"] == "mailto:careers@brightwater.example"
    assert event["ORGANIZER"].params["CN"] == "Career Office"
    assert event["ATTENDEE"] == "mailto:sam@brightwater.example"
    assert event["ATTENDEE"].params["CN"] == "Sam Rivera"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_an_office_with_a_new_address_still_changes_the_events_it_made(sam, mira):
    before = make_interview(sam, mira)
    Policies.objects.create(pk=1, email="advising@brightwater.example")
    event = event_of(invitation(before, to=sam, office=policies.current(), method=REQUEST))
    assert event["ORGANIZER"] == "mailto:careers@brightwater.example"
    assert event["UID"] == f"interview-{before.pk}@hub.example"


def test_booking_move_and_cancellation_are_one_event_with_growing_sequence(booked, sam):
    told = [event_of(invitation(booked, to=sam, office=OFFICE, method=REQUEST))]
    booked.sequence, booked.moved_at = 1, MONDAY + timedelta(hours=2)
    booked.starts_at, booked.ends_at = (
        NOON + timedelta(days=1),
        NOON + timedelta(days=1, minutes=30),
    )
    told.append(event_of(invitation(booked, to=sam, office=OFFICE, method=REQUEST)))
    booked.sequence, booked.closed_at = 2, MONDAY + timedelta(hours=3)
    last = invitation(booked, to=sam, office=OFFICE, method=CANCEL)
    told.append(event_of(last))
    assert {event["UID"] for event in told} == {f"interview-{booked.pk}@hub.example"}
    assert [event["SEQUENCE"] for event in told] == [0, 1, 2]
    assert [event["STATUS"] for event in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event.decoded("dtstamp") - MONDAY for event in told] == [
        timedelta(hours=1),
        timedelta(hours=2),
        timedelta(hours=3),
    ]
    assert Calendar.from_ical(last)["METHOD"] == "CANCEL"


def test_two_attempts_write_the_same_bytes(booked, sam):
    first = invitation(booked, to=sam, office=OFFICE, method=REQUEST)
    assert first == invitation(booked, to=sam, office=OFFICE, method=REQUEST)


@pytest.mark.parametrize(
    ("zone", "starts_at", "wall"),
    [
        # the morning on which New York's clocks jump from 2 to 3
        ("America/New_York", datetime(2026, 3, 8, 6, 30, tzinfo=UTC), "20260308T013000"),
        ("America/New_York", datetime(2026, 3, 8, 7, 0, tzinfo=UTC), "20260308T030000"),
        ("America/New_York", datetime(2026, 11, 2, 14, 0, tzinfo=UTC), "20261102T090000"),
        ("Asia/Kathmandu", datetime(2026, 3, 5, 3, 15, tzinfo=UTC), "20260305T090000"),
        ("Pacific/Chatham", datetime(2026, 3, 5, 3, 15, tzinfo=UTC), "20260305T170000"),
    ],
)
def test_times_stand_in_the_zone_that_the_alum_agreed_to(sam, zone, starts_at, wall):
    mentor = make_mentor("Far Away", zone=zone)
    interview = make_conversation(sam, mentor, starts_at=starts_at)
    raw = invitation(interview, to=sam, office=OFFICE, method=REQUEST)
    event = event_of(raw)
    assert f"DTSTART;TZID={zone}:{wall}\r\n".encode() in raw
    assert event.decoded("dtstart") == starts_at
    assert event.decoded("dtend") == starts_at + timedelta(minutes=30)
    assert event.decoded("dtstart").tzinfo == ZoneInfo(zone)
    assert [rules["TZID"] for rules in Calendar.from_ical(raw).walk("VTIMEZONE")] == [zone]


def test_a_zone_that_is_utc_itself_needs_no_rules(sam):
    interview = make_conversation(sam, make_mentor("Uma Utc", zone="UTC"))
    raw = invitation(interview, to=sam, office=OFFICE, method=REQUEST)
    assert b"DTSTART:20260305T170000Z\r\n" in raw
    assert b"VTIMEZONE" not in raw


def test_lines_are_folded_and_end_in_crlf(sam, mira):
    interview = make_conversation(sam, mira, where="https://meet.example/" + "río" * 60)
    raw = invitation(interview, to=sam, office=OFFICE, method=REQUEST)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert event_of(raw)["LOCATION"] == "https://meet.example/" + "río" * 60


def test_a_name_cannot_add_lines_or_break_out_of_its_place(sam, mira):
    sam.full_name = 'Sam; "X", O’Neil\r\nATTENDEE:mailto:thief@evil.example\x07'
    interview = make_conversation(sam, mira)
    interview.student = sam
    to_mira = event_of(invitation(interview, to=mira, office=OFFICE, method=REQUEST))
    to_sam = event_of(invitation(interview, to=sam, office=OFFICE, method=REQUEST))
    assert to_mira["ATTENDEE"] == "mailto:mira@alum.example"
    assert to_mira["SUMMARY"] == (
        'Conversation with Sam; "X", O’Neil ATTENDEE:mailto:thief@evil.example'
    )
    assert to_sam["ATTENDEE"] == "mailto:sam@brightwater.example"


def test_no_place_no_location(sam, mira):
    raw = invitation(make_conversation(sam, mira, where=""), to=sam, office=OFFICE, method=REQUEST)
    assert b"LOCATION" not in raw
