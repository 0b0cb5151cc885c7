"""As whom, and in which time zone, is this person looking at the page?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from . import places
from .roles import SESSION_KEY, choose, roles_of

Answer = Callable[[HttpRequest], HttpResponse]

# A health check has no reader, and must answer while the database does not.
WITHOUT_READER = ("/healthz", "/readyz")


class ZoneMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.zone_offer = ""  # type: ignore[attr-defined]
        if request.path in WITHOUT_READER:
            return self.get_response(request)
        if request.user.is_authenticated:
            places.follow(request.user, places.guess_of(request))
            request.zone_offer = places.offer_of(request)  # type: ignore[attr-defined]
        with timezone.override(places.reading_zone(request)):
            return self.get_response(request)


class RoleMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.roles, request.active_role = [], None  # type: ignore[attr-defined]
        if request.path not in WITHOUT_READER:
            held = roles_of(request.user)
            remembered = request.session.get(SESSION_KEY, "") if held else ""
            request.roles = held  # type: ignore[attr-defined]
            request.active_role = choose(held, remembered=remembered)  # type: ignore[attr-defined]
        return self.get_response(request)
