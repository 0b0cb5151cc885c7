"""Students' pages are looked at on one Monday at noon in New York."""

from datetime import date

import pytest

from careerhub.common import clock
from careerhub.office.models import Term
from tests.factories.interviews import NOON


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def as_sam(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def term(db):
    return Term.objects.create(name="Spring", starts_on=date(2026, 1, 12), ends_on=date(2026, 5, 8))
