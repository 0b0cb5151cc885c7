from datetime import timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from careerhub.outbox import schedule
from careerhub.outbox.models import Email, State
from interviews.actions.changing import cancel_interview
from interviews.actions.meeting import report_no_show
from tests.counselors.stage import DAY, HOUR, met_with_secrets, private_words_in, words
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.outbox import make_email
from tests.factories.people import make_mentor, make_student, make_user

LIST = "/counselors/outbox/"


@pytest.fixture
def counselor(client, carol):
    client.force_login(carol)
    return client


def titles_on(client, *, now=NOON, **query):
    with clock.standing_at(now):
        answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [row.title for row in answer.context["rows"]]


def detail(client, email, *, now=NOON):
    with clock.standing_at(now):
        answer = client.get(reverse("counselors:email_detail", args=[email.pk]))
    assert answer.status_code == 200
    return words(answer)


def row_of(interview, kind, reader=None):
    rows = Email.objects.filter(about=interview.about, kind=kind)
    return (rows.filter(reader=reader) if reader else rows).get()


def put_in(state, email, **fields):
    Email.objects.filter(pk=email.pk).update(state=state, **fields)


def test_only_counselors_get_in(client, sam, mira):
    row = row_of(make_ask(sam, mira), "ask_made")
    for url in (LIST, f"{LIST}{row.pk}/"):
        assert client.get(url).url == f"/accounts/login/?next={url}"
    for person in (sam, mira):
        client.force_login(person)
        for url in (LIST, f"{LIST}{row.pk}/"):
            assert client.get(url).status_code == 403


def test_an_email_that_is_not_there_is_404(counselor):
    assert counselor.get(f"{LIST}12345/").status_code == 404


def test_an_empty_outbox_says_so(counselor):
    assert "Nothing needs a look." in words(counselor.get(LIST))
    assert "No emails here." in words(counselor.get(LIST, {"show": "sent"}))


def test_the_first_tab_holds_what_needs_a_person(counselor, sam, mira):
    at = NOON + timedelta(minutes=14)
    rows = {
        state: make_email(reader=sam, state=state, send_at=NOON)
        for state in (State.UNCERTAIN, State.FAILED, State.HELD)
    }
    put_in(State.SENT, make_email(reader=sam, send_at=NOON), sent_at=NOON)
    late = make_email(reader=mira, send_at=NOON)
    assert len(titles_on(counselor, now=at)) == 3
    assert titles_on(counselor, now=at + timedelta(minutes=1)).count("Note to Mira Holm") == 1
    assert "Late" in words_at(counselor, NOON + HOUR)
    assert titles_on(counselor, show="held", now=at) == ["Note to Sam Rivera"]
    assert rows[State.HELD].pk != late.pk


def words_at(client, now, **query):
    with clock.standing_at(now):
        return words(client.get(LIST, query))


def test_tabs_say_how_many(counselor, sam):
    for state in (State.WITHDRAWN, State.SUPPRESSED, State.EXPIRED, State.HELD, State.FAILED):
        make_email(reader=sam, state=state, send_at=NOON)
    make_email(reader=sam, send_at=NOON + DAY)
    with clock.standing_at(NOON):
        tabs = counselor.get(LIST).context["tabs"]
    assert [(str(tab.label), tab.count) for tab in tabs] == [
        ("Needs a look", 2),
        ("Scheduled", 1),
        ("Sent", 0),
        ("Held", 1),
        ("Uncertain", 0),
        ("Failed", 1),
        ("Not sent", 3),
    ]
    assert len(titles_on(counselor, show="stopped")) == 3


def test_what_waits_stands_soonest_first_and_what_went_newest_first(counselor):
    for day in (2, 1, 3):
        make_email(reader=make_user(f"Due {day}"), send_at=NOON + day * DAY)
        at = NOON - day * DAY
        make_email(reader=make_user(f"Gone {day}"), send_at=at, state=State.SENT, sent_at=at)
    waiting, gone = titles_on(counselor, show="scheduled"), titles_on(counselor, show="sent")
    assert waiting == ["Note to Due 1", "Note to Due 2", "Note to Due 3"]
    assert gone == ["Note to Gone 1", "Note to Gone 2", "Note to Gone 3"]


def test_a_quiet_first_tab_shows_what_goes_next_and_what_just_went(counselor, sam, mira):
    make_email(reader=mira, send_at=NOON + DAY)
    make_email(reader=sam, send_at=NOON - DAY, state=State.SENT, sent_at=NOON - DAY)
    page = words_at(counselor, NOON)
    assert page.index("Next to go") < page.index("Note to Mira Holm")
    assert page.index("Just sent") < page.index("Note to Sam Rivera")
    assert "Next to go" not in words_at(counselor, NOON, q="mira")
    assert "Next to go" not in words_at(counselor, NOON, show="held")


def test_rows_say_who_to_whom_why_and_when_for_both(counselor, sam, mira):
    interview = make_interview(sam, mira)
    assert "First reminder to Sam Rivera" not in titles_on(counselor, show="sent")
    titles = titles_on(counselor, show="scheduled")
    assert "Thank-you, Sam Rivera to Mira Holm" in titles
    assert "Confirmation to Sam Rivera" in titles
    assert "“Did it happen?” to Mira Holm" in titles
    page = words_at(counselor, NOON, show="scheduled")
    assert "Meets Sam Rivera" in page
    # the thank-you: Thursday, 9:00 in Los Angeles
    assert "Thu, Mar 5, 12:00 pm EST" in page
    assert "9:00 am PST</time>for Mira" in page
    assert f'href="{LIST}{row_of(interview, "thank_you").pk}/"' in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [("rivera", 2), ("mira holm", 2), ("ada", 1), ("sam ada", 0), ("zanzibar", 0), ("", 3)],
)
def test_search_finds_the_reader_and_the_one_they_meet(counselor, sam, otto, mira, typed, found):
    make_ask(sam, mira, message="zanzibar")
    make_email(reader=sam, send_at=NOON, about=Email.objects.get().about)
    make_email(reader=make_user("Ada Berg"), send_at=NOON)
    assert len(titles_on(counselor, show="scheduled", q=typed)) == found


def test_filters_by_kind_and_keeps_it_across_tabs(counselor, sam, mira):
    make_interview(sam, mira)
    titles = titles_on(counselor, show="scheduled", kind="thank_you")
    assert titles == ["Thank-you, Sam Rivera to Mira Holm"]
    page = words_at(counselor, NOON, show="scheduled", kind="thank_you")
    assert 'href="?show=sent&amp;kind=thank_you"' in page
    assert "No email here fits that." in words_at(counselor, NOON, show="sent", kind="thank_you")
    assert len(titles_on(counselor, show="scheduled", kind="unheard-of")) > 5


def test_a_drawer_that_nobody_knows_is_the_first(counselor):
    assert "Nothing needs a look." in words(counselor.get(LIST, {"show": "cellar"}))


def test_an_email_of_a_kind_and_a_thing_nobody_knows_is_still_shown(counselor, sam):
    email = make_email("old_digest", reader=sam, about="thing:9", send_at=NOON)
    assert titles_on(counselor, show="scheduled") == ["Old digest to Sam Rivera"]
    assert "Old digest to Sam Rivera" in detail(counselor, email)


def test_an_email_of_a_conversation_that_is_gone_is_still_shown(counselor, sam):
    email = make_email("thank_you", reader=sam, about="interview:999999", send_at=NOON)
    assert titles_on(counselor, show="scheduled") == ["Thank-you to Sam Rivera"]
    assert "Thank-you to Sam Rivera" in detail(counselor, email)


def test_fifty_stand_on_a_page(counselor, sam):
    Email.objects.bulk_create(
        Email(
            key=f"k{n}",
            about="thing:1",
            kind="note",
            reader=sam,
            send_at=NOON + n * HOUR,
            expires_at=NOON + 90 * DAY,
            created_at=NOON,
        )
        for n in range(51)
    )
    assert len(titles_on(counselor, show="scheduled")) == 50
    assert len(titles_on(counselor, show="scheduled", page=2)) == 1
    page = words_at(counselor, NOON, show="scheduled", q="sam")
    assert 'href="?show=scheduled&amp;q=sam&amp;page=2"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(counselor, count, django_assert_num_queries):
    for _number in range(count):
        row = row_of(make_ask(make_student(), make_mentor()), "ask_made")
        put_in(State.UNCERTAIN, row)
        make_ask(make_student(), make_mentor(), now=NOON + DAY)
        sent = row_of(make_ask(make_student(), make_mentor()), "ask_made")
        put_in(State.SENT, sent, sent_at=NOON)
    # session; person; how many; the page; their conversations; counts; addresses;
    # next to go; just sent; their conversations; office
    with django_assert_num_queries(14):
        assert len(titles_on(counselor)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_email_costs_the_same_with_a_short_and_a_long_trail(
    counselor, sam, mira, count, django_assert_num_queries
):
    row = row_of(make_interview(sam, mira), "thank_you")
    for number in range(count):
        schedule.move(row, send_at=row.send_at + number * HOUR, now=NOON)
    # session; person; email; office; conversation; trail
    with django_assert_num_queries(7):
        page = detail(counselor, row)
    assert page.count("Moved to another time.") == count


def test_a_letter_is_between_its_two_people(counselor, sam, mira):
    interview = met_with_secrets(sam, mira)
    page = detail(counselor, row_of(interview, "thank_you"))
    assert "The letter is between Sam and Mira." in page
    assert "Sam Rivera via Career Office" in page
    assert "The draft was rewritten" in page
    assert (
        "1 day after the end, at 9:00 am where the reader is, and never later than 24 hours" in page
    )
    assert f'href="/counselors/conversations/{interview.pk}/"' in page
    assert private_words_in(page) == []


def test_an_email_of_the_office_says_so(counselor, sam, mira):
    page = detail(counselor, row_of(make_interview(sam, mira), "reminder_day", sam))
    assert "<dd>Career Office</dd>" in page
    assert "24 hours before the start." in page
    assert "The letter is between" not in page


def test_the_trail_tells_what_happened_when(counselor, sam, mira):
    row = row_of(make_interview(sam, mira), "thank_you")
    schedule.hold(row, reason="Carol wants to talk first.", now=NOON + DAY)
    page = detail(counselor, row, now=NOON + DAY)
    assert page.index("Planned.") < page.rindex("Carol wants to talk first.")
    assert "Tue, Mar 3, 12:00 pm EST" in page
    assert "Why it is held." in page


def test_a_letter_held_for_a_report_says_so(counselor, sam, mira):
    interview = make_interview(sam, mira)
    report_no_show(interview, by=mira, now=interview.starts_at + HOUR)
    page = detail(counselor, row_of(interview, "thank_you"))
    assert "Waits for an answer to the report that the meeting did not take place." in page


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.UNCERTAIN, "We have not sent it again, so nobody gets it twice."),
        (State.FAILED, "The mail server refused it."),
        (State.EXPIRED, "Its time had passed."),
        (State.HELD, "A person keeps it back."),
    ],
)
def test_every_state_explains_itself(counselor, sam, state, said):
    assert said in detail(counselor, make_email(reader=sam, state=state, send_at=NOON))


def test_a_withdrawn_email_says_why(counselor, sam, mira):
    interview = make_interview(sam, mira)
    cancel_interview(interview, by=mira, reason="periwinkle", now=NOON + HOUR)
    page = detail(counselor, row_of(interview, "thank_you"))
    assert "Why it does not go out." in page
    assert "Cancelled" in page
    assert private_words_in(page) == []


def test_a_late_email_says_that_it_goes_on(counselor, sam):
    page = detail(counselor, make_email(reader=sam, send_at=NOON - HOUR))
    assert "It should have gone out by now." in page
    assert "tried again by itself" in page


def test_a_sent_email_shows_its_address_and_needs_no_reason(counselor, sam):
    email = make_email(
        reader=sam,
        send_at=NOON,
        state=State.SENT,
        sent_at=NOON,
        to_address="sam@else.example",
        subject="Hello there",
    )
    page = detail(counselor, email)
    assert "sam@else.example" in page
    assert "Hello there" in page
    assert "Why it" not in page.replace("Why this email exists", "")
