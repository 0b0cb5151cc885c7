"""What has the office set? One row of policies, and the terms of its academic year."""

from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from careerhub.common.zones import check_zone

from .accent import check_accent


class DateRange(models.Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Confirmation(models.TextChoices):
    ALWAYS = "always", _("always")
    NEVER = "never", _("never")
    NEAR = "near", _("only close to the start")


def _at_least(low: int, high: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(low), MaxValueValidator(high)]


def _is_below(higher: int | None, lower: int | None) -> bool:
    return higher is not None and lower is not None and higher < lower


class Policies(models.Model):
    """The office's rules. Every default is the design's; the office may change each one.

    Minutes, hours and days are plain integers named by their unit. `*_local` is wall time in the
    reader's zone.
    """

    LENGTHS = [(n, _("%d minutes") % n) for n in (15, 20, 30, 45, 60)]

    # the office itself
    name = models.CharField(_("name of the office"), max_length=200, default="Career Office")
    university = models.CharField(_("university"), max_length=200, default="Brightwater University")
    address = models.CharField(_("where to find it"), max_length=200, blank=True)
    email = models.EmailField(
        _("address that emails come from"), default="careers@brightwater.example"
    )
    zone = models.CharField(
        _("time zone of the office"),
        max_length=64,
        default="America/New_York",
        validators=[check_zone],
    )
    student_domains = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("student email domains"),
        default=list,
        blank=True,
        help_text=_("Students may sign up with an address at one of these."),
    )
    accent = models.CharField(
        _("accent color"), max_length=7, default="#0b5557", validators=[check_accent]
    )

    # the meeting
    length_minutes = models.PositiveSmallIntegerField(
        _("meeting length"), choices=LENGTHS, default=30
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("minimum notice, hours"), default=48, validators=_at_least(0, 336)
    )
    window_days = models.PositiveSmallIntegerField(
        _("booking window, days"), default=28, validators=_at_least(1, 180)
    )
    window_until = models.DateField(
        _("… and no times after"),
        null=True,
        blank=True,
        help_text=_("Leave empty to let the window move on with the calendar."),
    )
    buffer_before_minutes = models.PositiveSmallIntegerField(
        _("free before, minutes"), default=0, validators=_at_least(0, 120)
    )
    buffer_after_minutes = models.PositiveSmallIntegerField(
        _("free after, minutes"), default=10, validators=_at_least(0, 120)
    )
    step_minutes = models.PositiveSmallIntegerField(
        _("start times every, minutes"), default=30, validators=_at_least(5, 120)
    )
    confirmation = models.CharField(
        _("alum needs to confirm"), max_length=10, choices=Confirmation, default=Confirmation.NEAR
    )
    confirmation_hours = models.PositiveSmallIntegerField(
        _("… inside this many hours of the start"), default=72, validators=_at_least(0, 720)
    )

    # limits
    mentor_day_cap = models.PositiveSmallIntegerField(
        _("conversations per alum, a day"), null=True, blank=True, validators=_at_least(1, 20)
    )
    mentor_week_cap = models.PositiveSmallIntegerField(
        _("conversations per alum, a week"), default=2, validators=_at_least(1, 50)
    )
    mentor_term_cap = models.PositiveSmallIntegerField(
        _("conversations per alum, a term"), default=8, validators=_at_least(1, 500)
    )
    mentor_open_asks = models.PositiveSmallIntegerField(
        _("open asks per alum"), default=4, validators=_at_least(1, 50)
    )
    student_open_asks = models.PositiveSmallIntegerField(
        _("open asks per student"), default=3, validators=_at_least(1, 20)
    )
    ask_expires_days = models.PositiveSmallIntegerField(
        _("an ask expires after, days"), default=5, validators=_at_least(1, 60)
    )
    cascade_business_days = models.PositiveSmallIntegerField(
        _("a silent ask goes to the next choice after, business days"),
        default=3,
        db_default=3,
        validators=_at_least(1, 30),
    )
    waitlist_offer_hours = models.PositiveSmallIntegerField(
        _("a time offered from the waitlist is held for, hours"),
        default=24,
        db_default=24,
        validators=_at_least(1, 168),
    )
    ask_words_suggested = models.PositiveSmallIntegerField(
        _("ask length suggested, words"), default=100, validators=_at_least(20, 500)
    )
    ask_words_limit = models.PositiveSmallIntegerField(
        _("ask length limit, words"), default=200, validators=_at_least(20, 1000)
    )
    cancel_cutoff_hours = models.PositiveSmallIntegerField(
        _("cancellation cut-off, hours"), default=24, validators=_at_least(0, 336)
    )
    reschedule_limit = models.PositiveSmallIntegerField(
        _("reschedules each"), default=2, validators=_at_least(0, 20)
    )

    # after
    presume_held_hours = models.PositiveSmallIntegerField(
        _("presumed held after, hours"), default=2, validators=_at_least(1, 72)
    )
    no_show_from_minutes = models.PositiveSmallIntegerField(
        _("no-show may be reported from, minutes"), default=10, validators=_at_least(0, 120)
    )
    no_show_answer_hours = models.PositiveSmallIntegerField(
        _("time to answer a no-show report, hours"), default=48, validators=_at_least(1, 336)
    )
    quiet_from_local = models.TimeField(_("emails that can wait rest from"), default=time(20))
    quiet_until_local = models.TimeField(_("… until"), default=time(8))

    class Meta:
        verbose_name = _("policies")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_row_of_policies"),
            models.CheckConstraint(
                condition=models.Q(mentor_term_cap__gte=models.F("mentor_week_cap")),
                name="term_cap_not_below_week_cap",
            ),
            models.CheckConstraint(
                condition=models.Q(ask_words_limit__gte=models.F("ask_words_suggested")),
                name="ask_limit_not_below_suggestion",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        wrong: dict[str, Any] = {}
        if _is_below(self.mentor_term_cap, self.mentor_week_cap):
            wrong["mentor_term_cap"] = _(
                "The limit for a term cannot be below the limit for a week."
            )
        if _is_below(self.ask_words_limit, self.ask_words_suggested):
            wrong["ask_words_limit"] = _("The limit cannot be below the suggested length.")
        if wrong:
            raise ValidationError(wrong)


class PolicyChange(models.Model):
    """Who changed which policies, when, from what to what. `fields`: [{field, old, new}, …]."""

    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    fields = models.JSONField()

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return ", ".join(change["field"] for change in self.fields)


class Term(models.Model):
    """A stretch of the academic year; caps and funnels count inside it. Both days are included."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="term_ends_after_start"
            ),
            ExclusionConstraint(
                name="terms_do_not_overlap",
                expressions=[
                    (
                        DateRange("starts_on", "ends_on", models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message=_("These days overlap another term."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("A term cannot end before it starts.")})


class Holiday(models.Model):
    """A day of the academic calendar on which nobody is booked, unless the alum opens that date.

    `country` is an ISO 3166 code for a day that was loaded from a country's calendar, else "".
    """

    day = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["day", "name"]
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="one_holiday_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Anchor(models.TextChoices):
    """What a step of the cadence counts from."""

    ASKED = "asked", _("the request")
    STARTS = "starts", _("the start")
    ENDS = "ends", _("the end")
    CONTACT = "contact", _("the last contact")


class Unit(models.TextChoices):
    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    MONTHS = "months", _("months")


class Readers(models.TextChoices):
    STUDENT = "student", _("the student")
    MENTOR = "mentor", _("the alum")
    BOTH = "both", _("both")


class Untouched(models.TextChoices):
    """What becomes of a letter that the student never opened."""

    SEND = "send", _("goes out as drafted")
    HOLD = "hold", _("waits until the student has written it")
    SKIP = "skip", _("is not sent")


class CadenceStep(models.Model):
    """One email that the office schedules around every conversation, as the office has changed it.

    `amount` of `unit` after the anchor, before it where negative. With a `local_time` it counts
    whole days or months and goes out at that wall time in the reader's zone. Steps that nobody has
    changed have no row: see `cadence.steps`.
    """

    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)  # of several of one kind
    anchor = models.CharField(_("counted from"), max_length=10, choices=Anchor)
    amount = models.SmallIntegerField(_("how long"), validators=_at_least(-1000, 1000))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    local_time = models.TimeField(_("at"), null=True, blank=True)
    within_hours = models.PositiveSmallIntegerField(
        _("never later than, hours"), null=True, blank=True, validators=_at_least(1, 336)
    )
    readers = models.CharField(_("to"), max_length=10, choices=Readers)
    untouched = models.CharField(
        _("a letter that the student left untouched"),
        max_length=5,
        choices=Untouched,
        default=Untouched.SEND,
    )
    is_on = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_step_a_kind_and_number"),
            models.CheckConstraint(
                condition=models.Q(local_time=None) | models.Q(unit__in=["days", "months"]),
                name="local_time_counts_whole_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class EmailWording(models.Model):
    """The office's own words for one kind of email in one case; `parts` holds only what differs from ours.

    Kinds, cases and parts belong to whoever writes the emails; here they are plain names.
    """

    kind = models.CharField(max_length=40)
    case = models.CharField(max_length=20, blank=True)
    parts = models.JSONField(default=dict)

    class Meta:
        ordering = ["kind", "case"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "case"], name="one_wording_a_kind_and_case")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case}".strip()


class WordingChange(models.Model):
    """Who changed which words of an email, when, from what to what. `fields`: [{field, old, new}, …]."""

    kind = models.CharField(max_length=40)
    case = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    fields = models.JSONField()

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return ", ".join(change["field"] for change in self.fields)
