"""The student's letters: written, moved, sent now, or done without."""

from datetime import UTC, datetime, timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.emails.post import letter_row
from interviews.models import Stage
from tests.factories.interviews import NOON, make_interview


@pytest.fixture
def met(sam, mira):
    """Sam and Mira met on Wednesday from 12:00 to 12:30 in New York."""
    return make_interview(sam, mira, stage=Stage.MET)


@pytest.fixture
def after(met, at):
    with at(met.ends_at + timedelta(minutes=5)):
        yield met.ends_at + timedelta(minutes=5)


def post(client, interview, what, data=None):
    return client.post(f"/interviews/{interview.pk}/{what}/", data or {})


def test_the_letter_may_be_rewritten_and_goes_out_in_those_words(sam, met, after, browse):
    answer = post(browse(sam), met, "thank_you/edit", {"letter": "Dear Mira,\r\n\r\nThank you."})
    row = letter_row(met, "thank_you")
    assert answer.status_code == 302
    assert row.letter.split() == ["Dear", "Mira,", "Thank", "you."]
    html = browse(sam).get(f"/interviews/{met.pk}/").content.decode()
    assert "<p>Dear Mira,</p>" in html


def test_before_the_meeting_it_may_be_written_but_not_sent(sam, mira, browse, at):
    booked = make_interview(sam, mira)
    with at(NOON + timedelta(hours=2)):
        assert (
            post(browse(sam), booked, "thank_you/edit", {"letter": "Early bird."}).status_code
            == 302
        )
        answer = browse(sam).post(f"/interviews/{booked.pk}/thank_you/send/", follow=True)
        html = browse(sam).get(f"/interviews/{booked.pk}/").content.decode()
    assert letter_row(booked, "thank_you").letter == "Early bird."
    assert "not over yet" in answer.content.decode()
    assert "Send now" not in html
    assert "It sends itself if you two have met" in html


def test_an_empty_letter_is_refused(sam, met, after, browse):
    answer = post(browse(sam), met, "thank_you/edit", {"letter": "  \n "})
    assert answer.status_code == 422
    assert "An empty letter cannot go out." in answer.content.decode()


def test_once_sent_nothing_is_changed_and_the_words_are_not_lost(sam, met, after, browse):
    Email.objects.filter(about=met.about, kind="thank_you").update(
        state=State.SENT, sent_at=after, letter="As sent.", text="As sent."
    )
    answer = post(browse(sam), met, "thank_you/edit", {"letter": "One more <thought>."})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "already gone out" in html
    assert "What you wrote is not lost." in html
    assert "One more &lt;thought&gt;.</textarea>" in html
    assert letter_row(met, "thank_you").letter == "As sent."


def test_send_now_brings_it_forward(sam, met, after, browse):
    answer = browse(sam).post(f"/interviews/{met.pk}/thank_you/send/", follow=True)
    row = letter_row(met, "thank_you")
    assert (row.state, row.send_at) == (State.SCHEDULED, after)
    assert "Goes out within a minute" in answer.content.decode()


def test_another_time_is_told_in_the_readers_own_zone(sam, met, after, browse):
    answer = post(browse(sam), met, "thank_you/move", {"send_at": "2026-03-05T08:15"})
    row = letter_row(met, "thank_you")
    assert answer.status_code == 302
    assert row.send_at == datetime(2026, 3, 5, 13, 15, tzinfo=UTC)  # 8:15 am in New York


def test_a_time_that_the_clocks_skip_means_the_first_after_it(sam, met, after, browse):
    post(browse(sam), met, "follow_up/move", {"send_at": "2026-03-08T02:30"})
    assert letter_row(met, "follow_up").send_at == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Choose a day and a time."),
        ("tomorrow", "Write the day and the time"),
        ("2026-02-30T09:00", "Write the day and the time"),
        ("2026-03-04T12:00", "at most 24 hours after the conversation"),
        ("2026-04-04T12:00", "at most 24 hours after the conversation"),
    ],
)
def test_a_wrong_time_is_refused_and_kept(typed, sentence, sam, met, after, browse):
    before = letter_row(met, "thank_you").send_at
    answer = post(browse(sam), met, "thank_you/move", {"send_at": typed})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert f'value="{typed}"' in html or not typed
    assert letter_row(met, "thank_you").send_at == before


def test_thanked_in_person_withdraws_the_email(sam, met, after, browse):
    answer = browse(sam).post(f"/interviews/{met.pk}/thanked/", follow=True)
    met.refresh_from_db()
    assert met.thanked_in_person
    assert letter_row(met, "thank_you").state == State.WITHDRAWN
    html = answer.content.decode()
    assert "Good. No thank-you email goes out." in html
    assert "You thanked in person, so no email goes out." in html


def test_the_follow_up_is_skipped_and_brought_back(sam, met, after, browse):
    answer = browse(sam).post(f"/interviews/{met.pk}/follow-up/skip/", follow=True)
    assert letter_row(met, "follow_up").state == State.WITHDRAWN
    assert "Bring it back" in answer.content.decode()
    answer = browse(sam).post(f"/interviews/{met.pk}/follow-up/keep/", follow=True)
    assert letter_row(met, "follow_up").state == State.SCHEDULED
    assert "Send no follow-ups" in answer.content.decode()


def test_the_follow_up_may_be_rewritten_too(sam, met, after, browse):
    assert (
        post(browse(sam), met, "follow_up/edit", {"letter": "I took the class."}).status_code == 302
    )
    assert letter_row(met, "follow_up").letter == "I took the class."
    assert letter_row(met, "thank_you").letter == ""


def test_the_time_of_a_letter_is_asked_for_in_a_named_zone(sam, met, after, browse):
    html = " ".join(browse(sam).get(f"/interviews/{met.pk}/").content.decode().split())
    assert "On your clock, New York (EST)." in html


def save_quietly(client, interview, letter):
    return client.post(
        f"/interviews/{interview.pk}/thank_you/edit/",
        {"letter": letter},
        headers={"X-Autosave": "1"},
    )


def test_words_are_saved_as_they_are_typed(sam, met, after, browse):
    assert save_quietly(browse(sam), met, "Dear Mira, I keep thinking").status_code == 204
    assert letter_row(met, "thank_you").letter == "Dear Mira, I keep thinking"
    html = browse(sam).get(f"/interviews/{met.pk}/").content.decode()
    assert "data-autosave" in html
    assert "1 earlier version" in html
    assert "Take these words again" in html


def test_what_cannot_be_saved_is_said_in_a_sentence(sam, met, after, browse):
    empty = save_quietly(browse(sam), met, " ")
    assert (empty.status_code, empty["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert "An empty letter cannot go out." in empty.content.decode()
    Email.objects.filter(about=met.about, kind="thank_you").update(state=State.SENT, sent_at=after)
    late = save_quietly(browse(sam), met, "Too late")
    assert (late.status_code, "already gone out" in late.content.decode()) == (422, True)
