"""Who is let in where, and does looking ever change anything?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from careerhub.outbox.models import Email, Trace
from interviews.models import Commitment, Interview, InterviewEvent
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor

PAGES = ("interview_detail", "calendar", "cancel", "move")
POSTS = (
    "cancel",
    "move",
    "withdraw",
    "prepare",
    "notes",
    "say_held",
    "report_no_show",
    "thank_in_person",
    "follow_up_skip",
    "follow_up_keep",
)
LETTER_POSTS = ("letter_edit", "letter_send", "letter_move")


def addresses(interview):
    found = [reverse(f"interviews:{name}", args=[interview.pk]) for name in {*PAGES, *POSTS}]
    kinds = ("thank_you", "follow_up")
    names = [(name, kind) for name in LETTER_POSTS for kind in kinds]
    return found + [reverse(f"interviews:{n}", args=[interview.pk, kind]) for n, kind in names]


def everything():
    """Every row that a page about an interview could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Interview, InterviewEvent, Commitment, Email, Trace)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_both_people_open_the_page(name, sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(NOON + timedelta(hours=2)):
        for person in (sam, mira):
            answer = browse(person).get(reverse(f"interviews:{name}", args=[interview.pk]))
            assert answer.status_code == 200


def test_a_stranger_finds_nothing(sam, mira, otto, carol, browse, at):
    interview = make_interview(sam, mira)
    stranger = make_mentor("Another Alum")
    before = everything()
    with at(NOON + timedelta(hours=2)):
        for person in (otto, stranger, carol):
            client = browse(person)
            for address in addresses(interview):
                assert client.get(address).status_code == 404, address
                refused = client.post(address, {"reason": "x", "notes": "x"})
                assert refused.status_code in (404, 405), address  # 405: a page that takes no form
    assert everything() == before


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    before = everything()
    with at(NOON + timedelta(hours=2)):
        for address in addresses(interview):
            for answer in (browse().get(address), browse().post(address)):
                assert answer.status_code == 302, address
                assert answer.url.startswith("/accounts/login/"), address
    assert everything() == before


def test_looking_changes_nothing(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    before = everything()
    with at(NOON + timedelta(days=3)):
        for person in (sam, mira):
            client = browse(person)
            for address in addresses(interview):
                assert client.get(address).status_code in (200, 302), address
                assert client.head(address).status_code in (200, 302), address
    assert everything() == before


def test_a_forms_own_address_leads_back_to_the_page(sam, mira, browse, at):
    interview = make_ask(sam, mira)
    with at(NOON):
        for name in ("withdraw", "prepare", "notes", "say_held"):
            answer = browse(sam).get(reverse(f"interviews:{name}", args=[interview.pk]))
            assert answer.url == f"/interviews/{interview.pk}/"


def test_a_letter_of_a_kind_that_does_not_exist_is_not_found(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(NOON + timedelta(hours=2)):
        for name in LETTER_POSTS:
            address = reverse(f"interviews:{name}", args=[interview.pk, "ransom"])
            assert browse(sam).post(address, {"letter": "x", "send_at": "x"}).status_code == 404


def test_the_alum_may_not_do_what_is_the_students(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    before = everything()
    with at(interview.ends_at + timedelta(minutes=1)):
        client = browse(mira)
        client.post(f"/interviews/{interview.pk}/prepare/", {"questions": "Mine?"})
        client.post(f"/interviews/{interview.pk}/notes/", {"notes": "Mine"})
        client.post(f"/interviews/{interview.pk}/thank_you/edit/", {"letter": "Mine"})
        client.post(f"/interviews/{interview.pk}/thank_you/send/")
        client.post(f"/interviews/{interview.pk}/thanked/")
        client.post(f"/interviews/{interview.pk}/follow-up/skip/")
    assert everything() == before


def test_a_form_from_another_site_is_refused(sam, mira, at):
    from django.test import Client

    interview = make_ask(sam, mira)
    client = Client(enforce_csrf_checks=True)
    client.force_login(sam)
    with at(NOON):
        answer = client.post(f"/interviews/{interview.pk}/withdraw/")
    assert answer.status_code == 403
    interview.refresh_from_db()
    assert interview.stage == "asked"
