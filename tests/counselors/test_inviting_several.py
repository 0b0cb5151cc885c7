"""A whole list: first what would happen, then the invitations, and a profile that is filled in."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careerhub.common import clock
from careerhub.outbox.models import Email
from careerhub.people import joining
from careerhub.people.models import Invitation, User
from tests.factories.people import make_counselor

NOW = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
SEVERAL = "/counselors/invitations/several/"
LIST = """first_name,last_name,preferred_name,email,class_of,employer,country,time_zone,deceased
Tomás,Ferreira,Tom,tomas@alum.example,2009,Halden Water,PT,Europe/Lisbon,
Ines,Rocha,,ines@alum.example,soon,,,,
Old,Friend,,friend@alum.example,1961,,,,Y
Mira,Holm,,mira@alum.example,,,,,
No,Address,,not an address,,,,,
Ines,Again,,INES@alum.example,,,,,
"""


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def cora(client, db):
    client.force_login(make_counselor("Cora Plain"))
    return client


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_rehearsal_says_of_each_row_what_would_happen_and_does_nothing(cora, mira):
    answer = cora.post(SEVERAL, {"text": LIST})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "2 people would be invited" in page
    assert "4 rows are left out; below is why." in page
    assert "The roster says that this person has died." in page
    assert "Mira Holm is here as an alum already." in page
    assert "“not an address” is not an email address." in page
    assert "ines@alum.example has an open invitation." in page
    assert "“soon” is not the year of a class." in page
    assert (Invitation.objects.count(), Email.objects.count()) == (0, 0)
    assert not User.objects.filter(email="tomas@alum.example").exists()


def test_sending_invites_those_and_leaves_out_the_others(cora, mira):
    answer = cora.post(SEVERAL, {"text": LIST, "send": "yes"}, follow=True)
    assert answer.redirect_chain == [("/counselors/invitations/", 302)]
    assert "2 invitations go out now. 4 rows were left out." in text_of(answer)
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "ines@alum.example",
        "tomas@alum.example",
    ]
    assert Email.objects.count() == 2


def test_sending_twice_invites_once(cora):
    for _time in range(2):
        answer = cora.post(SEVERAL, {"text": LIST, "send": "yes"}, follow=True)
    assert "0 invitations go out now. 6 rows were left out." in text_of(answer)
    assert Email.objects.filter(kind="invitation").count() == 3


def test_an_uploaded_file_comes_back_as_text_so_that_it_can_be_sent(cora, mira):
    file = SimpleUploadedFile("alumni.csv", LIST.encode("utf-8-sig"), content_type="text/csv")
    page = cora.post(SEVERAL, {"file": file}).content.decode()
    assert "Send 2 invitations" in " ".join(page.split())
    assert "Tomás,Ferreira,Tom,tomas@alum.example" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "There is nobody in this list yet. Paste at least one line."),
        ({"text": "email\n"}, "There are headings, but nobody below them."),
        (
            {"file": SimpleUploadedFile("a.csv", b"\x81\x8d\x8f\x90")},
            "This file is not text. Save it as CSV (UTF-8) and try once more.",
        ),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "This file is empty."),
    ],
)
def test_a_list_that_cannot_be_read_gets_a_sentence(cora, typed, sentence):
    answer = cora.post(SEVERAL, typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_the_day_has_an_end_for_lists_too(cora, monkeypatch):
    monkeypatch.setattr(joining, "A_DAY", 1)
    page = text_of(cora.post(SEVERAL, {"text": "a@alum.example\nb@alum.example"}))
    assert "One person would be invited" in page
    assert "You have invited 1 people in a day. Go on tomorrow." in page


def test_what_the_roster_knew_stands_in_the_form_of_joining(cora, client):
    cora.post(SEVERAL, {"text": LIST, "send": "yes"})
    client.logout()
    invitation = Invitation.objects.get(email="tomas@alum.example")
    page = client.get(f"/join/{invitation.key}/").content.decode()
    for value in ("Tomás Ferreira", "Halden Water", "2009"):
        assert f'value="{value}"' in page
    assert '<option value="PT" selected>Portugal</option>' in page
    assert '<option value="Europe/Lisbon" selected>' in page
    typed = {"full_name": "Tomás Ferreira", "zone": "Europe/Lisbon", "employer": "Elsewhere"}
    client.post(f"/join/{invitation.key}/", typed)
    tom = User.objects.get(email="tomas@alum.example")
    assert (tom.called, tom.zone, tom.mentor.employer) == ("Tom", "Europe/Lisbon", "Elsewhere")


def test_others_do_not_come_in(client, sam, mira):
    for person in (sam, mira):
        client.force_login(person)
        assert client.get(SEVERAL).status_code == 403
        assert client.post(SEVERAL, {"text": LIST, "send": "yes"}).status_code == 403
    client.logout()
    assert client.get(SEVERAL).url.startswith("/accounts/login/")
    assert not Invitation.objects.exists()


def test_a_counselor_finds_the_way_from_the_bar_and_the_list(cora):
    page = cora.get("/counselors/invitations/").content.decode()
    assert page.count('href="/counselors/invitations/"') == 2  # the bar and the tabs of a phone
    assert f'href="{SEVERAL}"' in page
