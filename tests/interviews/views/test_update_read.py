from datetime import timedelta

import pytest

from careerhub.common import clock
from careerhub.outbox.models import Email
from careerhub.outbox.verdicts import Postpone, Send
from interviews.emails import links
from interviews.emails.compose import prepare_news
from interviews.models import Ending
from tests.interviews.emails.conversations import NOON, make_conversation

LATER = NOON + timedelta(days=15)


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(LATER):
        yield


@pytest.fixture
def met(sam, mira):
    return make_conversation(sam, mira, stage="thanked", thanked_at=NOON + timedelta(days=1))


def test_opening_the_link_changes_nothing_and_the_button_tells_once(client, met, sam):
    page = links.read_path(met, 1)
    assert "Tell Sam" in client.get(page).content.decode()
    assert not Email.objects.filter(kind="update_read").exists()
    for _ in range(2):
        assert client.post(page, follow=True).status_code == 200
    email = Email.objects.get(kind="update_read")
    assert email.reader == sam
    sent = prepare_news(email, LATER)
    assert isinstance(sent, Send)
    assert sent.subject == "Mira Holm has read your update"
    assert "Sam hears that you read it." in client.get(page).content.decode()


def test_it_counts_as_contact(client, met):
    client.post(links.read_path(met, 1))
    met.refresh_from_db()
    assert met.contact_at == LATER
    follow_ups = Email.objects.filter(about=met.about, kind="follow_up").order_by("send_at")
    assert all(email.send_at > LATER for email in follow_ups)


def test_it_waits_for_the_morning_of_the_student(client, met):
    client.post(links.read_path(met, 2))
    night = LATER.replace(hour=6)  # 2 am in New York
    assert isinstance(prepare_news(Email.objects.get(kind="update_read"), night), Postpone)


def test_after_a_conversation_that_did_not_take_place_there_is_nothing_to_tell(client, sam, mira):
    missed = make_conversation(sam, mira, stage="closed", ending=Ending.CANCELLED, closed_at=NOON)
    assert "did not take place" in client.get(links.read_path(missed, 1)).content.decode()
    client.post(links.read_path(missed, 1))
    assert not Email.objects.filter(kind="update_read").exists()


def test_the_link_of_one_follow_up_does_not_open_another(client, met):
    page = links.read_path(met, 1)
    assert client.get(page.replace("/read/1/", "/read/2/")).status_code == 404
