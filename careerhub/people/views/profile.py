"""What does a person tell about themself, and in which time zone do they read?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careerhub.common.zones import city

from .. import places, profiles
from ..forms import profile_forms
from ..guards import login_required, person_of
from ..models import User
from ..returning import own_page


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    # A second copy: what was typed wrongly must not stand in the bar at the top.
    person = User.objects.select_related("student", "mentor", "counselor").get(
        pk=person_of(request).pk
    )
    typed = request.POST if request.method == "POST" else None
    forms = profile_forms(person, typed, guess=places.guess_of(request))
    if request.method == "POST" and all_valid(forms):
        profiles.save(person, *(form.instance for form in forms[1:]))
        messages.success(request, _("Saved."))
        return redirect("people:profile")
    status = 422 if request.method == "POST" else 200
    return render(request, "people/profile.html", {"forms": forms}, status=status)


@require_POST
@login_required
def set_zone(request: HttpRequest) -> HttpResponse:
    person, zone = person_of(request), request.POST.get("zone", "")
    if zone == person.zone:
        request.session[places.KEPT] = places.guess_of(request)
    else:
        try:
            places.settle(person, zone)
            messages.success(request, _("Times are now in %s.") % city(zone))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    return redirect(own_page(request, request.POST.get("next", "")) or "people:home")
