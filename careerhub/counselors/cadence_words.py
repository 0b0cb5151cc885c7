"""How is a step of the cadence said in a sentence: how long, before or after what, at what time, to whom?"""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careerhub.common.times import say_time
from careerhub.office.models import Anchor, CadenceStep, Readers, Unit

ANCHORS = {
    Anchor.ASKED: gettext_lazy("the request"),
    Anchor.STARTS: gettext_lazy("the start"),
    Anchor.ENDS: gettext_lazy("the end"),
    Anchor.CONTACT: gettext_lazy("the two were last in touch"),
}


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
