"""How do the directory's filters stand in the address, so that a link shows what its sender saw?"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from interviews.queries.facets import LISTS, SWITCHES, Filters

# An address longer than this was not made by our form.
MOST_TICKS = 20
MOST_LETTERS = 200


def read(query: QueryDict) -> Filters:
    ticked: dict[str, Any] = {
        name: tuple(dict.fromkeys(value for value in query.getlist(name)[:MOST_TICKS] if value))
        for name in LISTS
    }
    ticked |= {name: query.get(name) == "1" for name in SWITCHES}
    words = query.get("q", "").replace("\0", "").strip()[:MOST_LETTERS]
    return Filters(words=words, **ticked)


def write(filters: Filters, **more: str | int) -> str:
    """The query string with its question mark; "" where nothing is set."""
    pairs: list[tuple[str, str | int]] = [("q", filters.words)] if filters.words else []
    pairs += filters.ticks
    pairs += [pair for pair in more.items() if pair[1]]
    return f"?{urlencode(pairs)}" if pairs else ""


def removals(filters: Filters, labels: Mapping[str, str]) -> list[dict[str, str]]:
    """One chip a tick: what it says, and the address without it."""
    return [
        {
            "label": str(labels[name]) if name in SWITCHES else value,
            "url": write(filters.without(name, value)) or "?",
        }
        for name, value in filters.ticks
    ]
