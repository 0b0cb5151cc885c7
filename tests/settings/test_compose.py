from pathlib import Path

import pytest
import yaml

from careerhub.settings.reading import REQUIRED

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_every_process_of_the_design_is_a_service():
    assert sorted(SERVICES) == [
        "beat", "mail", "migrate", "postgres", "valkey", "web", "worker",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_has_a_health_check_and_comes_back(name):
    assert "test" in SERVICES[name]["healthcheck"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["beat", "migrate", "web", "worker"])
def test_every_process_of_ours_has_all_that_production_requires(name):
    assert set(REQUIRED) - set(SERVICES[name]["environment"]) == set()


def test_only_development_has_a_mail_catcher():
    assert {name: s["profiles"] for name, s in SERVICES.items() if "profiles" in s} == {
        "mail": ["development"]
    }


def test_nothing_is_open_to_the_network():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(ports) == 2
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]
