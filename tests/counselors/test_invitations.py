from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from careerhub.people import joining
from careerhub.people.models import Invitation
from tests.factories.people import make_counselor

NOW = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
LIST = "/counselors/invitations/"


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def invitation(carol):
    return joining.invite("tomas@alum.example", "Tomás Ferreira", by=carol, now=NOW)


def test_a_counselor_who_is_no_administrator_may_invite(client, db):
    client.force_login(make_counselor("Cora Plain"))
    answer = client.post(LIST, {"full_name": "Tomás Ferreira", "email": "tomas@alum.example"})
    assert answer.url == LIST
    assert Invitation.objects.get().email == "tomas@alum.example"
    page = client.get(LIST).content.decode()
    assert "An invitation goes to tomas@alum.example now." in page
    assert "Waiting" in page


@pytest.mark.parametrize("person", ["sam", "mira"])
def test_others_are_refused(client, person, invitation, request):
    client.force_login(request.getfixturevalue(person))
    assert client.get(LIST).status_code == 403
    assert client.post(LIST, {"full_name": "A", "email": "a@alum.example"}).status_code == 403
    for verb in ("send_again", "revoke"):
        address = reverse(f"counselors:invitation_{verb}", args=[invitation.pk])
        assert client.post(address).status_code == 403
    assert Invitation.objects.count() == 1


def test_strangers_are_sent_to_sign_in(client, db):
    assert client.get(LIST).url == "/accounts/login/?next=/counselors/invitations/"


def test_a_refusal_stands_at_the_field_and_keeps_what_was_typed(client, carol, mira):
    client.force_login(carol)
    answer = client.post(LIST, {"full_name": "Mira H", "email": "mira@alum.example"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Mira Holm is here as an alum already." in page
    assert 'value="Mira H"' in page


def test_sending_again_is_offered_only_when_it_may_be_done(client, carol, invitation):
    client.force_login(carol)
    assert "Send again" not in client.get(LIST).content.decode()
    with clock.standing_at(NOW + timedelta(days=1)):
        assert "Send again" in client.get(LIST).content.decode()
        again = reverse("counselors:invitation_send_again", args=[invitation.pk])
        assert client.post(again).url == LIST
        assert "Send again" not in client.get(LIST).content.decode()
    assert joining.letters_of(invitation).count() == 2


def test_too_early_a_reminder_is_refused_in_words(client, carol, invitation):
    client.force_login(carol)
    client.post(reverse("counselors:invitation_send_again", args=[invitation.pk]))
    assert "The last email is less than a day old." in client.get(LIST).content.decode()


def test_taking_back_shows_on_the_list(client, carol, invitation):
    client.force_login(carol)
    client.post(reverse("counselors:invitation_revoke", args=[invitation.pk]))
    assert "Taken back" in client.get(LIST).content.decode()


def test_verbs_take_a_post_and_know_their_object(client, carol, invitation):
    client.force_login(carol)
    for verb in ("send_again", "revoke"):
        assert (
            client.get(reverse(f"counselors:invitation_{verb}", args=[invitation.pk])).status_code
            == 405
        )
        assert client.post(reverse(f"counselors:invitation_{verb}", args=[0])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client, carol, count, django_assert_num_queries
):
    for number in range(count):
        joining.invite(f"alum{number}@alum.example", f"Alum {number}", by=carol, now=NOW)
    client.force_login(carol)
    # session; person with roles; number of invitations; the page of them; their emails; the office
    with django_assert_num_queries(6):
        client.get(LIST)


def test_fifty_stand_on_a_page(client, carol):
    for number in range(51):
        joining.invite(f"alum{number}@alum.example", f"Alum {number}", by=carol, now=NOW)
    client.force_login(carol)
    first, second = (client.get(LIST, {"page": page}).content.decode() for page in (1, 2))
    assert "Page 1 of 2" in first
    assert "alum50@alum.example" in first
    assert "alum0@alum.example" in second
