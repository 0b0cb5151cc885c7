"""All conversations as a list, one stage at a time."""

from datetime import timedelta

from django.urls import reverse

from interviews.actions.answering import decline_ask
from interviews.models import Stage
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor

LIST = "/students/conversations/"


def shown(answer):
    return [line.interview.mentor.full_name for line in answer.context["page"]]


def test_empty(as_sam):
    page = as_sam.get(LIST).content.decode()
    assert "No conversations yet." in page
    assert reverse("students:mentor_list") in page


def test_all_and_by_stage(as_sam, sam, mira):
    make_ask(sam, mira)
    make_interview(sam, make_mentor("Ben Booked"))
    declined = make_ask(sam, make_mentor("Dan Declined"))
    decline_ask(declined, by=declined.mentor, reason="", now=NOON + timedelta(hours=1))
    assert len(shown(as_sam.get(LIST))) == 3
    assert shown(as_sam.get(LIST, {"stage": "asked"})) == ["Mira Holm"]
    assert shown(as_sam.get(LIST, {"stage": "booked"})) == ["Ben Booked"]
    assert shown(as_sam.get(LIST, {"stage": "closed"})) == ["Dan Declined"]
    assert len(shown(as_sam.get(LIST, {"stage": "junk"}))) == 3


def test_a_stage_without_anybody(as_sam, sam, mira):
    make_ask(sam, mira)
    assert "Nothing at this stage." in as_sam.get(LIST, {"stage": "met"}).content.decode()


def test_only_ones_own(as_sam, otto, mira):
    make_interview(otto, mira)
    assert "No conversations yet." in as_sam.get(LIST).content.decode()


def test_a_fixed_number_of_queries(as_sam, sam, mira, django_assert_num_queries):
    make_interview(sam, mira, stage=Stage.MET)
    with django_assert_num_queries(6):
        as_sam.get(LIST)
    for number in range(2):
        make_interview(sam, make_mentor(f"Met {number}"), stage=Stage.MET)
    with django_assert_num_queries(6):
        page = as_sam.get(LIST).content.decode()
    assert "Met 1" in page
