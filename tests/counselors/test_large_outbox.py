"""However many emails there are, a page of the outbox costs the database the same few milliseconds."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careerhub.common import clock
from tests.factories.interviews import NOON
from tests.factories.outbox import make_email
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
LIST = "/counselors/outbox/"
MANY = 30_000
FILL = """
INSERT INTO outbox_email (key, about, kind, urgency, reader_id, reason, send_at, expires_at, state,
  moved_by_hand, state_by_hand, letter, subject, text, attempts, refusals, sent_at, to_address,
  created_at)
SELECT 'e' || n, 'thing:' || n, 'note', 1, %s, '', %s + n * interval '1 min',
  %s + n * interval '1 min' + interval '9 d',
  CASE WHEN n > 0 THEN 'scheduled' WHEN n %% 3 = 0 THEN 'withdrawn' ELSE 'sent' END,
  false, false, '', '', '', 0, 0, %s, '', %s FROM generate_series(%s, %s) AS n
"""


@pytest.fixture
def crowded(client, carol):
    client.force_login(carol)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [make_user().pk, *[NOON] * 4, -MANY // 2, MANY // 2])
        cursor.execute("ANALYZE outbox_email")
    return client


def statements_of(client, **query):
    with clock.standing_at(NOON), CaptureQueriesContext(connection) as queries:
        answer = client.get(LIST, query)
    assert answer.status_code == 200
    mail = [each["sql"] for each in queries if "outbox_email" in each["sql"]]
    return answer, mail


def rows_read(node):
    mine = node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0)
    return mine + sum(rows_read(child) for child in node.get("Plans", []))


@pytest.mark.parametrize("show", ["look", "scheduled", "sent", "stopped"])
@pytest.mark.parametrize("page", ["1", "20"])
def test_no_question_reads_more_than_what_stands_before_the_end_of_the_page(crowded, show, page):
    _answer, asked = statements_of(crowded, show=show, page=page)
    assert asked
    for statement in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
            (said,) = cursor.fetchone()
        plan = said[0]["Plan"] if isinstance(said, list) else json.loads(said)[0]["Plan"]
        assert rows_read(plan) < 16_000, statement


def test_a_count_that_nobody_needs_exactly_is_capped(crowded):
    answer, _asked = statements_of(crowded, show="sent")
    shown = {str(tab.label): tab.shown for tab in answer.context["tabs"]}
    assert (shown["Sent"], shown["Scheduled"], shown["Held"]) == ("1,000+", "1,000+", "0")
    assert answer.context["page"].paginator.num_pages == 20


def test_the_drawer_reads_in_the_same_order_across_states(crowded, carol):
    late = [
        make_email(state=state, reader=carol, send_at=NOON.replace(month=1, day=day))
        for day, state in ((3, "failed"), (1, "scheduled"), (2, "held"))
    ]
    answer, _asked = statements_of(crowded, show="look")
    assert [row.email.pk for row in answer.context["rows"]] == [late[1].pk, late[2].pk, late[0].pk]
