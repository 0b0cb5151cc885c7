"""An alum's conversations as a list: waiting, coming up, past."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from careerhub.common import clock
from careerhub.people.guards import mentor_required

from ..queries import AHEAD, PAST, WAITING, listed

A_PAGE = 25
TABS = {WAITING: _("Waiting for you"), AHEAD: _("Coming up"), PAST: _("Past")}


@mentor_required
def interview_list(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    if show not in TABS:
        show = AHEAD
    rows = listed(request.user, show, now=clock.now())
    context = {
        "tabs": [(name, label, name == show) for name, label in TABS.items()],
        "show": show,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "alumni/interview_list.html", context)
