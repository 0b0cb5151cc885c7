"""On which days is nobody booked? The office's academic calendar, entered by hand or by country."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from careerhub.common import clock
from careerhub.office import holidays
from careerhub.office.holiday_forms import FIRST_YEAR, LAST_YEAR, CountryForm, HolidayForm
from careerhub.office.models import Holiday
from careerhub.people.guards import administrator_required

USUAL_COUNTRY = "US"


@administrator_required
def holiday_list(request: HttpRequest) -> HttpResponse:
    return _page(request, _year(request.GET.get("year", "")))


@administrator_required
@require_POST
def holiday_load(request: HttpRequest) -> HttpResponse:
    form = CountryForm(request.POST)
    if not form.is_valid():
        return _page(request, _year(request.POST.get("year", "")), loading=form)
    year = form.cleaned_data["year"]
    messages.info(request, _say_loaded(*holidays.load(form.cleaned_data["country"], year)))
    return redirect(_address(year))


def _say_loaded(known: int, new: int) -> str:
    if not known:
        return _("No public holidays of that country are known for this year. Add them by hand.")
    if not new:
        return _("Every one of these days was in the list.")
    return ngettext("%(n)d day is new.", "%(n)d days are new.", new) % {"n": new}


@administrator_required
@require_POST
def holiday_add(request: HttpRequest) -> HttpResponse:
    form = HolidayForm(request.POST)
    if not form.is_valid():
        return _page(request, _year(request.POST.get("day", "")[:4]), adding=form)
    day = form.save()
    messages.success(request, _("%s is in the list.") % day.name)
    return redirect(_address(day.day.year))


@administrator_required
def holiday_edit(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday, pk=pk)
    form = HolidayForm(request.POST if request.method == "POST" else None, instance=holiday)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("%s is saved.") % holiday.name)
        return redirect(_address(holiday.day.year))
    context = {"form": form, "year": holiday.day.year}
    status = 422 if request.method == "POST" else 200
    return render(request, "counselors/holiday_edit.html", context, status=status)


@administrator_required
@require_POST
def holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday, pk=pk)
    holiday.delete()
    request.session["holiday_removed"] = {"day": holiday.day.isoformat(), "name": holiday.name}
    return redirect(_address(holiday.day.year))


def _page(
    request: HttpRequest,
    year: int,
    *,
    adding: BaseForm | None = None,
    loading: BaseForm | None = None,
) -> HttpResponse:
    refused = adding or loading
    context = {
        "year": year,
        "holidays": holidays.of_year(year),
        "adding": adding or HolidayForm(auto_id="add-%s"),
        "loading": loading or CountryForm(initial={"country": USUAL_COUNTRY, "year": year}),
        "form": refused,
        "removed": request.session.pop("holiday_removed", None),
        "year_before": year - 1 if year > FIRST_YEAR else None,
        "year_after": year + 1 if year < LAST_YEAR else None,
    }
    return render(request, "counselors/holiday_list.html", context, status=422 if refused else 200)


def _year(text: str) -> int:
    """The year that an address or a form means; this year where it means none."""
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:9]) <= LAST_YEAR:
        return int(text)
    return timezone.localtime(clock.now()).year


def _address(year: int) -> str:
    return f"{reverse('counselors:holiday_list')}?year={year}"
