"""How is a step of the cadence said in a sentence: how long, before or after what, at what time, to whom?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careerhub.common.times import say_time
from careerhub.office.cadence import REPEATED
from careerhub.office.models import Anchor, CadenceStep, Readers, Unit, Untouched
from careerhub.outbox.search import label_of

from .wording_rows import first_url

ANCHORS = {
    Anchor.ASKED: gettext_lazy("the request"),
    Anchor.STARTS: gettext_lazy("the start"),
    Anchor.ENDS: gettext_lazy("the end"),
    Anchor.CONTACT: gettext_lazy("the two were last in touch"),
}

GROUPS = (
    (gettext_lazy("After a request"), ("nudge",)),
    (gettext_lazy("Before the start"), ("prepare", "reminder_day", "reminder_hour")),
    (gettext_lazy("After the end"), ("did_it_happen", "thank_you", "reflect")),
    (gettext_lazy("In the months after"), ("follow_up",)),
)


@dataclass(frozen=True)
class Row:
    """A step as the list shows it."""

    step: CadenceStep
    label: str
    when: str
    readers: str
    untouched: str
    words_url: str


def rows(steps: Iterable[CadenceStep], hour_cycle: str) -> list[tuple[str, list[Row]]]:
    """The steps in the order of a conversation, under four headings."""
    every = list(steps)
    return [
        (str(heading), [_row(step, hour_cycle) for step in every if step.kind in kinds])
        for heading, kinds in GROUPS
    ]


def _row(step: CadenceStep, hour_cycle: str) -> Row:
    repeats = step.kind in REPEATED
    label = label_of(step.kind)
    return Row(
        step=step,
        label=f"{label} {step.number}" if repeats else label,
        when=say_step(step, hour_cycle),
        readers=say_readers(step),
        untouched=_untouched(step),
        words_url=first_url(step.kind),
    )


def _untouched(step: CadenceStep) -> str:
    """What becomes of an unopened letter, where that is not simply sent."""
    return {
        Untouched.HOLD: _("Waits until the student has written it."),
        Untouched.SKIP: _("Not sent unless the student opened it."),
    }.get(Untouched(step.untouched), "")


def say_step(step: CadenceStep, hour_cycle: str) -> str:
    """ "1 day after the end, at 9:00 am where the reader is, and never later than 24 hours after it." """
    said = _when(step)
    if step.local_time is not None:
        said = _("%(when)s, at %(time)s where the reader is") % {
            "when": said,
            "time": say_wall(step.local_time, hour_cycle),
        }
    if step.within_hours:
        late = ngettext(
            "%(when)s, and never later than %(n)d hour after it",
            "%(when)s, and never later than %(n)d hours after it",
            step.within_hours,
        )
        said = late % {"when": said, "n": step.within_hours}
    return f"{said}."


def say_readers(step: CadenceStep) -> str:
    return {
        Readers.STUDENT: _("To the student"),
        Readers.MENTOR: _("To the alum"),
        Readers.BOTH: _("To both"),
    }[Readers(step.readers)]


def say_wall(local: time, hour_cycle: str) -> str:
    """A time of day as the counselor reads it; the day and zone are only there to say it."""
    return say_time(datetime.combine(date(2000, 1, 1), local, UTC), UTC, hour_cycle)


def _when(step: CadenceStep) -> str:
    anchor = ANCHORS[Anchor(step.anchor)]
    if not step.amount:
        return (
            _("At %(anchor)s") % {"anchor": anchor}
            if step.local_time is None
            else _("On the day of %(anchor)s") % {"anchor": anchor}
        )
    span = {"span": _span(abs(step.amount), Unit(step.unit)), "anchor": anchor}
    return (
        _("%(span)s before %(anchor)s") % span
        if step.amount < 0
        else _("%(span)s after %(anchor)s") % span
    )


def _span(n: int, unit: Unit) -> str:
    said = {
        Unit.MINUTES: ngettext("%(n)d minute", "%(n)d minutes", n),
        Unit.HOURS: ngettext("%(n)d hour", "%(n)d hours", n),
        Unit.DAYS: ngettext("%(n)d day", "%(n)d days", n),
        Unit.MONTHS: ngettext("%(n)d month", "%(n)d months", n),
    }[unit]
    return said % {"n": n}
