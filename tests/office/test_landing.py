import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careerhub.office import cadence
from careerhub.office.models import Policies

PAGES = ("/", "/help/", "/privacy/", "/accessibility/")


@pytest.fixture
def ashgrove(db):
    return Policies.objects.create(
        pk=1, name="Career Center", university="Ashgrove College", email="careers@ashgrove.example"
    )


@pytest.mark.parametrize("page", PAGES)
def test_anybody_may_read(client, db, page):
    answer = client.get(page)
    assert (answer.status_code, answer.content.count(b"<h1")) == (200, 1)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_may_be_posted(client, db, page):
    assert client.post(page).status_code == 405


def test_the_landing_page_carries_the_names_that_the_office_set(client, ashgrove):
    html = client.get("/").content.decode()
    assert "a graduate of Ashgrove College tells you" in " ".join(html.split())
    assert "Ashgrove College Career Center" in html


def test_a_stranger_is_shown_the_doors(client, db):
    html = client.get("/").content.decode()
    assert 'id="signin"' in html
    assert 'href="/accounts/signup/"' in html
    assert 'href="/accounts/login/code/"' in html


def test_a_signed_in_person_is_shown_the_way_home(client, sam):
    client.force_login(sam)
    html = client.get("/").content.decode()
    assert 'id="signin"' not in html
    assert "Go to your home, Sam" in html


@pytest.mark.parametrize("page", ["/help/", "/privacy/", "/accessibility/"])
def test_the_office_can_be_reached_from_its_pages(client, ashgrove, page):
    assert 'href="mailto:careers@ashgrove.example"' in client.get(page).content.decode()


def test_the_help_page_speaks_of_the_office_rules(client, db):
    Policies.objects.create(
        pk=1,
        length_minutes=45,
        ask_words_suggested=80,
    )
    for kind, change in (("thank_you", {"within_hours": 36}), ("follow_up", {"amount": 21})):
        step = cadence.get(kind)
        for name, value in change.items():
            setattr(step, name, value)
        step.save()
    html = " ".join(client.get("/help/").content.decode().split())
    assert "For 45 minutes, somebody who does the work" in html
    assert "Fewer than 80 words" in html
    assert "Within 36 hours" in html
    assert "21 days later" in html


@pytest.mark.parametrize("figure", ["1 in 12", "1 in 200", "70–80 %", "80 %", "hidden job"])
def test_no_figure_without_a_source_is_printed(client, db, figure):
    assert figure not in client.get("/").content.decode()


def test_an_own_colour_is_one_small_stylesheet(client, db):
    Policies.objects.create(pk=1, accent="#8a1538")
    html = client.get("/").content.decode()
    assert 'href="/brand/8a1538.css"' in html
    sheet = client.get("/brand/8a1538.css")
    assert sheet.content.decode().strip() == ":root { --uni-accent: #8a1538; }"
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]


def test_the_usual_colour_needs_no_stylesheet(client, db):
    assert "/brand/" not in client.get("/").content.decode()


@pytest.mark.parametrize("colour", ["red", "8a15", "8a1538ff", "zzzzzz"])
def test_what_is_not_a_colour_has_no_stylesheet(client, db, colour):
    assert client.get(f"/brand/{colour}.css").status_code == 404


def test_a_stranger_costs_few_queries(client, db):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert [q["sql"][:30] for q in queries if "office_policies" not in q["sql"]] == []
