"""Servers on this machine that answer over real TLS, each as a test wants it to misbehave."""

import gzip
import socket
import ssl
import threading
import time
from contextlib import suppress

import trustme

NAME = "calendar.example"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
AUTHORITY = trustme.CA()


def trusting():
    """What a browser would have, were this authority known to the world."""
    context = ssl.create_default_context(cadata=AUTHORITY.cert_pem.bytes().decode())
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    return context


def answer(body=CALENDAR, *, status="200 OK", **headers):
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    if "Content_Length" not in headers and "Transfer_Encoding" not in headers:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def zipped(body):
    return answer(gzip.compress(body), Content_Encoding="gzip")


def redirect(to):
    return answer(b"", status="302 Found", Location=to)


def trickle(every):
    """A byte at a time, for as long as anybody listens: each one in time, together never done."""

    def write(secured):
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 5_000:
            secured.sendall(bytes([byte]))
            time.sleep(every)

    return write


class Server:
    """Answers each request with the next of `answers`, the last one again and again."""

    def __init__(self, *answers, names=(NAME,), host="127.0.0.1", port=0, silent=False):
        self.answers, self.silent = list(answers), silent
        self.asked = []  # the requests that came through
        self.shown = []  # the name that each client asked the certificate for
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        AUTHORITY.issue_cert(*names).configure_cert(self.context)
        self.context.sni_callback = lambda _socket, name, _context: self.shown.append(name)
        self.listening = socket.create_server((host, port))
        self.port = self.listening.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        self.listening.close()

    def serve(self):
        with suppress(OSError):
            while True:
                plain, _peer = self.listening.accept()
                self.connections += 1
                threading.Thread(target=self.talk, args=[plain], daemon=True).start()

    def talk(self, plain):
        if self.silent:  # takes the call and says nothing, not even hello
            plain.recv(1)
            time.sleep(5)
            return
        with suppress(OSError), self.context.wrap_socket(plain, server_side=True) as secured:
            self.asked.append(secured.recv(65_536).decode())
            what = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if callable(what):
                what(secured)
            else:
                secured.sendall(what)

    def url(self, path="/secret.ics", name=NAME):
        return f"https://{name}:{self.port}{path}"
