"""How do the directory's filters stand in the address, so that a link shows what its sender saw?"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from interviews.queries.facets import LISTS, SWITCHES, TIME, Filters

from .free import END_OF_DAY, WEEKDAYS

# An address longer than this was not made by our form.
MOST_TICKS = 20
MOST_LETTERS = 200
NEAR_YEARS = (
    2000,
    2200,
)  # dates outside were not made by our form, and zones know no rules for them
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# How the time that was asked for is called in the address.
TIMES = {"day": "day", "from": "since", "to": "until"}


def read(query: QueryDict) -> Filters:
    ticked: dict[str, Any] = {
        name: tuple(
            dict.fromkeys(
                value for value in query.getlist(name)[:MOST_TICKS] if value and "\0" not in value
            )
        )
        for name in LISTS
    }
    ticked |= {name: query.get(name) == "1" for name in SWITCHES}
    words = query.get("q", "").replace("\0", "").strip()[:MOST_LETTERS]
    return Filters(
        words=words,
        day=_day(query.get("day", "")),
        since=_clock(query.get("from", "")),
        until=_clock(query.get("to", ""), END_OF_DAY),
        **ticked,
    )


def _day(text: str) -> str:
    """A weekday or a date as the address writes it; "" for anything else."""
    if text in WEEKDAYS:
        return text
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return str(day) if NEAR_YEARS[0] <= day.year <= NEAR_YEARS[1] else ""
    return ""


def _clock(text: str, *others: str) -> str:
    return text if CLOCK.fullmatch(text) or text in others else ""


def write(filters: Filters, **more: str | int) -> str:
    """The query string with its question mark; "" where nothing is set."""
    pairs: list[tuple[str, str | int]] = [("q", filters.words)] if filters.words else []
    pairs += filters.ticks
    pairs += [(name, value) for name, kept in TIMES.items() if (value := getattr(filters, kept))]
    pairs += [pair for pair in more.items() if pair[1]]
    return f"?{urlencode(pairs)}" if pairs else ""


def removals(
    filters: Filters, labels: Mapping[str, str], *, time_label: str = ""
) -> list[dict[str, str]]:
    """One chip a tick: what it says, and the address without it."""
    chips = [
        {
            "label": str(labels[name]) if name in SWITCHES else value,
            "url": write(filters.without(name, value)) or "?",
        }
        for name, value in filters.ticks
    ]
    if time_label:
        chips.append({"label": time_label, "url": write(filters.without(TIME)) or "?"})
    return chips
