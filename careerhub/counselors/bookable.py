"""Whom may a counselor book for, and with whom? By name or address; inactive people are left out."""

from django.db.models import Q, QuerySet

from careerhub.people.models import User

MOST = 10


def students() -> QuerySet[User]:
    return User.objects.filter(student__isnull=False, is_active=True).select_related("student")


def alumni(*, student: User) -> QuerySet[User]:
    """Those whom the directory shows; nobody meets themselves."""
    shown = User.objects.filter(mentor__is_listed=True, is_active=True).exclude(pk=student.pk)
    return shown.select_related("mentor", "schedule")


def named(people: QuerySet[User], words: str) -> list[User]:
    """Up to one more than `MOST`, so that a page can say that more fit; [] without words."""
    fits = Q()
    for word in words.replace("\0", "").split():
        fits &= Q(full_name__icontains=word) | Q(email__icontains=word)
    return list(people.filter(fits).order_by("full_name", "pk")[: MOST + 1]) if fits else []
