from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from careerhub.common import clock
from careerhub.outbox.models import State
from tests.factories.outbox import NOON, make_email

pytestmark = pytest.mark.django_db


def read(client, **headers):
    with clock.standing_at(NOON):
        return client.get("/metrics", **headers)


def figures(answer):
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_figures_of_the_outbox(client):
    make_email(send_at=NOON - timedelta(minutes=7))
    make_email(send_at=NOON + timedelta(minutes=7))
    make_email("reminder", state=State.SENT, sent_at=NOON)
    make_email("reminder", state=State.FAILED)
    answer = read(client)
    assert (answer.status_code, answer["Content-Type"][:10]) == (200, "text/plain")
    told = figures(answer)
    assert told["careerhub_outbox_lag_seconds",] == 420
    assert told["careerhub_outbox_due",] == 1
    assert told["careerhub_outbox_emails", "scheduled"] == 2
    assert told["careerhub_outbox_emails", "held"] == 0
    assert told["careerhub_outbox_sent_last_hour", "reminder"] == 1
    assert told["careerhub_outbox_troubled", "reminder", "failed"] == 1


@pytest.mark.parametrize(
    "headers", [{"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}]
)
def test_from_elsewhere_there_is_no_such_page(client, headers):
    assert read(client, **headers).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"), [("Bearer right", 200), ("Bearer wrong", 404), ("Bearer ünïcode", 404)]
)
def test_with_a_token_only_the_token_opens(client, settings, given, status):
    settings.METRICS_TOKEN = "right"
    assert read(client, HTTP_AUTHORIZATION=given, REMOTE_ADDR="10.0.0.7").status_code == status
    assert read(client).status_code == 404
