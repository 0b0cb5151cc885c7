import os
import smtplib
import socket
import sys
import time
from email.message import EmailMessage

import psycopg
import pytest

from careerhub.embedded import outside, postgres
from careerhub.embedded.children import start, wait_until
from careerhub.embedded.lock import hold_folder, holder
from careerhub.embedded.mail import run_mail_catcher
from careerhub.embedded.ports import free_port, read_port, require_free
from careerhub.embedded.surroundings import count_workers, surroundings
from careerhub.embedded.trouble import CannotStart
from careerhub.embedded.watch import first_gone

WRONG_PORT = "PORT is “{}”; give a number from 1 to 65535, for example: make run PORT=8001"


@pytest.mark.parametrize("text", ["", "eighty", "0", "65536", "-1", "80.5", "８０"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(CannotStart) as caught:
        read_port(text)
    assert str(caught.value) == WRONG_PORT.format(text)


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8000", 8000), ("65535", 65535)])
def test_a_port_is_read(text, port):
    assert read_port(text) == port


def test_a_taken_port_names_the_next():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is taken by another program"):
            require_free(port)
    assert require_free(free_port()) is None


@pytest.mark.parametrize("text", ["none", "0", "65", "-2"])
def test_a_number_of_workers_that_is_none_is_refused(text):
    with pytest.raises(CannotStart, match=f"WORKERS is “{text}”"):
        count_workers(text)


def test_what_is_given_from_outside_stays(tmp_path):
    given = {"SITE_URL": "http://elsewhere:9", "DATABASE_URL": "postgres://h/d"}
    found = surroundings(given, var=tmp_path, address="http://127.0.0.1:8000")
    assert (found["SITE_URL"], found["DATABASE_URL"]) == ("http://elsewhere:9", "postgres://h/d")
    assert (found["VAR_DIR"], found["PYTHONTZPATH"]) == (str(tmp_path), "")


def test_one_run_a_folder(tmp_path):
    assert holder(tmp_path) is None
    with hold_folder(tmp_path, address="http://127.0.0.1:8000"):
        assert holder(tmp_path) == os.getpid()
        with pytest.raises(CannotStart) as caught:
            hold_folder(tmp_path, address="http://127.0.0.1:8001")
    assert str(caught.value) == (
        "CareerHub already runs in this folder: open http://127.0.0.1:8000, "
        f"or stop it with: kill {os.getpid()}"
    )
    hold_folder(tmp_path, address="http://127.0.0.1:8001").close()
    assert holder(tmp_path) is None


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match=r"file/var cannot be written \(Not a directory\)"):
        hold_folder(tmp_path / "file" / "var", address="")


@pytest.mark.parametrize(
    ("ask", "url", "words"),
    [
        (outside.require_database, "postgres://127.0.0.1:1/x", "The database in DATABASE_URL"),
        (outside.require_broker, "redis://127.0.0.1:1/0", "The Redis or Valkey in REDIS_URL"),
        (outside.require_mail, "smtp://127.0.0.1:1", "The mail server in EMAIL_URL"),
    ],
)
def test_a_server_that_does_not_answer_is_refused_in_one_line(ask, url, words):
    with pytest.raises(CannotStart) as caught:
        ask(url)
    said = str(caught.value)
    assert said.startswith(f"{words} cannot be used (")
    assert "start it or correct" in said
    assert "\n" not in said


def test_an_extension_that_is_not_offered_is_named(monkeypatch):
    monkeypatch.setattr(outside, "EXTENSIONS", ("pg_trgm", "telepathy"))
    with pytest.raises(CannotStart, match="lacks the extension telepathy; install the package"):
        outside.require_database(os.environ["DATABASE_URL"])


def test_the_catcher_keeps_the_letter_as_it_came(tmp_path):
    child, url = run_mail_catcher(tmp_path / "mail")
    letter = EmailMessage()
    letter["From"], letter["To"] = "Office <office@brightwater.example>", "priya@alum.example"
    letter["Subject"] = "Thank you"
    letter.set_content("It helped.\n")
    try:
        host, port = url.removeprefix("smtp://").split(":")
        with smtplib.SMTP(host, int(port), timeout=20) as server:
            server.send_message(letter)
    finally:
        child.stop()
    (notes,) = (tmp_path / "mail").glob("*.json")
    content = notes.with_suffix(".eml").read_bytes()
    assert content == letter.as_bytes().replace(b"\n", b"\r\n")
    assert '"priya@alum.example"' in notes.read_text()
    assert not list((tmp_path / "mail").glob(".*"))


def test_a_server_that_has_ended_is_noticed(tmp_path):
    child = start("Brief", [sys.executable, "-c", "pass"], log=tmp_path / "log")
    wait_until(lambda: False, child, seconds=10)
    assert first_gone({"Us": os.getpid(), "Brief": child.process.pid}) == "Brief"
    assert first_gone({"Us": os.getpid()}) is None


def test_a_stale_pid_file_is_forgotten(tmp_path):
    file = tmp_path / "postmaster.pid"
    for stale in (f"{os.getpid()}\n/elsewhere\n", "4194304\n", "not a number\n", ""):
        file.write_text(stale)
        assert postgres.stop_leftover(tmp_path) is False
        assert not file.exists()


def test_data_of_another_version_is_not_touched(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(CannotStart, match="was made by Postgres 15 and this is Postgres 18"):
        postgres.run_postgres(tmp_path / "postgres", database="careerhub")


@pytest.mark.journey
def test_postgres_in_a_long_path_starts_stops_and_comes_back(tmp_path):
    folder = tmp_path / ("a folder, with a long name " * 5).strip() / "postgres"
    folder.parent.mkdir()
    for round_ in (1, 2):
        child, url = postgres.run_postgres(folder, database="careerhub")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS rounds (number int)")
            connection.execute("INSERT INTO rounds VALUES (%s)", [round_])
            found = connection.execute("SELECT number FROM rounds ORDER BY 1").fetchall()
        began = time.monotonic()
        child.stop()
        assert found == [(number,) for number in range(1, round_ + 1)]
        assert time.monotonic() - began < 8
        assert not (folder / "postmaster.pid").exists()
