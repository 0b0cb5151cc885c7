"""Who is somebody, and in which roles? Roles are profiles: a person may hold several."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from careerhub.common import clock
from careerhub.common.zones import check_zone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        # In lower case throughout: sign-in looks addresses up as they stand.
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Keyed on `id`, never on the address: addresses change and outlive accounts."""

    class HourCycle(models.TextChoices):
        TWELVE = "12", _("12-hour (3:00 pm)")
        TWENTY_FOUR = "24", _("24-hour (15:00)")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("email address"))
    full_name = models.CharField(_("name"), max_length=200, blank=True)
    called = models.CharField(_("what people call you"), max_length=100, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[check_zone])
    zone_confirmed = models.BooleanField(
        default=False
    )  # a person chose it; the browser's guess may not replace it
    hour_cycle = models.CharField(
        _("clock"), max_length=2, choices=HourCycle, default=HourCycle.TWELVE
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_an_address",
                violation_error_message=_("Somebody already signs in with this address."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.email.partition("@")[0]

    def get_short_name(self) -> str:
        """What to call the person in a sentence: “Sam”."""
        return self.called or self.get_full_name().split(" ")[0]

    @property
    def initials(self) -> str:
        words = self.get_full_name().split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @property
    def is_student(self) -> bool:
        return hasattr(self, "student")

    @property
    def is_mentor(self) -> bool:
        return hasattr(self, "mentor")

    @property
    def is_counselor(self) -> bool:
        return hasattr(self, "counselor")

    @property
    def is_administrator(self) -> bool:
        return self.is_counselor and self.counselor.is_administrator


class StudentProfile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="student")
    majors = models.CharField(_("what you study"), max_length=200, blank=True)
    school_year = models.CharField(_("year"), max_length=60, blank=True)
    first_generation = models.BooleanField(_("first in my family at college"), default=False)
    curious_about = models.TextField(_("what you would like to learn"), blank=True)

    def __str__(self) -> str:
        return str(self.user)


class MentorProfile(models.Model):
    """An alum who gives half an hour. Contact details stay hidden until an interview is booked."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mentor")
    title = models.CharField(_("job title"), max_length=200, blank=True)
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    industry = models.CharField(_("field"), max_length=100, blank=True, db_index=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    class_of = models.PositiveSmallIntegerField(_("class of"), null=True, blank=True)
    majors = models.CharField(_("studied"), max_length=200, blank=True)
    first_generation = models.BooleanField(_("first in my family at college"), default=False)
    bio = models.TextField(_("about your path"), blank=True)
    quote = models.CharField(_("in your words"), max_length=300, blank=True)
    topics = models.TextField(_("ask me about"), blank=True, help_text=_("One topic a line."))
    meeting_link = models.URLField(_("video link"), max_length=500, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_listed = models.BooleanField(_("shown in the directory"), default=True)
    # Names live on User; `name` repeats the full name so that one stored vector can be searched.
    name = models.CharField(max_length=200, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("name", "title", "employer", weight="A", config="english")
        + SearchVector("industry", "majors", "topics", weight="B", config="english")
        + SearchVector("bio", "city", "quote", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="mentor_search"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="mentor_name_trgm"),
            GinIndex(OpClass(Upper("employer"), name="gin_trgm_ops"), name="mentor_employer_trgm"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="mentor_title_trgm"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def topic_list(self) -> list[str]:
        return [line.strip() for line in self.topics.splitlines() if line.strip()]


class CounselorProfile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="counselor")
    title = models.CharField(_("title"), max_length=100, blank=True)
    is_administrator = models.BooleanField(
        _("administrator"),
        default=False,
        help_text=_("May also change policies and terms."),
    )

    def __str__(self) -> str:
        return str(self.user)


class Invitation(models.Model):
    """The office asks an alum to join. The link carries `key`; using it up needs a POST."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("email address"))
    full_name = models.CharField(_("name"), max_length=200, blank=True)
    # what the office knows already, by the name of the profile's field; the alum corrects it on joining
    details = models.JSONField(default=dict, db_default={}, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.email
