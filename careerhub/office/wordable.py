"""Which emails can be worded, what does each say, and does every name in braces exist?

The office puts sentences of its own in place of ours, part by part. Each app registers its emails.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careerhub.outbox.verdicts import Send

from . import wording

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Parts = dict[str, "StrOrPromise"]

BRACED = re.compile(r"\{([a-z_]+)\}")
# What stands between braces, or a brace without its partner.
ANY_BRACE = re.compile(r"\{([^{}]*)\}|([{}])")

PARTS: dict[str, str | Promise] = {
    "subject": gettext_lazy("Subject"),
    "preview": gettext_lazy("First line in the list of a mailbox"),
    "headline": gettext_lazy("Headline"),
    "greeting": gettext_lazy("Greeting"),
    "lead": gettext_lazy("What it is about"),
    "button": gettext_lazy("Button"),
    "note": gettext_lazy("Note under the button"),
    "opening": gettext_lazy("Opening"),
    "before_quotes": gettext_lazy("Before what the alum said"),
    "without_quotes": gettext_lazy("Where nothing is quoted"),
    "ending": gettext_lazy("Ending"),
    "sign_off": gettext_lazy("Sign-off"),
}
# Without these an email is not finished.
NEEDED = frozenset({"subject", "headline", "lead", "button", "greeting", "opening", "sign_off"})


@dataclass(frozen=True)
class Example:
    """One invented email, and what each variable stands for in it."""

    sent: Send
    variables: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Wordable:
    """One kind of email: what it says in each of its cases, the usual one being "".

    `variables` may stand in braces. `example` is called with the case and office=, now= and own=,
    the words that are tried out.
    """

    kind: str
    cases: Mapping[str, Parts]
    variables: tuple[str, ...]
    example: Callable[..., Example]
    labels: Mapping[str, str | Promise] = field(default_factory=dict)  # of the cases


_known: dict[str, Wordable] = {}


def register(wordable: Wordable) -> None:
    _known[wordable.kind] = wordable


def get(kind: str) -> Wordable:
    """Raises KeyError for a kind that nobody registered."""
    return _known[kind]


def has(kind: str, case: str) -> bool:
    return kind in _known and case in _known[kind].cases


def everything() -> list[tuple[str, str]]:
    """Each kind in each of its cases."""
    return [(kind, case) for kind, wordable in _known.items() for case in wordable.cases]


def page(**parts: "StrOrPromise") -> Parts:
    """The parts of an email with one button; what may be empty is, until somebody writes it."""
    return {"preview": "", "note": "", **parts}


def unknown_in(text: str, kind: str) -> list[str]:
    """What stands in braces and is no variable of this kind; a lone brace too."""
    known = get(kind).variables
    found = [
        lone or f"{{{inside}}}"
        for inside, lone in ANY_BRACE.findall(text)
        if lone or inside not in known
    ]
    return list(dict.fromkeys(found))


def say_unknown(unknown: list[str], kind: str) -> str:
    """The sentence for whoever wrote it."""
    names = ", ".join(f"{{{name}}}" for name in sorted(get(kind).variables))
    first = ngettext(
        "%(these)s is no variable of this email.",
        "%(these)s are no variables of this email.",
        len(unknown),
    ) % {"these": ", ".join(unknown)}
    return f"{first} " + _("You may use %(names)s.") % {"names": names}


def fill(text: str, values: Mapping[str, object]) -> str:
    """The sentence with its variables said; what is said is not looked at again for variables."""
    said = BRACED.sub(lambda found: str(values.get(found[1], found[0])), text)
    return "\n".join(re.sub(r" {2,}", " ", line).strip() for line in said.splitlines())


def parts_of(kind: str, case: str, own: Mapping[str, str] | None = None) -> Parts:
    """Each part in the office's words where it has some that can be filled, else in ours."""
    ours = get(kind).cases[case]
    kept = wording.own(kind, case) if own is None else own
    good = {
        part: text for part, text in kept.items() if part in ours and not unknown_in(text, kind)
    }
    return {**ours, **good}


def say(
    kind: str, case: str, values: Mapping[str, object], own: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Every part of one email, in words for its reader."""
    return {part: fill(str(text), values) for part, text in parts_of(kind, case, own).items()}
