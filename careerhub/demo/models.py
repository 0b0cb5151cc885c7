"""How far has the demo's clock been skipped ahead? One row, seen by every process."""

from django.db import models


class ClockShift(models.Model):
    seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_clock_shift")]

    def __str__(self) -> str:
        return f"{self.seconds} s ahead"
