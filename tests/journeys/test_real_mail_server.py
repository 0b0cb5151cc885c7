"""Does what we send get through a mail server that people run (OpenSMTPD), and what does it keep?"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.journeys.site import Site, free_port, link_in, wait_for
from tests.journeys.steps import ask

SMTPD = shutil.which("smtpd", path="/usr/sbin:/sbin:/usr/local/sbin")
MIRA = "mira.holm@alum.brightwater.example"
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(SMTPD is None, reason="OpenSMTPD is not installed"),
    pytest.mark.skipif(os.geteuid() != 0, reason="OpenSMTPD starts as root only"),
]


class MailServer:
    """OpenSMTPD on a port of its own, which puts whatever it takes into one maildir."""

    def __init__(self):
        # Not under pytest's own folder: the server delivers as another user.
        self.folder = Path(tempfile.mkdtemp(prefix="maildir-"))
        self.folder.chmod(0o777)
        self.port = free_port()
        config = self.folder / "smtpd.conf"
        config.write_text(
            'table everybody { "@" = "nobody" }\n'
            f"listen on 127.0.0.1 port {self.port}\n"
            f'action "keep" maildir "{self.folder}/kept" virtual <everybody>\n'
            'match from any for any action "keep"\n'
        )
        (self.folder / "kept").mkdir()
        (self.folder / "kept").chmod(0o777)
        self.log = self.folder / "log"
        with self.log.open("w") as log:
            command = [SMTPD, "-d", "-f", str(config)]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(self._listens, "OpenSMTPD to listen", seconds=15)
        except AssertionError:
            self.stop()
            pytest.skip(f"OpenSMTPD does not start here: {self.log.read_text()[-300:]}")

    def _listens(self):
        assert self.process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=15)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def kept(self):
        files = sorted((self.folder / "kept").glob("new/*"), key=lambda one: one.stat().st_mtime)
        return [message_from_bytes(one.read_bytes(), policy=default) for one in files]


class SiteBehindAServer(Site):
    server: MailServer

    @property
    def mails(self):
        return self.server.kept


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = MailServer()
    folder = tmp_path_factory.mktemp("behind") / "var"
    site = SiteBehindAServer(folder, EMAIL_URL=f"smtp://127.0.0.1:{server.port}")
    site.server = server
    try:
        yield site.start()
    finally:
        site.stop()
        server.stop()


def test_a_booking_arrives_whole_in_a_real_mailbox(site, open_as):
    sam = open_as("Sam")
    asked = site.next_mail(MIRA, "would like 30 minutes", lambda: ask(sam, "Mira Holm"))
    assert asked["From"].addresses[0].display_name == "Sam Rivera via Career Office"
    assert asked["Reply-To"].addresses[0].addr_spec == "sam.rivera@brightwater.example"
    assert asked["Auto-Submitted"] == "auto-generated"
    assert asked["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    phone = open_as(java_script_enabled=False)
    phone.goto(link_in(asked, "/alumni/answer/"))
    yes = phone.get_by_role("button", name=re.compile("^Say yes"))
    booked = site.next_mail(MIRA, "Booked", yes.click)
    assert site.wait_for_mail("sam.rivera@", "Booked")["To"]
    calendar = next(p for p in booked.walk() if p.get_content_type() == "text/calendar")
    assert "METHOD:REQUEST" in calendar.get_content()
    assert booked.get_body(("html",)).get_content().startswith("<!DOCTYPE html>")
    assert not any(part.defects for mail in site.mails for part in mail.walk())
    seen = [mail["Message-ID"] for mail in site.mails]
    assert len(set(seen)) == len(seen)
