"""Which term is a page about? The one in the address, else this one, else the latest that has begun."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from careerhub.office.models import Policies, Term
from careerhub.office.terms import all_terms
from interviews.queries.funnel import bounds_of, week_of

# What a page counts where the office has not entered a term that has begun.
WITHOUT_TERM = timedelta(weeks=12)


@dataclass(frozen=True)
class Period:
    """The stretch a page counts: a term, or the last weeks where there is none."""

    since: datetime
    until: datetime
    term: Term | None
    week: int | None  # only while the term runs
    terms: list[Term]

    @property
    def is_over(self) -> bool:
        return self.term is not None and self.week is None


def period(asked_for: str, *, office: Policies, now: datetime) -> Period:
    zone = ZoneInfo(office.zone)
    today = now.astimezone(zone).date()
    terms = all_terms()
    term = next((each for each in terms if str(each.pk) == asked_for), None)
    term = term or _latest_begun(terms, today)
    if term is None:
        return Period(now - WITHOUT_TERM, now + timedelta(seconds=1), None, None, terms)
    return Period(*bounds_of(term, zone), term, week_of(term, today), terms)


def _latest_begun(terms: list[Term], today: date) -> Term | None:
    return max(
        (each for each in terms if each.starts_on <= today),
        key=lambda each: each.starts_on,
        default=None,
    )
