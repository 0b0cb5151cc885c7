"""The whole thing from first ask to last follow-up, and everything that happened to it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careerhub.people.models import User


class Stage(models.TextChoices):
    ASKED = "asked", _("Asked")
    BOOKED = "booked", _("Booked")
    PREPARED = "prepared", _("Prepared")
    MET = "met", _("Met")
    THANKED = "thanked", _("Thanked")
    FOLLOWING_UP = "following_up", _("Following up")
    CLOSED = "closed", _("Closed")


class Side(models.TextChoices):
    """Which of the two has to say something next."""

    STUDENT = "student", _("the student")
    MENTOR = "mentor", _("the alum")


class Ending(models.TextChoices):
    """Why a closed interview is closed."""

    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("No answer in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Did not take place")
    COMPLETE = "complete", _("Complete")


class Evidence(models.TextChoices):
    """How we know that a meeting was held."""

    BOTH = "both", _("both said so")
    STUDENT = "student", _("the student said so")
    MENTOR = "mentor", _("the alum said so")
    PRESUMED = "presumed", _("presumed; nobody said otherwise")


UPCOMING = (Stage.BOOKED, Stage.PREPARED)
AFTER = (Stage.MET, Stage.THANKED, Stage.FOLLOWING_UP)
LIVE = (Stage.ASKED, *UPCOMING, *AFTER)
# A time from the waitlist that the student has not taken yet: the alum knows nothing of it.
UNKNOWN_TO_MENTOR = Q(waits_for=Side.STUDENT, proposal_round=0)


class Interview(models.Model):
    """One informational interview between one student and one alum.

    `starts_at` is the instant; `starts_local` and `zone` keep what the alum agreed to, so that a
    change of zone rules can be noticed. Only `interviews.actions` writes these rows.
    """

    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interviews_asked")
    mentor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interviews_given")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    starts_local = (
        models.DateTimeField()
    )  # wall time, stored as if UTC; means nothing without `zone`
    zone = models.CharField(max_length=64)

    message = models.TextField(_("why I ask you"))
    questions = models.TextField(_("questions"), blank=True, help_text=_("One question a line."))
    where = models.CharField(_("how we meet"), max_length=500, blank=True)

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # a counselor, where the student did not ask in person
    waits_for = models.CharField(
        max_length=10, choices=Side, default=Side.MENTOR, db_default=Side.MENTOR
    )  # while asked
    has_choice_of_times = models.BooleanField(
        default=False, db_default=False
    )  # the student proposed several
    expires_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)  # while other times are proposed
    proposed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal_round = models.PositiveSmallIntegerField(default=0, db_default=0)
    proposal_refused_at = models.DateTimeField(null=True, blank=True)
    choices_left = models.PositiveSmallIntegerField(default=0, db_default=0)
    passed_on_at = models.DateTimeField(null=True, blank=True)  # the next choice was asked
    answered_at = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(
        _("reason"), blank=True
    )  # of a decline, withdrawal or cancellation; shown to the other
    suggested = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # whom the alum, who could not, suggests instead
    move_reason = models.CharField(
        _("why it moved"), max_length=300, blank=True, default="", db_default=""
    )
    late_cancel = models.BooleanField(default=False)  # inside the cut-off; counted
    sequence = models.PositiveIntegerField(default=0)  # of the invitation: +1 with every change
    organizer = models.EmailField(
        blank=True, default="", db_default=""
    )  # the office's address when it was booked; calendars refuse a change by anybody else
    moves_by_student = models.PositiveSmallIntegerField(default=0)
    moves_by_mentor = models.PositiveSmallIntegerField(default=0)

    student_says_held = models.BooleanField(null=True, blank=True)
    mentor_says_held = models.BooleanField(null=True, blank=True)
    no_show_reported_at = models.DateTimeField(null=True, blank=True)
    no_show_reported_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    held_evidence = models.CharField(max_length=10, choices=Evidence, blank=True)
    notes = models.TextField(
        _("your notes"), blank=True
    )  # the student's own; nobody else reads them
    thanked_at = models.DateTimeField(null=True, blank=True)
    thanked_in_person = models.BooleanField(default=False)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    follow_up_skipped = models.BooleanField(default=False)
    contact_at = models.DateTimeField(null=True, blank=True)  # in touch since; restarts follow-ups

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="interview_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(student=F("mentor")), name="nobody_meets_themself"),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False) & ~Q(ending="")
                | ~Q(stage="closed") & Q(ending=""),
                name="closed_has_an_ending",
            ),
            models.UniqueConstraint(
                fields=["student", "mentor"],
                condition=Q(stage__in=["asked", "booked", "prepared"]),
                name="one_open_interview_a_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "stage", "starts_at"], name="interview_student"),
            models.Index(fields=["mentor", "stage", "starts_at"], name="interview_mentor"),
            models.Index(
                fields=["expires_at"], condition=Q(stage="asked"), name="interview_expiring"
            ),
            models.Index(
                fields=["ends_at"],
                condition=Q(stage__in=["booked", "prepared"]),
                name="interview_ending",
            ),
            models.Index(fields=["asked_at"], name="interview_asked_at"),
            models.Index(
                fields=["closed_at"],
                condition=Q(stage="closed", choices_left__gt=0),
                name="interview_to_pass_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} and {self.mentor}"

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def length_minutes(self) -> int:
        return int(self.length.total_seconds() // 60)

    @property
    def about(self) -> str:
        """The name under which the outbox files this interview's emails."""
        return f"interview:{self.pk}"

    @property
    def question_list(self) -> list[str]:
        return [line.strip() for line in self.questions.splitlines() if line.strip()]

    @property
    def is_offer(self) -> bool:
        """A time from the waitlist that the student has not taken (yet)."""
        return self.waits_for == Side.STUDENT and not self.proposal_round

    @property
    def is_upcoming(self) -> bool:
        return self.stage in UPCOMING

    @property
    def is_after(self) -> bool:
        return self.stage in AFTER

    @property
    def meeting_place(self) -> str:
        """The link or number that was agreed, or what the alum has written down since; "" where there is none."""
        profile = self.mentor.mentor
        return self.where or profile.meeting_link or profile.phone

    def other(self, person: User) -> User:
        """The one of the two who is not `person`."""
        return self.mentor if person.pk == self.student_id else self.student

    def wall_start(self) -> datetime:
        """The start as the alum agreed to it: wall time in `zone`."""
        return self.starts_local.replace(tzinfo=ZoneInfo(self.zone))


class InterviewEvent(models.Model):
    """One line of the log: what happened, when, by whom. Written by actions, never changed."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("Asked")
        BOOKED = "booked", _("Booked")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("No answer in time")
        PASSED_ON = "passed_on", _("Passed on to the next choice")
        OFFERED = "offered", _("A time was offered")
        PROPOSED = "proposed", _("Other times proposed")
        PROPOSAL_REFUSED = "proposal_refused", _("Proposed times did not suit")
        REOPENED = "reopened", _("A decline was taken back")
        OVERRIDDEN = "overridden", _("Limits set aside by the office")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MOVED = "moved", _("Moved")
        CANCELLED = "cancelled", _("Cancelled")
        PREPARED = "prepared", _("Prepared")
        HELD = "held", _("Met")
        NO_SHOW_REPORTED = "no_show_reported", _("Reported as not held")
        NO_SHOW = "no_show", _("Did not take place")
        THANK_YOU_EDITED = "thank_you_edited", _("Thank-you edited")
        THANK_YOU_MOVED = "thank_you_moved", _("Thank-you moved")
        THANKED = "thanked", _("Thanked")
        FOLLOW_UP_SKIPPED = "follow_up_skipped", _("Follow-up skipped")
        FOLLOWED_UP = "followed_up", _("Followed up")
        IN_TOUCH = "in_touch", _("In touch")
        CLOSED = "closed", _("Closed")

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=30, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    facts = models.JSONField(
        default=dict, blank=True
    )  # instants and counts, and why the office set a limit aside; never a private text

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.at:%Y-%m-%d %H:%M}"
