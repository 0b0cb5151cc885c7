"""A browser for each person, and a clock that stands where the test says."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from careerhub.common import clock

# Mira's first opening: Wednesday 9:00 am in Los Angeles, noon in New York.
MEETING = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)


@pytest.fixture
def browse():
    def signed_in(person=None):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def at():
    """`with at(instant):` lets the pages believe that it is then."""
    return clock.standing_at
