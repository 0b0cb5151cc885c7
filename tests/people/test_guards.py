import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from careerhub.people import guards, profiles
from careerhub.people.roles import Role
from tests.factories.people import make_counselor

GUARDS = {
    "student": guards.student_required,
    "mentor": guards.mentor_required,
    "counselor": guards.counselor_required,
    "administrator": guards.administrator_required,
}


def page(request):
    return HttpResponse("inside")


def ask(rf, person, guard, path="/somewhere/?a=1", method="get", **headers):
    request = getattr(rf, method)(path, headers=headers)
    request.user = person
    request.session = SessionStore()
    return guard(page)(request), request


@pytest.mark.parametrize(
    ("guard", "welcome"),
    [
        ("student", {"sam", "otto"}),
        ("mentor", {"mira"}),
        ("counselor", {"carol", "cora"}),
        ("administrator", {"carol"}),
    ],
)
def test_a_guard_lets_in_its_role_and_nobody_else(rf, sam, otto, mira, carol, guard, welcome):
    cora = make_counselor("Cora Plain")
    people = {"sam": sam, "otto": otto, "mira": mira, "carol": carol, "cora": cora}
    inside = set()
    for name, person in people.items():
        try:
            answer, _ = ask(rf, person, GUARDS[guard])
        except PermissionDenied:
            continue
        assert answer.content == b"inside"
        inside.add(name)
    assert inside == welcome


@pytest.mark.parametrize("guard", [*GUARDS.values(), guards.login_required])
def test_a_stranger_is_sent_to_sign_in_and_back_here(rf, guard):
    answer, _ = ask(rf, AnonymousUser(), guard)
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/somewhere/%3Fa%3D1"


def test_after_a_form_a_stranger_comes_back_to_the_page_it_stood_on(rf):
    answer, _ = ask(
        rf,
        AnonymousUser(),
        guards.student_required,
        method="post",
        Referer="http://testserver/mentors/?q=film",
    )
    assert answer.url == "/accounts/login/?next=/mentors/%3Fq%3Dfilm"


def test_a_page_elsewhere_is_never_returned_to(rf):
    answer, _ = ask(
        rf, AnonymousUser(), guards.student_required, method="post", Referer="https://evil.example/"
    )
    assert answer.url == "/accounts/login/?next=/home/"


def test_a_fragment_sends_the_whole_page_to_sign_in(rf):
    answer, _ = ask(
        rf,
        AnonymousUser(),
        guards.student_required,
        **{"HX-Request": "true", "HX-Current-URL": "http://testserver/mentors/"},
    )
    assert answer["HX-Redirect"] == "/accounts/login/?next=/mentors/"


def test_the_refusal_says_whose_page_it_is(rf, sam):
    with pytest.raises(PermissionDenied, match="This page is for the office’s counselors"):
        ask(rf, sam, guards.counselor_required)


def test_a_visit_makes_the_role_of_the_page_the_active_one(rf, carol):
    profiles.become_student(carol)
    _, request = ask(rf, carol, guards.counselor_required)
    assert request.active_role == Role.COUNSELOR
    assert request.session["active_role"] == "counselor"


def test_a_person_with_one_role_costs_no_session(rf, sam):
    _, request = ask(rf, sam, guards.student_required)
    assert request.active_role == Role.STUDENT
    assert "active_role" not in request.session
