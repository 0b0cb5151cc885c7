"""Which addresses stand in an email, and whom does a signed one let in?

A signed link names one person, one interview and one purpose. Opening it shows a page that asks;
only the button on that page changes anything, because mail scanners open every link.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from careerhub.people.models import User

from ..models import Interview

ANSWER, HELD, CHANGE = "answer", "held", "change"
READ_IT = "read.{}"  # which of the follow-ups
SALT = "interviews.links."


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def page_url(interview: Interview) -> str:
    return absolute(reverse("interviews:interview_detail", args=[interview.pk]))


def mentor_url(mentor: User) -> str:
    """The page of one alum, for students."""
    return absolute(reverse("students:mentor_detail", args=[mentor.pk]))


def answer_url(interview: Interview) -> str:
    """Where the alum says yes or no without signing in."""
    return absolute(reverse("alumni:answer", args=[sign(interview, interview.mentor, ANSWER)]))


def change_path(interview: Interview, mentor: User) -> str:
    """Where the alum moves or cancels a booked interview without signing in."""
    return reverse("alumni:change", args=[sign(interview, mentor, CHANGE)])


def change_url(interview: Interview, mentor: User) -> str:
    return absolute(change_path(interview, mentor))


def held_url(interview: Interview, person: User) -> str:
    """Where either of the two says whether the meeting took place, without signing in."""
    return absolute(reverse("interviews:held", args=[sign(interview, person, HELD)]))


def read_url(interview: Interview, number: int) -> str:
    """Where the alum tells the student that a follow-up was read, without signing in."""
    return absolute(read_path(interview, number))


def read_path(interview: Interview, number: int) -> str:
    token = sign(interview, interview.mentor, READ_IT.format(number))
    return reverse("interviews:update_read", args=[number, token])


def sign(interview: Interview, person: User, purpose: str) -> str:
    return signing.dumps({"i": interview.pk, "p": person.pk}, salt=SALT + purpose)


def read(token: str, purpose: str) -> tuple[Interview, User] | None:
    """The interview and the person a token stands for; None where it was tampered with or is of another purpose."""
    try:
        told: dict[str, Any] = signing.loads(token, salt=SALT + purpose)
    except signing.BadSignature:
        return None
    interview = (
        Interview.objects.select_related("student__student", "mentor__mentor")
        .filter(pk=told["i"])
        .first()
    )
    if interview is None or told["p"] not in (interview.student_id, interview.mentor_id):
        return None
    person = interview.student if told["p"] == interview.student_id else interview.mentor
    return (interview, person) if person.is_active else None
