"""How are a person's own facts kept, so that every place that repeats them agrees?"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from .models import CounselorProfile, MentorProfile, StudentProfile, User

Profile = StudentProfile | MentorProfile | CounselorProfile


def keep_name(user: User) -> None:
    """Repeat the person's name on their alum profile, where the directory searches it."""
    MentorProfile.objects.filter(user=user).exclude(name=user.full_name).update(name=user.full_name)


@transaction.atomic
def save(user: User, *profiles: Profile) -> None:
    """Keep the person and the given profiles of theirs, all or none."""
    user.save()
    for profile in profiles:
        if isinstance(profile, MentorProfile):
            profile.name = user.full_name
        profile.save()
    keep_name(user)


def become_student(user: User, **fields: Any) -> StudentProfile:
    return StudentProfile.objects.create(user=user, **fields)


def become_mentor(user: User, **fields: Any) -> MentorProfile:
    return MentorProfile.objects.create(user=user, name=user.full_name, **fields)


def vouch_for_address(user: User) -> None:
    """The person has shown that they read mail at their address: no code is asked for again."""
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email).update(
        primary=False
    )
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
