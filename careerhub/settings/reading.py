"""Is what the environment says usable? If not: one sentence that says what to do, and no start."""

import logging
import re
import shlex
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

# Those that prove who they are by a password in their address, and Mailgun by a signature besides.
MAIL_PROVIDERS = ("brevo", "mailgun", "mailjet", "mailtrap", "postmark", "sendgrid", "sparkpost")
YES_OR_NO = {"true", "false", "yes", "no", "on", "off", "1", "0"}
SHORTEST_KEY = 50  # characters, and 5 different ones: what Django asks of a deployment
OBVIOUS = re.compile(
    r"django-insecure|change.?me|local-and-demo|example|password|your.?(own|key)|secret", re.I
)
NEW_KEY = shlex.join(["python3", "-c", "import secrets; print(secrets.token_urlsafe(64))"])
ADDRESSES = {
    "DATABASE_URL": (
        {"postgres", "postgresql"},
        "postgres://name:password@host:5432/careerhub",
    ),
    "REDIS_URL": ({"redis", "rediss"}, "redis://host:6379/0"),
    "EMAIL_URL": (
        {"smtp", "smtps", "smtp+tls", "smtp+ssl"},
        "smtp+tls://name:password@host:587",
    ),
    "SITE_URL": ({"http", "https"}, "https://careers.example.edu"),
}
REQUIRED = {
    "SECRET_KEY": f"a long random text, for example from: {NEW_KEY}",
    "ALLOWED_HOSTS": "the site’s host names, for example careers.example.edu",
    **{name: f"an address such as {example}" for name, (_, example) in ADDRESSES.items()},
}
Given = Mapping[str, str]


def refuse(sentence: str) -> NoReturn:
    """End the process with a sentence, whichever program it is: site, worker, beat or command."""
    raise SystemExit(
        f"CareerHub does not start: {sentence}. docs/deploy.md explains every setting."
    )


def check_readable(given: Given) -> None:
    """Refuse a value that nobody could use, wherever the site runs."""
    for name, (schemes, example) in ADDRESSES.items():
        if value := given.get(name, "").strip():
            _check_address(name, value, schemes, example)
    for name in ("DEBUG", "SECURE_SSL_REDIRECT"):
        if (value := given.get(name, "")) and value.lower() not in YES_OR_NO:
            refuse(f"{name} is “{value}”; write true or false")
    level = given.get("LOG_LEVEL", "")
    if level and level.upper() not in logging.getLevelNamesMapping():
        refuse(f"LOG_LEVEL is “{level}”; write DEBUG, INFO, WARNING or ERROR")
    _check_webhooks(given)
    for name in ("WEB_PROCESSES", "WEB_THREADS"):
        if (value := given.get(name, "")) and not (
            value.isascii() and value.isdigit() and int(value)
        ):
            refuse(f"{name} is “{value}”; write a whole number from 1")


def _check_webhooks(given: Given) -> None:
    """Who may say that emails came back could silence an address, so nobody may without a secret."""
    names = [name for name in given.get("MAIL_WEBHOOKS", "").split(",") if name]
    for name in names:
        if name not in MAIL_PROVIDERS:
            refuse(f"MAIL_WEBHOOKS names “{name}”; it knows {', '.join(MAIL_PROVIDERS)}")
    user, _colon, password = given.get("MAIL_WEBHOOK_SECRET", "").partition(":")
    if names and (not user or len(password) < 20):
        refuse("MAIL_WEBHOOKS needs MAIL_WEBHOOK_SECRET, a name and 20 characters: careerhub:…")
    if "mailgun" in names and not given.get("MAILGUN_SIGNING_KEY", ""):
        refuse("MAIL_WEBHOOKS names mailgun and needs MAILGUN_SIGNING_KEY, from its settings")


def check_complete(given: Given) -> None:
    """Refuse to run for a real office without everything that it needs."""
    if missing := [name for name in REQUIRED if not given.get(name, "").strip()]:
        first = missing[0]
        refuse(f"set {', '.join(missing)} in the environment; {first} is {REQUIRED[first]}")
    _check_key(given["SECRET_KEY"])
    if "*" in given["ALLOWED_HOSTS"].split(","):
        refuse(
            f"ALLOWED_HOSTS is “*”, which lets anybody name this site; give {REQUIRED['ALLOWED_HOSTS']}"
        )
    plain = given.get("SECURE_SSL_REDIRECT", "").lower() in {"false", "no", "off", "0"}
    if not plain and not given["SITE_URL"].startswith("https://"):
        refuse(
            f"SITE_URL is “{given['SITE_URL']}”; it begins with https:// on a site for real people"
        )


def _check_address(name: str, value: str, schemes: set[str], example: str) -> None:
    parts = _split(value)
    if parts is None or parts.scheme not in schemes:
        # the value stays unsaid: it may hold a password
        refuse(f"{name} is not an address that can be used; write it like {example}")
    if name == "DATABASE_URL" and not parts.path.strip("/"):
        refuse(f"{name} lacks the database’s name; write it like {example}")
    if name != "DATABASE_URL" and not parts.hostname:  # a database may have a socket instead
        refuse(f"{name} lacks a host; write it like {example}")


def _split(value: str) -> SplitResult | None:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises when it is not a number
    except ValueError:
        return None
    return parts


def _check_key(key: str) -> None:
    if len(key) < SHORTEST_KEY or len(set(key)) < 5:
        refuse(
            f"SECRET_KEY has {len(key)} characters and is easy to guess; give {REQUIRED['SECRET_KEY']}"
        )
    if OBVIOUS.search(key):
        refuse(f"SECRET_KEY looks like a placeholder; give {REQUIRED['SECRET_KEY']}")
