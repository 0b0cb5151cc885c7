"""On which days of the year is nobody booked, and which of them does a country bring along?"""

from datetime import date
from functools import cache

import holidays as library

from .models import Holiday

# A library for everything that a country celebrates; how it spells a country is for people to read.
SMALL_WORDS = {"And": "and", "Of": "of", "The": "the"}


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """(ISO 3166 code, name) of every country whose holidays are known, in the order of the names."""
    found = [
        (entry[1], " ".join(_said(word) for word in name.split("_")))
        for name, entry in library.registry.COUNTRIES.items()
    ]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _said(word: str) -> str:
    titled = word.title()
    return SMALL_WORDS.get(titled, titled)


def of_year(year: int) -> list[Holiday]:
    return list(Holiday.objects.filter(day__year=year))


def load(country: str, year: int) -> tuple[int, int]:
    """Add the public holidays of `country` (ISO 3166 code) in `year`; how many are known, and new.

    What the office has entered, renamed or moved stays; a day that it removed comes back.
    """
    known = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    found: dict[date, str] = dict(library.country_holidays(country, years=year, language="en_US"))
    new = [
        Holiday(day=day, name=name[:200], country=country)
        for day, name in sorted(found.items())
        if day not in known
    ]
    Holiday.objects.bulk_create(new)
    return len(found), len(new)
