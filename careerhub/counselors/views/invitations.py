"""Which alumni has the office invited, and what came of it?"""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.people import inviting, joining
from careerhub.people.forms import InvitationForm, RosterForm
from careerhub.people.guards import counselor_required, person_of
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


@counselor_required
def invitation_many(request: HttpRequest) -> HttpResponse:
    """First says of every row what would happen; sends only what was looked at."""
    form = RosterForm(request.POST or None, request.FILES or None)
    page: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "counselors/invitation_many.html", page, status=status)
    person, now = person_of(request), clock.now()
    if "send" in request.POST:
        return _sent(request, inviting.invite_all(form.rows, by=person, now=now))
    outcomes = inviting.rehearse(form.rows, by=person, now=now)
    page["invited"] = [one for one in outcomes if one.is_invited]
    page["left_out"] = [one for one in outcomes if not one.is_invited]
    page["form"] = form.with_the_list_in_sight()
    return render(request, "counselors/invitation_many.html", page)


def _sent(request: HttpRequest, outcomes: list[inviting.Outcome]) -> HttpResponse:
    invited = sum(one.is_invited for one in outcomes)
    left_out = len(outcomes) - invited
    said = ngettext("%d invitation goes out now.", "%d invitations go out now.", invited) % invited
    if left_out:
        said += (
            " " + ngettext("%d row was left out.", "%d rows were left out.", left_out) % left_out
        )
    tell = messages.success if invited else messages.warning
    tell(request, said)
    return redirect("counselors:invitation_list")


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
