from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from careerhub.outbox import suppression
from careerhub.outbox.models import Declined, State, Suppression
from tests.factories.outbox import make_email

NOW = datetime(2026, 10, 20, 16, tzinfo=UTC)
PAGE = "counselors:address_list"


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def back(mira):
    sent = make_email(
        "thank_you",
        reader=mira,
        state=State.SENT,
        sent_at=NOW,
        to_address=mira.email,
        bounced_at=NOW,
        bounce_reason="550 <i>unknown</i>",
    )
    suppression.suppress(mira.email, reason="550 <i>unknown</i>", email=sent, now=NOW)
    return sent


def test_the_counselor_sees_whose_address_since_when_and_why(client, carol, back):
    client.force_login(carol)
    html = client.get(reverse(PAGE)).content.decode()
    assert "Mira Holm," in html
    assert "mira@alum.example" in html
    assert "550 &lt;i&gt;unknown&lt;/i&gt;" in html
    assert reverse("counselors:email_detail", args=[back.pk]) in html


def test_it_is_told_on_the_overview_in_the_outbox_and_at_the_email(client, carol, back):
    client.force_login(carol)
    overview = client.get(reverse("counselors:overview")).content.decode()
    assert "Emails to Mira Holm come back" in overview
    assert reverse(PAGE) in overview
    assert (
        "1 address sends emails back"
        in client.get(reverse("counselors:email_list")).content.decode()
    )
    detail = client.get(reverse("counselors:email_detail", args=[back.pk])).content.decode()
    assert "Came back" in detail
    assert "It went out and came back." in detail


def test_it_leaves_the_overview_after_two_weeks_but_not_its_page(client, carol, back):
    Suppression.objects.update(at=NOW - timedelta(days=15))
    client.force_login(carol)
    assert "come back" not in client.get(reverse("counselors:overview")).content.decode()
    assert "mira@alum.example" in client.get(reverse(PAGE)).content.decode()


def test_to_let_it_in_again_is_kept_with_who_and_when(client, carol, back):
    client.force_login(carol)
    row = Suppression.objects.get()
    answer = client.post(reverse("counselors:address_lift", args=[row.pk]), follow=True)
    html = answer.content.decode()
    assert "mira@alum.example gets emails again. What was due meanwhile stays unsent." in html
    assert "by Carol Adeyemi," in html
    row.refresh_from_db()
    assert (row.lifted_by, row.lifted_at) == (carol, NOW)
    assert suppression.why_suppressed("mira@alum.example") == ""
    answer = client.post(reverse("counselors:address_lift", args=[row.pk]), follow=True)
    assert "already" in answer.content.decode()


def test_letting_in_can_be_undone_for_a_day(client, carol, back):
    row = Suppression.objects.get()
    suppression.lift(row, by=carol, now=NOW)
    client.force_login(carol)
    assert "Undo, keep it out: mira@alum.example" in client.get(reverse(PAGE)).content.decode()
    undo = reverse("counselors:address_keep_out", args=[row.pk])
    for _twice in range(2):
        answer = client.post(undo, follow=True)
        assert "Taken back: nothing goes to mira@alum.example." in answer.content.decode()
        assert suppression.why_suppressed("mira@alum.example")
    assert client.get(undo).status_code == 405
    suppression.lift(row, by=carol, now=NOW - timedelta(days=2))
    assert "Undo, keep it out" not in client.get(reverse(PAGE)).content.decode()


def test_undoing_after_another_email_came_back_changes_nothing(client, carol, back):
    row = Suppression.objects.get()
    suppression.lift(row, by=carol, now=NOW)
    suppression.suppress("mira@alum.example", reason="550 again", email=None, now=NOW)
    assert not suppression.keep_out(row)
    assert suppression.why_suppressed("mira@alum.example") == "550 again"


def test_who_called_an_email_spam_is_listed(client, carol, sam):
    suppression.decline(sam, ["news", "requests"], now=NOW, how=Declined.How.COMPLAINT)
    client.force_login(carol)
    html = client.get(reverse(PAGE)).content.decode()
    assert html.count("<b>Sam Rivera</b>, sam@brightwater.example") == 1


def test_an_empty_page_says_what_will_stand_there(client, carol):
    client.force_login(carol)
    assert "Every address takes emails." in client.get(reverse(PAGE)).content.decode()


def test_a_look_lifts_nothing_and_others_have_no_such_page(client, carol, sam, back):
    row = Suppression.objects.get()
    lift = reverse("counselors:address_lift", args=[row.pk])
    client.force_login(carol)
    assert client.get(lift).status_code == 405
    assert client.post(reverse("counselors:address_lift", args=[row.pk + 1])).status_code == 404
    client.force_login(sam)
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(lift).status_code == 403
    assert Suppression.objects.filter(lifted_at=None).exists()


def test_a_full_page_takes_as_many_queries_as_an_empty_one(
    client, carol, django_assert_max_num_queries
):
    client.force_login(carol)
    for n in range(60):
        email = make_email("thank_you", state=State.SENT, sent_at=NOW)
        suppression.suppress(f"a{n}@x.example", reason="550", email=email, now=NOW)
    with django_assert_max_num_queries(12):
        html = client.get(reverse(PAGE)).content.decode()
    assert html.count("Let it in again<") == 50
