"""Tests: the demo on, a fast hasher, plain static files."""

from .base import DATABASES, env
from .local import *  # noqa: F403

DEMO_PATIENCE = 0.0  # no worker runs beside the quick tests
DEMO_CLOCK = False  # tests move the clock themselves
WHITENOISE_AUTOREFRESH = True  # else every new client lists all files that the journeys gathered
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if suffix := env.str("TEST_DB_SUFFIX", default=""):
    DATABASES["default"]["TEST"] = {"NAME": f"test_careerhub_{suffix}"}
