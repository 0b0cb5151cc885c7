"""Which emails go out around a conversation, and when? The office's own rhythm, seen before it is saved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careerhub.common import clock
from careerhub.office import cadence as office_cadence
from careerhub.office import policies as office_policies
from careerhub.office.cadence_forms import SHAPES, StepForm
from careerhub.office.models import CadenceStep
from careerhub.outbox.search import label_of
from careerhub.people.guards import administrator_required
from interviews.actions.cadence import change_step
from interviews.emails.effects import effect_of
from interviews.queries.due import replanning

from ..cadence_example import ExampleForm, example_days
from ..cadence_words import rows


@administrator_required
def cadence(request: HttpRequest) -> HttpResponse:
    office, today = office_policies.current(), timezone.localtime(clock.now()).date()
    form = ExampleForm(request.GET if "day" in request.GET else None, office=office, today=today)
    steps = office_cadence.steps()
    context = {
        "groups": rows(steps, request.user.hour_cycle),
        "form": form,
        "days": example_days(form.chosen(), steps, office, hour_cycle=request.user.hour_cycle),
        "progress": replanning(),
        "may_add": office_cadence.blank_follow_up() is not None,
        "office": office,
    }
    return render(request, "counselors/cadence.html", context)


@administrator_required
def cadence_step(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    step = _find(kind, number)
    form = StepForm(request.POST if request.method == "POST" else None, instance=step)
    context = {"form": form, "step": step, "label": label_of(kind), "number": number}
    context["repeats"] = kind in office_cadence.REPEATED
    if request.method != "POST":
        return render(request, "counselors/cadence_step.html", context)
    if not form.is_valid():
        return render(request, "counselors/cadence_step.html", context, status=422)
    now, wanted = clock.now(), form.step()
    shown = ", ".join(str(form.cleaned_data[name]) for name in sorted(form.cleaned_data))
    if request.POST.get("save") and request.POST.get("shown") == shown:
        changed = change_step(wanted, by=request.user, now=now)
        messages.success(request, _("Saved.") if changed else _("Nothing was different."))
        return redirect("counselors:cadence")
    context["shown"] = shown  # whoever changes a value after looking is shown again
    context["effect"] = effect_of(wanted, office_cadence.steps(), now=now)
    return render(request, "counselors/cadence_step.html", context)


def _find(kind: str, number: int) -> CadenceStep:
    """The step as it is, or the next follow-up that the office may add."""
    found = office_cadence.get(kind, number) if kind in SHAPES else None
    blank = office_cadence.blank_follow_up()
    if found is None and blank is not None and (kind, number) == (blank.kind, blank.number):
        return blank
    if found is None:
        raise Http404
    return found
