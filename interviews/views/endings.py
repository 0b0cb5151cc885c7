"""A conversation did not come about: what do we say to each of the two, and what comes next?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..access import is_mentor_of
from ..models import Ending, Interview


@dataclass(frozen=True)
class EndingWords:
    said: str
    next: str
    reason: str = ""
    reason_label: str = ""


def ending_words(interview: Interview, person: User) -> EndingWords | None:
    """None while it is open, and where it ran its whole course."""
    if interview.ending in ("", Ending.COMPLETE):
        return None
    by_mentor = is_mentor_of(person, interview)
    names = {"name": interview.other(person).get_short_name()}
    said = (_for_mentor if by_mentor else _for_student)(interview, person) % names
    mine = interview.closed_by_id == person.pk
    label = _("You wrote") if mine else _("%(name)s wrote") % names
    after = _what_next(interview, by_mentor) % names
    return EndingWords(said, after, interview.reason, label)


def _for_student(interview: Interview, person: User) -> str:
    return {
        Ending.DECLINED: _("%(name)s can’t this time. It isn’t about you."),
        Ending.EXPIRED: _("%(name)s did not get to answer in time. It isn’t about you."),
        Ending.WITHDRAWN: _("You withdrew your request, and the time is free again."),
        Ending.CANCELLED: _cancelled(interview, person),
        Ending.NO_SHOW: _("This conversation did not take place. No thank-you goes out."),
    }[Ending(interview.ending)]


def _for_mentor(interview: Interview, person: User) -> str:
    return {
        Ending.DECLINED: _("You said “not this time”. %(name)s got a kind note."),
        Ending.EXPIRED: _("The time for an answer has passed. %(name)s has been told, kindly."),
        Ending.WITHDRAWN: _("%(name)s withdrew the request. Nothing is left to do."),
        Ending.CANCELLED: _cancelled(interview, person),
        Ending.NO_SHOW: _("This conversation did not take place."),
    }[Ending(interview.ending)]


def _cancelled(interview: Interview, person: User) -> str:
    if interview.closed_by_id == person.pk:
        return _("You cancelled this conversation. %(name)s has been told.")
    return _("%(name)s had to cancel this conversation. It is out of your calendar.")


def _what_next(interview: Interview, by_mentor: bool) -> str:
    if by_mentor:
        return _("The time is yours again. Thank you for being there for students.")
    if interview.ending in (Ending.DECLINED, Ending.EXPIRED):
        return _(
            "Many people with a similar path have room. Your questions are worth asking again."
        )
    if interview.ending == Ending.NO_SHOW:
        return _("If that is wrong, or if something is the matter, write to the career office.")
    return _("You may ask %(name)s again, or somebody with a similar path.")
