"""Which roles does a person hold, and as whom are they here now?"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import User

SESSION_KEY = "active_role"


class Role(TextChoices):
    """In the order in which a person with several first arrives."""

    STUDENT = "student", _("Student")
    MENTOR = "mentor", _("Alum")
    COUNSELOR = "counselor", _("Counselor")


def roles_of(user: User | AnonymousUser) -> list[Role]:
    if not user.is_authenticated:
        return []
    held = {
        Role.STUDENT: user.is_student,
        Role.MENTOR: user.is_mentor,
        Role.COUNSELOR: user.is_counselor,
    }
    return [role for role, holds in held.items() if holds]


def choose(held: list[Role], *, remembered: str) -> Role | None:
    """The remembered role while the person still holds it, else the first of theirs."""
    for role in held:
        if role == remembered:
            return role
    return held[0] if held else None


def take(request: HttpRequest, role: Role) -> None:
    """Be here as `role` from now on; who holds one role has nothing to remember."""
    request.active_role = role  # type: ignore[attr-defined]
    has_choice = len(roles_of(request.user)) > 1
    if has_choice and request.session.get(SESSION_KEY) != role.value:
        request.session[SESSION_KEY] = role.value
