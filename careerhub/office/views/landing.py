"""The pages that anybody may read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from careerhub.office import cadence
from careerhub.office.accent import COLOUR


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "office/landing.html")


@require_safe
def help(request: HttpRequest) -> HttpResponse:  # noqa: A001
    steps = {"thank_you": cadence.get("thank_you"), "follow_up": cadence.get("follow_up")}
    return render(request, "office/help.html", steps)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "office/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "office/accessibility.html")


@require_safe
@cache_control(public=True, max_age=60 * 60 * 24 * 365, immutable=True)
def brand(request: HttpRequest, colour: str) -> HttpResponse:
    if not COLOUR.fullmatch(f"#{colour}"):
        raise Http404
    return render(request, "office/brand.css", {"colour": colour}, content_type="text/css")
