"""Emails that wait their turn: one row is one decision, made once and kept."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    CLAIMED = "claimed", _("About to go")
    SENDING = "sending", _("Going out")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Uncertain")
    HELD = "held", _("Held")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPPRESSED = "suppressed", _("Suppressed")
    EXPIRED = "expired", _("Expired")


class Urgency(models.IntegerChoices):
    """Who goes first when more is due than can go at once."""

    URGENT = 0, _("Urgent")
    NORMAL = 1, _("Normal")
    BULK = 2, _("Bulk")


WAITING = (State.SCHEDULED, State.HELD)
IN_FLIGHT = (State.CLAIMED, State.SENDING)
STOPPABLE = (*WAITING, State.CLAIMED)  # nothing of it has reached the mail server yet


class Email(models.Model):
    """One email to one reader, for one reason, decided once.

    `key` is unique and says what it is, such as `interview:42:thank_you:mentor:1`. `about` groups
    the emails of one thing (`interview:42`). `letter` is a person's own words, editable while the
    email waits; subject and text are what went out, written when it is claimed. The page says the
    same as the text and is not kept.
    """

    key = models.CharField(max_length=200)
    about = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.NORMAL)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emails"
    )
    reason = models.CharField(max_length=300, blank=True)  # why the row is in its present state
    send_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.SCHEDULED)
    moved_by_hand = models.BooleanField(
        default=False
    )  # a person chose send_at; a new plan keeps it
    state_by_hand = models.BooleanField(
        default=False
    )  # a person held or withdrew it; a new plan keeps that

    letter = models.TextField(blank=True)
    letter_edited_at = models.DateTimeField(null=True, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    # `attempts` counts claims and fences a worker that slept; `refusals` counts tries put off.
    attempts = models.PositiveIntegerField(default=0)
    refusals = models.PositiveIntegerField(default=0)
    # These two are told by the database's clock, never by the product's: see claim.py.
    lease_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dated_at = models.DateTimeField(
        null=True, blank=True
    )  # the Date header: the same on every attempt
    to_address = models.CharField(max_length=254, blank=True)  # as used, kept as evidence
    # It was sent, which stays decided, and its reader's server gave it back later.
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=300, blank=True, db_default="", default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            # What rests before another try has an index of its own, or a crowd of such rows would
            # stand before everybody else in every claim.
            models.Index(
                fields=["urgency", "send_at", "id"],
                condition=Q(state="scheduled", not_before=None),
                name="email_due",
            ),
            models.Index(
                fields=["urgency", "not_before", "id"],
                condition=Q(state="scheduled", not_before__isnull=False),
                name="email_resting",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=["claimed", "sending"]),
                name="email_leased",
            ),
            models.Index(fields=["about"], name="email_about"),
            models.Index(fields=["state", "-send_at"], name="email_by_state"),
            models.Index(fields=["kind", "state", "-send_at"], name="email_by_kind"),
            models.Index(
                fields=["bounced_at"], condition=Q(bounced_at__isnull=False), name="email_bounced"
            ),
        ]
        constraints = [
            # Not `unique=True`: that makes a second index, for LIKE, which every change would write.
            models.UniqueConstraint(fields=["key"], name="email_key"),
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "sending"], lease_until__isnull=False)
                | (~Q(state__in=["claimed", "sending"]) & Q(lease_until=None)),
                name="email_leased_while_in_flight",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="email_sent_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def waits(self) -> bool:
        return self.state in WAITING


class Trace(models.Model):
    """One line of an email's trail: what happened to it, when, and why."""

    email = models.ForeignKey(Email, on_delete=models.CASCADE, related_name="trail")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State)
    attempt = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.state}: {self.note}"


class Pace(models.Model):
    """How far ahead of its pace one recipient domain is; see pace.py. Told by the database's clock."""

    domain = models.CharField(max_length=254, primary_key=True)
    free_at = models.DateTimeField()  # when all that went would have gone at an even pace
    lines = ArrayField(models.DateTimeField(), size=3)  # for each urgency: the last turn given out

    def __str__(self) -> str:
        return self.domain


class Declined(models.Model):
    """A person does not want a group of kinds. Taken away when they want it again."""

    class How(models.TextChoices):
        PAGE = "page", _("On the page of choices")
        ONE_CLICK = "one_click", _("By the mail program’s button")
        COMPLAINT = "complaint", _("By calling an email spam")

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declined"
    )
    group = models.CharField(max_length=20)
    at = models.DateTimeField()
    how = models.CharField(max_length=12, choices=How, default=How.PAGE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "group"], name="declined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.group}"


class Suppression(models.Model):
    """An address that gets nothing, since emails to it come back; until somebody lifts that."""

    address = models.CharField(max_length=254)  # in lower case
    reason = models.CharField(max_length=300)  # in the words of the mail server
    email = models.ForeignKey(
        Email, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(lifted_at=None),
                name="one_suppression_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.address
