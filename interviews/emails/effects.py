"""What would a change of the cadence do to the emails that wait? Reads only, exact up to a limit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from careerhub.office import policies as office_policies
from careerhub.office.models import CadenceStep
from careerhub.outbox.models import WAITING, Email, State
from careerhub.outbox.search import WORDS

from ..models import LIVE, Interview
from .plan import Owed, owed
from .post import cadence_of, facts_of, key_of

# So many conversations are worked out one by one, in about a second; of more, the share is told.
LOOKED_AT = 2_000
EXAMPLES = 3


@dataclass(frozen=True)
class Example:
    email: Email
    becomes: datetime | None  # None: it is withdrawn


@dataclass
class Effect:
    """`moved`, `withdrawn` and `added` count emails; with `is_share` they are scaled up from a part."""

    moved: int = 0
    withdrawn: int = 0
    added: int = 0
    is_share: bool = False
    examples: list[Example] = field(default_factory=list)

    @property
    def touches(self) -> int:
        return self.moved + self.withdrawn + self.added


def effect_of(step: CadenceStep, steps: Sequence[CadenceStep], *, now: datetime) -> Effect:
    """What happens to scheduled emails when `step` takes the place of its like among `steps`."""
    live = Interview.objects.filter(stage__in=LIVE)
    total = live.count()
    chosen = live.select_related("student", "mentor").order_by("-pk")[:LOOKED_AT]
    counts, examples = _compare(list(chosen), step, steps, now)
    scale = total / LOOKED_AT if total > LOOKED_AT else 1
    return Effect(
        **{name: round(count * scale) for name, count in counts.items()},
        is_share=scale > 1,
        examples=examples,
    )


def _compare(
    interviews: list[Interview], step: CadenceStep, steps: Sequence[CadenceStep], now: datetime
) -> tuple[Counter[str], list[Example]]:
    office = office_policies.current()
    others = [one for one in steps if (one.kind, one.number) != (step.kind, step.number)]
    after = cadence_of(office, [*others, step])
    rows = _known(interviews, step.kind)
    counts: Counter[str] = Counter(moved=0, withdrawn=0, added=0)
    examples: list[Example] = []
    for interview in interviews:
        facts, known = facts_of(interview, office), rows.get(interview.about, {})
        planned = {
            key_of(interview, one): one for one in owed(facts, after) if one.kind == step.kind
        }
        for key in known.keys() | planned.keys():
            row, one = known.get(key), planned.get(key)
            if (what := _becomes(row, one, now)) is None:
                continue
            counts[what] += 1
            if row is not None and what != "added":
                examples.append(Example(row, one.send_at if one else None))
    examples.sort(key=lambda one: one.email.send_at)
    return counts, examples[:EXAMPLES]


def _becomes(row: Email | None, one: Owed | None, now: datetime) -> str | None:
    """What a new plan makes of one email: moved, withdrawn, added, or None where nothing changes."""
    if row is not None and row.state in WAITING:
        if one is None:
            return "withdrawn"
        return "moved" if not row.moved_by_hand and one.send_at != row.send_at else None
    comes_back = row is None or (row.state == State.WITHDRAWN and not row.state_by_hand)
    return "added" if comes_back and one is not None and one.expires_at > now else None


def _known(interviews: Iterable[Interview], kind: str) -> dict[str, dict[str, Email]]:
    """The emails of that kind, by what they are about and by key; one query."""
    abouts = [interview.about for interview in interviews]
    found: dict[str, dict[str, Email]] = {}
    rows = Email.objects.filter(about__in=abouts, kind=kind).select_related("reader")
    for row in rows.defer(*WORDS):
        found.setdefault(row.about, {})[row.key] = row
    return found
