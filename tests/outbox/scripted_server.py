"""A mail server that says, byte for byte, what a test tells it to: drops, nonsense, half replies."""

import socket
import threading
import time

PLAIN = {b"EHLO": b"250-scripted\r\n250 PIPELINING", b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class Talk:
    """One conversation; `verb` is what was said last, or BODY for the content, `to` its reader."""

    def __init__(self, connection, number):
        self.connection, self.number = connection, number
        self.lines = connection.makefile("rb")
        self.verb, self.to = b"", ""

    def say(self, words):
        self.connection.sendall(words + b"\r\n")

    def drip(self, words, *, seconds, every=0.1):
        """A reply that never ends: one line of many after the other."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.say(words)
            time.sleep(every)

    def hang_up(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def hear(self):
        line = self.lines.readline()
        self.verb = line[:4].upper()
        if self.verb == b"RCPT":
            self.to = line.strip()[9:-1].decode()
        return line

    def hear_content(self):
        while (line := self.lines.readline()) not in (b".\r\n", b""):
            pass
        return line


class ScriptedServer:
    """`script(talk)` answers in the place of the server and returns True, or leaves it to the server."""

    def __init__(self, script=lambda talk: False):
        self.script = script
        self.accepted = []
        self.conversations = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._receive, daemon=True).start()

    def close(self):
        self.listener.close()

    def _receive(self):
        while True:
            try:
                connection, _peer = self.listener.accept()
            except OSError:
                return
            talk = Talk(connection, self.conversations)
            self.conversations += 1
            threading.Thread(target=self._serve, args=(talk,), daemon=True).start()

    def _serve(self, talk):
        try:
            if not self.script(talk):  # the greeting, before anything was said
                talk.say(b"220 scripted")
            while talk.hear():
                self._answer(talk)
        except OSError:
            pass  # the other side has gone, and the test looks at what it made of it
        finally:
            talk.connection.close()

    def _answer(self, talk):
        if self.script(talk):
            return
        talk.say(PLAIN.get(talk.verb, b"250 fine"))
        if talk.verb == b"DATA" and talk.hear_content():
            talk.verb = b"BODY"
            if not self.script(talk):
                self.accepted.append(talk.to)
                talk.say(b"250 taken")
