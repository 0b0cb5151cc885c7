"""Why would this alum be a good person to ask, and in which order are people shown?

Relevance comes first and fairness weighs against it: whoever gave less this term comes up, whoever
rests comes last. Nobody ever sees a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .facets import FIRST_GENERATION as IS_FIRST
from .facets import MY_MAJOR, shared_major

MAJOR, TOPIC, FIELD, FIRST_GENERATION, ROOM = "major", "topic", "field", "first_generation", "room"
WEIGHTS = {MAJOR: 0.3, TOPIC: 0.3, FIELD: 0.2, FIRST_GENERATION: 0.2, ROOM: 0.0}
# Each conversation given this term weighs as much as a third of a shared major; six outweigh any.
FAIRNESS = 0.1
MOST_FAIRNESS = 0.6
# The database adds up whole numbers, so that equals are equal.
UNIT = 1_000_000
# Shorter words ("the", "with", "work") say nothing about what somebody is curious about.
TELLING = 5


@dataclass(frozen=True)
class Candidate:
    """What the reasons to ask an alum rest on."""

    pk: int
    name: str
    industry: str = ""
    majors: tuple[str, ...] = ()
    first_generation: bool = False
    topics: str = ""
    given: int = 0  # conversations promised or held this term
    is_closed: bool = False  # resting, full for the term, or without any hours


@dataclass(frozen=True)
class Asker:
    """What we know of the student who looks."""

    pk: int
    majors: tuple[str, ...] = ()
    first_generation: bool = False
    curious_about: str = ""
    # field → whom they asked there last: id and name
    fields_met: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(_telling_words(self.curious_about))


@dataclass(frozen=True)
class Because:
    """One reason and its fact: the major, the topic, or whom the student asked in that field."""

    code: str
    fact: str = ""


def reasons(person: Candidate, asker: Asker) -> list[Because]:
    """Every reason that holds, the strongest first."""
    return list(_reasons(person, asker))


def _reasons(person: Candidate, asker: Asker) -> Iterator[Because]:
    if major := shared_major(person.majors, asker.majors):
        yield Because(MAJOR, major)
    if topic := _shared_topic(person, asker.words):
        yield Because(TOPIC, topic)
    if person.first_generation and asker.first_generation:
        yield Because(FIRST_GENERATION)
    met, name = asker.fields_met.get(person.industry, (person.pk, ""))
    if met != person.pk:
        yield Because(FIELD, name)
    if not person.given and not person.is_closed:
        yield Because(ROOM)


# Best first, over the columns that the directory selects and how relevant it calls them. Equals
# keep an order of their own for each student, so that no name is favored.
ORDER = f"""
    is_closed,
    {{relevance}}
        + {round(WEIGHTS[MAJOR] * UNIT)} * is_{MY_MAJOR}::int
        + {round(WEIGHTS[TOPIC] * UNIT)} * (mentor_id IN (
            SELECT mentor_id FROM interviews_directorywords
            WHERE topic_words && %(curious)s::text[]))::int
        + {round(WEIGHTS[FIRST_GENERATION] * UNIT)} * (is_{IS_FIRST} AND %(is_first)s)::int
        + {round(WEIGHTS[FIELD] * UNIT)} * (
            field = ANY(%(fields_met)s::text[]) AND mentor_id <> ALL(%(met)s::bigint[]))::int
        - least({round(FAIRNESS * UNIT)} * given, {round(MOST_FAIRNESS * UNIT)}) DESC,
    hashint8extended(mentor_id, %(asker)s)
"""


def order_params(asker: Asker) -> dict[str, Any]:
    return {
        "asker": asker.pk,
        "my_majors": list(asker.majors),
        "curious": sorted(asker.words),
        "is_first": asker.first_generation,
        "fields_met": list(asker.fields_met),
        "met": [pk for pk, _name in asker.fields_met.values()],
    }


def say(reason: Because, *, name: str, industry: str = "") -> str:
    """The reason in words, for after the word “because”."""
    sentences = {
        MAJOR: _("%(name)s studied %(fact)s, as you do"),
        TOPIC: _("%(name)s is glad to talk about “%(fact)s”, which you are curious about"),
        FIRST_GENERATION: _("%(name)s was also the first in the family at college"),
        FIELD: _("%(name)s works in %(industry)s too, like %(fact)s, whom you asked before"),
        ROOM: _("%(name)s has plenty of room this term"),
    }
    return sentences[reason.code] % {"name": name, "fact": reason.fact, "industry": industry}


def _shared_topic(person: Candidate, words: frozenset[str]) -> str:
    if not words:
        return ""
    topics = (line.strip() for line in person.topics.splitlines())
    return next((topic for topic in topics if words & set(_telling_words(topic))), "")


def _telling_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= TELLING]
