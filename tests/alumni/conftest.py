"""A browser for each person, and a clock that stands where the test says."""

import pytest
from django.test import Client

from careerhub.common import clock


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
