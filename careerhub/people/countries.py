"""Which countries may an alum say they live in?"""

from functools import cache
from importlib.resources import files


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """(ISO 3166 code, name) in the order of the names, from the time zone database."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    return tuple(sorted(((code, name) for code, name in rows), key=lambda row: row[1]))


def name_of(code: str) -> str:
    return dict(choices()).get(code, code)
