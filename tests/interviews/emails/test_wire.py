"""Every kind of email as it goes over the wire, read by others: a parser, and what mailboxes call spam."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from email.utils import getaddresses

import pytest
from django.core.management import call_command

from careerhub.common import clock
from careerhub.demo.management.commands.show_emails import every_email
from careerhub.outbox import kinds

NOW = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
LETTERS = ("thank_you", "follow_up")
TELLS_OF_A_BOOKING = ("booked", "moved", "cancelled")
ALWAYS_COMES = (*TELLS_OF_A_BOOKING, "proposal_refused", "no_show_reported")


@pytest.fixture
def written(db, tmp_path, settings):
    settings.SITE_URL = "https://hub.example"
    with clock.standing_at(NOW):
        call_command("show_emails", tmp_path, verbosity=0)
        names = [name for name, _ in every_email()]
    return {name: tmp_path / f"{name}.eml" for name in names}


def kind_of(name):
    return next(
        kind.name
        for kind in sorted(kinds.all_kinds(), key=lambda one: -len(one.name))
        if name.startswith(kind.name)
    )


def test_the_headers_of_every_email_as_a_parser_reads_them(written):
    assert len(written) > 60
    for name, path in written.items():
        raw = path.read_bytes()
        message = BytesParser(policy=policy.default).parsebytes(raw)
        kind = kind_of(name)
        assert not any(part.defects for part in message.walk()), name
        assert message["From"].addresses[0].addr_spec == "careers@brightwater.example"
        in_name = kind in (*LETTERS, "ask_made")
        # the library's own address parser leaves a space between two encoded words
        shown = message["From"].addresses[0].display_name.replace(" ", "")
        assert shown.endswith("viaCareerOffice") == in_name, name
        assert ("Reply-To" in message) == in_name, name
        assert message["Date"].datetime == NOW
        assert re.fullmatch(r"<[0-9a-f]{32}(\.\d+)?@brightwater\.example>", message["Message-ID"])
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Content-Language"] == "en"
        assert len(getaddresses([message["To"]])) == 1
        assert "Bcc" not in message
        assert max(len(line) for line in raw.split(b"\r\n")) < 998, name


def test_what_can_be_declined_says_so_to_the_mail_program(written):
    for name, path in written.items():
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        declinable = kind_of(name) not in ALWAYS_COMES
        assert ("List-Unsubscribe" in message) == declinable, name
        if declinable:
            link = message["List-Unsubscribe"].replace("\r\n", "").replace(" ", "")
            assert link.startswith("<https://hub.example/")
            assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_text_and_page_come_first_and_an_invitation_only_with_a_booking(written):
    for name, path in written.items():
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        assert message.get_body(("plain",)).get_content().strip(), name
        html = message.get_body(("html",)).get_content()
        assert len(html.encode()) < 100_000
        assert not re.search(r"<img|<script|src=|url\(|@import", html), name
        for style in re.findall(r"<style.*?</style>", html, re.DOTALL):
            assert "&#" not in style, "a style sheet knows no entities, so it is plain ASCII"
        invited = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        assert bool(invited) == (kind_of(name) in TELLS_OF_A_BOOKING), name


@pytest.mark.skipif(not shutil.which("spamassassin"), reason="SpamAssassin is not installed")
def test_no_email_looks_like_spam(written, tmp_path):
    mbox = tmp_path / "every.mbox"
    ordinary = {name: path for name, path in written.items() if not name.endswith("-long")}
    box = b"".join(
        b"From office@brightwater.example Thu Mar  5 17:00:00 2026\n"
        + path.read_bytes().replace(b"\r\n", b"\n")
        + b"\n\n"
        for path in ordinary.values()
    )
    # The test string that every filter must call spam, so that a filter without rules is noticed.
    gtube = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
    head = b"From a@b.example Thu Mar  5 17:00:00 2026\nMessage-ID: <control@b.example>\n\n"
    mbox.write_bytes(box + head + gtube + b"\n\n")
    done = subprocess.run(
        ["spamassassin", "-L", "-t", "--mbox", str(mbox)],
        capture_output=True,
        timeout=280,
        check=True,
    )
    said = done.stdout.decode(errors="replace")
    status = r"^X-Spam-Status: \w+, score=(-?[\d.]+) .*?^Message-ID: (<[^>]+>)"
    found = re.findall(status, said, re.M | re.S | re.I)
    scores = {message_id: float(score) for score, message_id in found}
    assert scores.pop("<control@b.example>") > 900
    assert len(scores) == len(ordinary)
    for name, path in ordinary.items():
        score = scores[re.search(rb"^Message-ID: (<[^>]+>)", path.read_bytes(), re.M)[1].decode()]
        print(f"{name}: {score}")
        assert score < 1.0, name
