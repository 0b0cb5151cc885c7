import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from careerhub.common import clock
from careerhub.outbox import suppression
from careerhub.outbox.models import Declined, State
from careerhub.people import mail_links
from careerhub.people.choices import choices_of
from tests.factories.outbox import make_email
from tests.factories.people import make_user

NOW = datetime(2026, 10, 20, 16, tzinfo=UTC)
BODY = "List-Unsubscribe=One-Click"  # to the letter as RFC 8058 has it
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def letter(mira):
    return make_email("thank_you", reader=mira, state=State.SENT, sent_at=NOW)


def page_of(email):
    return reverse("people:choices_by_link", args=[mail_links.token_of(email)])


def strict():
    """A visitor without a cookie, to a site that checks where a POST comes from."""
    return Client(enforce_csrf_checks=True)


def on_of(html):
    return re.findall(r'value="(\w+)"\s+id="group-\w+"[^>]*checked', html)


def test_one_click_declines_that_kind_for_that_person(letter, mira, sam):
    answer = strict().post(page_of(letter), BODY, content_type=FORM)
    assert answer.status_code == 200
    assert answer.content == b"You get no more of these: Thank-you and follow-up letters."
    assert suppression.declined_by(mira) == {"letters"}
    assert Declined.objects.get().how == Declined.How.ONE_CLICK
    assert suppression.declined_by(sam) == set()


def test_the_one_click_may_come_as_multipart_and_twice(letter, mira):
    for _ in range(2):
        answer = strict().post(page_of(letter), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert suppression.declined_by(mira) == {"letters"}
    assert Declined.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_to_look_changes_nothing(method, letter, mira):
    path = page_of(letter)
    for query in ("", "?List-Unsubscribe=One-Click", "?all=off", "?was=none", "?undo=1"):
        assert getattr(strict(), method)(path + query).status_code == 200
    assert suppression.declined_by(mira) == set()


def test_what_must_be_known_cannot_be_declined_with_one_click(mira):
    booked = make_email("booked", reader=mira)
    answer = strict().post(page_of(booked), BODY, content_type=FORM)
    assert answer.status_code == 409
    assert answer.content.startswith(b"This email cannot be turned off")
    assert mail_links.unsubscribe_url(booked) == ""
    assert suppression.declined_by(mira) == set()


@pytest.mark.parametrize("token", ["x", "a:b", "e30:forged", "😀", "%00", "." * 300])
def test_a_forged_link_leads_nowhere(token, client, db):
    path = reverse("people:choices_by_link", args=[token])
    assert client.get(path).status_code == 404
    assert client.post(path, BODY, content_type=FORM).status_code == 404


def test_a_link_of_another_purpose_or_another_person_leads_nowhere(letter, sam, client):
    told = {"p": sam.pk, "e": letter.pk, "k": "thank_you", "d": NOW.toordinal()}
    other = signing.Signer(salt="interviews.links.held").sign_object(told)
    body, _colon, mark = mail_links.token_of(letter).rpartition(":")
    forged = signing.b64_encode(b'{"p":%d}' % sam.pk).decode()
    for token in (other, f"{body}:{mark[::-1]}", f"{forged}:{mark}"):
        path = reverse("people:choices_by_link", args=[token])
        assert client.post(path, BODY, content_type=FORM).status_code == 404
    assert suppression.declined_by(sam) == set()


def test_an_old_link_asks_to_sign_in_but_its_one_click_still_counts(mira, client):
    old = make_email("thank_you", reader=mira, send_at=NOW - timedelta(days=401))
    young = make_email("thank_you", reader=mira, send_at=NOW - timedelta(days=400))
    answer = client.get(page_of(old))
    assert answer.status_code == 410
    assert "more than a year ago" in answer.content.decode()
    assert client.post(page_of(old), {"all": "off"}).status_code == 410
    assert client.get(page_of(young)).status_code == 200
    assert strict().post(page_of(old), BODY, content_type=FORM).status_code == 200
    assert suppression.declined_by(mira) == {"letters"}


def test_a_link_outlives_its_email_but_not_its_person(letter, mira, client):
    path = page_of(letter)
    letter.delete()
    assert client.get(path).status_code == 200
    assert strict().post(path, BODY, content_type=FORM).status_code == 200
    mira.delete()
    assert client.get(path).status_code == 404


def test_the_page_says_whose_choices_these_are_and_which_always_come(letter, client):
    html = client.get(page_of(letter)).content.decode()
    assert "For Mira Holm, mira@alum.example." in html
    assert on_of(html) == ["requests", "reminders", "questions", "letters"]
    assert "booked, moved or cancelled" in html
    assert f"{reverse('alumni:home')}#goodwill" in html
    assert 'name="robots" content="noindex"' in html


def test_to_save_takes_what_is_checked_and_says_what_is_off(letter, mira, client):
    path = page_of(letter)
    answer = strict().post(path, {"group": ["requests", "letters"]})
    assert (answer.status_code, answer.url) == (
        302,
        f"{path}?was=requests.reminders.questions.letters",
    )
    assert suppression.declined_by(mira) == {"reminders", "questions"}
    html = client.get(answer.url).content.decode()
    assert "Saved. You no longer get: Reminders, Did you meet?." in html
    assert on_of(html) == ["requests", "letters"]


def test_all_off_all_on_and_undo(letter, mira, client):
    path = page_of(letter)
    suppression.decline(mira, ["reminders"], now=NOW)
    answer = client.post(path, {"all": "off", "group": ["letters"]})
    assert suppression.declined_by(mira) == {
        *("requests", "reminders", "questions", "letters"),
    }
    html = client.get(answer.url).content.decode()
    assert "Saved. You only get what you must know about a meeting." in html
    undo = re.findall(r'type="hidden" name="group" value="(\w+)"', html)
    assert undo == ["letters", "questions", "requests"]
    answer = client.post(path, {"undo": "1", "group": undo})
    assert suppression.declined_by(mira) == {"reminders"}
    assert "as it was" in client.get(answer.url).content.decode()
    client.post(path, {"all": "on"})
    assert suppression.declined_by(mira) == set()


def test_groups_that_nobody_knows_or_that_are_not_shown_are_left_alone(letter, mira, client):
    suppression.decline(mira, ["made_up"], now=NOW)
    client.post(page_of(letter), {"group": ["made_up", "digests", "", "letters"]})
    assert suppression.declined_by(mira) == {"made_up", "requests", "reminders", "questions"}


def test_what_is_scheduled_is_counted_and_said_to_stay_away(letter, mira, client):
    for state in (State.SCHEDULED, State.SCHEDULED, State.HELD):
        make_email("follow_up", reader=mira, state=state)
    assert "2 are scheduled." in client.get(page_of(letter)).content.decode()
    suppression.decline(mira, ["letters"], now=NOW)
    assert "2 are scheduled and will not be sent." in client.get(page_of(letter)).content.decode()


def test_students_alumni_counselors_and_strangers_each_have_their_lines(sam, mira, carol):
    def names(reader, **more):
        return [line.name for line in choices_of(reader, **more)]

    assert names(sam) == ["requests", "reminders", "questions", "news"]
    assert names(mira) == ["requests", "reminders", "questions", "letters"]
    assert "requests" not in names(carol)
    stranger = make_user("Ina Vogt")
    assert names(stranger) == []
    assert names(stranger, beside="invitations") == ["invitations"]


def test_who_is_signed_in_has_the_same_page(client, mira):
    assert client.get(reverse("people:choices")).status_code == 302
    client.force_login(mira)
    html = client.get(reverse("people:choices")).content.decode()
    assert on_of(html) == ["requests", "reminders", "questions", "letters"]
    assert "Why you got this email" not in html
    client.post(reverse("people:choices"), {"group": ["letters"]})
    assert suppression.declined_by(mira) == {"requests", "reminders", "questions"}
    assert reverse("people:choices") in client.get(reverse("people:profile")).content.decode()


def test_the_signed_in_page_wants_a_token_of_the_form(mira):
    visitor = strict()
    visitor.force_login(mira)
    assert visitor.post(reverse("people:choices"), {"all": "off"}).status_code == 403
    assert (
        visitor.post(reverse("people:choices"), {"List-Unsubscribe": "One-Click"}).status_code
        == 403
    )
    assert suppression.declined_by(mira) == set()


def test_an_address_that_sends_emails_back_is_told(letter, client):
    suppression.suppress("mira@alum.example", reason="550 <b>gone</b>", email=None, now=NOW)
    html = client.get(page_of(letter)).content.decode()
    assert "come back, so nothing is sent there" in html
    assert "550 &lt;b&gt;gone&lt;/b&gt;" in html
