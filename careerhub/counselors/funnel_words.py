"""How is the funnel said: its steps, and where most conversations are lost?"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from careerhub.office.models import Term
from interviews.models import Ending
from interviews.queries.funnel import Loss, Step

NAMES: dict[str, str | Promise] = {
    "active": gettext_lazy("Active"),
    "asked": gettext_lazy("Asked"),
    "booked": gettext_lazy("Booked"),
    "met": gettext_lazy("Met"),
    "thanked": gettext_lazy("Thanked"),
    "following_up": gettext_lazy("Following up"),
}
# The step before, inside a sentence.
INSIDE: dict[str, str | Promise] = {
    "asked": pgettext_lazy("70% of asked", "asked"),
    "booked": pgettext_lazy("88% of booked", "booked"),
    "met": pgettext_lazy("97% of met", "met"),
    "thanked": pgettext_lazy("71% of thanked", "thanked"),
}


@dataclass(frozen=True)
class Column:
    name: str
    count: int
    said: str
    tint: int  # percent, in steps of five


@dataclass(frozen=True)
class LossSaid:
    text: str
    link: str
    url: str


def columns(steps: Iterable[Step]) -> list[Column]:
    made, before = [], ""
    for step in steps:
        made.append(Column(str(NAMES[step.name]), step.count, _said(step, before), _tint(step)))
        before = step.name
    return made


def _said(step: Step, before: str) -> str:
    if step.name == "active":
        return ngettext("student took part", "students took part", step.count)
    if step.share is None:
        return ""
    if step.name == "asked":
        return _("by %(share)d%% of active") % {"share": step.share}
    return _("%(share)d%% of %(before)s") % {"share": step.share, "before": INSIDE[before]}


def _tint(step: Step) -> int:
    """Never nothing at all for something, so that a small step can be seen."""
    return max(5, 5 * round(step.reach / 5)) if step.count and step.name != "active" else 0


def loss_said(loss: Loss | None, term: Term | None) -> LossSaid | None:
    """Where most conversations end, in a sentence, and a link to its last and commonest case."""
    if loss is None:
        return None
    said, going = [_ended(ending, count) for ending, count in loss.endings], loss.under_way
    if going and loss.before == "asked":
        waiting = ngettext(
            "%(n)d is waiting for an answer", "%(n)d are waiting for an answer", going
        )
        said.insert(0, waiting % {"n": going})
    elif going:
        said.insert(0, ngettext("%(n)d is to come", "%(n)d are to come", going) % {"n": going})
    steps = {"before": INSIDE[loss.before], "after": INSIDE[loss.after], "said": ", ".join(said)}
    text = _("Biggest loss is between %(before)s and %(after)s: %(said)s.") % steps
    commonest, n = loss.endings[-1]
    address = {"ending": commonest, **({"term": term.pk} if term else {})}
    url = f"{reverse('counselors:interview_list')}?{urlencode(address)}"
    return LossSaid(text, ngettext("See it", "See the %(n)d", n) % {"n": n}, url)


def _ended(ending: str, n: int) -> str:
    sentences = {
        Ending.EXPIRED: ngettext("%(n)d heard nothing in time", "%(n)d heard nothing in time", n),
        Ending.DECLINED: ngettext("%(n)d got a no", "%(n)d got a no", n),
        Ending.WITHDRAWN: ngettext("%(n)d was withdrawn", "%(n)d were withdrawn", n),
        Ending.CANCELLED: ngettext("%(n)d was cancelled", "%(n)d were cancelled", n),
        Ending.NO_SHOW: ngettext("%(n)d did not take place", "%(n)d did not take place", n),
    }
    return sentences[Ending(ending)] % {"n": n}
