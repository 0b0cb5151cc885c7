"""The demo's own pages: be somebody, skip ahead, read the caught mail, start over."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from careerhub.common import clock
from careerhub.common.times import say_moment
from careerhub.people.returning import page_of

from . import loading, mailbox, walk
from .leaps import Leap, span_of
from .personas import PERSONAS

# A caught email is somebody's HTML: it runs no script and loads nothing, and its links leave the frame.
FRAMED = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """One click makes the visitor a person of the cast."""
    emails = {persona.email for persona in PERSONAS}
    if request.POST.get("persona") not in emails:
        raise Http404
    person = get_object_or_404(get_user_model(), email=request.POST["persona"])
    login(request, person)
    return redirect("people:home")


@require_POST
def skip(request: HttpRequest) -> HttpResponse:
    """Move the clock of the whole demo ahead; workers see it within half a second."""
    wanted = request.POST.get("leap")
    if wanted not in Leap.values:
        raise Http404
    span = span_of(Leap(wanted), person=request.user, now=clock.now())
    if span is None:
        messages.info(request, _("No meeting is ahead. Book one first, or skip a day."))
    else:
        walk.go_to(clock.now() + span)
        when = say_moment(clock.now(), timezone.get_current_timezone())
        messages.success(request, _("The demo’s clock now stands at %(when)s.") % {"when": when})
    return redirect(page_of(request) or "people:home")


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Throw away everything that visitors did."""
    loading.start_over(now=clock.machine())
    mailbox.empty()
    messages.success(request, _("The demo has started over, in the present."))
    return redirect("account_login")


@require_safe
def mailbox_list(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("to", "").strip()
    caught = mailbox.caught(to=to)
    return render(
        request, "demo/mailbox_list.html", {"caught": caught, "to": to, "shown": mailbox.SHOWN}
    )


@require_safe
def mailbox_message(request: HttpRequest, name: str) -> HttpResponse:
    caught = mailbox.find(name)
    if caught is None:
        raise Http404
    return render(request, "demo/mailbox_message.html", {"caught": caught})


@require_safe
@xframe_options_sameorigin
@csp_replace(FRAMED)
def mailbox_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, for the frame on the message's page; it may run and load nothing."""
    caught = mailbox.find(name)
    if caught is None or not caught.html:
        raise Http404
    head, tag, rest = caught.html.partition("<head>")
    return render(request, "demo/mailbox_html.html", {"head": head + tag, "rest": rest})
