"""What can a monitoring program read? Each figure that the settings name, as Prometheus text."""

import hmac
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

LOOPBACK = {"127.0.0.1", "::1"}


class Told(Collector):
    """Figures that the database knows: read when somebody asks, never counted in a process."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self.metrics = list(metrics)

    def collect(self) -> Iterator[Metric]:
        yield from self.metrics


def text(*, now: datetime) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Told(import_string(settings.METRICS_OF)(now=now)))
    return generate_latest(registry)


def may_read(request: HttpRequest) -> bool:
    """Whoever has the token; without one, only a program on this machine that no proxy speaks for."""
    token: str = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded
