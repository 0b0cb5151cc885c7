"""Whom may a student name to be asked next, and what do they write to them?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from careerhub.people.models import User
from interviews.actions.cascade import Further
from interviews.queries import directory
from interviews.queries.reasons import Asker
from interviews.queries.windows import Wish

if TYPE_CHECKING:
    from .forms import AskForm

# Enough to find somebody with the same path, few enough to read through in a list.
MOST_NAMED = 30
PLACES = (2, 3)


def next_people(
    asker: Asker, wish: Wish, *, known: Iterable[int], typed: Iterable[object] = (), student: User
) -> list[User]:
    """The best to ask beside those `known`, best first, and whoever was chosen already; two queries."""
    best = directory.best_for(asker, wish, known=known, count=MOST_NAMED)
    chosen = [int(str(pk)) for pk in typed if str(pk).isascii() and str(pk).isdecimal()]
    return directory.load_people(list(dict.fromkeys([*best, *_listed(chosen, student)])))


def _listed(ids: Iterable[int], student: User) -> list[int]:
    found = (directory.get_listed(pk, reader=student) for pk in ids if pk < 2**31)
    return [person.pk for person in found if person is not None]


def next_fields() -> dict[str, forms.Field]:
    """Two people, each with words of their own."""
    labels = {2: _lazy("Second choice"), 3: _lazy("Third choice")}
    fields: dict[str, forms.Field] = {}
    for place in PLACES:
        fields[f"next_{place}"] = forms.CharField(
            label=labels[place], required=False, widget=forms.Select
        )
        fields[f"words_{place}"] = forms.CharField(
            label=_lazy("Why you ask them"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    return fields


def offer_people(form: forms.Form, people: Sequence[User]) -> None:
    """Fill both lists."""
    rows = [("", _("Nobody")), *((str(person.pk), _said(person)) for person in people)]
    for place in PLACES:
        field = form.fields[f"next_{place}"]
        if isinstance(field.widget, forms.Select):
            field.widget.choices = rows


def _said(person: User) -> str:
    profile = person.mentor
    role = ", ".join(part for part in (profile.title, profile.employer) if part)
    return f"{person.get_full_name()} · {role}" if role else person.get_full_name()


def read_choices(form: "AskForm") -> list[Further]:
    """Who is named, each once and with words that keep the one rule; what is wrong is said at its field."""
    found: list[Further] = []
    taken = {form.mentor.pk}
    for place in PLACES:
        who, field = form.cleaned_data.get(f"next_{place}", ""), f"words_{place}"
        words = str(form.cleaned_data.get(field, "")).replace("\r\n", "\n").strip()
        if not who:
            if words:
                form.add_error(f"next_{place}", _("Choose whom these words are for."))
            continue
        person = _person(who, form.student)
        if person is None:
            form.add_error(f"next_{place}", _("Choose somebody from the list."))
        elif person.pk in taken:
            form.add_error(f"next_{place}", _("Name each person once."))
        elif not words:
            name = {"name": person.get_short_name()}
            form.add_error(field, _("Add a sentence on why you ask %(name)s.") % name)
        elif wrong := form.say_wrong(words, person):
            form.add_error(field, wrong)
        else:
            found.append(Further(person, words))
        taken |= {person.pk} if person else set()
    return found


def _person(who: str, student: User) -> User | None:
    if not (who.isascii() and who.isdecimal()) or int(who) >= 2**31:
        return None
    return directory.get_listed(int(who), reader=student)


@dataclass(frozen=True)
class Kept:
    """What was typed for one of the next people; `person` is None where nobody listed was chosen."""

    place: int
    person: User | None
    words: str


def kept_choices(typed: Mapping[str, str], student: User) -> list[Kept]:
    """Everything that was typed for the next people, right or wrong."""
    rows = [
        Kept(
            place,
            _person(typed.get(f"next_{place}", ""), student),
            typed.get(f"words_{place}", "").replace("\r\n", "\n").strip(),
        )
        for place in PLACES
    ]
    return [row for row in rows if row.person or row.words]
