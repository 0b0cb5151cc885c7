"""An alum's home and list: who waits, who comes, what it led to."""

from datetime import date, timedelta

import pytest

from careerhub.office.models import Term
from interviews.actions import meeting
from interviews.models import Stage
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student


@pytest.fixture
def spring(db):
    return Term.objects.create(
        name="Spring", starts_on=date(2026, 1, 12), ends_on=date(2026, 5, 20)
    )


def home(client):
    answer = client.get("/alumni/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_nobody_waits(mira, browse, at):
    with at(NOON):
        html = home(browse(mira))
    assert "No one is waiting on you. We’ll write when someone is." in html
    assert "Good morning, Mira" in html  # 9 am in Los Angeles
    assert "Nothing is booked in the next seven days." in html


def test_a_request_stands_with_its_words_reason_time_and_buttons(sam, mira, browse, at):
    mira.mentor.majors = "Chemistry, biology"
    mira.mentor.save()
    make_ask(sam, mira)
    with at(NOON):
        html = home(browse(mira))
    assert "One student would like half an hour of your time." in html
    assert "How did you find your way?" in html
    assert "What surprised you?" in html
    assert "Sam studies biology, as you did" in html
    assert "Wed, Mar 4, 9:00 am PST" in html
    assert "Say yes to Wed 9:00 am" in html
    assert "Not this time" in html


def test_what_a_student_is_curious_about_may_be_the_reason(sam, mira, browse, at):
    sam.student.curious_about = "how insurance prices floods"
    sam.student.save()
    mira.mentor.topics = "Night shifts\nFlood insurance"
    mira.mentor.save()
    make_ask(sam, mira)
    with at(NOON):
        html = home(browse(mira))
    assert "Sam is curious about “Flood insurance”, which you offer to talk about" in html


def test_a_student_being_first_in_the_family_is_not_told(sam, mira, browse, at):
    sam.student.first_generation = mira.mentor.first_generation = True
    sam.student.save()
    mira.mentor.save()
    make_ask(sam, mira)
    with at(NOON):
        html = home(browse(mira))
    assert "because" not in html.partition("<main")[2]
    assert "college" not in html


def test_an_expired_request_waits_no_longer(sam, mira, browse, at):
    asked = make_ask(sam, mira)
    with at(asked.expires_at):
        assert "No one is waiting on you." in home(browse(mira))


def test_this_week_says_who_is_ready(sam, mira, otto, browse, at):
    ready = make_interview(sam, mira)
    meeting.prepare_interview(ready, by=sam, questions="One?\nTwo?", now=NOON + timedelta(hours=2))
    make_interview(otto, mira, questions="")
    with at(NOON + timedelta(hours=3)):
        html = home(browse(mira))
    assert "Sam has 2 questions ready" in html
    assert "Otto is choosing questions" in html


def test_a_meeting_that_is_over_is_asked_about(sam, mira, browse, at):
    interview = make_interview(sam, mira)
    with at(interview.ends_at):
        html = home(browse(mira))
    assert "Did you meet?" in html
    assert f"/interviews/{interview.pk}/#met" in html


def test_the_impact_counts_students_not_meetings(sam, mira, otto, browse, at):
    met = make_interview(sam, mira, stage=Stage.MET)
    make_interview(sam, mira, stage=Stage.MET, now=NOON + timedelta(days=7))
    make_interview(otto, mira, stage=Stage.MET)
    with at(met.ends_at + timedelta(days=14)):
        html = home(browse(mira))
    assert '<span class="bignum">2</span> <span class="bigsaid"> students have talked' in html


def test_goodwill_is_told_in_this_terms_numbers(sam, mira, spring, browse, at):
    make_interview(sam, mira)
    with at(NOON + timedelta(hours=2)):
        html = home(browse(mira))
    assert "1 of 8 given." in html
    assert "Nobody is turned down." in html


def test_between_terms_there_is_no_goodwill_to_count(mira, browse, at):
    with at(NOON):
        assert "goodwill" not in home(browse(mira))


def test_without_hours_the_page_says_what_to_do(db, browse, at):
    with at(NOON):
        html = home(browse(make_mentor("New Alum", hours=())))
    assert "Students cannot find a time with you yet." in html


@pytest.mark.parametrize(
    ("show", "names"),
    [("waiting", ["Ann"]), ("ahead", ["Ben"]), ("past", ["Cleo"]), ("nonsense", ["Ben"])],
)
def test_the_list_shows_one_kind_at_a_time(show, names, mira, browse, at):
    ann, ben, cleo = (make_student(name) for name in ("Ann", "Ben", "Cleo"))
    past = make_interview(cleo, mira, stage=Stage.MET)
    now = past.ends_at + timedelta(hours=1)
    make_ask(ann, mira, now=now)
    make_interview(ben, mira, now=now)
    with at(now):
        html = browse(mira).get("/alumni/conversations/", {"show": show}).content.decode()
    assert [name for name in ("Ann", "Ben", "Cleo") if f">{name}</a>" in html] == names


@pytest.mark.parametrize("show", ["waiting", "ahead", "past"])
def test_an_empty_list_says_what_will_stand_there(show, mira, browse, at):
    with at(NOON):
        html = browse(mira).get("/alumni/conversations/", {"show": show}).content.decode()
    assert 'class="empty"' in html


@pytest.mark.parametrize("address", ["/alumni/", "/alumni/availability/", "/alumni/conversations/"])
def test_these_pages_are_for_alumni(address, sam, carol, mira, browse, at):
    with at(NOON):
        assert browse(mira).get(address).status_code == 200
        assert browse(sam).get(address).status_code == 403
        assert browse(carol).get(address).status_code == 403
        assert browse().get(address).url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("n", [1, 3])
def test_home_takes_as_many_queries_for_three_requests_as_for_one(
    n, mira, browse, at, django_assert_num_queries
):
    for number in range(n):
        make_ask(make_student(f"Student {number}"), mira)
    client = browse(mira)
    with at(NOON), django_assert_num_queries(12):
        client.get("/alumni/")
