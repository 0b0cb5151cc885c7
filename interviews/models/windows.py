"""Who is free when, and what does the directory know of everybody? A cache: booking never trusts it."""

from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from careerhub.people.models import User

# An entry that is due since then has never been worked out, or something under it has changed.
LONG_DUE = datetime(1970, 1, 1, tzinfo=UTC)
# A window is cut here, so that one range of `first_start_at` finds all that reach into a moment.
LONGEST_WINDOW_HOURS = 4


class DirectoryEntry(models.Model):
    """One alum as the directory counts them: the slim row that 50,000 people are narrowed and ordered by.

    The database repeats the profile here with every change of it (triggers of migration 0003), and
    makes an entry due when something that its times rest on changes. The rest `refresh_windows` writes.
    """

    mentor = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="directory_entry"
    )
    is_shown = models.BooleanField(default=False)  # listed, and the account is active
    first_generation = models.BooleanField(default=False)
    field = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    majors = models.CharField(max_length=200, blank=True)  # as the profile has them

    given = models.PositiveIntegerField(default=0)  # promised or held this term
    term_cap = models.PositiveSmallIntegerField(null=True, blank=True)  # the stricter of the two
    in_term = models.BooleanField(default=False)  # between terms no term's cap binds
    has_hours = models.BooleanField(default=False)
    resting_until = models.DateField(null=True, blank=True)
    booker_not_before = models.TimeField(null=True, blank=True)
    # the first start outside notice when last looked at: nobody is free before it
    soonest_at = models.DateTimeField(null=True, blank=True)
    soonest_from = models.DateTimeField(null=True, blank=True)  # when its day enters the window
    # when the last start of its window comes inside notice
    soonest_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=LONG_DUE)

    class Meta:
        verbose_name_plural = "directory entries"
        indexes = [models.Index(fields=["due_at"], name="entry_due")]

    def __str__(self) -> str:
        return f"entry of {self.mentor}"


class DirectoryWords(models.Model):
    """What of a profile is compared by the word; kept by the same triggers."""

    mentor = models.OneToOneField(
        DirectoryEntry, primary_key=True, on_delete=models.CASCADE, related_name="words"
    )
    majors = ArrayField(models.TextField(), default=list, blank=True)
    majors_folded = ArrayField(models.TextField(), default=list, blank=True)
    topic_words = ArrayField(
        models.TextField(), default=list, blank=True
    )  # lower case, telling ones

    class Meta:
        verbose_name_plural = "directory words"
        indexes = [
            GinIndex(fields=["majors"], name="words_majors"),
            GinIndex(fields=["majors_folded"], name="words_majors_folded"),
            GinIndex(fields=["topic_words"], name="words_topics"),
        ]

    def __str__(self) -> str:
        return f"words of {self.mentor_id}"


class FreeWindow(models.Model):
    """Starts that could be booked, `step_minutes` apart, of one alum on one day of theirs.

    Notice and the booking window are applied when it is read: a start counts from `shown_from` on,
    until `notice_minutes` before it. So the row stays right while time passes.
    """

    pk = models.CompositePrimaryKey("mentor_id", "first_start_at")
    mentor = models.ForeignKey(
        DirectoryEntry, on_delete=models.CASCADE, related_name="windows", db_index=False
    )
    first_start_at = models.DateTimeField()
    last_start_at = models.DateTimeField()
    shown_from = models.DateTimeField()
    step_minutes = models.SmallIntegerField()
    length_minutes = models.SmallIntegerField()
    notice_minutes = models.SmallIntegerField()
    booker_not_before = models.TimeField(null=True, blank=True)  # on the clock of whoever reads

    class Meta:
        indexes = [
            models.Index(
                fields=["first_start_at"],
                include=[
                    "mentor", "last_start_at", "shown_from",
                    "step_minutes", "length_minutes", "notice_minutes", "booker_not_before",
                ],
                name="window_first_start",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.mentor_id}: {self.first_start_at:%Y-%m-%d %H:%M}"
