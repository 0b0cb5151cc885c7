"""How does the outbox do, in figures for a monitoring program?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily, Metric

from . import health
from .models import Email, State

HOUR = timedelta(hours=1)
UNSETTLED = (*health.UNSENT, State.HELD, State.UNCERTAIN, State.FAILED)


def metrics(*, now: datetime) -> Iterator[Metric]:
    late = health.lag(now=now).total_seconds()
    yield GaugeMetricFamily(
        "careerhub_outbox_lag_seconds", "Age of the oldest due, unsent email", value=late
    )
    due = Email.objects.filter(state__in=health.UNSENT, send_at__lte=now).count()
    yield GaugeMetricFamily("careerhub_outbox_due", "Due emails that have not gone", value=due)
    yield _states()
    yield _sent(now)
    yield _failed()


def _states() -> Metric:
    found = GaugeMetricFamily(
        "careerhub_outbox_emails", "Emails that are not settled", labels=["state"]
    )
    unsettled = Email.objects.filter(state__in=UNSETTLED)  # of the others there may be a million
    counted = dict(unsettled.values_list("state").annotate(count=Count("*")).order_by())
    for state in UNSETTLED:
        found.add_metric([state.value], counted.get(state.value, 0))
    return found


def _sent(now: datetime) -> Metric:
    found = GaugeMetricFamily(
        "careerhub_outbox_sent_last_hour", "Emails due and sent in the last hour", labels=["kind"]
    )
    sent = Email.objects.filter(state=State.SENT, send_at__gt=now - HOUR, send_at__lte=now)
    for kind, count in sent.values_list("kind").annotate(count=Count("*")).order_by("kind"):
        found.add_metric([kind], count)
    return found


def _failed() -> Metric:
    found = GaugeMetricFamily(
        "careerhub_outbox_troubled", "Emails that wait for a person", labels=["kind", "state"]
    )
    troubled = Email.objects.filter(state__in=(State.FAILED, State.UNCERTAIN))
    counted = troubled.values_list("kind", "state").annotate(count=Count("*"))
    for kind, state, count in counted.order_by("kind", "state"):
        found.add_metric([kind, state], count)
    return found
