"""Which of a conversation's letters is at hand? Of several follow-ups one: the next, or the last that went."""

from collections.abc import Iterable

from careerhub.outbox.models import Email, State

THANK_YOU, FOLLOW_UP = "thank_you", "follow_up"
LETTERS = (THANK_YOU, FOLLOW_UP)
# Nothing more becomes of these by themselves.
SETTLED = (State.SENT, State.WITHDRAWN, State.EXPIRED, State.SUPPRESSED)


def at_hand(rows: Iterable[Email]) -> dict[tuple[str, str], Email]:
    """By what it is about and kind: the letter that a student would write or read now."""
    found: dict[tuple[str, str], list[Email]] = {}
    for row in sorted(rows, key=lambda row: (row.send_at, row.key)):
        if row.kind in LETTERS:
            found.setdefault((row.about, row.kind), []).append(row)
    return {about: _choose(several) for about, several in found.items()}


def _choose(rows: list[Email]) -> Email:
    open_ones = [row for row in rows if row.state not in SETTLED]
    gone = [row for row in rows if row.state == State.SENT]
    return open_ones[0] if open_ones else (gone or rows)[-1]
