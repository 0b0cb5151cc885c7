import pytest
from django.db import DataError, connection, transaction

from careerhub.outbox import statements

pytestmark = pytest.mark.django_db


def test_a_statement_is_planned_once_a_connection():
    question = "SELECT %s::int + 20261"
    assert [statements.run(question, [number]) for number in range(8)] == [
        [(20261 + number,)] for number in range(8)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements "
            "WHERE statement LIKE '%20261' AND NOT from_sql"
        )
        assert cursor.fetchall() == [(8,)]


def test_an_error_is_told_as_django_tells_it():
    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        statements.run("SELECT 1 / %s::int", [0])
    assert statements.run("SELECT 1 / %s::int", [1]) == [(1,)]
