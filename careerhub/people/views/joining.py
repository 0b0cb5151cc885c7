"""What does an alum see who opens the link in an invitation?"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careerhub.common import clock

from .. import joining, places
from ..forms import JoinMentorForm, JoinPersonForm
from ..models import Invitation, User
from ..roles import Role, take


@never_cache
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    now = clock.now()
    invitation = Invitation.objects.select_related("invited_by").filter(key=key).first()
    if invitation is None:
        sentence = _("We do not know this invitation. Open the link in the email once more, whole.")
        return render(request, "people/join_closed.html", {"sentence": sentence}, status=404)
    if sentence := joining.why_closed(invitation, now=now):
        return render(request, "people/join_closed.html", {"sentence": sentence}, status=410)
    owner = joining.owner_of(invitation)
    if (owner or request.user.is_authenticated) and owner != request.user:
        return render(
            request, "people/join_sign_in.html", {"invitation": invitation, "owner": owner}
        )
    return _answer(request, invitation, owner)


def _answer(request: HttpRequest, invitation: Invitation, owner: User | None) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    person = owner or User(full_name=invitation.full_name)
    person_form = JoinPersonForm(typed, instance=person, guess=places.guess_of(request))
    mentor_form = JoinMentorForm(typed)
    forms = [person_form, mentor_form]
    if request.method == "POST" and all_valid(forms):
        return _enter(request, invitation, person_form, mentor_form)
    page = {"invitation": invitation, "forms": forms}
    return render(
        request, "people/join.html", page, status=422 if request.method == "POST" else 200
    )


def _enter(
    request: HttpRequest,
    invitation: Invitation,
    person_form: JoinPersonForm,
    mentor_form: JoinMentorForm,
) -> HttpResponse:
    signed_in = request.user if request.user.is_authenticated else None
    try:
        user = joining.accept(
            invitation,
            signed_in=signed_in,
            person={**person_form.cleaned_data, "zone_confirmed": True},
            profile=mentor_form.cleaned_data,
            now=clock.now(),
        )
    except joining.Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("people:join", invitation.key)
    if signed_in:
        request.user = user  # the one with the new role
    else:
        login(request, user)
    take(request, Role.MENTOR)
    messages.success(request, _("Welcome, %s.") % user.get_short_name())
    return redirect("people:home")
