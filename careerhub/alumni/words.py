"""How is it said to an alum why a student asks them, and how an answered request stands?"""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.people.models import User
from interviews.models import Ending, Interview, Stage
from interviews.queries.reasons import MAJOR

from .queries import why_you


def why_said(mentor: User, student: User) -> str:
    """The reason in words, for after the word “because”; "" where none stands out."""
    reason, name = why_you(mentor, student), student.get_short_name()
    if reason is None:
        return ""
    if reason.code == MAJOR:
        return _("%(name)s studies %(major)s, as you did") % {"name": name, "major": reason.fact}
    return _("%(name)s is curious about “%(topic)s”, which you offer to talk about") % {
        "name": name,
        "topic": reason.fact,
    }


def how_it_stands(interview: Interview, *, now: datetime) -> str:
    """One kind sentence where a request has nothing left to answer; "" while it has."""
    name = {"name": interview.student.get_short_name()}
    expired = interview.stage == Stage.ASKED and now >= interview.expires_at
    sentences = {
        Ending.DECLINED: _(
            "You said “not this time”. %(name)s got a kind note. Thank you for answering."
        ),
        Ending.EXPIRED: _("The time for an answer has passed, and %(name)s has been told kindly."),
        Ending.WITHDRAWN: _("%(name)s has withdrawn this request. Nothing is left to answer."),
        Ending.CANCELLED: _("This conversation was cancelled. Nothing is left to answer."),
        Ending.NO_SHOW: _("This conversation did not take place. Nothing is left to answer."),
        Ending.COMPLETE: _("You and %(name)s have met. Thank you."),
    }
    ending = Ending.EXPIRED if expired else interview.ending
    if ending:
        return sentences[Ending(ending)] % name
    if interview.stage == Stage.ASKED or interview.is_upcoming:
        return ""
    return _("You and %(name)s have met. Thank you.") % name
