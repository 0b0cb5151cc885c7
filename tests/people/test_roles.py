from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from careerhub.people import profiles
from careerhub.people.models import User
from careerhub.people.roles import Role, choose, roles_of
from tests.factories.people import make_user


def test_roles_come_in_the_order_of_arrival(mira):
    profiles.become_student(mira)
    mira = User.objects.get(pk=mira.pk)
    assert roles_of(mira) == [Role.STUDENT, Role.MENTOR]


def test_a_stranger_has_no_role():
    assert roles_of(AnonymousUser()) == []


def test_the_remembered_role_wins_while_it_is_held():
    held = [Role.STUDENT, Role.MENTOR]
    assert choose(held, remembered="mentor") == Role.MENTOR
    assert choose(held, remembered="") == Role.STUDENT
    assert choose(held, remembered="counselor") == Role.STUDENT
    assert choose([], remembered="student") is None


def test_home_leads_each_role_to_its_own(client, sam, mira, carol):
    places = {}
    for person in (sam, mira, carol):
        client.force_login(person)
        places[person.full_name] = client.get(reverse("people:home")).url
    assert places == {
        "Sam Rivera": reverse("students:home"),
        "Mira Holm": reverse("alumni:home"),
        "Carol Adeyemi": reverse("counselors:overview"),
    }


def test_a_person_without_a_role_is_told_what_to_do(client, db):
    client.force_login(make_user("Nia Lone", email="nia@else.example"))
    answer = client.get(reverse("people:home"))
    assert answer.status_code == 200
    assert "You are signed in as nia@else.example" in answer.content.decode()


def test_home_sends_strangers_to_sign_in(client, db):
    answer = client.get(reverse("people:home"))
    assert answer.url == reverse("account_login") + "?next=/home/"


def test_a_switch_is_remembered(client, mira):
    profiles.become_student(mira)
    client.force_login(mira)
    client.post(reverse("people:switch_role"), {"role": "mentor"})
    assert client.session["active_role"] == "mentor"
    assert client.get(reverse("people:home")).url == reverse("alumni:home")


def test_nobody_switches_to_a_role_they_do_not_hold(client, sam):
    client.force_login(sam)
    client.post(reverse("people:switch_role"), {"role": "counselor"})
    assert "active_role" not in client.session
    assert client.get(reverse("people:home")).url == reverse("students:home")


def test_switching_takes_a_post(client, sam):
    client.force_login(sam)
    assert client.get(reverse("people:switch_role")).status_code == 405


def test_the_person_and_every_role_are_one_query(client, carol, django_assert_num_queries):
    client.force_login(carol)
    with django_assert_num_queries(2):  # session; person with roles
        client.get(reverse("people:home"))
