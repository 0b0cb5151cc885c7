import subprocess
import sys

import pytest

from careerhub.settings.reading import check_complete, check_readable

KEY = "q7mZ0Wb4s1XcVfT9hJkL2nPd5gRy8uEaQwZxCvBnMlKjHgFdSaPo"
WHOLE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "careers.example.edu",
    "DATABASE_URL": "postgres://careerhub:pw@db:5432/careerhub",
    "REDIS_URL": "redis://valkey:6379/0",
    "EMAIL_URL": "smtp+tls://office:pw@mail.example.edu:587",
    "SITE_URL": "https://careers.example.edu",
}
KINDS = "docs/deploy.md explains every setting."
ADDRESS = "is not an address that can be used; write it like"


def refusal(check, given):
    with pytest.raises(SystemExit) as caught:
        check(given)
    return caught.value.code.removeprefix("CareerHub does not start: ").removesuffix(f". {KINDS}")


def test_a_whole_environment_is_accepted():
    assert check_readable(WHOLE) is None
    assert check_complete(WHOLE) is None


def test_an_empty_environment_is_readable():
    assert check_readable({}) is None


@pytest.mark.parametrize("name", WHOLE)
def test_each_setting_is_required(name):
    said = refusal(check_complete, {**WHOLE, name: "  "})
    assert said.startswith(f"set {name} in the environment; {name} is ")


def test_all_missing_settings_are_named_at_once():
    said = refusal(check_complete, {"SITE_URL": "https://careers.example.edu"})
    assert said.startswith(
        "set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, REDIS_URL, EMAIL_URL in the environment"
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("short", "SECRET_KEY has 5 characters and is easy to guess"),
        ("ab" * 40, "SECRET_KEY has 80 characters and is easy to guess"),
        ("please-change-me-" + KEY, "SECRET_KEY looks like a placeholder"),
        ("django-insecure-" + KEY, "SECRET_KEY looks like a placeholder"),
    ],
)
def test_a_weak_key_is_refused(key, words):
    assert refusal(check_complete, {**WHOLE, "SECRET_KEY": key}).startswith(words)


def test_any_host_is_refused():
    said = refusal(check_complete, {**WHOLE, "ALLOWED_HOSTS": "careers.example.edu,*"})
    assert said.startswith("ALLOWED_HOSTS is “*”, which lets anybody name this site")


def test_plain_http_needs_to_be_wanted():
    plain = {**WHOLE, "SITE_URL": "http://careers.internal"}
    assert refusal(check_complete, plain).startswith("SITE_URL is “http://careers.internal”")
    assert check_complete({**plain, "SECURE_SSL_REDIRECT": "false"}) is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://u:p@h/d", ADDRESS),
        ("DATABASE_URL", "postgres://h:port/d", ADDRESS),
        ("DATABASE_URL", "postgres://u:p@h", "lacks the database’s name; write it like"),
        ("REDIS_URL", "valkey", ADDRESS),
        ("REDIS_URL", "redis://", "lacks a host; write it like"),
        ("EMAIL_URL", "consolemail://", ADDRESS),
        ("SITE_URL", "careers.example.edu", ADDRESS),
        ("LOG_LEVEL", "loud", "is “loud”; write DEBUG, INFO, WARNING or ERROR"),
        ("SECURE_SSL_REDIRECT", "maybe", "is “maybe”; write true or false"),
        ("WEB_THREADS", "0", "is “0”; write a whole number from 1"),
        ("WEB_THREADS", "-2", "is “-2”; write a whole number from 1"),
    ],
)
def test_a_value_that_nobody_can_use_is_refused(name, value, words):
    assert refusal(check_readable, {name: value}).startswith(f"{name} {words}")


def test_a_password_is_never_repeated():
    assert "hunter2" not in refusal(check_readable, {"DATABASE_URL": "mysql://u:hunter2@h/d"})


@pytest.mark.parametrize(
    "program",
    [
        ["manage.py", "check"],
        ["-m", "celery", "-A", "careerhub", "worker"],
        ["-m", "celery", "-A", "careerhub", "beat"],
        ["-m", "gunicorn", "-c", "python:careerhub.settings.gunicorn"],
    ],
)
def test_every_program_ends_with_the_sentence_and_no_traceback(program):
    given = {name: value for name, value in WHOLE.items() if name != "SECRET_KEY"}
    ended = subprocess.run(
        [sys.executable, *program],
        env={**given, "DJANGO_SETTINGS_MODULE": "careerhub.settings.production"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    lines = [line for line in ended.stderr.splitlines() if "[INFO]" not in line]
    assert ended.returncode == 1
    assert [line[:65] for line in lines] == [
        "CareerHub does not start: set SECRET_KEY in the environment; SECR"
    ]


def test_a_complete_deployment_passes_djangos_own_check():
    ended = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={**WHOLE, "DJANGO_SETTINGS_MODULE": "careerhub.settings.production"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, "no issues" in ended.stdout) == (0, True), ended.stderr


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"MAIL_WEBHOOKS": "pigeon"}, "MAIL_WEBHOOKS names “pigeon”; it knows brevo, mailgun,"),
        ({"MAIL_WEBHOOKS": "postmark"}, "MAIL_WEBHOOKS needs MAIL_WEBHOOK_SECRET"),
        (
            {"MAIL_WEBHOOKS": "postmark", "MAIL_WEBHOOK_SECRET": "careerhub:short"},
            "MAIL_WEBHOOKS needs MAIL_WEBHOOK_SECRET",
        ),
        (
            {"MAIL_WEBHOOKS": "postmark,mailgun", "MAIL_WEBHOOK_SECRET": "careerhub:" + "x" * 20},
            "MAIL_WEBHOOKS names mailgun and needs MAILGUN_SIGNING_KEY",
        ),
    ],
)
def test_providers_may_not_call_without_a_secret(given, words):
    assert refusal(check_readable, given).startswith(words)


def test_providers_with_their_secrets_may_call():
    given = {"MAIL_WEBHOOKS": "postmark,mailgun", "MAIL_WEBHOOK_SECRET": "careerhub:" + "x" * 20}
    assert check_readable({**given, "MAILGUN_SIGNING_KEY": "key"}) is None
