"""What the tests of the counselor's pages share: a moment, private words, and conversations full of them."""

from datetime import timedelta

from interviews.actions.letters import edit_letter
from interviews.actions.meeting import prepare_interview, save_notes
from interviews.models import Stage
from tests.factories.interviews import make_ask, make_interview

SECRETS = ("zanzibar", "quokka", "marzipan", "xylophone", "periwinkle")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def secretive_ask(student, mentor, **fields):
    return make_ask(
        student, mentor, message="zanzibar brought me here", questions="Why quokka?", **fields
    )


def met_with_secrets(student, mentor):
    """Held, with private words in the request, the questions, the notes and the letter."""
    interview = make_interview(
        student, mentor, stage=Stage.BOOKED, message="zanzibar brought me here", questions="quokka?"
    )
    ready_at = interview.starts_at - HOUR
    prepare_interview(interview, by=student, questions="Why quokka?", now=ready_at)
    save_notes(interview, by=student, notes="marzipan matters")
    letter = "Thank you for the xylophone."
    edit_letter(interview, kind="thank_you", by=student, letter=letter, now=ready_at)
    interview.refresh_from_db()
    return interview


def private_words_in(page):
    return [word for word in SECRETS if word in page.lower()]


def words(answer):
    """The page on one line, without the spaces around what stands inside its elements."""
    line = " ".join(answer.content.decode().split())
    return line.replace("> ", ">").replace(" </", "</")
