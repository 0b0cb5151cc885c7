"""Who is in the directory for this student, and who fits the words? One slim row a person."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from careerhub.office import policies as office_policies
from careerhub.office import terms as office_terms
from careerhub.people.models import User

from ..models import LIVE, Ending, Interview, WeeklyHours
from .facets import Candidate, split_majors
from .reasons import Asker

# Below this, people stop recognizing what they meant to type in what is found.
ALIKE = 0.4
MOST_WORDS = 12
# Between terms, "this term" means the last months.
SINCE_NO_TERM = timedelta(days=120)


@dataclass(frozen=True)
class Found:
    """Everybody who fits the words. `only_alike`: nobody did, these are spelled nearly like that."""

    people: list[Candidate]
    only_alike: bool = False


def find(words: str, *, reader: User, now: datetime) -> Found:
    """Everybody in the directory whom the words fit, with typos forgiven where nothing fits exactly."""
    given, cap = _given_this_term(now), office_policies.current().mentor_term_cap
    people = _listed(reader)
    words = " ".join(words.split()[:MOST_WORDS])
    if not words:
        return Found(_candidates(people, given, cap, now))
    found = _candidates(_fitting(people, words), given, cap, now)
    if found:
        return Found(found)
    return Found(_candidates(_alike(people, words), given, cap, now), only_alike=True)


def asker_of(student: User) -> Asker:
    """What the reasons may rest on: the profile, and the fields of those asked before."""
    profile = student.student
    asked = Interview.objects.filter(student=student).order_by("asked_at")
    met = asked.values_list("mentor__mentor__industry", "mentor", "mentor__full_name")
    return Asker(
        pk=student.pk,
        majors=split_majors(profile.majors),
        first_generation=profile.first_generation,
        curious_about=profile.curious_about,
        fields_met={field: (pk, name) for field, pk, name in met if field},
    )


def load_people(candidates: list[Candidate]) -> list[User]:
    """The people of one page with their profiles, in the order given; one query."""
    found = User.objects.select_related("mentor").in_bulk([person.pk for person in candidates])
    return [found[person.pk] for person in candidates if person.pk in found]


def get_listed(pk: int, *, reader: User) -> User | None:
    return _listed(reader).select_related("mentor", "schedule").filter(pk=pk).first()


def candidate_of(person: User, *, reader: User, now: datetime) -> Candidate:
    """One listed alum as the directory sees them, for the reason to ask them."""
    cap = office_policies.current().mentor_term_cap
    alone = _listed(reader).filter(pk=person.pk)
    return _candidates(alone, _given_this_term(now), cap, now)[0]


def open_with(student: User) -> dict[int, Interview]:
    """The student's asks and bookings that are under way, by the alum's id."""
    under_way = Interview.objects.filter(student=student, stage__in=("asked", "booked", "prepared"))
    return {interview.mentor_id: interview for interview in under_way}


def _listed(reader: User) -> QuerySet[User]:
    return User.objects.filter(is_active=True, mentor__is_listed=True).exclude(pk=reader.pk)


def _fitting(people: QuerySet[User], words: str) -> QuerySet[User]:
    exact = SearchQuery(words, config="english", search_type="websearch")
    query: SearchQuery | CombinedSearchQuery = exact
    rank: Combinable = SearchRank(F("mentor__search"), exact)
    begun = _beginnings(words)
    if begun:
        prefix = SearchQuery(begun, config="english", search_type="raw")
        query, rank = exact | prefix, rank + SearchRank(F("mentor__search"), prefix)
    return people.filter(mentor__search=query).annotate(rank=rank)


def _beginnings(words: str) -> str:
    """Every word as a beginning, all of them needed; "" where the reader wrote operators."""
    if re.search(r'["-]|\bor\b', words, re.IGNORECASE):
        return ""
    return " & ".join(f"{word}:*" for word in re.findall(r"\w+", words))


def _alike(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Each word as near as it comes to a name, employer or title; all of them on average."""
    each = [
        Greatest(
            *(
                TrigramWordSimilarity(word, f"mentor__{name}")
                for name in ("name", "employer", "title")
            )
        )
        for word in words.split()
    ]
    alike = reduce(add, each) / Value(float(len(each)))
    return people.annotate(rank=alike).filter(rank__gte=ALIKE)


def _candidates(
    people: QuerySet[User], given: dict[int, int], cap: int, now: datetime
) -> list[Candidate]:
    today = now.date()
    hours = WeeklyHours.objects.filter(schedule__mentor=OuterRef("pk"))
    rows = people.annotate(has_hours=Exists(hours)).values(
        "pk",
        "full_name",
        *(
            f"mentor__{name}"
            for name in ("industry", "majors", "city", "first_generation", "topics")
        ),
        "schedule__paused_until",
        "schedule__term_cap",
        "has_hours",
        *(["rank"] if "rank" in people.query.annotations else []),
    )
    found = list(rows)
    best = max((row.get("rank") or 0 for row in found), default=0) or 1
    return [_candidate(row, given.get(row["pk"], 0), cap, today, best) for row in found]


def _candidate(
    row: dict[str, Any], given: int, office_cap: int, today: date, best: float
) -> Candidate:
    own_cap = row["schedule__term_cap"]
    cap = office_cap if own_cap is None else min(own_cap, office_cap)
    paused = row["schedule__paused_until"]
    resting = paused if paused and paused > today else None
    return Candidate(
        pk=row["pk"],
        name=row["full_name"],
        industry=row["mentor__industry"],
        majors=split_majors(row["mentor__majors"]),
        city=row["mentor__city"],
        first_generation=row["mentor__first_generation"],
        topics=row["mentor__topics"],
        relevance=(row.get("rank") or 0) / best,
        given=given,
        resting_until=resting,
        is_closed=bool(resting) or given >= cap or not row["has_hours"],
    )


def _given_this_term(now: datetime) -> dict[int, int]:
    """Conversations promised or held this term, by the alum's id."""
    term = office_terms.term_on(now.date())
    if term is not None:
        counted = Q(starts_at__date__gte=term.starts_on, starts_at__date__lte=term.ends_on)
    else:
        counted = Q(starts_at__gte=now - SINCE_NO_TERM)
    rows = Interview.objects.filter(counted, Q(stage__in=LIVE) | Q(ending=Ending.COMPLETE))
    return dict(rows.values_list("mentor").annotate(n=Count("pk")))
