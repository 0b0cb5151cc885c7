"""Is everything that the site stands on in order? One answer a part, each true or a sentence."""

from collections.abc import Callable
from datetime import datetime

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from .checks import disagreeing_zones

LATE = 300  # seconds; the oldest due email may wait this long after any single failure


def look(*, now: datetime) -> tuple[bool, dict[str, object]]:
    """Whether all is well, and what was found: database, broker, zone rules, waiting email."""
    found: dict[str, object] = {}
    found["database"] = _try(_database, DatabaseError)
    found["broker"] = _try(_broker, redis.RedisError, OSError, ValueError)
    if found["database"] == "ok":
        found["zone_rules"] = _try(_zone_rules, DatabaseError)
        age = _oldest_due(now)
        if age is not None:
            found["oldest_due_email_seconds"] = age
            found["email"] = "ok" if age <= LATE else "late"
    parts = ("database", "broker", "zone_rules", "email")
    return all(found.get(part, "ok") == "ok" for part in parts), found


def _try(part: Callable[[], str], *errors: type[Exception]) -> str:
    try:
        return part()
    except errors:
        return "does not answer"  # why is in the log of that server; nothing inner goes out


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _broker() -> str:
    with redis.Redis.from_url(
        settings.CELERY_BROKER_URL, socket_connect_timeout=2, socket_timeout=2
    ) as client:
        client.ping()
    return "ok"


def _zone_rules() -> str:
    zones = disagreeing_zones()
    return f"Postgres and Python disagree about {', '.join(zones)}" if zones else "ok"


def _oldest_due(now: datetime) -> int | None:
    """How many seconds the oldest due email has waited; the settings say whom to ask."""
    try:
        ask = import_string(settings.READY_ASKS_LAG_OF)
    except ImportError:
        return None
    return int(ask(now=now).total_seconds())
