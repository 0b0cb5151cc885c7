"""What does a pasted or uploaded list of alumni say, row by row?

The columns of the office's roster are understood by name, in any order; a list without headings is
read as one person a line. What a row says of somebody beside the address never stops the row: what
cannot be used is left out and told.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from careerhub.common import zones

from . import countries
from .models import MentorProfile

MOST_ROWS = 500
MOST_BYTES = 1_000_000
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
YES = {"y", "yes", "true", "1", "x"}
ADDRESS = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")
# heading of the roster → our field; several headings may mean the same
HEADINGS = {
    "email": "email",
    "email_address": "email",
    "name": "full_name",
    "full_name": "full_name",
    "first_name": "first_name",
    "last_name": "last_name",
    "preferred_name": "called",
    "job_title": "title",
    "title": "title",
    "employer": "employer",
    "industry": "industry",
    "city": "city",
    "country": "country",
    "class_of": "class_of",
    "majors": "majors",
    "topics": "topics",
    "time_zone": "zone",
    "zone": "zone",
    "deceased": "deceased",
    "do_not_contact": "do_not_contact",
}
PLAIN = ("title", "employer", "industry", "city")
YEARS = range(1930, 2101)


class NotReadable(Exception):
    """Nothing of it can be used; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Row:
    """One person of the list. `problem` keeps them from being invited, `remarks` only tell."""

    number: int  # as a spreadsheet counts, the headings being row 1
    email: str
    full_name: str
    details: dict[str, object] = field(default_factory=dict)
    problem: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """ "Flood modeller, Halden Water"; what the list does not say is left out."""
        known = (self.details.get("title"), self.details.get("employer"))
        return ", ".join(str(fact) for fact in known if fact)


def read(text: str) -> list[Row]:
    """Every row that is not blank, in order. Raises NotReadable where there are none or too many."""
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff")).replace("\x00", "")
    try:
        cells = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise NotReadable(_("This is not a list that we can read. Save it as CSV.")) from error
    filled = [(n, row) for n, row in enumerate(cells, 1) if any(_trim(cell) for cell in row)]
    if not filled:
        raise NotReadable(_("There is nobody in this list yet. Paste at least one line."))
    headings = [_trim(cell).lower().replace(" ", "_") for cell in filled[0][1]]
    if any(HEADINGS.get(heading) == "email" for heading in headings):
        rows = [_named(n, headings, row) for n, row in filled[1:]]
    else:
        rows = [_bare(n, row) for n, row in filled]
    if not rows:
        raise NotReadable(_("There are headings, but nobody below them."))
    if len(rows) > MOST_ROWS:
        raise NotReadable(
            _("This list has %(n)d rows. Invite at most %(most)d at once.")
            % {"n": len(rows), "most": MOST_ROWS}
        )
    return rows


def decoded(content: bytes) -> str:
    """The text of an uploaded file, in the encodings that spreadsheets write."""
    if len(content) > MOST_BYTES:
        raise NotReadable(_("This file is larger than 1 MB. Upload it in parts."))
    for encoding in ("utf-16" if content[:2] in BYTE_ORDER_MARKS else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReadable(_("This file is not text. Save it as CSV (UTF-8) and try once more."))


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=first.count)


def _trim(cell: str) -> str:
    """Without spaces around, no-break ones included, and line breaks inside as one space."""
    return " ".join(cell.split())


def _bare(number: int, cells: list[str]) -> Row:
    """“Kit Lane <kit@example.org>”, “Kit Lane, kit@example.org” or the address alone."""
    line = " ".join(_trim(cell) for cell in cells)
    found = ADDRESS.search(line)
    if found is None:
        return Row(number, "", line, problem=_("There is no email address in this line."))
    name = _trim(line.replace(found.group(), " ").strip(" <>,;\"'"))
    return Row(number, found.group().lower(), name.strip("<> "))


def _named(number: int, headings: list[str], cells: list[str]) -> Row:
    said: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if heading in HEADINGS and cell.strip():
            keep_lines = HEADINGS[heading] == "topics"
            said[HEADINGS[heading]] = cell.strip() if keep_lines else _trim(cell)
    name = said.get("full_name") or _trim(
        f"{said.get('first_name', '')} {said.get('last_name', '')}"
    )
    details, remarks = _details(said)
    return Row(
        number=number,
        email=said.get("email", "").lower(),
        full_name=name,
        details=details,
        problem=_problem(said, name, extra=any(_trim(cell) for cell in cells[len(headings) :])),
        remarks=tuple(remarks),
    )


def _problem(said: dict[str, str], name: str, *, extra: bool) -> str:
    if extra:
        return _("This row has more cells than there are headings, so columns may have shifted.")
    if said.get("deceased", "").lower() in YES:
        return _("The roster says that this person has died. Nobody is written to.")
    if said.get("do_not_contact", "").lower() in YES:
        return _("The roster says not to contact this person.")
    if not said.get("email"):
        return _("There is no email address.")
    if len(name) > 200:
        return _("The name is longer than 200 characters.")
    return ""


def _details(said: dict[str, str]) -> tuple[dict[str, object], list[str]]:
    """What the alum need not type on joining, and what of it we could not use."""
    details: dict[str, object] = {}
    remarks: list[str] = []
    for name, value, remark in _facts(said):
        limit = (
            getattr(MentorProfile._meta.get_field(name), "max_length", None)
            if name in PLAIN
            else None
        )
        if remark:
            remarks.append(remark)
        elif limit and len(str(value)) > limit:
            remarks.append(_("“%s” is too long and left out.") % name)
        else:
            details[name] = value
    return details, remarks


def _facts(said: dict[str, str]) -> Iterator[tuple[str, object, str]]:
    """(field, value, why it is left out), for each fact that the row states."""
    for name in PLAIN:
        if name in said:
            yield name, said[name], ""
    if "called" in said:
        yield "called", said["called"][:100], ""
    if "majors" in said:
        majors = [_trim(major) for major in said["majors"].split(";") if _trim(major)]
        yield "majors", ", ".join(majors)[:200], ""
    if "topics" in said:
        topics = [_trim(topic) for topic in re.split(r"[;\n]", said["topics"]) if _trim(topic)]
        yield "topics", "\n".join(topics), ""
    if country := said.get("country", "").upper():
        known = country in dict(countries.choices())
        yield "country", country, "" if known else _("No country has the code “%s”.") % country
    if year := said.get("class_of", ""):
        known = year.isascii() and year.isdigit() and int(year) in YEARS
        sentence = _("“%s” is not the year of a class.") % year
        yield "class_of", int(year) if known else year, "" if known else sentence
    if zone := said.get("zone", ""):
        sentence = "" if zones.is_zone(zone) else _("“%s” is not a time zone we know.") % zone
        yield "zone", zone, sentence
