"""Which other times and other people are under discussion before an interview is settled?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careerhub.people.models import User

from .interview import Interview


class Proposal(models.Model):
    """A time that one of the two proposes to the other; open until `settled_at`.

    It promises nobody's time: whoever accepts it books it then, like any other time.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="proposals")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "starts_at"],
                condition=Q(settled_at=None),
                name="one_open_proposal_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.starts_at:%Y-%m-%d %H:%M}"


class Choice(models.Model):
    """Whom the student wants to ask next if `interview` is not answered in time, or declined."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="choices")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()  # 2 for the second choice, 3 for the third
    message = models.TextField(_("why I ask you"))
    became = models.OneToOneField(
        Interview, null=True, blank=True, on_delete=models.SET_NULL, related_name="chosen_as"
    )
    passed_over = models.CharField(max_length=200, blank=True)  # why nothing came of it

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "position"], name="one_choice_a_position"),
            models.UniqueConstraint(fields=["interview", "mentor"], name="one_choice_a_mentor"),
            models.CheckConstraint(
                condition=Q(position__gte=2, position__lte=3), name="second_or_third_choice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.mentor}"


class Wait(models.Model):
    """A student's place in the line for an alum who has no time open.

    An opening is offered to whoever has waited longest. `offer` is the interview whose time is held
    for the student; where it lapses the student leaves the line and the next one is offered it.
    """

    student = models.ForeignKey(User, on_delete=models.CASCADE, related_name="waits")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    message = models.TextField(_("why I ask you"))
    questions = models.TextField(_("questions"), blank=True)
    since = models.DateTimeField()
    offer = models.OneToOneField(
        Interview, null=True, blank=True, on_delete=models.SET_NULL, related_name="wait"
    )
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "mentor"],
                condition=Q(left_at=None),
                name="one_place_in_a_line",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mentor", "since"], condition=Q(left_at=None), name="wait_in_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} waits for {self.mentor}"
