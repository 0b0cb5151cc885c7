from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from careerhub.common import clock
from careerhub.demo import time_machine
from careerhub.demo.apps import DemoConfig

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _present():
    time_machine.forget()
    yield
    time_machine.forget()


def test_a_skip_adds_up_and_is_seen_at_once():
    time_machine.skip(timedelta(hours=1))
    time_machine.skip(timedelta(days=1))
    assert time_machine.shift() == timedelta(days=1, hours=1)
    ahead = time_machine.now() - clock.machine()
    assert timedelta(days=1, hours=1) - timedelta(seconds=5) < ahead <= timedelta(days=1, hours=1)


@pytest.mark.parametrize("back", [timedelta(), timedelta(seconds=-1)])
def test_the_clock_never_goes_back(back):
    with pytest.raises(ValueError, match="only goes ahead"):
        time_machine.skip(back)
    assert time_machine.shift() == timedelta()


def test_the_demo_refuses_settings_that_are_not_its_own(settings):
    settings.DEMO = False
    config = DemoConfig.create("careerhub.demo")
    with pytest.raises(ImproperlyConfigured, match="local and demo settings only"):
        config.ready()
