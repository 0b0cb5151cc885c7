"""The pages of one's calendars: the owner, a stranger, and somebody who is not signed in."""

from datetime import timedelta

import pytest
from django.test import Client

from careerhub.common import clock
from interviews.actions.feeds import make_feed
from interviews.actions.outside import add_calendar, read_calendar
from interviews.calendars import errors
from interviews.models import BusyTime, Feed, OutsideCalendar
from tests.factories.interviews import NOON, make_interview

PAGE = "/interviews/calendars/"
ADDRESS = "https://cal.example/private-1234/basic.ics"
FILE = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260303T170000Z\r\nDURATION:PT1H\r\n"
    b"SUMMARY:Biopsy results\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def browser(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def look(client, at=NOON, page=PAGE):
    with clock.standing_at(at):
        return client.get(page, follow=True)


def send(client, address, data=None, *, at=NOON):
    with clock.standing_at(at):
        return client.post(address, data or {}, follow=True)


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("who", ["sam", "mira"])
def test_a_student_and_an_alum_give_a_calendar(who, request):
    person = request.getfixturevalue(who)
    client = browser(person)
    answer = send(client, PAGE, {"address": ADDRESS, "name": "Work"})
    assert answer.redirect_chain == [(PAGE, 302)]
    page = text_of(answer)
    assert "Being read" in page
    assert "cal.example/…" in page
    assert 'hx-get="/interviews/calendars/list/?looks=1"' in page
    assert "private-1234" not in page
    assert OutsideCalendar.objects.get().person == person


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Paste the secret address of your calendar."),
        ("lunch", "This is not the address of a calendar."),
        ("http://cal.example/x.ics", "Only links that begin with https:// or webcal:// are read"),
        ("https://" + "x" * 2000, "at most 2000 characters"),
    ],
)
def test_a_wrong_address_is_said_at_its_field_and_nothing_is_lost(mira, address, sentence):
    answer = send(browser(mira), PAGE, {"address": address, "name": "My work"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert 'value="My work"' in page
    assert address[:40] in page
    assert not OutsideCalendar.objects.exists()


def test_a_sixth_is_not_offered_and_refused_if_sent_all_the_same(mira):
    for number in range(5):
        add_calendar(mira, name="", address=f"https://cal.example/{number}.ics", now=NOON)
    client = browser(mira)
    assert "which is as many as we read" in text_of(look(client))
    assert "Add this calendar" not in text_of(look(client))
    assert send(client, PAGE, {"address": ADDRESS}).status_code == 422
    assert OutsideCalendar.objects.count() == 5


def test_what_was_read_and_what_went_wrong_is_shown_with_its_time(mira):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    read_calendar(calendar, now=NOON, fetch=lambda _address: FILE)
    client = browser(mira)
    page = text_of(look(client, NOON + timedelta(minutes=2)))
    assert "Last good reading" in page
    assert "Mon, Mar 2, 9:00 am PST" in page
    assert "It keeps 1 stretch of time free of conversations." in page
    assert "Read now" in page
    assert "hx-get" not in page
    assert "Biopsy" not in page

    def fails(_address):
        raise errors.NothingThere

    read_calendar(calendar, now=NOON + timedelta(hours=1), fetch=fails)
    page = text_of(look(client, NOON + timedelta(hours=1, minutes=2)))
    assert "Could not be read" in page
    assert "There is no calendar at this link any more." in page
    assert "Mon, Mar 9, 10:00 am PDT" in page  # until when the last copy is used
    page = text_of(look(client, NOON + timedelta(days=8)))
    assert "It closes no times at present." in page


def test_the_list_asks_again_only_while_something_is_being_read(mira):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    client = browser(mira)
    fragment = text_of(look(client, page=f"{PAGE}list/?looks=7"))
    assert 'hx-get="/interviews/calendars/list/?looks=8"' in fragment
    assert "<html" not in fragment
    tired = text_of(look(client, page=f"{PAGE}list/?looks=60"))
    assert "hx-get" not in tired
    assert "This takes longer than usual." in tired
    read_calendar(calendar, now=NOON, fetch=lambda _address: FILE)
    done = text_of(look(client, page=f"{PAGE}list/?looks=8"))
    assert "hx-get" not in done
    assert "Your calendars have been read." in done
    assert look(client, page=f"{PAGE}list/?looks=many").status_code == 200


def test_read_now_puts_it_in_line(mira):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    read_calendar(calendar, now=NOON, fetch=lambda _address: FILE)
    client, later = browser(mira), NOON + timedelta(minutes=5)
    early = send(client, f"{PAGE}{calendar.pk}/read/", at=NOON + timedelta(seconds=5))
    assert "It was read less than a minute ago." in text_of(early)
    assert "Being read" in text_of(send(client, f"{PAGE}{calendar.pk}/read/", at=later))
    calendar.refresh_from_db()
    assert calendar.next_try_at == later


def test_removed_is_gone_and_comes_back_within_ten_minutes(mira):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    read_calendar(calendar, now=NOON, fetch=lambda _address: FILE)
    client = browser(mira)
    answer = send(client, f"{PAGE}{calendar.pk}/remove/")
    assert "“Work” is removed" in text_of(answer)
    assert "private-1234" not in text_of(answer)
    assert not OutsideCalendar.objects.exists()
    assert not BusyTime.objects.exists()
    assert "“Work” is removed" not in text_of(look(client, NOON + timedelta(minutes=10)))
    client = browser(mira)
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    send(client, f"{PAGE}{calendar.pk}/remove/")
    assert "It is back" in text_of(send(client, f"{PAGE}restore/"))
    assert OutsideCalendar.objects.get().address == ADDRESS
    assert "It is back" not in text_of(send(client, f"{PAGE}restore/"))
    assert OutsideCalendar.objects.count() == 1


POSTS = ("{pk}/read/", "{pk}/remove/")
OWN_POSTS = ("restore/", "feed/make/", "feed/replace/", "feed/revoke/")


def test_a_stranger_finds_nothing_of_somebody_elses(mira, sam):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    feed = make_feed(mira, now=NOON)
    client = browser(sam)
    page = text_of(look(client))
    assert "cal.example" not in page
    assert feed.token not in page
    for address in POSTS:
        assert send(client, PAGE + address.format(pk=calendar.pk)).status_code == 404
    for address in OWN_POSTS:
        assert send(client, PAGE + address).status_code == 200
    assert OutsideCalendar.objects.get() == calendar
    assert Feed.objects.get(person=mira).revoked_at is None


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in(mira):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    client = browser()
    pages = [client.get(PAGE), client.get(f"{PAGE}list/"), client.post(PAGE, {"address": ADDRESS})]
    posts = [client.post(PAGE + one.format(pk=calendar.pk)) for one in (*POSTS, *OWN_POSTS)]
    for answer in pages + posts:
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")
    assert OutsideCalendar.objects.count() == 1


def test_looking_at_a_form_changes_nothing(mira):
    calendar = add_calendar(mira, name="Work", address=ADDRESS, now=NOON)
    client = browser(mira)
    for one in (*POSTS, *OWN_POSTS):
        assert client.get(PAGE + one.format(pk=calendar.pk)).status_code == 405
    assert not Feed.objects.exists()


def test_a_feed_is_made_replaced_and_closed(sam):
    client = browser(sam)
    assert "Make a feed" in text_of(look(client))
    send(client, f"{PAGE}feed/make/")
    first = Feed.objects.get(person=sam, revoked_at=None)
    page = text_of(look(client))
    assert f'value="https://hub.example/interviews/feeds/{first.token}.ics"' in page
    assert f'href="webcal://hub.example/interviews/feeds/{first.token}.ics"' in page
    send(client, f"{PAGE}feed/replace/")
    assert first.token not in text_of(look(client))
    send(client, f"{PAGE}feed/revoke/")
    assert "Make a feed" in text_of(look(client))
    assert not Feed.objects.filter(revoked_at=None).exists()


def test_the_profile_leads_here_for_who_has_conversations(sam, mira, carol):
    for person, leads in ((sam, True), (mira, True), (carol, False)):
        assert (f'href="{PAGE}"' in text_of(browser(person).get("/profile/"))) is leads


def test_the_interview_page_offers_every_way_into_a_calendar(sam, mira):
    interview = make_interview(sam, mira)
    page = text_of(look(browser(sam), NOON + timedelta(hours=2), f"/interviews/{interview.pk}/"))
    assert f'href="/interviews/{interview.pk}/calendar.ics"' in page
    assert "https://calendar.google.com/calendar/render?" in page
    assert "https://outlook.office.com/calendar/0/deeplink/compose?" in page
