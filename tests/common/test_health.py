import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings

from careerhub.common import checks, clock
from careerhub.common.checks import disagreeing_zones, missing_extensions
from tests.interviews.zone_file import new_rules

NOON = datetime(2026, 10, 19, 12, tzinfo=UTC)
NOBODY = "redis://127.0.0.1:1/0"


def lag_of_six_minutes(*, now):
    return timedelta(minutes=6)


def lag_of_a_second(*, now):
    return timedelta(seconds=1)


def test_alive_asks_no_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_alive_is_only_read(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
@override_settings(READY_ASKS_LAG_OF=f"{__name__}.lag_of_a_second")
def test_ready_names_every_part(client):
    with clock.standing_at(NOON):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "ready": True,
            "database": "ok",
            "broker": "ok",
            "zone_rules": "ok",
            "oldest_due_email_seconds": 1,
            "email": "ok",
        },
    )


@pytest.mark.django_db
@override_settings(READY_ASKS_LAG_OF=f"{__name__}.lag_of_six_minutes")
def test_an_email_that_waits_too_long_makes_it_unready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["email"], answer.json()["oldest_due_email_seconds"]) == ("late", 360)


@pytest.mark.django_db
@override_settings(CELERY_BROKER_URL=NOBODY)
def test_a_broker_that_is_away_makes_it_unready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (503, "does not answer")


@pytest.mark.django_db
def test_postgres_and_python_agree_about_local_time():
    assert disagreeing_zones() == []


@pytest.mark.django_db
def test_a_zone_that_postgres_does_not_know_is_named(monkeypatch):
    monkeypatch.setattr(checks, "PROBES", (("Europe/London", NOON), ("Atlantis/Lost", NOON)))
    assert disagreeing_zones() == ["Atlantis/Lost"]


@pytest.mark.django_db
@override_settings(READY_ASKS_LAG_OF=f"{__name__}.lag_of_a_second")
def test_rules_that_python_has_and_postgres_has_not_are_named_everywhere(client, tmp_path, capsys):
    with new_rules(tmp_path, "Africa/Cairo", 5):
        assert disagreeing_zones() == ["Africa/Cairo"]
        answer = client.get("/readyz")
        call_command("check", database=["default"])
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert answer.json()["zone_rules"] == "Postgres and Python disagree about Africa/Cairo"
    warned = capsys.readouterr().err
    assert "(common.W001) Postgres and Python disagree about local time in Africa/Cairo." in warned
    assert disagreeing_zones() == []


@pytest.mark.django_db
def test_an_extension_that_the_server_lacks_is_named(monkeypatch):
    assert missing_extensions() == []
    monkeypatch.setattr(checks, "EXTENSIONS", ("pg_trgm", "telepathy"))
    assert missing_extensions() == ["telepathy"]


@pytest.mark.django_db
def test_the_databases_own_check_finds_nothing(capsys):
    call_command("check", database=["default"])
    assert "no issues" in capsys.readouterr().out


def test_time_zone_rules_come_from_the_package_not_the_machine():
    code = (
        "import careerhub.settings.local, zoneinfo, importlib.resources as files;"
        "print(zoneinfo.TZPATH, zoneinfo.ZoneInfo('Europe/London').key)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "() Europe/London\n"
