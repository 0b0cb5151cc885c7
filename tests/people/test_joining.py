from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from careerhub.common import clock
from careerhub.office import wording
from careerhub.outbox import kinds
from careerhub.outbox.models import Email, State
from careerhub.outbox.verdicts import Send, Withdraw
from careerhub.people import joining
from careerhub.people.joining import Refused, Standing
from careerhub.people.models import Invitation, User
from tests.factories.people import make_student

NOW = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANSWERS = {
    "full_name": "Tomás Ferreira",
    "zone": "Europe/Lisbon",
    "title": "Head of flood modelling",
    "employer": "Halden Water",
    "industry": "Environment",
    "city": "Lisbon",
    "class_of": "2009",
    "majors": "Physics",
}


@pytest.fixture
def invitation(carol):
    return joining.invite("Tomas@Alum.example", "Tomás Ferreira", by=carol, now=NOW)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(NOW):
        yield


def link(invitation):
    return reverse("people:join", args=[invitation.key])


def test_an_invitation_is_one_email_to_somebody_who_cannot_sign_in_yet(invitation, carol):
    letter = Email.objects.get()
    assert letter.key == f"invitation:{invitation.pk}:1"
    assert (letter.kind, letter.state, letter.send_at) == ("invitation", State.SCHEDULED, NOW)
    reader = letter.reader
    assert (reader.email, reader.is_active, reader.has_usable_password()) == (
        "tomas@alum.example",
        False,
        False,
    )
    assert joining.standing_of(invitation, now=NOW) == Standing.WAITING


def test_the_letter_names_the_inviter_and_carries_the_link(invitation, settings):
    letter = Email.objects.get()
    send = kinds.get("invitation").prepare(letter, NOW)
    assert isinstance(send, Send)
    assert (send.to, send.to_name) == ("tomas@alum.example", "Tomás Ferreira")
    assert (send.from_name, send.from_address) == ("Career Office", "careers@brightwater.example")
    assert send.subject == "Half an hour for a Brightwater University student?"
    for body in (send.text, send.html):
        assert settings.SITE_URL + link(invitation) in body
        assert "Carol Adeyemi" in body
        assert "November 19, 2026" in unescape(body).replace("\N{NO-BREAK SPACE}", " ")


def said_to(invitation, *, again=False):
    letter = Email(about=joining.about(invitation), kind="invitation", reader=User(pk=1))
    letter.key = f"{letter.about}:{2 if again else 1}"
    return kinds.get("invitation").prepare(letter, NOW)


def test_the_second_one_says_that_it_is_not_the_first(invitation):
    first, second = said_to(invitation), said_to(invitation, again=True)
    assert second.subject.startswith("Still glad to have you")
    assert second.text == first.text


def test_the_offices_own_words_invite(invitation, carol):
    own = {"greeting": "Hello {name},", "sign_off": "{inviter_name}\n{office}"}
    wording.save("invitation", "", parts=own, by=carol, now=NOW)
    first, second = said_to(invitation), said_to(invitation, again=True)
    assert "Hello Tomás Ferreira," in first.text
    assert "\nCarol\nCareer Office\n" in first.text
    assert "Carol<br>Career Office" in unescape(first.html)
    assert "Dear Tomás Ferreira," in second.text, "its words are its own"


def test_an_alum_whose_name_nobody_knows_is_greeted_too(carol):
    invitation = joining.invite("nobody@alum.example", "", by=carol, now=NOW)
    assert "Dear alum," in said_to(invitation).text


def test_an_inviter_without_a_title_leaves_no_comma_behind(invitation, carol):
    carol.counselor.title = ""
    carol.counselor.save()
    assert "With thanks,\nCarol Adeyemi\n" in said_to(invitation).text


def test_a_name_is_no_place_for_variables_or_lines(carol):
    invitation = joining.invite("x@alum.example", "{until}\r\nBcc: all", by=carol, now=NOW)
    assert "Dear {until} Bcc: all," in said_to(invitation).text


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("not an address", "“not an address” is not an email address."),
        ("mira@alum.example", "Mira Holm is here as an alum already."),
    ],
)
def test_some_cannot_be_invited(carol, mira, email, sentence):
    with pytest.raises(Refused) as refusal:
        joining.invite(email, "Somebody", by=carol, now=NOW)
    assert refusal.value.sentence == sentence
    assert not Invitation.objects.exists()


def test_an_open_invitation_is_not_made_twice(invitation, carol):
    with pytest.raises(Refused, match="has an open invitation"):
        joining.invite("TOMAS@alum.example", "Tomás", by=carol, now=NOW)
    assert Email.objects.count() == 1


def test_after_it_expired_a_new_one_may_be_made(invitation, carol):
    later = NOW + joining.VALID_FOR
    again = joining.invite(invitation.email, "Tomás", by=carol, now=later)
    invitation.refresh_from_db()
    assert joining.standing_of(invitation, now=later) == Standing.REVOKED
    assert joining.standing_of(again, now=later) == Standing.WAITING


def test_a_closed_account_is_not_opened_by_an_invitation(carol):
    closed = make_student("Cleo Gone", email="cleo@alum.example", is_active=False)
    with pytest.raises(Refused, match="was closed"):
        joining.invite(closed.email, "Cleo", by=carol, now=NOW)


def test_one_person_sends_only_so_many_a_day(carol, monkeypatch):
    monkeypatch.setattr(joining, "A_DAY", 1)
    joining.invite("a@alum.example", "A", by=carol, now=NOW)
    with pytest.raises(Refused, match="Go on tomorrow"):
        joining.invite("b@alum.example", "B", by=carol, now=NOW + DAY - timedelta(seconds=1))
    joining.invite("b@alum.example", "B", by=carol, now=NOW + DAY)


def test_two_reminders_a_day_apart_and_no_more(invitation):
    with pytest.raises(Refused, match="less than a day old"):
        joining.send_again(invitation, now=NOW + DAY - timedelta(seconds=1))
    joining.send_again(invitation, now=NOW + DAY)
    renewed = joining.send_again(invitation, now=NOW + 2 * DAY)
    assert renewed.expires_at == NOW + 2 * DAY + joining.VALID_FOR
    assert list(Email.objects.order_by("pk").values_list("key", flat=True)) == [
        f"invitation:{invitation.pk}:{number}" for number in (1, 2, 3)
    ]
    with pytest.raises(Refused, match="has had 3 emails"):
        joining.send_again(invitation, now=NOW + 3 * DAY)


def test_taking_it_back_stops_the_email_and_the_link(client, invitation):
    joining.revoke(invitation, now=NOW)
    assert Email.objects.get().state == State.WITHDRAWN
    answer = client.get(link(invitation))
    assert answer.status_code == 410
    assert "The office has taken this invitation back" in answer.content.decode()


def test_a_letter_whose_reason_has_gone_is_not_sent(invitation):
    letter = Email.objects.get()
    joining.revoke(invitation, now=NOW)
    assert kinds.get("invitation").prepare(letter, NOW) == Withdraw("Taken back")
    Invitation.objects.all().delete()
    assert kinds.get("invitation").prepare(letter, NOW) == Withdraw("The invitation is gone.")


def test_opening_the_link_changes_nothing(client, invitation):
    before = list(User.objects.values()), list(Invitation.objects.values())
    answer = client.get(link(invitation))
    assert answer.status_code == 200
    assert 'value="Tomás Ferreira"' in answer.content.decode()
    assert (list(User.objects.values()), list(Invitation.objects.values())) == before
    assert "_auth_user_id" not in client.session


def test_joining_makes_an_alum_who_is_signed_in_and_known(client, invitation):
    answer = client.post(link(invitation), ANSWERS)
    assert answer.url == reverse("people:welcome")
    assert "Add your usual hours" in client.get(answer.url).content.decode()
    person = User.objects.select_related("mentor").get(email="tomas@alum.example")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.is_active, person.zone, person.zone_confirmed) == (True, "Europe/Lisbon", True)
    assert (person.mentor.name, person.mentor.employer) == ("Tomás Ferreira", "Halden Water")
    assert EmailAddress.objects.get(user=person).verified
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.accepted_by) == (NOW, person)
    assert Email.objects.get().state == State.WITHDRAWN


def test_a_link_lets_in_once(client, invitation):
    client.post(link(invitation), ANSWERS)
    client.logout()
    for answer in (client.get(link(invitation)), client.post(link(invitation), ANSWERS)):
        assert answer.status_code == 410
        assert "This invitation has been used. Sign in with tomas@alum.example" in (
            answer.content.decode()
        )
    assert "_auth_user_id" not in client.session


def test_an_expired_link_says_until_when_it_was_open(client, invitation):
    with clock.standing_at(NOW + joining.VALID_FOR):
        answer = client.post(link(invitation), ANSWERS)
    assert answer.status_code == 410
    assert "This invitation was open until November 19, 2026." in answer.content.decode()
    assert not User.objects.get(email="tomas@alum.example").is_active


def test_an_unknown_link_is_not_found_but_explained(client, db):
    answer = client.get("/join/00000000-0000-4000-8000-000000000000/")
    assert answer.status_code == 404
    assert "We do not know this invitation." in answer.content.decode()


def test_a_mistake_keeps_what_was_typed(client, invitation):
    answer = client.post(link(invitation), ANSWERS | {"zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert 'value="Halden Water"' in answer.content.decode()
    assert joining.standing_of(invitation, now=NOW) == Standing.WAITING


def test_somebody_with_an_account_signs_in_first(client, carol):
    ana = make_student("Ana Reis", email="ana@alum.example")
    invitation = joining.invite(ana.email, "Ana Reis", by=carol, now=NOW)
    for answer in (client.get(link(invitation)), client.post(link(invitation), ANSWERS)):
        assert "Sign in with ana@alum.example first." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    client.force_login(ana)
    client.post(link(invitation), ANSWERS)
    ana = User.objects.get(pk=ana.pk)
    assert (ana.is_student, ana.is_mentor) == (True, True)
    assert client.session["active_role"] == "mentor"


def test_the_link_is_of_no_use_to_somebody_else_who_is_signed_in(client, invitation, carol, otto):
    for person in (carol, otto):
        client.force_login(person)
        for answer in (client.get(link(invitation)), client.post(link(invitation), ANSWERS)):
            assert "this invitation is for tomas@alum.example" in answer.content.decode()
    assert joining.standing_of(invitation, now=NOW) == Standing.WAITING
    assert not User.objects.get(pk=otto.pk).is_mentor


def test_signing_out_there_leads_back_to_the_link(client, invitation, otto):
    client.force_login(otto)
    answer = client.post(reverse("account_logout"), {"next": link(invitation)})
    assert answer.url == link(invitation)
    assert client.get(answer.url).status_code == 200


def test_without_a_guess_the_browser_fills_in_the_zone(client, invitation):
    assert "data-guess=" in client.get(link(invitation)).content.decode()
    client.cookies["zone_guess"] = "Europe%2FLisbon"
    page = client.get(link(invitation)).content.decode()
    assert "data-guess=" not in page
    assert '<option value="Europe/Lisbon" selected>' in page


def test_a_verified_second_address_belongs_to_its_owner(client, carol, sam):
    EmailAddress.objects.create(user=sam, email="sam@home.example", verified=True)
    invitation = joining.invite("sam@home.example", "Sam", by=carol, now=NOW)
    assert Email.objects.get().reader == sam
    assert joining.owner_of(invitation) == sam


def test_the_shell_behind_an_invitation_cannot_be_signed_in_to(client, invitation, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": invitation.email})
    assert "There is no account with this address" in mailoutbox[0].body


def test_who_was_invited_may_decline_more_without_an_account(client, carol, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    invitation = joining.invite("ina@alum.example", "Ina Vogt", by=carol, now=NOW)
    first = Email.objects.get(about=joining.about(invitation))
    send = kinds.get("invitation").prepare(first, NOW)
    assert send.unsubscribe in send.text
    path = send.unsubscribe.removeprefix("http://127.0.0.1:8000")
    html = client.get(path).content.decode()
    assert "Invitations of the office" in html
    assert "You get this because Carol Adeyemi invited ina@alum.example." in html
    assert "What always comes" in html
    form = "application/x-www-form-urlencoded"
    client.post(path, "List-Unsubscribe=One-Click", content_type=form)
    assert first.reader.declined.get().group == "invitations"
