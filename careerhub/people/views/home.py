"""Where does a person go first, and as whom?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ..guards import login_required
from ..roles import Role, roles_of, take

HOMES = {
    Role.STUDENT: "students:home",
    Role.MENTOR: "alumni:home",
    Role.COUNSELOR: "counselors:overview",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    role = request.active_role  # type: ignore[attr-defined]
    if role is None:
        return render(request, "people/home.html")
    return redirect(HOMES[role])


@require_POST
@login_required
def switch_role(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("role", "")
    for role in roles_of(request.user):
        if role == wanted:
            take(request, role)
    return redirect("people:home")
