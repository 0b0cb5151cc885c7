import pytest
from django.core.cache import cache

from careerhub.office.models import Policies


@pytest.fixture
def office(db):
    """Students have addresses at brightwater.example."""
    return Policies.objects.create(pk=1, student_domains=["brightwater.example"])


@pytest.fixture(autouse=True)
def _no_tries_counted():
    cache.clear()
