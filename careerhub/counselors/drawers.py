"""Which drawers does the outbox show, under which names, and where do they open?"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careerhub.outbox.search import MOST, Drawer

LABELS: dict[Drawer, tuple[str | Promise, str]] = {
    Drawer.LOOK: (_("Needs a look"), ""),
    Drawer.SCHEDULED: (_("Scheduled"), "clock"),
    Drawer.SENT: (_("Sent"), "check-circle"),
    Drawer.HELD: (_("Held"), "hand-raised"),
    Drawer.UNCERTAIN: (_("Uncertain"), "question-mark-circle"),
    Drawer.FAILED: (_("Failed"), "x-circle"),
    Drawer.STOPPED: (_("Not sent"), "archive-box"),
}


@dataclass(frozen=True)
class Tab:
    drawer: Drawer
    label: str | Promise
    icon: str
    count: int
    url: str

    @property
    def shown(self) -> str:
        return f"{self.count:,}" if self.count < MOST else f"{MOST:,}+"


def tabs(counts: dict[Drawer, int], **chosen: str) -> list[Tab]:
    """One tab a drawer; the filters `chosen` stay on when the drawer changes."""
    return [
        Tab(each, *LABELS[each], counts[each], "?" + urlencode({"show": each.value, **chosen}))
        for each in Drawer
    ]
