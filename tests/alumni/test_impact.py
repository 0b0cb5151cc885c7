"""Who was helped, and what they wrote: only what has reached the alum."""

from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.models import Stage
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor, make_student

IMPACT = "/alumni/impact/"
WORDS = "Dear Mira,\n\nYou told me to take one writing class. I did.\n\nWith thanks,\nSam"


@pytest.fixture
def met(sam, mira):
    return make_interview(sam, mira, stage=Stage.MET)


def letter(interview, **fields):
    row = Email.objects.get(about=interview.about, kind="thank_you")
    Email.objects.filter(pk=row.pk).update(**fields)


def sent(interview, **fields):
    letter(interview, state=State.SENT, sent_at=interview.ends_at + timedelta(hours=20), **fields)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_what_a_student_wrote_stands_whole_on_the_page_and_in_short_at_home(met, mira, browse, at):
    sent(met, letter=WORDS)
    with at(met.ends_at + timedelta(days=2)):
        page, home = (text_of(browse(mira).get(one)) for one in (IMPACT, "/alumni/"))
    assert "One student has talked with you since March 2026." in page
    assert "You told me to take one writing class. I did." in page
    assert "With thanks," in page
    assert "“You told me to take one writing class. I did.”" in home
    assert "Sam Rivera, in March" in home
    assert f'href="{IMPACT}"' in home


def test_an_untouched_letter_is_shown_as_it_went_out_without_its_foot(met, mira, browse, at):
    sent(met, letter="", text=f"{WORDS}\n\n---\nSam Rivera, Biology\nYour profile: https://x\n")
    with at(met.ends_at + timedelta(days=2)):
        page, home = (text_of(browse(mira).get(one)) for one in (IMPACT, "/alumni/"))
    assert "You told me to take one writing class." in page
    assert "Your profile" not in page
    assert "You told me" not in home


def test_a_letter_whose_words_are_not_kept_is_told_without_them(met, mira, browse, at):
    sent(met, letter="", text="")
    with at(met.ends_at + timedelta(days=2)):
        page = text_of(browse(mira).get(IMPACT))
    assert "Thanked you" in page
    assert "blockquote" not in page


@pytest.mark.parametrize("state", [State.SCHEDULED, State.HELD, State.WITHDRAWN, State.FAILED])
def test_a_letter_that_has_not_reached_the_alum_is_not_shown(state, met, mira, browse, at):
    letter(met, state=state, letter=WORDS)
    with at(met.ends_at + timedelta(days=2)):
        page, home = (text_of(browse(mira).get(one)) for one in (IMPACT, "/alumni/"))
    assert "writing class" not in page + home
    assert "When Sam writes to you, it stands here." in page


def test_thanks_in_person_count(met, mira, browse, at):
    met.thanked_in_person, met.notes = True, "Private: she seemed tired."
    met.save()
    with at(met.ends_at + timedelta(days=2)):
        page = text_of(browse(mira).get(IMPACT))
    assert "Sam has thanked you in person." in page
    assert "tired" not in page


def test_nobody_yet(mira, browse, at):
    make_interview(make_student("Ann Ahead"), mira)
    with at(NOON + timedelta(hours=2)):
        page = text_of(browse(mira).get(IMPACT))
    assert "Your first conversation will stand here." in page
    assert "Ann" not in page


def test_each_alum_sees_their_own(met, sam, browse, at):
    sent(met, letter=WORDS)
    with at(met.ends_at + timedelta(days=2)):
        assert "writing class" not in text_of(browse(make_mentor("Another Alum")).get(IMPACT))
        assert browse(sam).get(IMPACT).status_code == 403
        assert browse().get(IMPACT).url == f"/accounts/login/?next={IMPACT}"


@pytest.mark.parametrize("n", [1, 3])
def test_three_conversations_cost_what_one_costs(n, mira, browse, at, django_assert_num_queries):
    for number in range(n):
        started = NOON + timedelta(days=7 * number)
        last = make_interview(make_student(f"S {number}"), mira, stage=Stage.MET, now=started)
        sent(last, letter=WORDS)
    client = browse(mira)
    with at(last.ends_at + timedelta(days=2)), django_assert_num_queries(9):
        client.get(IMPACT)
