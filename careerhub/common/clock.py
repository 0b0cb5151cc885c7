"""What time is it? The only module that may ask the machine.

Views, tasks and commands call `now()` and hand the answer on; rules take it as an argument.
Tests and the demo move this clock with `use`, so that nobody patches time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

Source = Callable[[], datetime]


def machine() -> datetime:
    """The machine's own time, an aware instant in UTC."""
    return datetime.now(UTC)


_source: Source = machine


def now() -> datetime:
    """The present instant for the whole product, aware and in UTC."""
    return _source()


def use(source: Source) -> Source:
    """Let `source` answer `now()` from here on; returns the source it replaces."""
    global _source
    previous, _source = _source, source
    return previous


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Hold the clock at one aware instant inside a `with` block."""
    if instant.tzinfo is None:
        raise ValueError("the clock needs an aware instant")
    previous = use(lambda: instant)
    try:
        yield
    finally:
        use(previous)
