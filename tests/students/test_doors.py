"""Only students come in: strangers are sent to sign in, other roles are refused."""

import pytest
from django.urls import reverse

PAGES = ["home", "mentor_list", "mentor_detail", "ask", "interview_list"]


def address(page, mira):
    needs_pk = page in ("mentor_detail", "ask")
    return reverse(f"students:{page}", args=[mira.pk] if needs_pk else [])


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_sign_in(client, mira, page):
    answer = client.get(address(page, mira))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["mira", "carol"])
def test_other_roles_are_refused(client, request, mira, page, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(address(page, mira)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_any_student_may_look(as_sam, mira, page):
    answer = as_sam.get(address(page, mira))
    assert answer.status_code == (302 if page == "ask" else 200)


def test_a_stranger_cannot_ask(client, mira):
    answer = client.post(address("ask", mira), {"message": "Hello"})
    assert answer["Location"].startswith(reverse("account_login"))


def test_an_alum_cannot_ask(client, mira, carol):
    client.force_login(mira)
    assert client.post(address("ask", mira), {"message": "Hello"}).status_code == 403
