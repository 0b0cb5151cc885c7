"""The site as it is, and beside it the two libraries that it is measured against."""

from careerhub.settings.test import *  # noqa: F403
from careerhub.settings.test import INSTALLED_APPS, LOGGING

INSTALLED_APPS = [*INSTALLED_APPS, "post_office", "mailer"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# what both recommend for several workers
POST_OFFICE = {"BATCH_SIZE": 1000}
MAILER_USE_FILE_LOCK = False
OUTBOX_DOMAIN_PACE = 100_000  # on, and out of the way: everybody here has one domain
LOGGING["loggers"] = {name: {"level": "ERROR"} for name in ("mailer", "post_office")}
OUTBOX_LINES = 5  # as many as django-post_office opens
