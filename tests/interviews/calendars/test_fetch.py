import socket
import time
from dataclasses import replace

import pytest

from interviews.calendars import errors, fetch
from interviews.calendars.fetch import Rules, clean_address, fetch_calendar
from interviews.calendars.public import is_public
from tests.interviews.calendars.servers import (
    CALENDAR,
    NAME,
    Server,
    answer,
    redirect,
    trickle,
    trusting,
    zipped,
)

HERE = "127.0.0.1"
WEB_PAGE = b"<html><head><title>Sign in</title></head></html>"


def rules_for(server, *, at=(HERE,), **changed):
    """The strict rules, but for this one server on this one machine."""
    local = Rules(
        resolve=lambda _host, _port: at,
        is_allowed=lambda address: address in at,
        tls=trusting,
        ports=frozenset({server.port}),
        seconds=5.0,
    )
    return replace(local, **changed)


def refused(server, rules, address=""):
    with pytest.raises(errors.CannotRead) as caught:
        fetch_calendar(address or server.url(), rules=rules)
    assert "secret" not in repr(caught.value)
    return type(caught.value)


def test_the_calendar_is_read_and_the_server_is_told_its_own_name():
    with Server(answer()) as server:
        assert fetch_calendar(server.url("/a/b.ics?key=1#x"), rules=rules_for(server)) == CALENDAR
        assert server.shown == [NAME]
        assert server.asked[0].startswith("GET /a/b.ics?key=1 HTTP/1.1\r\n")
        assert f"\r\nHost: {NAME}:{server.port}\r\n" in server.asked[0]


@pytest.mark.parametrize(
    "sent",
    [
        zipped(CALENDAR),
        answer(b"\xef\xbb\xbf" + CALENDAR),
        answer(b"\r\n begin:vcalendar\r\n"),
        answer(b"2d\r\n" + CALENDAR + b"\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        b"HTTP/1.0 200 OK\r\n\r\n" + CALENDAR,
    ],
    ids=["gzip", "byte order mark", "small letters", "chunks", "until the line ends"],
)
def test_ways_in_which_servers_send_a_calendar(sent):
    assert len(CALENDAR) == 0x2D
    with Server(sent) as server:
        read = fetch_calendar(server.url(), rules=rules_for(server))
        assert b"BEGIN:VCALENDAR" in read.upper()


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("webcal://p1.example/secret.ics", "https://p1.example/secret.ics"),
        (" HTTPS://Cal.Example/x.ics#top ", "https://Cal.Example/x.ics"),
        ("https://cal.example:443/x", "https://cal.example:443/x"),
    ],
)
def test_an_address_is_tidied(address, clean):
    assert clean_address(address) == clean


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("", errors.NotAnAddress),
        ("my calendar", errors.NotAnAddress),
        ("mira@alum.example", errors.NotAnAddress),
        ("https://", errors.NotAnAddress),
        ("https:///x.ics", errors.NotAnAddress),
        ("https://a..b/x", errors.NotAnAddress),
        ("https://[::1/x", errors.NotAnAddress),
        ("https://cal.example:x/", errors.NotAnAddress),
        ("https://cal.example\\@evil.example/", errors.NotAnAddress),
        ("https://cal.example/\r\nHost: evil.example", errors.NotAnAddress),
        ("ftp://cal.example/x.ics", errors.NotAnAddress),
        ("file:///etc/passwd", errors.NotAnAddress),
        ("https://cal.example/" + "x" * 2000, errors.NotAnAddress),
        ("http://cal.example/x.ics", errors.NotSecure),
        ("https://me:pass@cal.example/x.ics", errors.HasPassword),
        ("https://cal.example:8443/x.ics", errors.OddPort),
        ("https://cal.example:22/", errors.OddPort),
    ],
)
def test_what_is_no_address_is_said_at_once(address, refusal):
    with pytest.raises(refusal) as caught:
        clean_address(address)
    assert caught.value.sentence.endswith((".", "https://"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "169.254.169.254",
        "10.1.2.3",
        "192.168.0.10",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "224.0.0.1",
    ],
)
def test_a_name_that_leads_inside_is_not_connected_to(address):
    with Server(answer()) as server:
        rules = rules_for(server, at=(address,), is_allowed=is_public)
        assert refused(server, rules) is errors.NotPublic
        assert server.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433"])
def test_the_strict_rules_do_not_reach_this_machine_by_any_spelling(host):
    with Server(answer(), names=["localhost"]) as server:
        rules = replace(fetch.STRICT, ports=frozenset({server.port}))
        address = f"https://{host}:{server.port}/secret.ics"
        assert refused(server, rules, address) is errors.NotPublic
        assert server.connections == 0


def test_one_address_inside_is_enough_to_refuse_a_name():
    with Server(answer()) as server:
        rules = rules_for(server, at=("93.184.215.14", "10.0.0.1"), is_allowed=is_public)
        assert refused(server, rules) is errors.NotPublic


def test_a_name_that_changes_is_looked_up_once_and_the_judged_address_is_used():
    told = [["127.0.0.2"], ["127.0.0.1"]]
    looks = []

    def resolve(host, port):
        looks.append(host)
        return told[len(looks) - 1]

    judged = Server(answer(), host="127.0.0.2")
    inside = Server(answer(b"BEGIN:VCALENDAR inside"), port=judged.port)
    with judged, inside:
        rules = rules_for(judged, at=("127.0.0.2",), resolve=resolve)
        assert fetch_calendar(judged.url(), rules=rules) == CALENDAR
        assert looks == [NAME]
        assert (judged.connections, inside.connections) == (1, 0)
        # The next reading hears the other answer, and refuses it.
        assert refused(judged, rules) is errors.NotPublic
        assert (judged.connections, inside.connections) == (1, 0)


def test_a_redirect_is_followed_and_its_name_is_judged_too():
    places = {NAME: [HERE], "inside.example": ["127.0.0.3"]}
    with Server(redirect("/moved.ics"), answer()) as server:
        assert fetch_calendar(server.url(), rules=rules_for(server)) == CALENDAR
        assert server.asked[1].startswith("GET /moved.ics ")
    with Server(b"", names=[NAME, "inside.example"]) as server:
        server.answers = [redirect(server.url(name="inside.example"))]
        rules = rules_for(server, resolve=lambda host, _port: places[host])
        assert refused(server, rules) is errors.NotPublic
        assert server.connections == 1


@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        ("http://calendar.example/secret.ics", errors.NotSecure),
        ("https://calendar.example:22/secret.ics", errors.OddPort),
        ("file:///etc/passwd", errors.NotAnAddress),
        ("https://[::1", errors.NotAnAddress),
        ("https://me:pass@calendar.example/", errors.HasPassword),
    ],
)
def test_a_redirect_may_not_lead_out_of_the_rules(to, refusal):
    with Server(redirect(to)) as server:
        assert refused(server, rules_for(server)) is refusal
        assert server.connections == 1


def test_three_redirects_are_followed_and_a_fourth_is_not():
    there = redirect("/on.ics")
    with Server(there, there, there, answer()) as server:
        assert fetch_calendar(server.url(), rules=rules_for(server)) == CALENDAR
    with Server(there, there, there, there, answer()) as server:
        assert refused(server, rules_for(server)) is errors.TooManyRedirects
        assert server.connections == 4


def test_two_megabytes_are_read_and_a_byte_more_is_not():
    most = 2 * 2**20
    whole = CALENDAR + b" " * (most - len(CALENDAR))
    with Server(answer(whole)) as server:
        assert len(fetch_calendar(server.url(), rules=rules_for(server))) == most
    for sent in (answer(whole + b" "), zipped(whole + b" ")):
        with Server(sent) as server:
            assert refused(server, rules_for(server)) is errors.TooBig


def test_a_gzip_bomb_is_not_blown_up():
    bomb = zipped(CALENDAR + b"\0" * 200 * 2**20)
    assert len(bomb) < 300_000
    with Server(bomb) as server:
        before = time.monotonic()
        assert refused(server, rules_for(server)) is errors.TooBig
        assert time.monotonic() - before < 2


def endless_chunks(secured):
    secured.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        secured.sendall(b"1\r\nB\r\n")
        time.sleep(0.05)


def endless_continues(secured):
    while True:
        secured.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def slow_body(secured):
    secured.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + CALENDAR)
    time.sleep(5)


@pytest.mark.parametrize("slow", [trickle(0.05), endless_chunks, endless_continues, slow_body])
def test_a_server_that_trickles_is_cut_off_in_time(slow):
    with Server(slow) as server:
        before = time.monotonic()
        assert refused(server, rules_for(server, seconds=0.6)) is errors.TooSlow
        assert 0.5 < time.monotonic() - before < 2


def test_a_server_that_never_says_hello_is_cut_off_in_time():
    with Server(b"", silent=True) as server:
        before = time.monotonic()
        assert refused(server, rules_for(server, seconds=0.6)) is errors.TooSlow
        assert time.monotonic() - before < 2


def test_the_time_is_for_all_redirects_together():
    def later(secured):
        time.sleep(0.25)
        secured.sendall(redirect("/on.ics"))

    with Server(later) as server:
        assert refused(server, rules_for(server, seconds=0.6)) is errors.TooSlow
        assert server.connections <= 3


def test_a_resolver_that_hangs_is_not_waited_for():
    with Server(answer()) as server:
        rules = rules_for(server, seconds=0.4, resolve=lambda _host, _port: time.sleep(3) or [])
        before = time.monotonic()
        assert refused(server, rules) is errors.TooSlow
        assert time.monotonic() - before < 1


def test_a_name_that_nobody_knows():
    def unknown(_host, _port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with Server(answer()) as server:
        assert refused(server, rules_for(server, resolve=unknown)) is errors.UnknownHost
        assert refused(server, rules_for(server, at=())) is errors.UnknownHost


def test_nobody_listens():
    with Server(answer()) as server:
        rules = rules_for(server)
    server.listening.close()
    time.sleep(0.05)
    assert refused(server, rules_for(server, at=("127.0.0.9",))) is errors.CannotConnect
    assert rules.ports == {server.port}


def test_the_second_address_is_tried_where_the_first_does_not_answer():
    with Server(answer()) as server:
        assert fetch_calendar(server.url(), rules=rules_for(server, at=("127.0.0.9", HERE)))


def test_a_certificate_for_another_name_or_from_an_unknown_authority_is_refused():
    with Server(answer(), names=["other.example"]) as server:
        assert refused(server, rules_for(server)) is errors.BadCertificate
        assert server.asked == []
    with Server(answer()) as server:
        rules = rules_for(server, tls=fetch.STRICT.tls)
        assert refused(server, rules) is errors.BadCertificate
        assert server.asked == []


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (answer(WEB_PAGE), errors.NotACalendar),
        (answer(b""), errors.NotACalendar),
        (zipped(WEB_PAGE), errors.NotACalendar),
        (answer(b"", status="401 Unauthorized"), errors.NotAllowedIn),
        (answer(b"", status="403 Forbidden"), errors.NotAllowedIn),
        (answer(b"", status="404 Not Found"), errors.NothingThere),
        (answer(b"", status="410 Gone"), errors.NothingThere),
        (answer(b"", status="429 Too Many Requests"), errors.ServerTrouble),
        (answer(b"", status="503 Busy"), errors.ServerTrouble),
        (answer(CALENDAR, status="206 Partial Content"), errors.BrokenAnswer),
        (answer(CALENDAR, Content_Length=500), errors.BrokenAnswer),
        (answer(CALENDAR, Content_Encoding="gzip"), errors.BrokenAnswer),
        (answer(CALENDAR, Content_Encoding="br"), errors.BrokenAnswer),
        (zipped(CALENDAR)[:-9], errors.BrokenAnswer),
        (b"220 mail.example ESMTP\r\n", errors.BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500, errors.BrokenAnswer),
        (b"", errors.BrokenAnswer),
    ],
)
def test_answers_that_are_no_calendar(sent, refusal):
    with Server(sent) as server:
        assert refused(server, rules_for(server)) is refusal


def test_every_refusal_has_a_sentence_of_its_own():
    kinds = errors.CannotRead.__subclasses__()
    sentences = {kind().sentence for kind in kinds}
    assert len(kinds) > 15
    assert len(sentences) == len(kinds)
    assert all(len(sentence) <= 300 for sentence in sentences)
