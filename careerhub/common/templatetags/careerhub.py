"""How do icons, people, stamps and moments look on a page?"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_outline

from careerhub.common import clock, navigation, times

register = template.Library()
SOON = timedelta(hours=24)
AVATAR_PAPERS = 5


@lru_cache(maxsize=256)
def _draw(name: str, size: str) -> SafeString:
    classes = f"i i-{size}" if size else "i"
    drawn = heroicon_outline(name, size=None, **{"class": classes, "aria-hidden": "true"})
    return cast("SafeString", drawn)


@register.simple_tag
def icon(name: str, *, size: str = "") -> SafeString:
    """An outline heroicon, hidden from screen readers: always put a word beside it."""
    return _draw(str(name), str(size))


@register.inclusion_tag("common/_stamp.html")
def stamp(tone: str, icon: str, text: str) -> dict[str, object]:
    """A status: icon and word. `tone` is good, warn, bad, info or "" for neutral."""
    return {"tone": tone, "icon": icon, "text": text}


@register.inclusion_tag("common/_because.html")
def because(reason: str) -> dict[str, object]:
    """Why this person: the one strongest reason."""
    return {"reason": reason}


@register.inclusion_tag("common/_avatar.html")
def avatar(person: Any, *, size: str = "") -> dict[str, object]:
    """Initials on one of five papers, the same paper for the same person everywhere."""
    paper = (person.pk or 0) % AVATAR_PAPERS + 1
    return {"initials": person.initials, "size": size, "paper": paper}


def _hour_cycle(context: Context) -> str:
    return getattr(context.get("user"), "hour_cycle", None) or "12"


def _zone_of(person: Any) -> times.Zone:
    return getattr(person, "zone", "") or timezone.get_current_timezone()


@register.inclusion_tag("common/_moment.html", takes_context=True)
def moment(context: Context, instant: datetime, zone: str = "") -> dict[str, object]:
    """One instant in `zone` (else the reader's own), with its zone and the year if it differs."""
    place: times.Zone = zone or timezone.get_current_timezone()
    said = times.say_moment(instant, place, _hour_cycle(context), now=clock.now())
    return {"local": instant.astimezone(times.as_zone(place)), "said": said}


@register.inclusion_tag("common/_when.html", takes_context=True)
def both_times(context: Context, instant: datetime, reader: Any, other: Any) -> dict[str, object]:
    """The reader's own time, then the other person's on a second line if their clocks differ."""
    mine, theirs, cycle = _zone_of(reader), _zone_of(other), _hour_cycle(context)
    now = clock.now()
    shown: dict[str, object] = {
        "local": instant.astimezone(times.as_zone(mine)),
        "said": times.say_moment(instant, mine, cycle, now=now),
        "other": other,
    }
    if not times.same_offset(instant, mine, theirs):
        there = f"{times.say_time(instant, theirs, cycle)} {times.say_zone(instant, theirs)}"
        if times.say_day(instant, mine) != times.say_day(instant, theirs):
            there = times.say_moment(instant, theirs, cycle, now=now)
        shown["there"] = there
        shown["there_local"] = instant.astimezone(times.as_zone(theirs))
    return shown


@register.inclusion_tag("common/_until.html")
def until(instant: datetime) -> dict[str, object]:
    """How long until a deadline, in plain words; it turns `soon` under 24 hours."""
    left = instant - clock.now()
    return {
        "local": timezone.localtime(instant),
        "span": times.say_span(left),
        "is_past": left < timedelta(0),
        "is_soon": timedelta(0) <= left < SOON,
    }


@register.simple_tag(takes_context=True)
def shell_links(context: Context) -> list[navigation.ShownLink]:
    """The bar's links for the active role; a view may put `nav_current` into its context."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return []
    return list(navigation.links_for(request, here=context.get("nav_current") or ""))


@register.simple_tag(takes_context=True)
def shell_roles(context: Context) -> list[dict[str, object]]:
    """The roles a person may switch between; empty for who holds only one."""
    request = context["request"]
    roles = navigation.roles_of(request.user)
    active = navigation.active_role(request)
    if len(roles) < 2:
        return []
    return [
        {"role": role, "name": navigation.ROLE_NAMES[role], "is_active": role == active}
        for role in roles
    ]


@register.simple_tag
def zone_label() -> str:
    """Where the reader's times are told: "New York (EST)"."""
    return times.say_place(clock.now(), timezone.get_current_timezone())


@register.simple_tag
def url_if_any(name: str, *args: object) -> str:
    """The address of a page, or "" where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
