"""Which kinds of email exist, and who decides and writes each one when it is due?"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from .models import Email, Urgency
from .verdicts import Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AfterSent = Callable[[Email, datetime], None]
ReadAhead = Callable[[Sequence[Email]], AbstractContextManager[None]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One purpose of email, registered by the app that owes it.

        `prepare(email, now)` runs inside the claim's transaction, with `email.reader` loaded: it looks at
        the world again and writes the email. It only reads, takes no locks, and may be asked again.
        `after_sent(email, now)` runs in the transaction that records the email as sent. That row is
        locked by then, so it must not wait for a lock under which somebody else withdraws emails.
        `on_uncertain`: when nobody can know whether the server took it, "retry" sends it again with the
        same Message-ID and Date, "hold" leaves it to a person.
        `can_wait`: quiet hours apply. `prepare` keeps them by answering Postpone: the outbox knows
        neither the office's hours nor the reader's zone.
    `ahead(emails)` is entered around the `prepare` of a batch, so that it can read for all at once;
    kinds may share one.
    `group`: what a reader may decline as one; empty for what they must know.
    `why(email)`: one sentence to the reader about why they get it.
        `urgency`: what goes first when much is due; a cancellation overtakes a digest.
    """

    name: str
    label: "StrOrPromise"
    prepare: Callable[[Email, datetime], Verdict]
    after_sent: AfterSent | None = None
    ahead: ReadAhead | None = None
    on_uncertain: Literal["retry", "hold"] = "hold"
    can_wait: bool = True
    group: str = ""
    why: Callable[[Email], str] | None = None
    urgency: Urgency = Urgency.NORMAL

    @property
    def essential(self) -> bool:
        """It cannot be declined."""
        return not self.group


class UnknownKind(LookupError):
    """No app has registered a kind of this name."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; apps do so when they are ready. A name belongs to one kind."""
    if kind.name in _kinds:
        raise ValueError(f"a kind named {kind.name!r} is registered already")
    _kinds[kind.name] = kind


def unregister(name: str) -> None:
    _kinds.pop(name, None)


def get(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def is_retried(name: str) -> bool:
    """May an email of uncertain fate go out again? One of a kind nobody knows here may not."""
    return name in _kinds and _kinds[name].on_uncertain == "retry"


@contextmanager
def read_ahead(emails: Sequence[Email]) -> Iterator[None]:
    """Enter what the kinds of these emails want to have around them."""
    with ExitStack() as stack:
        for ahead in {_kinds[email.kind].ahead for email in emails}:
            if ahead is not None:
                stack.enter_context(ahead([e for e in emails if _kinds[e.kind].ahead == ahead]))
        yield
