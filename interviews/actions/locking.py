"""How do writers take turns? People first, in id order; then the interview; then its emails."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import DatabaseError, connection, transaction

from careerhub.people.models import User

from ..models import Interview
from .errors import Busy

Result = TypeVar("Result")

# serialization_failure, deadlock_detected, lock_not_available: another try may well succeed
TRY_AGAIN = {"40001", "40P01", "55P03"}
# Longer than any healthy booking takes, shorter than a person's patience.
LOCK_TIMEOUT = "2s"


def sqlstate(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def taking_turns(body: Callable[[], Result]) -> Result:
    """Run `body` in one transaction, once more where the database asks for it, else raise Busy."""
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
                return body()
        except DatabaseError as error:
            if sqlstate(error) not in TRY_AGAIN:
                raise
            if attempt == 2:
                raise Busy from error
    raise AssertionError("unreachable")


def lock_people(ids: Iterable[int]) -> None:
    """One lock a person, always in id order, so that no two bookings wait for each other."""
    people = User.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk")
    list(people.values_list("pk"))


def lock_interview(interview: Interview) -> Interview:
    """The interview as it stands now, locked until the transaction ends."""
    locked = Interview.objects.select_for_update(of=("self",)).select_related("student", "mentor")
    return locked.get(pk=interview.pk)
