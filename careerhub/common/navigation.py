"""Where may a person in this role go from the bar at the top, and where are they now?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Link:
    """One entry of the bar. `covers` are beginnings of view names that count as being here."""

    view: str
    label: str | Promise
    tab: str | Promise
    icon: str
    covers: tuple[str, ...] = ()
    for_administrators: bool = False


@dataclass(frozen=True)
class ShownLink:
    label: str | Promise
    tab: str | Promise
    icon: str
    url: str
    is_current: bool


LINKS: dict[str, tuple[Link, ...]] = {
    "student": (
        Link("students:home", _("Home"), _("Home"), "home"),
        Link(
            "students:mentor_list",
            _("Find mentors"),
            _("Find"),
            "magnifying-glass",
            ("students:mentor", "students:ask"),
        ),
        Link(
            "students:interview_list",
            _("Conversations"),
            _("Conversations"),
            "chat-bubble-left-right",
            ("students:interview", "interviews:"),
        ),
    ),
    "mentor": (
        Link("alumni:home", _("Home"), _("Home"), "home"),
        Link(
            "alumni:availability",
            _("Availability"),
            _("Availability"),
            "calendar-days",
            ("alumni:availability",),
        ),
        Link(
            "alumni:interview_list",
            _("Conversations"),
            _("Conversations"),
            "chat-bubble-left-right",
            ("alumni:interview", "interviews:"),
        ),
    ),
    "counselor": (
        Link("counselors:overview", _("Overview"), _("Overview"), "chart-bar"),
        Link(
            "counselors:interview_list",
            _("Conversations"),
            _("Conversations"),
            "chat-bubble-left-right",
            ("counselors:interview", "counselors:booking", "interviews:"),
        ),
        Link(
            "counselors:email_list",
            _("Outbox"),
            _("Outbox"),
            "envelope",
            ("counselors:email",),
        ),
        Link(
            "counselors:invitation_list",
            _("Invitations"),
            _("Invite"),
            "user-plus",
            ("counselors:invitation",),
        ),
        Link(
            "counselors:policies",
            _("Office settings"),
            _("Settings"),
            "adjustments-horizontal",
            ("counselors:polic", "counselors:term"),
            for_administrators=True,
        ),
    ),
}
ROLE_NAMES = {"student": _("Student"), "mentor": _("Alum"), "counselor": _("Career office")}


def roles_of(person: object) -> list[str]:
    """Which roles the person holds, in the order in which the bar offers them."""
    return [role for role in ROLE_NAMES if getattr(person, f"is_{role}", False)]


def active_role(request: HttpRequest) -> str:
    """The role the person is in now; the first they hold when nothing has chosen one; else ""."""
    chosen = getattr(request, "active_role", None)
    if chosen:
        return str(chosen)
    return next(iter(roles_of(getattr(request, "user", None))), "")


def links_for(request: HttpRequest, *, here: str = "") -> Iterator[ShownLink]:
    """The links of the active role; `here` is a view name that overrules the address."""
    match = request.resolver_match
    here = here or (match.view_name if match else "")
    is_administrator = getattr(request.user, "is_administrator", False)
    for link in LINKS.get(active_role(request), ()):
        if link.for_administrators and not is_administrator:
            continue
        try:
            url = reverse(link.view)
        except NoReverseMatch:
            continue
        is_current = here == link.view or here.startswith(link.covers or ("\0",))
        yield ShownLink(link.label, link.tab, link.icon, url, is_current)
