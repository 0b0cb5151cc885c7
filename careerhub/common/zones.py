"""Which time zones are there, and how do we offer them?"""

import zoneinfo
from functools import cache
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Known to the machine but not a place: one means “whatever this server has”, the other “not set”.
NOT_PLACES = frozenset({"localtime", "Factory"})
# Browsers still report these by the name of long ago; people there have not said it for as long.
RENAMED = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}


@cache
def names() -> frozenset[str]:
    """Every IANA name that we accept, old spellings included: browsers still report those."""
    return frozenset(zoneinfo.available_timezones() - NOT_PLACES)


def is_zone(name: str) -> bool:
    return name in names()


def check_zone(name: str) -> None:
    """Refuse a name that is not an IANA time zone."""
    if not is_zone(name):
        raise ValidationError(
            _("“%(name)s” is not a time zone we know. Pick one from the list."),
            params={"name": name},
        )


def city(name: str) -> str:
    """How a person says it today: “America/Argentina/Buenos_Aires” → “Buenos Aires, Argentina”."""
    name = RENAMED.get(name, name)
    return ", ".join(reversed(name.split("/")[1:] or [name])).replace("_", " ")


@cache
def by_region() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(region, ((name, city), …)) for a list with headings: one current name for each place."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    places = [line.split("\t")[2] for line in table.splitlines() if line and line[0] != "#"]
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(places, key=city):
        regions.setdefault(name.partition("/")[0], []).append((name, city(name)))
    regions["UTC"] = [("UTC", "UTC")]
    return tuple((region, tuple(regions[region])) for region in sorted(regions))


def choices(*first: str) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """The grouped list for a select, with the likely names on top, each once and in that order."""
    likely = [
        (name, f"{city(name)} ({RENAMED.get(name, name)})")
        for name in dict.fromkeys(first)
        if is_zone(name)
    ]
    rest: list[tuple[str, str | list[tuple[str, str]]]] = [
        (region, list(places)) for region, places in by_region()
    ]
    return [(str(_("Likely")), likely), *rest] if likely else rest
