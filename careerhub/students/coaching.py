"""What does the coach say about a request: what is well done, what to think over, and what stops it?"""

from dataclasses import dataclass

from careerhub.office.models import Policies
from careerhub.people.models import User
from interviews.coach.reading import Reading, read
from interviews.views.job_asks import REWRITES

# Shorter words ("the", "with", "lead") show nothing about why it is this person.
TELLING = 5


@dataclass(frozen=True)
class JobAsk:
    """The student's own words that sound like asking for a job, and what to ask instead."""

    words: str
    instead: str


@dataclass(frozen=True)
class Advice:
    reading: Reading
    connection: str
    job_asks: list[JobAsk]


def advise(text: str, *, mentor: User, office: Policies) -> Advice:
    reading = read(
        text, suggested_words=office.ask_words_suggested, limit_words=office.ask_words_limit
    )
    asks = [
        JobAsk(text[mark.start : mark.end], str(REWRITES[mark.rewrite]))
        for mark in reading.job_asks
    ]
    return Advice(reading, connection(text, mentor), asks)


def connection(text: str, mentor: User) -> str:
    """The first thing of the alum's that the text takes up: an employer, a subject, a topic; or ""."""
    profile = mentor.mentor
    taken_up = {word.strip(".,;:!?()“”’").casefold() for word in text.split()}
    theirs = (profile.employer, profile.majors, profile.topics, profile.title, profile.industry)
    for phrase in theirs:
        for word in phrase.replace(",", " ").split():
            if len(word) >= TELLING and word.casefold() in taken_up:
                return word
    return ""
