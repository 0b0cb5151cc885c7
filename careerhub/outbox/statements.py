"""How is a statement of our own run, hundreds of times a second? Planned once a connection, values apart.

Django's cursor writes the values into the text, so the server reads and plans it anew each time and
every letter is escaped on the way.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def run(statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run it in the present transaction; the rows it answers with."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement.encode(), params, prepare=True)
        return cursor.fetchall() if cursor.description else []
