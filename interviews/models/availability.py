"""When is an alum open to students?"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careerhub.office.models import Confirmation, Policies


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Schedule(models.Model):
    """An alum's own settings; an empty one follows the office's policy.

    Hours are wall time in the mentor's own `zone` (on the person).
    """

    mentor = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="schedule"
    )
    length_minutes = models.PositiveSmallIntegerField(
        _("length"), choices=Policies.LENGTHS, null=True, blank=True
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("notice, hours"), null=True, blank=True, validators=[MaxValueValidator(336)]
    )
    buffer_before_minutes = models.PositiveSmallIntegerField(
        _("free before, minutes"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    buffer_after_minutes = models.PositiveSmallIntegerField(
        _("free after, minutes"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    step_minutes = models.PositiveSmallIntegerField(
        _("start times every, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )
    week_cap = models.PositiveSmallIntegerField(
        _("at most, a week"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    term_cap = models.PositiveSmallIntegerField(
        _("at most, a term"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    day_cap = models.PositiveSmallIntegerField(
        _("at most, a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    window_days = models.PositiveSmallIntegerField(
        _("times open, days ahead"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )
    window_until = models.DateField(_("no times after"), null=True, blank=True)
    booker_not_before_local = models.TimeField(
        _("not before, on the student’s clock"), null=True, blank=True
    )
    keeps_holidays = models.BooleanField(
        _("closed on the office’s holidays"), default=True, db_default=True
    )
    confirmation = models.CharField(
        _("I confirm each request"), max_length=10, choices=Confirmation, blank=True
    )
    paused_until = models.DateField(_("resting until"), null=True, blank=True)

    def __str__(self) -> str:
        return f"schedule of {self.mentor}"


class WeeklyHours(models.Model):
    """One open block of a weekday, wall time in the mentor's zone, half-open [opens, closes).

    `closes_local` 00:00 means the end of the day.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_local = models.TimeField(_("from"))
    closes_local = models.TimeField(_("until"))

    class Meta:
        ordering = ["weekday", "opens_local"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_local__gt=F("opens_local")) | Q(closes_local="00:00"),
                name="hours_end_after_start",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_on_a_weekday"),
            models.UniqueConstraint(
                fields=["schedule", "weekday", "opens_local"], name="one_block_a_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_local:%H:%M}–{self.closes_local:%H:%M}"


class HoursException(models.Model):
    """One block of a date that differs from the usual week, in the mentor's zone, half-open.

    All blocks of a date together replace its weekly hours, and the office's holiday if it is one.
    A row without times says that the date is closed; where a block stands beside it, the block wins.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField(_("date"))
    opens_local = models.TimeField(_("from"), null=True, blank=True)
    closes_local = models.TimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["day", "opens_local"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_local=None, closes_local=None)
                | Q(closes_local__gt=F("opens_local"))
                | Q(opens_local__isnull=False, closes_local="00:00"),
                name="exception_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["schedule", "day", "opens_local"], name="one_exception_block_a_start"
            ),
            models.UniqueConstraint(
                fields=["schedule", "day"],
                condition=Q(opens_local=None),
                name="a_date_is_closed_once",
            ),
        ]

    def __str__(self) -> str:
        if self.opens_local is None or self.closes_local is None:
            return f"{self.day} closed"
        return f"{self.day} {self.opens_local:%H:%M}–{self.closes_local:%H:%M}"


class TimeOff(models.Model):
    """Days on which the mentor takes no new conversations, first and last included, in their zone.

    What is booked already stands until somebody moves it.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="time_off")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_day", "last_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="time_off_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["schedule", "first_day", "last_day"], name="one_time_off_a_stretch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"
