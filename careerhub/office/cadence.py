"""Which emails does the office schedule around every conversation, and when? What nobody changed is the design's."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from .models import Anchor, CadenceStep, PolicyChange, Readers, Unit, Untouched
from .policies import Changer, differences

MORNING = time(9)
# Several of one kind: the office may add further ones.
REPEATED = frozenset({"follow_up"})
MOST_OF_A_KIND = 6


def _step(
    kind: str, anchor: Anchor, amount: int, unit: Unit, readers: Readers, **more: Any
) -> CadenceStep:
    return CadenceStep(kind=kind, anchor=anchor, amount=amount, unit=unit, readers=readers, **more)


def defaults() -> list[CadenceStep]:
    """The cadence of an office that has changed nothing, in the order in which it happens."""
    student, mentor, both = Readers.STUDENT, Readers.MENTOR, Readers.BOTH
    return [
        _step("nudge", Anchor.ASKED, 3, Unit.DAYS, mentor, local_time=MORNING),
        _step("prepare", Anchor.STARTS, -48, Unit.HOURS, student),
        _step("reminder_day", Anchor.STARTS, -24, Unit.HOURS, both),
        _step("reminder_hour", Anchor.STARTS, -60, Unit.MINUTES, both),
        _step("did_it_happen", Anchor.ENDS, 0, Unit.MINUTES, both),
        _step("thank_you", Anchor.ENDS, 1, Unit.DAYS, mentor, local_time=MORNING, within_hours=24),
        _step("reflect", Anchor.ENDS, 2, Unit.DAYS, student, local_time=time(10)),
        _step("follow_up", Anchor.CONTACT, 14, Unit.DAYS, mentor, local_time=MORNING),
        _step("follow_up", Anchor.CONTACT, 3, Unit.MONTHS, mentor, local_time=MORNING, number=2),
        _step("follow_up", Anchor.CONTACT, 6, Unit.MONTHS, mentor, local_time=MORNING, number=3),
    ]


def steps() -> list[CadenceStep]:
    """Every step, switched off ones included, in order. One query."""
    changed = {(step.kind, step.number): step for step in CadenceStep.objects.all()}
    merged = [changed.pop((step.kind, step.number), step) for step in defaults()]
    return merged + sorted(changed.values(), key=lambda step: (step.kind, step.number))


def get(kind: str, number: int = 1) -> CadenceStep | None:
    return next((step for step in steps() if (step.kind, step.number) == (kind, number)), None)


def questions_leave_before() -> timedelta:
    """How long before the start the first reminder takes the student's questions along. One query."""
    step = get("reminder_day")
    if step is None or not step.is_on:
        return timedelta()
    return timedelta(**{step.unit: -step.amount})


def save(step: CadenceStep, *, by: Changer, now: datetime) -> PolicyChange | None:
    """Keep `step` and note what changed and who did it; None when nothing did.

    Raises ValidationError, with the fields by name, when the step makes no sense.
    """
    step.full_clean(validate_unique=False, validate_constraints=False)
    with transaction.atomic():
        before = get(step.kind, step.number)
        changes = differences(before, step) if before else [_added(step)]
        if not changes:
            return None
        kept = CadenceStep.objects.filter(kind=step.kind, number=step.number).first()
        step.pk = kept.pk if kept else None
        step.save()
        fields = [
            {**change, "field": f"{step.kind} {step.number}: {change['field']}"}
            for change in changes
        ]
        return PolicyChange.objects.create(changed_at=now, changed_by_id=by.pk, fields=fields)


def _added(step: CadenceStep) -> dict[str, str]:
    return {"field": "is_on", "old": "", "new": str(step.is_on)}


def blank_follow_up() -> CadenceStep | None:
    """One more follow-up for the office to fill in; None where there are as many as can be."""
    numbers = [step.number for step in steps() if step.kind == "follow_up"]
    if len(numbers) >= MOST_OF_A_KIND:
        return None
    return _step(
        "follow_up",
        Anchor.CONTACT,
        12,
        Unit.MONTHS,
        Readers.MENTOR,
        local_time=MORNING,
        number=max(numbers) + 1,
        untouched=Untouched.HOLD,
    )
