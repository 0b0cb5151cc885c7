"""Has every interview followed the office's latest change of its cadence? One row a change."""

from django.db import models


class Replanning(models.Model):
    """The workers go through all interviews that still owe emails, in order of their number."""

    asked_at = models.DateTimeField()
    done_until = models.BigIntegerField(default=0)  # every interview up to this number has followed
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(done_at=None), name="replanning_open"
            )
        ]

    def __str__(self) -> str:
        return f"since {self.asked_at:%Y-%m-%d %H:%M}"
