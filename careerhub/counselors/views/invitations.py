"""Which alumni has the office invited, and what came of it?"""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.people import joining
from careerhub.people.forms import InvitationForm
from careerhub.people.guards import counselor_required
from careerhub.people.models import Invitation

A_PAGE = 50


@counselor_required
def invitation_list(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = joining.invite(**form.cleaned_data, by=request.user, now=clock.now())
        except joining.Refused as refusal:
            form.add_error("email", refusal.sentence)
        else:
            messages.success(request, _("An invitation goes to %s now.") % invitation.email)
            return redirect("counselors:invitation_list")
    everything = Invitation.objects.select_related("invited_by").order_by("-invited_at", "-pk")
    shown = Paginator(everything, A_PAGE).get_page(request.GET.get("page"))
    rows = joining.overview(list(shown), now=clock.now())
    page = {"form": form, "page": shown, "rows": rows}
    status = 422 if request.method == "POST" else 200
    return render(request, "counselors/invitation_list.html", page, status=status)


@require_POST
@counselor_required
def invitation_send_again(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, joining.send_again, _("Another email goes to %s now."))


@require_POST
@counselor_required
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, joining.revoke, _("The invitation to %s is taken back."))


def _do(
    request: HttpRequest, pk: int, verb: Callable[..., Invitation], sentence: str
) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        verb(invitation, now=clock.now())
    except joining.Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence % invitation.email)
    return redirect("counselors:invitation_list")
