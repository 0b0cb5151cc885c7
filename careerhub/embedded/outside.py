"""Do the servers that were named from outside answer?"""

import smtplib
from collections.abc import Mapping

import environ
import psycopg
import redis

from .trouble import CannotStart

PATIENCE = 5  # seconds for a server to answer
FIRST_VERSION = 140000  # Postgres 14
EXTENSIONS = ("btree_gist", "pg_trgm")


def require_servers(env: Mapping[str, str]) -> None:
    """Refuse, in one sentence, the first of the named servers that cannot be used."""
    if url := env.get("DATABASE_URL"):
        require_database(url)
    if url := env.get("REDIS_URL"):
        require_broker(url)
    if url := env.get("EMAIL_URL"):
        require_mail(url)


def require_database(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
            version = connection.info.server_version
            offered = connection.execute(
                "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [list(EXTENSIONS)]
            )
            found = {name for (name,) in offered}
    except (psycopg.Error, ValueError, UnicodeError) as error:
        raise CannotStart(
            f"The database in DATABASE_URL cannot be used ({_first_line(error)}); "
            "start it or correct DATABASE_URL, or leave it unset to use the one that comes along"
        ) from error
    if version < FIRST_VERSION:
        raise CannotStart(
            f"DATABASE_URL leads to Postgres {version // 10000}; use Postgres 14 or newer"
        )
    if missing := [name for name in EXTENSIONS if name not in found]:
        raise CannotStart(
            f"The Postgres in DATABASE_URL lacks the extension {' and '.join(missing)}; "
            "install the package postgresql-contrib there and start again"
        )


def require_broker(url: str) -> None:
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
        client.ping()
        client.close()
    except (redis.RedisError, ValueError, OSError) as error:
        raise CannotStart(
            f"The Redis or Valkey in REDIS_URL cannot be used ({_first_line(error)}); "
            "start it or correct REDIS_URL, or leave it unset to use the one that comes along"
        ) from error


def require_mail(url: str) -> None:
    try:
        wanted = environ.Env.email_url_config(url)
        if not str(wanted["EMAIL_BACKEND"]).endswith("smtp.EmailBackend"):
            return
        kind = smtplib.SMTP_SSL if wanted.get("EMAIL_USE_SSL") else smtplib.SMTP
        with kind(wanted["EMAIL_HOST"], wanted["EMAIL_PORT"] or 25, timeout=PATIENCE) as server:
            server.noop()
    except (
        OSError,
        smtplib.SMTPException,
        ValueError,
        KeyError,
        environ.ImproperlyConfigured,
    ) as error:
        raise CannotStart(
            f"The mail server in EMAIL_URL cannot be used ({_first_line(error)}); "
            "start it or correct EMAIL_URL, or leave it unset to catch every email in var/mail"
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
