"""At which stage does each of a student's conversations stand? Loaded rows in, columns out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from careerhub.outbox.models import Email

from ..models import UPCOMING, Interview, Stage
from .letters import FOLLOW_UP, THANK_YOU
from .upcoming import Action, Do, Letters

# What a student chooses between; a prepared interview is a booked one that is ready.
GROUPS: dict[str, tuple[str, ...]] = {
    Stage.ASKED: (Stage.ASKED,),
    Stage.BOOKED: UPCOMING,
    Stage.MET: (Stage.MET,),
    Stage.THANKED: (Stage.THANKED,),
    Stage.FOLLOWING_UP: (Stage.FOLLOWING_UP,),
    Stage.CLOSED: (Stage.CLOSED,),
}
# A column of a glance; the list has the rest.
MOST_IN_A_COLUMN = 5


@dataclass(frozen=True)
class Line:
    """One conversation with what its second line is said from."""

    interview: Interview
    thank_you: Email | None
    follow_up: Email | None
    is_over: bool
    actions: list[Action] = field(default_factory=list)

    @property
    def has_something_to_do(self) -> bool:
        return any(action.do != Do.WAIT for action in self.actions)


@dataclass(frozen=True)
class Column:
    stage: str
    label: str
    lines: list[Line]

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def is_hot(self) -> bool:
        return any(line.has_something_to_do for line in self.lines)

    @property
    def shown(self) -> list[Line]:
        return self.lines[:MOST_IN_A_COLUMN]

    @property
    def more(self) -> int:
        return max(0, self.count - MOST_IN_A_COLUMN)


def lines_of(
    interviews: Iterable[Interview], letters: Letters, actions: Sequence[Action], *, now: datetime
) -> list[Line]:
    """A line for each interview, in the order given."""
    return [
        Line(
            interview,
            letters.get((interview.pk, THANK_YOU)),
            letters.get((interview.pk, FOLLOW_UP)),
            is_over=now >= interview.ends_at,
            actions=[action for action in actions if action.interview.pk == interview.pk],
        )
        for interview in interviews
    ]


def columns(lines: Sequence[Line], *, closed: bool = False) -> list[Column]:
    """The stages in order with their conversations; `closed` adds what has ended.

    What is to come stands soonest first, what has been latest first.
    """
    return [
        Column(stage, str(Stage(stage).label), _in_group(lines, stage, group))
        for stage, group in GROUPS.items()
        if closed or stage != Stage.CLOSED
    ]


def _in_group(lines: Sequence[Line], stage: str, group: tuple[str, ...]) -> list[Line]:
    return sorted(
        (line for line in lines if line.interview.stage in group),
        key=lambda line: line.interview.starts_at,
        reverse=stage not in (Stage.ASKED, Stage.BOOKED),
    )
