from datetime import date, timedelta

import pytest
from django.urls import reverse

from careerhub.common import clock
from careerhub.office.models import Term
from careerhub.outbox.models import Email, State
from interviews.actions.answering import accept_ask, decline_ask
from interviews.actions.changing import cancel_interview, move_interview
from interviews.actions.letters import record_sent_letter
from interviews.actions.meeting import report_no_show, say_held, settle_meeting
from interviews.queries.openings import openings_of
from tests.counselors.stage import (
    DAY,
    HOUR,
    met_with_secrets,
    private_words_in,
    secretive_ask,
    words,
)
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

LIST = "/counselors/conversations/"


@pytest.fixture
def counselor(client, carol):
    client.force_login(carol)
    return client


def names_on(client, *, now=NOON, **query):
    """The students on the list, in its order."""
    with clock.standing_at(now):
        answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [line.interview.student.full_name for line in answer.context["lines"]]


def detail(client, interview, *, now=NOON):
    with clock.standing_at(now):
        answer = client.get(reverse("counselors:interview_detail", args=[interview.pk]))
    assert answer.status_code == 200
    return words(answer)


def test_only_counselors_get_in(client, sam, mira):
    interview = make_ask(sam, mira)
    for url in (LIST, f"{LIST}{interview.pk}/"):
        assert client.get(url).url == f"/accounts/login/?next={url}"
    for person in (sam, mira):
        client.force_login(person)
        for url in (LIST, f"{LIST}{interview.pk}/"):
            assert client.get(url).status_code == 403


def test_a_conversation_that_is_not_there_is_404(counselor):
    assert counselor.get(f"{LIST}12345/").status_code == 404


def test_before_the_first_ask_the_list_says_what_will_come(counselor):
    page = words(counselor.get(LIST))
    assert "No conversations yet." in page
    assert "0 conversations" in page


def test_a_row_has_both_people_the_stage_the_time_and_the_last_event(counselor, sam):
    mira = make_mentor("Mira Holm", zone="America/Los_Angeles", profile={"employer": "Northwind"})
    interview = make_ask(sam, mira)
    accept_ask(interview, by=mira, now=NOON + HOUR)
    with clock.standing_at(NOON + HOUR):
        page = words(counselor.get(LIST))
    assert "Sam Rivera<" in page
    assert "Northwind" in page
    # asked for the first opening: Wednesday, 9 in the morning in Los Angeles
    assert "Wed, Mar 4, 12:00 pm EST" in page
    assert "9:00 am PST</time>for Mira" in page
    assert "Booked" in page
    assert "Mon, Mar 2, 1:00 pm EST" in page
    assert 'role="region"' in page
    assert 'tabindex="0"' in page


def test_newest_first(counselor, sam, otto, mira):
    make_ask(sam, mira)
    make_ask(otto, mira, now=NOON + HOUR)
    assert names_on(counselor) == ["Otto Stranger", "Sam Rivera"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rivera", ["Sam Rivera"]),
        ("holm sam", ["Sam Rivera"]),
        ("northwind", ["Otto Stranger"]),
        ("  ", ["Otto Stranger", "Sam Rivera"]),
        ("zanzibar", []),
        ("quokka", []),
        ("%", []),
    ],
)
def test_text_finds_people_and_employers_and_never_their_words(
    counselor, sam, otto, mira, typed, found
):
    secretive_ask(sam, mira)
    secretive_ask(otto, make_mentor("Ada Berg", profile={"employer": "Northwind"}), now=NOON + HOUR)
    assert names_on(counselor, q=typed) == found


def test_filters_by_stage_and_ending(counselor, sam, otto, mira):
    decline_ask(make_ask(sam, mira), by=mira, reason="periwinkle", now=NOON + HOUR)
    make_ask(otto, mira)
    make_interview(make_student("Bo Booked"), mira, now=NOON - HOUR)
    assert names_on(counselor, stage="asked") == ["Otto Stranger"]
    assert names_on(counselor, stage="open") == ["Otto Stranger", "Bo Booked"]
    assert names_on(counselor, ending="declined") == ["Sam Rivera"]
    assert names_on(counselor, stage="booked", ending="declined") == []
    assert names_on(counselor, stage="booked") == ["Bo Booked"]


def test_a_value_that_nobody_knows_counts_as_none(counselor, sam, mira):
    make_ask(sam, mira)
    assert names_on(counselor, stage="gone", ending="x", term="77", page="zero") == ["Sam Rivera"]
    assert names_on(counselor, q="\x00") == ["Sam Rivera"]


def test_filters_by_the_term_of_the_ask_in_the_office_s_zone(counselor, sam, otto, mira):
    term = Term.objects.create(name="Spring", starts_on=date(2026, 3, 2), ends_on=date(2026, 5, 15))
    midnight = NOON - timedelta(hours=12)  # Monday 0:00 in New York
    make_ask(sam, mira, now=midnight)
    make_ask(otto, mira, now=midnight - timedelta(seconds=1))
    assert names_on(counselor, term=term.pk) == ["Sam Rivera"]


def test_needs_a_look_finds_what_is_stuck(counselor, sam, otto, mira):
    stuck = make_ask(sam, mira)
    make_ask(otto, mira, now=NOON + DAY)
    later = stuck.expires_at - HOUR
    assert "Sam Rivera" in names_on(counselor, now=later, look="on")
    assert names_on(counselor, now=NOON + DAY, look="on", q="otto") == []
    assert names_on(counselor, now=NOON + DAY, look="on", stage="met") == []


def test_nothing_found_offers_the_way_back(counselor, sam, mira):
    make_ask(sam, mira)
    page = words(counselor.get(LIST, {"q": "nobody"}))
    assert "No conversation fits all of that." in page
    assert f'href="{LIST}"' in page
    assert 'value="nobody"' in page


def test_fifty_stand_on_a_page_and_the_filters_stay(counselor, sam, mira):
    one = make_interview(sam, mira)
    for number in range(50):
        one.pk, one.stage, one.ending, one.closed_at = None, "closed", "declined", NOON
        one.asked_at = NOON - timedelta(days=number + 1)
        one._state.adding = True
        one.save()
    page = counselor.get(LIST, {"q": "sam"})
    assert len(page.context["lines"]) == 50
    assert 'href="?q=sam&amp;page=2"' in words(page)
    second = counselor.get(LIST, {"q": "sam", "page": 2})
    assert len(second.context["lines"]) == 1
    assert "Page 2 of 2" in words(second)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(counselor, count, django_assert_num_queries):
    for _number in range(count):
        make_ask(make_student(), make_mentor())
    # session; person; office; terms; number of conversations; the page of them
    with django_assert_num_queries(6):
        assert len(names_on(counselor)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_timeline_costs_the_same_for_few_and_many_events(
    counselor, sam, mira, count, django_assert_num_queries
):
    interview = make_interview(sam, mira)
    for number in range(count):
        openings = openings_of(mira, booker=sam, now=NOON + HOUR)
        if number < 2:
            by = sam if number else mira
            move_interview(interview, by=by, starts_at=openings[number + 4], now=NOON + HOUR)
    # session; person; conversation; events; emails; kept time; office
    with django_assert_num_queries(7):
        detail(counselor, interview)


def test_the_timeline_says_who_did_what_when(counselor, sam, mira):
    interview = make_interview(sam, mira)
    mira.schedule.confirmation = "never"  # so that a student's move counts at once
    mira.schedule.save()
    later = openings_of(mira, booker=sam, now=NOON + HOUR)[3]
    move_interview(interview, by=sam, starts_at=later, now=NOON + 2 * HOUR)
    page = detail(counselor, interview, now=NOON + 2 * HOUR)
    assert "<h1>Sam Rivera and Mira Holm</h1>" in page
    assert page.index("<b>Asked</b>") < page.index("<b>Booked</b>") < page.index("<b>Moved</b>")
    assert "by Sam Rivera" in page
    assert "by Mira Holm" in page
    assert "Wed, Mar 4, 2:30 pm EST" in page
    assert "Moves by the student: 1, by the alum: 0" in page
    assert "Mira’s time is kept" in page
    # 30 minutes and the alum's 10 afterwards
    assert "3:10 pm EST" in page
    row = Email.objects.get(about=interview.about, kind="moved", reader=mira)
    assert f'href="/counselors/outbox/{row.pk}/"' in page


def test_a_late_cancellation_is_marked_without_its_reason(counselor, sam, mira):
    interview = make_interview(sam, mira)
    at = interview.starts_at - HOUR
    cancel_interview(interview, by=sam, reason="periwinkle fever", now=at)
    page = detail(counselor, interview, now=at)
    assert "Cancelled late" in page
    assert "Late: inside the office’s cut-off" in page
    assert "No time is kept for it" in page
    assert private_words_in(page) == []


def test_evidence_is_said(counselor, sam, otto, mira):
    met = met_with_secrets(sam, mira)
    say_held(met, by=sam, now=met.ends_at + HOUR)
    assert "Met: the student said so" in detail(counselor, met)
    silent = make_interview(otto, mira)
    settle_meeting(silent, now=silent.ends_at + DAY)
    page = detail(counselor, silent)
    assert "Met: presumed; nobody said otherwise" in page
    assert "Presumed: nobody said otherwise in time" in page


def test_a_report_is_said(counselor, sam, mira):
    interview = make_interview(sam, mira)
    report_no_show(interview, by=mira, now=interview.starts_at + HOUR)
    page = detail(counselor, interview)
    assert "Reported as not held" in page
    assert "Waits for an answer to the report" in page


def test_nobody_s_words_are_on_any_page(counselor, sam, mira):
    interview = met_with_secrets(sam, mira)
    say_held(interview, by=sam, now=interview.ends_at + HOUR)
    sent_at = interview.ends_at + DAY
    letter = Email.objects.get(about=interview.about, kind="thank_you")
    text = "Thank you for the xylophone."
    Email.objects.filter(pk=letter.pk).update(
        state=State.SENT, sent_at=sent_at, text=text, subject="Thank you for Wednesday"
    )
    record_sent_letter(interview, kind="thank_you", sent_at=sent_at)
    urls = ["/counselors/", LIST, f"{LIST}{interview.pk}/", "/counselors/outbox/"]
    drawers = ("look", "scheduled", "sent", "held", "uncertain", "failed", "stopped")
    urls += [f"/counselors/outbox/?show={drawer}" for drawer in drawers]
    urls += [f"/counselors/outbox/{pk}/" for pk in Email.objects.values_list("pk", flat=True)]
    assert len(urls) > 15
    with clock.standing_at(sent_at):
        told = {url: private_words_in(counselor.get(url).content.decode()) for url in urls}
    assert {url: found for url, found in told.items() if found} == {}
