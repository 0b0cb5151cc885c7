"""Whom do the words fit that somebody typed, and whom nearly, where they fit nobody?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

# Below this, people stop recognizing what they meant to type in what is found.
ALIKE = 0.4
MOST_WORDS = 12

# A word in full, by the rules of the language, or as the beginning of one. Two ranks: in full counts more.
FITTING = """
    SELECT profile.user_id AS mentor_id,
        ts_rank(profile.search, asked.full_words) + ts_rank(profile.search, asked.begun) AS rank
    FROM people_mentorprofile AS profile, (SELECT
        websearch_to_tsquery('english', %(words)s) AS full_words,
        to_tsquery('english', %(begun)s) AS begun
    ) AS asked
    WHERE profile.search @@ (asked.full_words || asked.begun)
"""
# Each word as near as it comes to a name, employer or title; all of them on average. Where none of
# them is so near, neither is the average: the indexes on trigrams say who may be compared at all.
NEAR = """
    SELECT user_id AS mentor_id, rank FROM (
        SELECT profile.user_id, ({each}) / {count}.0 AS rank FROM people_mentorprofile AS profile
        WHERE {any}
    ) AS compared WHERE rank >= %(alike)s
"""
NEAREST = "greatest({})"
PLACES = ("name", "employer", "title")
NEAR_ENOUGH = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, TRUE)"


def fitting(words: str) -> tuple[str, dict[str, Any]]:
    """The question whom the words fit, as mentor_id and rank, with its parameters."""
    return FITTING, {"words": words, "begun": _beginnings(words)}


def near(words: str) -> tuple[str, dict[str, Any]]:
    """The question whom the words are spelled nearly like; ask it within `near_enough`."""
    each = words.split()
    params: dict[str, Any] = {f"word_{number}": word for number, word in enumerate(each)}
    nearest = [
        NEAREST.format(
            ", ".join(f"word_similarity(%(word_{number})s, profile.{place})" for place in PLACES)
        )
        for number in range(len(each))
    ]
    compared = [
        f"upper(%(word_{number})s) <%% upper(profile.{place})"
        for number in range(len(each))
        for place in PLACES
    ]
    question = NEAR.format(each=" + ".join(nearest), count=len(each), any=" OR ".join(compared))
    return question, params | {"alike": ALIKE}


@contextmanager
def near_enough() -> Iterator[None]:
    """A transaction in which the operator <% means what we mean by alike."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(NEAR_ENOUGH, [str(ALIKE)])
        yield


def tidy(words: str) -> str:
    return " ".join(words.split()[:MOST_WORDS])


def _beginnings(words: str) -> str:
    """Every word as a beginning, all of them needed; "" where the reader wrote operators."""
    if re.search(r'["-]|\bor\b', words, re.IGNORECASE):
        return ""
    return " & ".join(f"{word}:*" for word in re.findall(r"\w+", words))
