"""Everything the site needs, read from the environment; the other modules here only override."""

import os
import zoneinfo
from pathlib import Path
from typing import Any

import environ

from .reading import check_readable

check_readable(os.environ)

# One set of time zone rules everywhere: the pinned tzdata package, never the machine's own files.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "careerhub.common",
    "careerhub.outbox",
    "careerhub.office",
    "careerhub.people",
    "interviews",
    "careerhub.students",
    "careerhub.alumni",
    "careerhub.counselors",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "careerhub.common.static.ServedFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_include_bootstrap",
    "heroicons",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "careerhub.office.middleware.ReadingOnceMiddleware",
    "careerhub.people.middleware.ZoneMiddleware",
    "careerhub.people.middleware.RoleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "careerhub.urls"
WSGI_APPLICATION = "careerhub.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careerhub.common.context.shell",
                "careerhub.office.context.office",
            ],
        },
    },
]

# The database, the broker and the mail server: one address each.
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///careerhub")}
DATABASES["default"]["CONN_MAX_AGE"] = 600  # seconds; each thread keeps its connection
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Our own statements are planned once a connection (outbox/statements.py); Django's stay as they are.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)
if pool := env.int("DATABASE_POOL", default=0):  # the web's threads share; a worker's fork may not
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool}
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:2525"))
# Which mail providers may tell us what came back, and how they prove that it is them.
MAIL_WEBHOOKS: list[str] = env.list("MAIL_WEBHOOKS", default=[])
ANYMAIL = {
    "WEBHOOK_SECRET": env.str("MAIL_WEBHOOK_SECRET", default=""),
    "MAILGUN_WEBHOOK_SIGNING_KEY": env.str("MAILGUN_SIGNING_KEY", default=""),
}
READY_ASKS_LAG_OF = "careerhub.outbox.health.lag"
METRICS_OF = "careerhub.outbox.metrics.metrics"
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # empty: only programs on this machine
# connections to the mail server that one worker opens where many emails wait
OUTBOX_LINES = env.int("OUTBOX_LINES", default=4)
# emails a minute to one recipient's domain, whatever the number of workers; 0 for no pace
OUTBOX_DOMAIN_PACE = env.int("OUTBOX_DOMAIN_PACE", default=300)
EMAIL_TIMEOUT = 20  # seconds; a server that hangs in DATA must not hold a worker for ever

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "careerhub",
    },
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # a wake-up that is lost is followed by another in seconds
CELERY_WORKER_DISABLE_PREFETCH = True  # nothing waits in a worker, all in the broker
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a broker that is away for an hour comes back, too
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A broker that went away was asked to take back what a worker had in hand, and the worker died of
    # its silence. No wake-up is worth taking back.
    "ack_emulation": False,
    "health_check_interval": 10,
    "socket_keepalive": True,
}
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")

# People sign in with an email address: by password or by a code sent to it.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["careerhub.people.backends.EmailBackend"]
# Addresses are unique whatever their case: a constraint on Lower("email"), which W004 cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:home"
LOGOUT_REDIRECT_URL = "office:landing"
ACCOUNT_ADAPTER = "careerhub.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password, a code is sent each time
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # campus mail servers delay a first email by minutes
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever changes how one signs in, the owner hears of it
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https:") else "http"
# allauth counts tries per address of the client; behind proxies it must know how many to trust.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "signup": "careerhub.people.forms.StudentSignupForm",
    "login": "careerhub.people.sign_in_forms.LoginForm",
    "request_login_code": "careerhub.people.sign_in_forms.RequestCodeForm",
    "confirm_login_code": "careerhub.people.sign_in_forms.CodeForm",
    "confirm_email_verification_code": "careerhub.people.sign_in_forms.ProveAddressForm",
    "add_email": "careerhub.people.sign_in_forms.AddAddressForm",
    "reset_password": "careerhub.people.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "careerhub.people.sign_in_forms.NewPasswordForm",
    "change_password": "careerhub.people.sign_in_forms.ChangePasswordForm",
    "set_password": "careerhub.people.sign_in_forms.SetPasswordForm",
    "reauthenticate": "careerhub.people.sign_in_forms.SignInAgainForm",
}
# A passkey is one more way in, beside the code; never a second lock on top of it.
MFA_ADAPTER = "careerhub.people.adapter.PasskeyAdapter"
MFA_FORMS = {"add_webauthn": "careerhub.people.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "webp", "jpg", "woff2", "gz", "br", "ico")
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Only what the site serves itself may load; no inline script or style (Django passes none).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "careerhub.common.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
DEMO = False
DEMO_PATIENCE = 0.0  # seconds that a skip of the demo's clock waits for the workers at each stop
DEMO_CLOCK = False  # the demo moves the one clock only where this is on too

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
}
