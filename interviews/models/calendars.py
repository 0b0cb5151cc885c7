"""Which calendars outside CareerHub does a person give to us, and which do we give to them?"""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

# 128 bits: nobody guesses it, and whoever has it reads the feed.
TOKEN_BYTES = 16


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


class OutsideCalendar(models.Model):
    """The secret address of a calendar elsewhere, read by a worker for its busy times alone.

    `read_at` is the last good reading; its busy times are used until they are too old. `trouble`
    is the sentence for its owner about the last try, "" where that went well.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its first reading")
        GOOD = "good", _("Read")
        PARTLY = "partly", _("Read in part")
        FAILED = "failed", _("Could not be read")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outside_calendars"
    )
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("secret address"), max_length=2000)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    trouble = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "address"], name="one_calendar_an_address"),
        ]
        indexes = [models.Index(fields=["next_try_at"], name="calendar_next_try")]

    def __str__(self) -> str:
        return self.name


class BusyTime(models.Model):
    """A stretch in which somebody has something else; half-open, without what it is."""

    calendar = models.ForeignKey(OutsideCalendar, on_delete=models.CASCADE, related_name="busy")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    during = DateTimeRangeField()

    class Meta:
        indexes = [
            models.Index("person", Func("during", function="lower"), name="busy_person_start"),
        ]

    def __str__(self) -> str:
        return f"{self.during.lower:%Y-%m-%d %H:%M} to {self.during.upper:%Y-%m-%d %H:%M}"


class Feed(models.Model):
    """A person's own conversations as a calendar to subscribe to, under an address only they know."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_live_feed_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"feed of {self.person}"
