from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from icalendar import Calendar

from careerhub.common import clock
from careerhub.office import policies
from interviews.actions.changing import cancel_interview
from interviews.actions.feeds import make_feed, replace_feed, revoke_feed
from interviews.calendars.feed import feed_of
from interviews.calendars.invitation import REQUEST, invitation
from interviews.calendars.web_links import web_links
from interviews.models import Feed
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor

LATER = NOON + timedelta(hours=2)


def events_of(person, now=LATER):
    calendar = Calendar.from_ical(feed_of(person, office=policies.current(), now=now))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def event_about(interview, person):
    events = events_of(person).items()
    return next(event for uid, event in events if uid.startswith(f"interview-{interview.pk}@"))


@pytest.fixture
def fetch():
    def fetch(token, at=LATER):
        with clock.standing_at(at):
            return Client().get(f"/interviews/feeds/{token}.ics")

    return fetch


def test_what_is_agreed_is_firm_and_what_holds_a_time_is_tentative(sam, mira):
    booked = make_interview(sam, mira)
    asked = make_ask(
        sam, make_mentor("Nils Ask", profile={"meeting_link": "https://meet.example/n"})
    )
    for person in (sam, mira):
        event = event_about(booked, person)
        assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
        assert event.decoded("dtstart") == booked.starts_at
    tentative = event_about(asked, sam)
    assert tentative["STATUS"] == "TENTATIVE"
    assert tentative["SUMMARY"] == "Conversation with Nils Ask (not agreed yet)"
    assert "LOCATION" not in tentative  # how to reach somebody is told once they have agreed
    assert len(events_of(sam)) == 2
    assert len(events_of(mira)) == 1


def test_the_numbers_are_those_of_the_invitations(sam, mira):
    booked, office = make_interview(sam, mira), policies.current()
    raw = invitation(booked, to=sam, office=office, method=REQUEST)
    (invited,) = Calendar.from_ical(raw).walk("VEVENT")
    (followed,) = events_of(sam).values()
    for name in ("UID", "SEQUENCE", "SUMMARY", "URL"):
        assert followed[name] == invited[name]
    assert "ATTENDEE" not in followed


def test_what_was_called_off_or_expired_is_left_out(sam, mira):
    booked = make_interview(sam, mira)
    cancel_interview(booked, by=sam, reason="An exam", now=LATER)
    asked = make_ask(sam, make_mentor("Nils Ask"))
    assert len(events_of(sam)) == 1
    assert events_of(sam, now=asked.expires_at) == {}
    assert events_of(mira) == {}


def test_the_past_is_kept_for_half_a_year(sam, mira):
    booked = make_interview(sam, mira)
    assert len(events_of(sam, now=booked.starts_at + timedelta(days=179))) == 1
    assert events_of(sam, now=booked.starts_at + timedelta(days=181)) == {}


def test_each_zone_is_explained_once(sam, mira):
    make_interview(sam, mira)
    make_interview(sam, make_mentor("Ola Nord", zone="Europe/Oslo"))
    raw = feed_of(sam, office=policies.current(), now=LATER)
    zones = [str(zone["TZID"]) for zone in Calendar.from_ical(raw).walk("VTIMEZONE")]
    assert zones == ["America/Los_Angeles", "Europe/Oslo"]


def test_the_feed_opens_without_signing_in_and_is_never_stored(sam, mira, fetch):
    make_interview(sam, mira)
    feed = make_feed(sam, now=NOON)
    answer = fetch(feed.token)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert b"Conversation with Mira Holm" in answer.content
    assert "sessionid" not in answer.cookies
    feed.refresh_from_db()
    assert feed.fetched_at == LATER


def test_the_token_has_128_bits_and_is_new_each_time(sam):
    tokens = {replace_feed(sam, now=NOON).token for _n in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {22}  # 16 bytes in base64
    assert Feed.objects.filter(person=sam, revoked_at=None).count() == 1


def test_an_unknown_an_old_and_a_closed_feed_are_not_found(sam, fetch):
    first = make_feed(sam, now=NOON)
    assert make_feed(sam, now=NOON) == first
    second = replace_feed(sam, now=NOON)
    assert [fetch(token).status_code for token in ("x" * 22, first.token, second.token)] == [
        404,
        404,
        200,
    ]
    revoke_feed(sam, now=NOON)
    assert fetch(second.token).status_code == 404


def test_the_feed_of_somebody_who_has_left_is_not_found(sam, fetch):
    feed = make_feed(sam, now=NOON)
    sam.is_active = False
    sam.save()
    assert fetch(feed.token).status_code == 404


def test_a_feed_takes_no_forms(sam):
    assert (
        Client().post(f"/interviews/feeds/{make_feed(sam, now=NOON).token}.ics").status_code == 405
    )


def test_links_into_web_calendars_carry_time_name_and_page(sam, mira):
    booked = make_interview(sam, mira)
    links = dict(web_links(booked, to=sam))
    assert list(links) == ["Google Calendar", "Outlook.com", "Outlook for work or school"]
    google = parse_qs(urlsplit(links["Google Calendar"]).query)
    assert google["dates"] == ["20260304T170000Z/20260304T173000Z"]
    assert google["text"] == ["Conversation with Mira Holm"]
    assert google["details"] == [f"https://hub.example/interviews/{booked.pk}/"]
    outlook = parse_qs(urlsplit(links["Outlook.com"]).query)
    assert outlook["startdt"] == ["2026-03-04T17:00:00Z"]
    assert outlook["subject"] == ["Conversation with Mira Holm"]
