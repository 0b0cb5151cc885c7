from datetime import date, timedelta

import pytest

from careerhub.common import clock
from careerhub.office.models import Term
from careerhub.outbox.models import Email, State
from interviews.actions.answering import accept_ask, decline_ask
from tests.counselors.stage import DAY, HOUR, met_with_secrets, private_words_in, words
from tests.factories.interviews import NOON, make_ask
from tests.factories.people import make_mentor, make_student

PAGE = "/counselors/"


@pytest.fixture
def spring(db):
    return Term.objects.create(
        name="Spring 2026", starts_on=date(2026, 1, 19), ends_on=date(2026, 5, 15)
    )


def read(client, *, now=NOON, **query):
    with clock.standing_at(now):
        answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return answer


def test_only_counselors_get_in(client, sam, mira, carol):
    assert client.get(PAGE).url == "/accounts/login/?next=/counselors/"
    for person, status in ((sam, 403), (mira, 403), (carol, 200)):
        client.force_login(person)
        assert client.get(PAGE).status_code == status


def test_the_heading_says_which_week_of_the_term_it_is(client, carol, spring):
    client.force_login(carol)
    page = words(read(client))
    assert "<h1>Spring 2026, week 7</h1>" in page
    assert "Nothing is stuck. Everything is moving." in page
    assert "No conversations" not in page


def test_another_term_is_chosen_in_the_address(client, carol, spring, sam, mira):
    before = Term.objects.create(
        name="Fall 2025", starts_on=date(2025, 9, 1), ends_on=date(2025, 12, 19)
    )
    make_ask(sam, mira)
    client.force_login(carol)
    answer = read(client, term=before.pk)
    assert "<h1>Fall 2025</h1>" in words(answer)
    assert [column.count for column in answer.context["columns"]] == [0, 0, 0, 0, 0, 0]
    assert f'<option value="{before.pk}" selected>Fall 2025</option>' in words(answer)


@pytest.mark.parametrize("asked_for", ["", "999999", "x", "1' or 1"])
def test_a_term_that_nobody_knows_is_this_one(client, carol, spring, asked_for):
    client.force_login(carol)
    assert "Spring 2026, week 7" in words(read(client, term=asked_for))


def test_between_terms_the_latest_that_has_begun_is_shown(client, carol, spring):
    client.force_login(carol)
    assert "<h1>Spring 2026</h1>" in words(read(client, now=NOON + timedelta(days=100)))


def test_without_terms_the_last_weeks_are_counted(client, carol, sam, mira):
    make_ask(sam, mira)
    client.force_login(carol)
    answer = read(client)
    assert "<h1>The last 12 weeks</h1>" in words(answer)
    assert [column.count for column in answer.context["columns"]] == [1, 1, 0, 0, 0, 0]


def test_the_funnel_says_numbers_and_shares(client, carol, spring, sam, otto, mira):
    first = make_ask(sam, mira)
    accept_ask(first, by=mira, now=NOON + HOUR)
    make_ask(otto, mira)
    client.force_login(carol)
    answer = read(client, now=NOON + 2 * HOUR)
    shown = [(c.name, c.count, c.said, c.tint) for c in answer.context["columns"]]
    assert shown == [
        ("Active", 2, "students took part", 0),
        ("Asked", 2, "by 100% of active", 100),
        ("Booked", 1, "50% of asked", 50),
        ("Met", 0, "0% of booked", 0),
        ("Thanked", 0, "", 0),
        ("Following up", 0, "", 0),
    ]
    assert 'class="col pct-50"' in words(answer)


def test_the_biggest_loss_leads_to_its_conversations(client, carol, spring, sam, otto, mira):
    declined = make_ask(sam, mira)
    decline_ask(declined, by=mira, reason="periwinkle season", now=NOON + HOUR)
    make_ask(otto, mira)
    client.force_login(carol)
    answer = read(client, now=NOON + 2 * HOUR)
    loss = answer.context["loss"]
    assert loss.text == (
        "Biggest loss is between asked and booked: 1 is waiting for an answer, 1 got a no."
    )
    assert loss.url == f"/counselors/conversations/?ending=declined&term={spring.pk}"
    linked = client.get(loss.url).content.decode()
    assert "Sam Rivera" in linked
    assert "Otto Stranger" not in linked
    assert "periwinkle" not in linked + answer.content.decode()


def test_a_stuck_thing_says_what_since_when_and_where_to_go(client, carol, spring, sam, mira):
    interview = make_ask(sam, mira, starts_at=None)
    client.force_login(carol)
    page = words(read(client, now=interview.expires_at - HOUR))
    assert "One thing is stuck. Everything else is moving." in page
    assert "1 hour left" in page
    assert "Sam Rivera waits for Mira Holm" in page
    assert "Asked <time" in page
    assert f'href="/counselors/conversations/{interview.pk}/"' in page


def test_an_uncertain_thank_you_leads_to_the_outbox(client, carol, spring, sam, mira):
    interview = met_with_secrets(sam, mira)
    row = Email.objects.get(about=interview.about, kind="thank_you")
    Email.objects.filter(pk=row.pk).update(state=State.UNCERTAIN)
    client.force_login(carol)
    page = words(read(client, now=interview.ends_at + DAY))
    assert "Sam Rivera’s thank-you may or may not have arrived" in page
    assert f'href="/counselors/outbox/{row.pk}/"' in page
    assert private_words_in(page) == []


def test_late_emails_are_told(client, carol, spring, sam, mira):
    make_ask(sam, mira)
    client.force_login(carol)
    assert "That is usual." in words(read(client, now=NOON + timedelta(minutes=14)))
    late = words(read(client, now=NOON + timedelta(minutes=15)))
    assert "Emails are late." in late
    assert "The oldest that is due has waited 15 minutes." in late
    Email.objects.update(state=State.SENT, sent_at=NOON)
    assert "Every email that is due has gone out" in words(read(client))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    client, carol, spring, count, django_assert_num_queries
):
    for number in range(count):
        make_ask(make_student(f"Student {number}"), make_mentor())
        interview = met_with_secrets(make_student(), make_mentor())
        Email.objects.filter(about=interview.about, kind="thank_you").update(state=State.UNCERTAIN)
        unheard = make_student()
        for alum in (make_mentor(), make_mentor(), make_mentor()):
            make_ask(unheard, alum)
    client.force_login(carol)
    # session; person; office; terms; stuck: students, their names, conversations, letters, whose, addresses;
    # outbox: age of the oldest, counts; funnel: counts, students, endings
    with django_assert_num_queries(16):
        page = words(read(client, now=NOON + 4 * DAY))
    assert page.count("may or may not have arrived") == 2 * count  # its link says it again
