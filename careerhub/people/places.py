"""In which zone does a person read times, and what does their device say?"""

import zoneinfo
from urllib.parse import unquote

from django.http import HttpRequest

from careerhub.common import zones
from careerhub.office import policies

from .models import User

COOKIE = "zone_guess"  # static/js/zone.js writes it; anybody may send anything in it
KEPT = "zone_kept"  # in the session: the guess that a person has said no to


def guess_of(request: HttpRequest) -> str:
    """The zone the browser reports, or "" when it names none that exists."""
    name = unquote(request.COOKIES.get(COOKIE, ""))
    return name if zones.is_zone(name) else ""


def reading_zone(request: HttpRequest) -> zoneinfo.ZoneInfo:
    """The person's own zone, else the browser's, else the office's."""
    user = request.user
    if user.is_authenticated and zones.is_zone(user.zone):
        return zoneinfo.ZoneInfo(user.zone)
    if guess := guess_of(request):
        return zoneinfo.ZoneInfo(guess)
    office = policies.current().zone
    return zoneinfo.ZoneInfo(office if zones.is_zone(office) else "UTC")


def follow(user: User, guess: str) -> None:
    """Keep the browser's zone in the profile, unless the person has chosen one themself."""
    if guess and guess != user.zone and not user.zone_confirmed:
        user.zone = guess
        User.objects.filter(pk=user.pk, zone_confirmed=False).update(zone=guess)


def settle(user: User, zone: str) -> None:
    """The person says which zone it is; from here on no guess replaces it."""
    zones.check_zone(zone)
    user.zone, user.zone_confirmed = zone, True
    user.save(update_fields=["zone", "zone_confirmed"])


def offer_of(request: HttpRequest) -> str:
    """The device's zone when it differs from the one a person chose, and they have not declined."""
    user, guess = request.user, guess_of(request)
    if not user.is_authenticated or not user.zone_confirmed or guess in ("", user.zone):
        return ""
    return "" if request.session.get(KEPT) == guess else guess
