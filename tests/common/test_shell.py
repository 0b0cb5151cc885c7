import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from careerhub import urls as real


def refuse(_request):
    raise PermissionDenied("This page is for students.")


def break_down(_request):
    raise RuntimeError("on purpose")


urlpatterns = [path("refuse/", refuse), path("break/", break_down), *real.urlpatterns]


@pytest.fixture
def more_urls(settings):
    settings.ROOT_URLCONF = __name__


def test_an_unknown_address_says_what_to_do(client, db):
    answer = client.get("/no/such/page/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "There is nothing at this address" in html
    assert 'href="/accounts/login/"' in html


def test_a_refusal_gives_its_reason(client, db, more_urls):
    answer = client.get("/refuse/")
    assert answer.status_code == 403
    assert "This page is for students." in answer.content.decode()


def test_a_breakdown_is_told_without_the_database(more_urls, django_db_blocker):
    client = Client(raise_request_exception=False)
    with django_db_blocker.block():
        html = render_to_string("500.html")
        answer = client.get("/break/")
    assert answer.status_code == 500
    assert "Something broke on our side" in html
    assert answer.content.decode() == html


def test_a_request_nobody_can_read_is_told_so():
    assert "We could not read that" in render_to_string("400.html")


def test_a_form_from_elsewhere_is_refused_with_a_way_back(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Please send that again" in html
    assert "what you typed should still be there" in html


def test_too_many_tries_are_told_to_wait(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    tries = [
        client.post("/accounts/login/", {"login": "a@b.example", "password": "x"}) for _ in range(3)
    ]
    assert tries[0].status_code == 200
    assert tries[-1].status_code == 429
    assert "a lot of tries in a short time" in tries[-1].content.decode()


def test_the_page_names_the_zone_in_which_it_tells_times(client, mira):
    client.force_login(mira)
    html = client.get("/help/").content.decode()
    assert "Los Angeles (P" in html


def test_who_holds_one_role_is_not_asked_to_switch(client, sam):
    client.force_login(sam)
    assert 'name="role"' not in client.get("/help/").content.decode()


def test_who_holds_two_roles_may_switch(client, sam):
    from careerhub.people.models import MentorProfile

    MentorProfile.objects.create(user=sam, name=sam.full_name)
    client.force_login(sam)
    html = client.get("/help/").content.decode()
    assert html.count('name="role"') == 2
    assert 'value="student"' in html
    assert 'value="mentor"' in html


@pytest.mark.parametrize(
    ("level", "look"),
    [
        ("success", ("note good", "status")),
        ("info", ("note info", "status")),
        ("warning", ("note warn", "alert")),
        ("error", ("note bad", "alert")),
    ],
)
def test_a_message_has_the_tone_of_its_level(level, look):
    class Message:
        tags = level

        def __str__(self):
            return "It happened."

    html = render_to_string("_messages.html", {"messages": [Message()]})
    assert f'class="{look[0]}"' in html
    assert f'role="{look[1]}"' in html


def test_no_message_takes_no_room():
    assert render_to_string("_messages.html", {"messages": []}).strip() == ""


def test_a_wrong_form_starts_with_links_to_its_errors(client, db):
    html = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert "2 things to look at" in html
    assert 'href="#id_login"' in html
    assert 'aria-describedby="id_login_error"' in html
    assert 'id="id_login_error"' in html
