"""How does an administrator set the office's rules and its terms?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.office import terms
from careerhub.office.forms import PoliciesForm, TermForm
from careerhub.office.models import Term
from careerhub.people.guards import administrator_required


@administrator_required
def policies(request: HttpRequest) -> HttpResponse:
    form = PoliciesForm(
        request.POST if request.method == "POST" else None, instance=office_policies.current()
    )
    if request.method == "POST" and form.is_valid():
        try:
            change = office_policies.save(form.instance, by=request.user, now=clock.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved.") if change else _("Nothing was different."))
            return redirect("counselors:policies")
    page = {"form": form, "changes": office_policies.latest_changes()}
    status = 422 if request.method == "POST" else 200
    return render(request, "counselors/policies.html", page, status=status)


@administrator_required
def term_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localtime(clock.now()).date()
    page = {"terms": terms.all_terms(), "current": terms.term_on(today)}
    return render(request, "counselors/term_list.html", page)


@administrator_required
def term_add(request: HttpRequest) -> HttpResponse:
    return _edit(request, Term(), "counselors/term_add.html")


@administrator_required
def term_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Term, pk=pk), "counselors/term_edit.html")


def _edit(request: HttpRequest, term: Term, template: str) -> HttpResponse:
    form = TermForm(request.POST if request.method == "POST" else None, instance=term)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("%s is saved.") % form.instance)
        return redirect("counselors:term_list")
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, "term": term}, status=status)


@administrator_required
def term_delete(request: HttpRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(Term, pk=pk)
    if request.method == "POST":
        name = term.name
        term.delete()
        messages.success(request, _("%s is removed.") % name)
        return redirect("counselors:term_list")
    return render(request, "counselors/term_delete.html", {"term": term})
