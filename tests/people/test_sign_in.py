import re
from datetime import UTC, datetime

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from careerhub.common import clock
from careerhub.people import profiles
from careerhub.people.adapter import AccountAdapter
from careerhub.people.models import StudentProfile, User

SIGN_UP = "/accounts/signup/"
NEW = {"full_name": "Ada Okoye", "email": "Ada@Brightwater.example", "password1": "quiet-river-42"}


def code_in(letter):
    return re.search(r"^[A-Z0-9-]{6,}$", letter.body, re.MULTILINE).group()


def test_a_student_signs_up_proves_the_address_and_is_in(client, office):
    answer = client.post(SIGN_UP, NEW)
    assert answer.url == reverse("account_email_verification_sent")
    person = User.objects.get()
    assert (person.email, person.full_name) == ("ada@brightwater.example", "Ada Okoye")
    assert StudentProfile.objects.filter(user=person).exists()
    assert "_auth_user_id" not in client.session
    answer = client.post(answer.url, {"code": code_in(mail.outbox[0])})
    assert answer.url == reverse("people:home")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert EmailAddress.objects.get(user=person).verified


def test_the_code_comes_from_the_office(client, office):
    client.post(SIGN_UP, NEW)
    assert mail.outbox[0].from_email == "Career Office <careers@brightwater.example>"
    assert mail.outbox[0].to == ["ada@brightwater.example"]


def test_without_a_password_a_code_is_the_key(client, office):
    answer = client.post(SIGN_UP, NEW | {"password1": ""})
    client.post(answer.url, {"code": code_in(mail.outbox[0])})
    assert not User.objects.get().has_usable_password()
    assert client.get(reverse("people:home")).url == reverse("students:home")


def test_a_wrong_code_opens_nothing(client, office):
    answer = client.post(SIGN_UP, NEW)
    answer = client.post(answer.url, {"code": "WRONG1"})
    assert "This is not the code in the latest email" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "address",
    ["ada@gmail.example", "ada@cs.brightwater.example", "ada@brightwater.example.evil.example"],
)
def test_another_domain_is_refused_with_the_domains_and_the_way_for_alumni(client, office, address):
    answer = client.post(SIGN_UP, NEW | {"email": address})
    page = answer.content.decode()
    assert "Students sign up with their university address, at brightwater.example." in page
    assert "Alumni join by invitation: ask the office for one." in page
    assert 'value="Ada Okoye"' in page
    assert not User.objects.exists()
    assert mail.outbox == []


def test_all_domains_are_named(client, office):
    office.student_domains = ["brightwater.example", "law.brightwater.example"]
    office.save()
    page = client.post(SIGN_UP, NEW | {"email": "ada@gmail.example"}).content.decode()
    assert "at brightwater.example or law.brightwater.example." in page


def test_without_domains_nobody_signs_up_and_the_page_says_what_to_do(client, office):
    office.student_domains = []
    office.save()
    for answer in (client.get(SIGN_UP), client.post(SIGN_UP, NEW)):
        assert "careers@brightwater.example" in answer.content.decode()
    assert not User.objects.exists()


def test_a_weak_password_is_refused(client, office):
    answer = client.post(SIGN_UP, NEW | {"password1": "12345678"})
    assert "This password is too common." in answer.content.decode()
    assert not User.objects.exists()


def test_a_known_address_gets_the_same_answer_and_an_email_that_says_so(client, office, sam):
    answer = client.post(SIGN_UP, NEW | {"email": sam.email})
    assert answer.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert "You have one already" in mail.outbox[0].body


def test_a_code_signs_in_and_is_asked_for_by_post_only(client, office, sam):
    profiles.vouch_for_address(sam)
    client.get(reverse("account_request_login_code"))
    assert mail.outbox == []
    answer = client.post(
        reverse("account_request_login_code"), {"email": "SAM@brightwater.example"}
    )
    answer = client.post(answer.url, {"code": code_in(mail.outbox[0])})
    assert client.session["_auth_user_id"] == str(sam.pk)


def test_a_code_for_an_unknown_address_looks_the_same_on_the_page(office, sam):
    pages = []
    with clock.standing_at(datetime(2026, 10, 20, 14, 0, tzinfo=UTC)):
        for address in (sam.email, "nobody@brightwater.example"):
            client = Client()
            answer = client.post(reverse("account_request_login_code"), {"email": address})
            page = client.get(answer.url).content.decode()
            page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
            pages.append((answer.status_code, answer.url, page.replace(address, "ADDRESS")))
    assert pages[0] == pages[1]
    assert "There is no account with this address" in mail.outbox[1].body


def test_a_password_signs_in_whatever_the_case_of_the_address(client, office, sam):
    profiles.vouch_for_address(sam)
    client.post(
        reverse("account_login"),
        {"login": "Sam@Brightwater.example", "password": "a-long-pass-phrase"},
    )
    assert client.session["_auth_user_id"] == str(sam.pk)


def test_a_password_alone_is_not_enough_while_the_address_is_unproven(client, office, sam):
    answer = client.post(
        reverse("account_login"), {"login": sam.email, "password": "a-long-pass-phrase"}
    )
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_and_an_unknown_address_get_one_sentence(client, office, sam):
    pages = [
        client.post(reverse("account_login"), {"login": address, "password": "not-this-one"})
        for address in (sam.email, "nobody@brightwater.example")
    ]
    sentence = "This address and password do not belong together."
    assert [sentence in page.content.decode() for page in pages] == [True, True]


def test_guessing_passwords_is_stopped(client, office, sam):
    for _ in range(5):
        client.post(reverse("account_login"), {"login": sam.email, "password": "not-this-one"})
    answer = client.post(
        reverse("account_login"), {"login": sam.email, "password": "a-long-pass-phrase"}
    )
    assert "Too many tries. Wait five minutes" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_closed(client, office, sam):
    profiles.vouch_for_address(sam)
    User.objects.filter(pk=sam.pk).update(is_active=False)
    client.post(reverse("account_login"), {"login": sam.email, "password": "a-long-pass-phrase"})
    client.post(reverse("account_request_login_code"), {"email": sam.email})
    assert "_auth_user_id" not in client.session


def test_the_administration_is_entered_through_the_same_door(client, office):
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.url == "/accounts/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize(
    ("page", "typed", "sentence"),
    [
        ("account_login", {}, "Write your email address."),
        (
            "account_login",
            {"login": "kit"},
            "Write a whole email address, such as kit@example.org.",
        ),
        ("account_login", {"login": "a@b.example"}, "Write your password, or have a code sent"),
        ("account_request_login_code", {}, "Write your email address."),
        ("account_reset_password", {"email": "kit"}, "Write a whole email address"),
    ],
)
def test_what_is_missing_is_said_in_our_words(client, office, page, typed, sentence):
    answer = client.post(reverse(page), typed)
    assert sentence in answer.content.decode()
    assert "This field is required." not in answer.content.decode()
    assert "Enter a valid email" not in answer.content.decode()


def test_an_empty_code_is_asked_for(client, office, sam):
    profiles.vouch_for_address(sam)
    answer = client.post(reverse("account_request_login_code"), {"email": sam.email})
    page = client.post(answer.url, {"code": ""}).content.decode()
    assert "Write the code from the email." in page


def test_no_sentence_of_the_library_is_left_for_what_we_use():
    ours, stock = AccountAdapter.error_messages, DefaultAccountAdapter.error_messages
    left = {code for code, sentence in ours.items() if str(sentence) == str(stock[code])}
    assert left == {
        "phone_password_mismatch",
        "phone_taken",
        "unknown_phone",
        "username_blacklisted",
        "username_password_mismatch",
        "username_taken",
    }
