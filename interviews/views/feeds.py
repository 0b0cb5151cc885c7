"""A person's conversations as a calendar to subscribe to: the file, and who may have its address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.people.guards import login_required

from ..actions.feeds import make_feed, note_fetch, replace_feed, revoke_feed
from ..calendars.feed import feed_of
from ..models import Feed


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - nobody need be signed in
    now = clock.now()
    found = Feed.objects.select_related("person").filter(token=token, revoked_at=None).first()
    if found is None or not found.person.is_active:
        raise Http404
    note_fetch(found, now=now)
    return HttpResponse(
        feed_of(found.person, office=office_policies.current(), now=now),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'inline; filename="conversations.ics"',
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


@require_POST
@login_required
def feed_make(request: HttpRequest) -> HttpResponse:
    make_feed(request.user, now=clock.now())
    return _back(request, _("Your feed is ready. Copy its address into your calendar."))


@require_POST
@login_required
def feed_replace(request: HttpRequest) -> HttpResponse:
    replace_feed(request.user, now=clock.now())
    return _back(request, _("The feed has a new address; the old one shows nothing any more."))


@require_POST
@login_required
def feed_revoke(request: HttpRequest) -> HttpResponse:
    revoke_feed(request.user, now=clock.now())
    return _back(request, _("The feed is closed. Calendars that followed it show nothing new."))


def feed_addresses(found: Feed) -> dict[str, str]:
    """The same file by two names: calendar programs open the second by themselves."""
    web = settings.SITE_URL + reverse("interviews:feed", args=[found.token])
    return {"web": web, "webcal": f"webcal://{web.partition('://')[2]}"}


def _back(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(f"{reverse('interviews:calendars')}#feed")
