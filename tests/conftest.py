"""The stage on which every test plays: the fixed cast."""

import pytest

from tests.factories.people import make_counselor, make_mentor, make_student


@pytest.fixture
def sam(db):
    return make_student("Sam Rivera", email="sam@brightwater.example")


@pytest.fixture
def mira(db):
    """In Los Angeles, open Monday to Friday from 9 to 5."""
    return make_mentor("Mira Holm", email="mira@alum.example", zone="America/Los_Angeles")


@pytest.fixture
def carol(db):
    return make_counselor("Carol Adeyemi", email="carol@brightwater.example", is_administrator=True)


@pytest.fixture
def otto(db):
    """A student who has nothing to do with anybody else's interview."""
    return make_student("Otto Stranger", email="otto@brightwater.example")
