"""Who may open this page at all? Strangers are sent to sign in, other roles get a 403."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from .models import User
from .returning import page_of
from .roles import Role, take

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    answer = redirect_to_login(page_of(request) or resolve_url("people:home"))
    # htmx would follow a plain redirect and put the sign-in page inside a fragment.
    return HttpResponseClientRedirect(answer.url) if "HX-Request" in request.headers else answer


def _guard(
    may: Callable[[User], bool], refusal: str | Promise, role: Role | None = None
) -> Callable[[View[Params]], View[Params]]:
    def decorate(view: View[Params]) -> View[Params]:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not may(request.user):
                raise PermissionDenied(str(refusal))
            if role:
                take(request, role)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def person_of(request: HttpRequest) -> User:
    """Who is signed in, on a page that a guard stands before."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def login_required(view: View[Params]) -> View[Params]:
    return _guard(lambda user: True, "")(view)  # noqa: ARG005


def student_required(view: View[Params]) -> View[Params]:
    return _guard(lambda user: user.is_student, _("This page is for students."), Role.STUDENT)(view)


def mentor_required(view: View[Params]) -> View[Params]:
    return _guard(lambda user: user.is_mentor, _("This page is for alumni."), Role.MENTOR)(view)


def counselor_required(view: View[Params]) -> View[Params]:
    refusal = _("This page is for the office’s counselors.")
    return _guard(lambda user: user.is_counselor, refusal, Role.COUNSELOR)(view)


def administrator_required(view: View[Params]) -> View[Params]:
    refusal = _("Only an administrator of the office may open this page.")
    return _guard(lambda user: user.is_administrator, refusal, Role.COUNSELOR)(view)
