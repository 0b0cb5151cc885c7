"""Which time has a person promised? The table that makes a double booking impossible."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q

from careerhub.people.models import User

from .interview import Interview


class Commitment(models.Model):
    """Time that one person has promised to one interview, the person's buffers included.

    `during` is half-open [from, until). While `live`, no two rows of one person may overlap: that
    is the database's promise, whatever Python believes.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="commitments")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="commitments")
    during = DateTimeRangeField()
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="nobody_is_promised_twice",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(live=True),
            ),
            models.UniqueConstraint(
                fields=["interview", "person"],
                condition=Q(live=True),
                name="one_live_commitment_a_participant",
            ),
        ]
        indexes = [
            # The exclusion constraint's gist index does not serve "this person's" look-ups on bigint.
            models.Index(
                "person", Func("during", function="lower"), name="commitment_person_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.during.lower:%Y-%m-%d %H:%M}"


class Submission(models.Model):
    """A booking form that a person sent once: a double click or a retry gets the first answer.

    `body` is a hash of what was sent; another body under the same key is refused.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_submission_a_key")
        ]

    def __str__(self) -> str:
        return self.key
