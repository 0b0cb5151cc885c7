"""An alum gives more or fewer conversations this term, within what the office allows."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..models import Schedule
from .availability import change
from .errors import LimitReached


def offer_in_a_term(schedule: Schedule, *, by: User, most: int, now: datetime) -> Schedule:
    """Give at most that many conversations a term. What is promised stands, even where it is more."""
    office = office_policies.current()
    least = schedule.week_cap or 1
    if most < least:
        raise LimitReached(
            _("You give up to %(n)d a week, so a term has room for %(n)d at least.") % {"n": least}
        )
    if most > office.mentor_term_cap:
        raise LimitReached(
            _("The office allows %(n)d a term at most, so that nobody is asked too much.")
            % {"n": office.mentor_term_cap}
        )

    def body() -> None:
        schedule.term_cap = most
        schedule.save()

    change(schedule, body, by=by, now=now)
    return schedule
