"""A laptop: the demo is on, http is fine, a fixed key."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, SECRET_KEY, TEMPLATES, env

SECRET_KEY = SECRET_KEY or "local-and-demo-only-never-in-production"
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["*"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
OUTBOX_DOMAIN_PACE = env.int("OUTBOX_DOMAIN_PACE", default=0)  # the mail catcher blocks nobody
DEMO = True
DEMO_CLOCK = True
DEMO_PATIENCE = 4.0
INSTALLED_APPS = [*INSTALLED_APPS, "careerhub.embedded", "careerhub.demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("careerhub.demo.context.demo")
