import re

import pytest

from interviews.emails.compose import compose, draft
from interviews.emails.words import quoted_in
from tests.interviews.emails.conversations import case_of, make_conversation, read

LETTERS = ["thank_you", "follow_up"]


@pytest.fixture
def met(sam, mira):
    sam.student.school_year = "third year"
    return make_conversation(sam, mira, stage="met", held_evidence="student")


def test_without_notes_the_thank_you_is_short_and_claims_nothing(met):
    assert draft(met, "thank_you") == (
        "Dear Mira,\n\n"
        "Thank you for talking with me on Thursday. You gave me 30 minutes of your day, "
        "and I am grateful.\n\n"
        "It means a lot to have heard about your path from you.\n\n"
        "With thanks,\nSam"
    )


def test_the_thank_you_says_back_what_the_student_wrote_down_of_the_alum(met):
    met.notes = (
        "Twenty minutes late.\nShe said “the model is not the job, explaining it is”.\nSalary 90k?"
    )
    assert draft(met, "thank_you") == (
        "Dear Mira,\n\n"
        "Thank you for talking with me on Thursday. You gave me 30 minutes of your day, "
        "and I am grateful.\n\n"
        "I wrote down something you said, so that I would not lose it:\n\n"
        "“the model is not the job, explaining it is”\n\n"
        "With thanks,\nSam"
    )


def test_the_follow_up_says_what_is_known_and_no_more(met):
    assert draft(met, "follow_up") == (
        "Dear Mira,\n\n"
        "We spoke on March 5, and I wanted to write again now that some time has passed.\n\n"
        "Thank you again for your time; it has stayed with me.\n\n"
        "With thanks,\nSam"
    )


def test_what_the_alum_said_is_said_back_twice_and_not_again(met, mira):
    met.notes = "She said “explaining it is the work”."
    written = [draft(met, "thank_you"), *(draft(met, "follow_up", n) for n in (1, 2, 3))]
    assert ["explaining it is the work" in letter for letter in written] == [
        True,
        True,
        False,
        False,
    ]
    later = "I still think of what you told me about your path."
    assert [later in letter for letter in written] == [False, False, True, True]
    email = case_of(met, "follow_up", mira)
    email.email.key = f"{met.about}:follow_up:mentor:2"
    assert "explaining" not in compose(email).text


@pytest.mark.parametrize(
    ("notes", "quotes"),
    [
        ("", []),
        ("No marks at all here", []),
        ('"Ask who is blamed."', ["Ask who is blamed."]),
        (
            "“one two three” and “four five six” and “seven eight”",
            ["one two three", "four five six"],
        ),
        ("“short”", []),
        ("“never\nclosed on its line", []),
        ("“" + "long " * 60 + "”", []),
        ("It’s O’Neill’s rule", []),
    ],
)
def test_only_words_between_quotation_marks_leave_the_notes(notes, quotes):
    assert quoted_in(notes) == quotes


@pytest.mark.parametrize("kind", LETTERS)
def test_the_students_own_words_go_out_exactly(met, mira, kind):
    letter = "Dear Mira & team,\n\nI read <Rivers>.\nIt’s good.\n\nSam"
    sent = compose(case_of(met, kind, mira, letter=letter))
    assert sent.text.startswith(letter + "\n\n---\n")
    assert "<p>Dear Mira &amp; team,</p>" in sent.html
    assert "<p>I read &lt;Rivers&gt;.<br>It’s good.</p>" in sent.html
    assert "Thank you for talking" not in sent.text


@pytest.mark.parametrize("kind", LETTERS)
def test_letters_are_plain_and_say_whom_they_come_from(met, mira, kind):
    sent = compose(case_of(met, kind, mira))
    assert not re.search(r'color:|background|class="button"|<h1|<style', sent.html)
    assert sent.from_name == "Sam Rivera via Career Office"
    assert sent.reply_to == "sam@brightwater.example"
    assert sent.calendar == b""
    for part in (sent.text, read(sent.html)):
        assert "Sam Rivera, Biology, third year, Brightwater University" in part
        assert "Reply and it goes straight to Sam." in part
        assert "You get this because you met Sam Rivera on March 5." in part


@pytest.mark.parametrize("kind", LETTERS)
def test_private_notes_never_reach_the_alum(met, mira, kind):
    met.notes = "Night shifts, but she loves those.\nSeemed tired."
    sent = compose(case_of(met, kind, mira))
    assert "Night shifts" not in sent.text + sent.html
    assert "tired" not in sent.text + sent.html
