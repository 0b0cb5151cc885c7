"""What has one request, or one batch of work, read already? Outside of a `with` block every call reads anew."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("read", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Let `once` ask only the first time inside a `with` block."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once(what: Hashable, ask: Callable[[], T]) -> T:
    """The answer of `ask`; what several share, so nobody may change it."""
    read = _read.get()
    if read is None:
        return ask()
    if what not in read:
        read[what] = ask()
    answer: T = read[what]
    return answer


def forget(what: Hashable) -> None:
    """It has changed: the next `once` asks anew."""
    (_read.get() or {}).pop(what, None)
