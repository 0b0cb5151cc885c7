"""Which addresses send emails back, and who put one right? Nothing goes to them until a counselor says so."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.outbox import suppression
from careerhub.outbox.models import Declined, Suppression
from careerhub.people.guards import counselor_required
from careerhub.people.models import User

from ..address import without_page

A_PAGE = 50
LATELY = 20
TAKEN_BACK_WITHIN = timedelta(days=1)


@counselor_required
def address_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(suppression.live(), A_PAGE).get_page(request.GET.get("page"))
    lifted = Suppression.objects.exclude(lifted_at=None).select_related("lifted_by")
    spam = User.objects.filter(declined__how=Declined.How.COMPLAINT)
    context = {
        "page": page,
        "page_address": without_page(request),
        "lifted": lifted.order_by("-lifted_at")[:LATELY],
        "undo_since": clock.now() - TAKEN_BACK_WITHIN,
        "complained": spam.annotate(since=Min("declined__at")).order_by("-since")[:LATELY],
    }
    return render(request, "counselors/address_list.html", context)


@counselor_required
@require_POST
def address_lift(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Suppression, pk=pk)
    address = {"address": row.address}
    if suppression.lift(row, by=request.user, now=clock.now()):
        said = _("%(address)s gets emails again. What was due meanwhile stays unsent.")
        messages.success(request, said % address)
    else:
        messages.info(request, _("Somebody has let %(address)s in again already.") % address)
    return redirect("counselors:address_list")


@counselor_required
@require_POST
def address_keep_out(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Suppression, pk=pk)
    suppression.keep_out(row)
    said = _("Taken back: nothing goes to %(address)s.") % {"address": row.address}
    messages.success(request, said)
    return redirect("counselors:address_list")
