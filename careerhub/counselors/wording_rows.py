"""Which emails are there to word, under which heading, and which has the office changed?"""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerhub.office import wordable
from careerhub.office import wording as office_wording
from careerhub.office.cadence_forms import SHAPES
from careerhub.office.models import WordingChange
from careerhub.office.wordable import PARTS
from careerhub.outbox.search import label_of

# How the case that has no name is written in an address.
USUAL = "usual"
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        gettext_lazy("A request and its answer"),
        (
            *("ask_made", "nudge", "ask_declined", "ask_expired", "ask_withdrawn"),
            *("ask_released", "ask_passed_on", "place_offered"),
        ),
    ),
    (
        gettext_lazy("A booking and its changes"),
        ("booked", "moved", "cancelled", "times_proposed", "proposal_refused"),
    ),
    (gettext_lazy("Before the start"), ("prepare", "reminder_day", "reminder_hour")),
    (
        gettext_lazy("After the end"),
        (
            *("did_it_happen", "no_show_reported", "thank_you", "reflect", "follow_up"),
            *("update_read",),
        ),
    ),
    (gettext_lazy("Joining"), ("invitation",)),
    (gettext_lazy("For the office"), ("digest",)),
)


@dataclass(frozen=True)
class Row:
    label: str
    case: str
    url: str
    is_own: bool


@dataclass(frozen=True)
class ChangeRow:
    """One change, and each part with what it became."""

    change: WordingChange
    parts: list[tuple[str, str]]


def rows() -> list[tuple[str, list[Row]]]:
    """Every email that can be worded, under its headings."""
    own = office_wording.changed()
    return [
        (
            str(heading),
            [_row((kind, case), own) for kind in kinds for case in wordable.get(kind).cases],
        )
        for heading, kinds in GROUPS
    ]


def _row(key: tuple[str, str], own: set[tuple[str, str]]) -> Row:
    return Row(label_of(key[0]), case_label(*key), address_of("wording_edit", *key), key in own)


def case_label(kind: str, case: str) -> str:
    return str(wordable.get(kind).labels.get(case, ""))


def address_of(view: str, kind: str, case: str) -> str:
    return reverse(f"counselors:{view}", args=[kind, case or USUAL])


def find(kind: str, case: str) -> str:
    """The case as the emails call it; a 404 where there is no such email."""
    named = "" if case == USUAL else case
    if not wordable.has(kind, named):
        raise Http404
    return named


def first_url(kind: str) -> str:
    """Where the words of a step of the cadence are changed: its first case."""
    return address_of("wording_edit", kind, next(iter(wordable.get(kind).cases)))


def step_url(kind: str) -> str:
    """Where it is set when this kind goes; "" for what follows at once from what somebody did."""
    return reverse("counselors:cadence_step", args=[kind, 1]) if kind in SHAPES else ""


def change_rows(kind: str, case: str) -> list[ChangeRow]:
    """Who changed which part to what, newest first."""
    return [
        ChangeRow(
            change,
            [
                (str(PARTS.get(each["field"], each["field"])), _became(each["new"]))
                for each in change.fields
            ],
        )
        for change in office_wording.latest_changes(kind, case)
    ]


def _became(new: str | None) -> str:
    if new is None:
        return _("our words again")
    return new or _("left empty")
