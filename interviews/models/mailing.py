"""What is kept around the emails: how far a change of the cadence has come, and what letters said before."""

from django.db import models

from careerhub.outbox.models import Email


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


class LetterVersion(models.Model):
    """What a student's letter said at some time before; a burst of typing is one version."""

    email = models.ForeignKey(Email, on_delete=models.CASCADE, related_name="versions")
    letter = models.TextField()
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-began_at", "-id"]

    def __str__(self) -> str:
        return f"{self.email}, {self.saved_at:%Y-%m-%d %H:%M}"
