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
from ..guards import login_required, person_of
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
    known, guess = invitation.details, places.guess_of(request)
    # Where the device is now says more than where the office believed its owner to live.
    person = owner or User(full_name=invitation.full_name, zone=guess or known.get("zone", ""))
    person_form = JoinPersonForm(typed, instance=person, guess=guess)
    mentor_form = JoinMentorForm(typed, initial=known)
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
            person=_person(invitation, person_form, signed_in),
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
    return redirect("people:welcome")


def _person(
    invitation: Invitation, form: JoinPersonForm, signed_in: User | None
) -> dict[str, object]:
    """What is kept of the person; how the office calls somebody counts until they say so themselves."""
    called = {} if signed_in else {"called": invitation.details.get("called", "")}
    return {**form.cleaned_data, **called, "zone_confirmed": True}


@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    if not person_of(request).is_mentor:
        return redirect("people:home")
    return render(request, "people/welcome.html")
