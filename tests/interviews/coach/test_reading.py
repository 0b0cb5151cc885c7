import pytest

from interviews.coach.reading import Mark, Reading, read
from interviews.coach.rules import Rewrite, Why


def look(text, suggested_words=100, limit_words=200):
    return read(text, suggested_words=suggested_words, limit_words=limit_words)


def reasons(text):
    return [str(mark.why) for mark in look(text).job_asks]


def test_a_good_ask_is_simply_good():
    text = "Dear Ms. Holm, I study geology at Brightwater. How did you come to map caves?"
    assert look(text) == Reading(
        words=15,
        is_empty=False,
        is_over_suggested=False,
        is_over_limit=False,
        has_question=True,
        job_asks=(),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t", 0),
        ("— … !", 0),
        ("it’s a part-time thing", 4),
        ("один 2\nthree – four", 4),
    ],
)
def test_words_are_what_stands_between_spaces_and_can_be_read(text, words):
    reading = look(text)
    assert (reading.words, reading.is_empty) == (words, words == 0)


@pytest.mark.parametrize(
    ("words", "over_suggested", "over_limit"),
    [(3, False, False), (4, True, False), (5, True, False), (6, True, True)],
)
def test_the_suggested_length_and_the_limit_are_both_still_fine(words, over_suggested, over_limit):
    reading = look("word " * words, suggested_words=3, limit_words=5)
    assert (reading.is_over_suggested, reading.is_over_limit) == (over_suggested, over_limit)


@pytest.mark.parametrize(
    ("text", "has_question"),
    [
        ("What does a week look like for you?", True),
        ("I’d love to hear how you chose the sea over the land.", True),
        ("I wonder what surprised you in your first year.", True),
        ("I am a junior and I admire your work.", False),
    ],
)
def test_a_question_may_be_asked_without_a_question_mark(text, has_question):
    assert look(text).has_question is has_question


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("asks_for_role", "Could you get me an internship at your firm for next summer?"),
        ("asks_for_role", "What would it take for you to hire me?"),
        ("asks_for_role", "Would it be possible to get a placement with your group?"),
        ("asks_for_role", "I would be very grateful for any job you could offer me."),
        ("asks_if_hiring", "Are you hiring interns this year?"),
        ("asks_if_hiring", "do u have any openings"),
        ("asks_if_hiring", "Do you know of any vacancies at your company?"),
        ("wants_to_join", "I'd really like to work for you after graduation."),
        ("wants_to_join", "I am seeking full-time employment at your organization."),
        ("wants_to_join", "I need to find a co-op by March."),
        ("offers_labor", "I'd be a great fit for your team."),
        ("offers_labor", "I would gladly work in your kitchen for free."),
        ("asks_to_be_kept_in_mind", "Please keep me in mind."),
        ("asks_to_be_kept_in_mind", "Let me know if a position opens up in your group."),
        ("asks_for_referral", "Would you put in a good word for me?"),
        ("asks_for_referral", "Can you introduce me to your recruiter?"),
        ("hands_over_resume", "Could you pass my resume along to your manager?"),
        ("hands_over_resume", "Here is my CV in case you hear of anything."),
        ("asks_about_application", "Could you check on the status of my application?"),
        ("asks_for_visa", "My visa runs out in June; would your firm sponsor me?"),
    ],
)
def test_a_request_for_a_job_is_heard_in_many_voices(why, text):
    assert reasons(text) == [why]


@pytest.mark.parametrize(
    "text",
    [
        "How did you find your first internship?",
        "What do you enjoy most about your job?",
        "What is it like to work with your team?",
        "What made you want to join your company?",
        "How did you get a position at your company?",
        "Could you tell me about your role at the museum?",
        "Could you give me an idea of the hours that people work in your field?",
        "How competitive is the job market in marine biology?",
        "What is the hiring process like in museums?",
        "Could you introduce me to anyone else who works in archives?",
        "Who else would you suggest I talk to?",
        "I am not looking for an internship, I only want to hear your story.",
        "My uncle told me to ask you for a job, which is not why I write.",
        "I got the internship, thank you for your help with my questions.",
        "Thanks again for offering to introduce me to your manager.",
        "Could I have a spot in your calendar next week?",
        "If something comes up and you need to move our call, just tell me.",
        "Would you take me through a project that you are proud of?",
        "Does your company have a mentoring program?",
        "I hope the new position suits you.",
    ],
)
def test_talk_about_work_is_no_request_for_work(text):
    assert look(text).job_asks == ()


def test_the_marked_words_are_the_clause_and_the_rest_stays_unmarked():
    text = (
        "Hello Dr. Reyes,\n\nI liked your talk, but are you hiring right now? I hope you are well."
    )
    (mark,) = look(text).job_asks
    assert text[mark.start : mark.end] == "but are you hiring right now?"
    assert (mark.why, mark.rewrite) == (Why.ASKS_IF_HIRING, Rewrite.HOW_HIRING_WORKS)


def test_places_are_those_of_the_text_as_typed():
    text = "Hi 👋\u00a0Mira,\n\n\n  I’d  love it: would you hire\nme?  "
    assert look(text).job_asks == (
        Mark(
            text.index("I’d"), text.index("me?") + 3, Why.ASKS_FOR_ROLE, Rewrite.HOW_YOU_GOT_THERE
        ),
    )


def test_each_clause_is_marked_once_and_in_order():
    text = "Would you hire me and give me a job? Please keep me in mind."
    marks = look(text).job_asks
    assert [mark.why for mark in marks] == [Why.ASKS_FOR_ROLE, Why.ASKS_TO_BE_KEPT_IN_MIND]
    assert [text[mark.start : mark.end] for mark in marks] == [
        "Would you hire me and give me a job?",
        "Please keep me in mind.",
    ]


def test_to_say_that_one_should_not_ask_does_not_excuse_asking():
    assert reasons("I know I should not ask you for a job, but could you hire me?") == [
        "asks_for_role"
    ]


def test_the_same_text_reads_the_same():
    text = "Are you hiring? I'd love to know how you started."
    assert look(text) == look(text)
