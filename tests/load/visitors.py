"""Students with a session each, who read the page of one alum and then all send the form at once."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from threading import Barrier
from urllib.parse import urlencode

PATIENCE = 120  # seconds; eight threads serve everybody, so the last one waits for all others
READERS = 8
MESSAGE = (
    "I study environmental science and read how you explain your work to people outside it. "
    "Could I ask you for half an hour about how you learned that?"
)


@dataclass(frozen=True)
class Answer:
    status: int
    place: str  # where a redirect leads
    page: str
    seconds: float


class Visitor:
    def __init__(self, site, session, mentor):
        self.host = site.url.partition("//")[2]
        self.page = f"/students/mentors/{mentor}/"
        self.cookies = {"sessionid": session}

    def read(self):
        """Look at the page: its openings, and what the form carries along."""
        answer = self.send("GET", self.page)
        assert answer.status == 200, answer
        self.form = {name: hidden(answer.page, name) for name in ("csrfmiddlewaretoken", "key")}
        self.openings = openings(answer.page)
        return self

    def ask(self, at, message=MESSAGE):
        words = {"at": at, "message": message, "questions": "What surprised you?"}
        return self.send("POST", f"{self.page}ask/", urlencode({**self.form, **words}))

    def send(self, method, path, body=None):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: crumb.value for name, crumb in SimpleCookie(line).items()}
        place = answer.headers.get("Location", "")
        return Answer(answer.status, place, page, time.monotonic() - began)


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)[1]


def openings(part):
    """The values of the times that a page, or a part of one, lets one choose."""
    return re.findall(r'name="at"\s+value="([^"]+)"', part)


def nearest(page):
    """The times that a page offers in place of the one that was wanted."""
    offered = page.partition("Nearest times that are open")[2].partition("</ul>")[0]
    return re.findall(r'name="pick"\s+value="([^"]+)"', offered)


def let_read(visitors):
    with ThreadPoolExecutor(READERS) as readers:
        return list(readers.map(Visitor.read, visitors))


def all_at_once(acts):
    """Call every one of `acts` in a thread of its own at the same moment; their answers in order."""
    start = Barrier(len(acts))

    def act(one):
        start.wait(timeout=PATIENCE)
        return one()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, acts))
