from datetime import UTC, date, datetime

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from careerhub.common import clock
from careerhub.office import policies
from careerhub.office.forms import PoliciesForm
from careerhub.office.models import Policies, PolicyChange, Term
from tests.factories.people import make_counselor

NOW = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
POLICIES = "/counselors/policies/"
TERMS = "/counselors/terms/"
FALL = {"name": "Fall 2026", "starts_on": "2026-08-24", "ends_on": "2026-12-18"}


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(NOW):
        yield


def filled(**changes):
    """What a browser sends from the untouched page, with `changes`."""
    fields = model_to_dict(policies.current(), fields=PoliciesForm.Meta.fields)
    fields["student_domains"] = "\n".join(fields["student_domains"])
    empty = {name: "" for name, value in fields.items() if value is None}
    return fields | empty | changes


def test_a_limit_that_was_not_set_is_written_down_as_nothing(client, carol):
    client.force_login(carol)
    client.post(POLICIES, filled(mentor_day_cap=2, window_until="2026-12-18"))
    assert PolicyChange.objects.get().fields == [
        {"field": "window_until", "old": "", "new": "2026-12-18"},
        {"field": "mentor_day_cap", "old": "", "new": "2"},
    ]


def test_an_administrator_changes_a_policy_and_it_is_written_down(client, carol):
    client.force_login(carol)
    answer = client.post(POLICIES, filled(notice_hours=24, student_domains="@Brightwater.example"))
    assert answer.url == POLICIES
    current = policies.current()
    assert (current.notice_hours, current.student_domains) == (24, ["brightwater.example"])
    change = PolicyChange.objects.get()
    assert (change.changed_by, change.changed_at) == (carol, NOW)
    assert change.fields == [
        {"field": "student_domains", "old": "", "new": "brightwater.example"},
        {"field": "notice_hours", "old": "48", "new": "24"},
    ]
    page = client.get(POLICIES).content.decode()
    assert "minimum notice, hours: 48 became 24" in page
    assert "Carol Adeyemi" in page


def test_saving_without_a_change_writes_nothing_down(client, carol):
    client.force_login(carol)
    client.post(POLICIES, filled())
    assert not PolicyChange.objects.exists()
    assert "Nothing was different." in client.get(POLICIES).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"mentor_term_cap": 1}, "The limit for a term cannot be below the limit for a week."),
        ({"ask_words_limit": 90}, "The limit cannot be below the suggested length."),
        ({"accent": "#ffcb05"}, "#ffcb05 is too pale to read on our paper"),
        ({"accent": "red"}, "Write the color as # and six digits"),
        ({"window_days": 0}, "Ensure this value is greater than or equal to 1."),
        ({"length_minutes": 25}, "25 is not one of the available choices."),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus is not one of the available choices."),
        ({"quiet_from_local": "25:00"}, "Enter a valid time."),
        ({"student_domains": "brightwater"}, "“brightwater” is not a domain."),
        ({"student_domains": "a.example, b@c.example"}, "“b@c.example” is not a domain."),
        ({"mentor_week_cap": ""}, "This field is required."),
    ],
)
def test_a_contradiction_is_named_at_its_field_and_nothing_is_saved(client, carol, wrong, sentence):
    client.force_login(carol)
    answer = client.post(POLICIES, filled(name="Another Office") | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page.replace("&quot;", '"').replace("&#x27;", "'")
    assert 'value="Another Office"' in page
    assert not Policies.objects.exists()


@pytest.mark.parametrize("address", [POLICIES, TERMS, TERMS + "add/"])
def test_only_an_administrator_comes_in(client, sam, mira, address):
    for person in (sam, mira, make_counselor("Cora Plain")):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert client.post(address, filled(notice_hours=1)).status_code == 403
    client.logout()
    assert client.get(address).url == f"/accounts/login/?next={address}"
    assert not Policies.objects.exists()


def test_a_term_is_added_changed_and_removed(client, carol):
    client.force_login(carol)
    assert client.post(TERMS + "add/", FALL).url == TERMS
    term = Term.objects.get()
    client.post(reverse("counselors:term_edit", args=[term.pk]), FALL | {"ends_on": "2026-12-11"})
    term.refresh_from_db()
    assert term.ends_on == date(2026, 12, 11)
    remove = reverse("counselors:term_delete", args=[term.pk])
    assert "Remove Fall 2026?" in client.get(remove).content.decode()
    assert Term.objects.exists()
    assert client.post(remove).url == TERMS
    assert not Term.objects.exists()


def test_the_term_of_today_is_marked(client, carol):
    Term.objects.create(name="Fall 2026", starts_on=date(2026, 8, 24), ends_on=date(2026, 10, 20))
    client.force_login(carol)
    assert "Now" in client.get(TERMS).content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (
            {"starts_on": "2026-12-18", "ends_on": "2027-05-14"},
            "These days overlap Fall 2026, which runs from Aug 24, 2026 to Dec 18, 2026.",
        ),
        ({"starts_on": "2026-09-01", "ends_on": "2026-09-02"}, "These days overlap Fall 2026"),
        (
            {"starts_on": "2027-05-14", "ends_on": "2027-01-11"},
            "A term cannot end before it starts.",
        ),
        ({"starts_on": "someday", "ends_on": "2027-05-14"}, "Enter a valid date."),
    ],
)
def test_terms_never_share_a_day(client, carol, days, sentence):
    Term.objects.create(name="Fall 2026", starts_on=date(2026, 8, 24), ends_on=date(2026, 12, 18))
    client.force_login(carol)
    answer = client.post(TERMS + "add/", {"name": "Spring 2027"} | days)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Term.objects.count() == 1


def test_terms_may_touch(client, carol):
    Term.objects.create(name="Fall 2026", starts_on=date(2026, 8, 24), ends_on=date(2026, 12, 18))
    client.force_login(carol)
    spring = {"name": "Spring 2027", "starts_on": "2026-12-19", "ends_on": "2027-05-14"}
    assert client.post(TERMS + "add/", spring).status_code == 302


def test_two_terms_of_one_name_are_refused(client, carol):
    Term.objects.create(name="Fall 2026", starts_on=date(2025, 8, 24), ends_on=date(2025, 12, 18))
    client.force_login(carol)
    assert client.post(TERMS + "add/", FALL).status_code == 422


def test_a_term_that_is_not_there_is_a_404(client, carol):
    client.force_login(carol)
    for view in ("term_edit", "term_delete"):
        assert client.get(reverse(f"counselors:{view}", args=[0])).status_code == 404
