"""Which pages are there to look at, as whom, and how does one come to each of them?"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.journeys.site import link_in, wait_for
from tests.journeys.steps import ask, skip

MIRA, HIROSHI = "mira.holm@alum.brightwater.example", "hiroshi.tanabe@alum.brightwater.example"
KWAME, NEWCOMER = "kwame.darko@brightwater.example", "ada.newcomer@brightwater.example"
ELENA = "elena.petrova@alum.brightwater.example"
INVITED = "ines.invited@alum.brightwater.example"
WANTS_A_JOB = "Hello. Could you get me a job at your company? My resume is attached."
NOBODY, SAM, ALUM, CAROL = "", "Sam", "Mira", "Carol"


class Place(NamedTuple):
    """A page as one person sees it. `at` is an address, the name of one that the stage knows, or a walk."""

    name: str
    who: str
    at: object
    status: int = 200


class Stage:
    """Conversations at every stage and the links that emails carry, made as people make them."""

    def __init__(self, site, page_of):
        self.site, self.page_of = site, page_of
        self.known = {}

    def set(self):
        sam = self.page_of(SAM)
        for name in ("Tomasz Wielgosz", "Priya Raman", "Lucia Ferreyra", "Kofi Mensah"):
            sam.goto("/students/conversations/")
            found = sam.get_by_role("main").get_by_role("link", name=name).first
            self.known[name.split()[0]] = found.get_attribute("href")
        self.known["Leilani"] = self.with_leilani(self.page_of(ALUM))
        ask(sam, "Hiroshi Tanabe")
        self.known["declined"] = sam.url
        self.decline(self.link_to(HIROSHI, "would like", "/alumni/answer/"))
        self.ask_and_cancel(sam)
        ask(sam, "Mira Holm")
        self.known["asked"] = sam.url
        self.known["answer"] = self.link_to(MIRA, "Sam Rivera would like", "/alumni/answer/")
        self.known["join"] = self.invite(self.page_of(CAROL))
        self.rest(self.page_of(NOBODY), ELENA)
        return self

    def rest(self, alum, address):
        """An alum signs in by a code and takes months off, so that students find a line."""
        sign_in_by_code(alum, self.site, address)
        alum.goto("/alumni/availability/time-off/")
        today = datetime.now(UTC).date()
        alum.get_by_label("First day").fill(today.isoformat())
        alum.get_by_label("Last day").fill((today + timedelta(days=200)).isoformat())
        alum.locator("#main form:has([name=last_day]) button[type=submit]").click()
        alum.context.clear_cookies()

    def with_leilani(self, mira):
        """Mira’s talk of today; early in the day it lies ahead, late it is over."""
        for drawer in ("ahead", "past"):
            mira.goto(f"/alumni/conversations/?show={drawer}")
            found = mira.get_by_role("main").get_by_role("link", name="Leilani Duarte")
            if found.count():
                return found.first.get_attribute("href")
        raise AssertionError("Mira has no conversation with Leilani")

    def link_to(self, address, about, part):
        return link_in(self.site.wait_for_mail(address, about), part)

    def decline(self, link):
        anyone = self.page_of(NOBODY)
        anyone.goto(link)
        anyone.get_by_text("Not this time", exact=True).click()
        anyone.get_by_role("button", name=re.compile("Send “not this time”")).click()
        anyone.get_by_text("You can close this page").wait_for()

    def ask_and_cancel(self, sam):
        ask(sam, "Dana Whitlock")
        self.known["cancelled"] = sam.url
        sam.goto(f"{sam.url}cancel/")
        sam.get_by_label(re.compile("Why")).fill("An exam was moved.")
        sam.get_by_role("button", name="Cancel the conversation").click()
        sam.wait_for_url(self.known["cancelled"])

    def invite(self, carol):
        carol.goto("/counselors/invitations/")
        carol.get_by_label("Name").fill("Ines Invited")
        carol.get_by_label("Email").fill(INVITED)
        carol.get_by_role("button", name="Send the invitation").click()
        return self.link_to(INVITED, "", "/join/")

    def held(self):
        """The link under “did you meet?”; the clock goes past the end of a meeting for it."""
        if "held" not in self.known:
            sam = self.page_of(SAM)
            sam.goto("/help/")
            skip(sam, "meeting")
            wait_for(self.asked_whether_it_happened, "“did you meet?”")
            self.known["held"] = link_in(self.asked_whether_it_happened()[0], "/interviews/held/")
        return self.known["held"]

    def asked_whether_it_happened(self):
        return [
            m
            for m in self.site.mails
            if "/interviews/held/" in m.get_body(("plain",)).get_content()
        ]

    def go(self, page, place):
        """Bring `page` to the place."""
        if callable(place.at):
            place.at(page, self)
        else:
            page.goto(self.known.get(place.at, place.at))


def walk(start, *steps):
    """Go to `start`, then follow the links and press the buttons of these names, in the main part."""

    def go(page, stage):
        page.goto(stage.known.get(start, start))
        for step in steps:
            press(page, step)

    return go


def first_of(start, selector):
    """Go to `start`, then follow the first link that fits."""

    def go(page, _stage):
        page.goto(start)
        page.goto(page.locator(selector).first.get_attribute("href"))

    return go


def choices_by_link(page, stage):
    """The link at the foot of the request that the alum has got."""
    page.goto(stage.link_to(MIRA, "Sam Rivera would like", "/mail/"))


def press(page, name):
    button = page.get_by_role("main").get_by_role("button", name=name)
    link = page.get_by_role("main").get_by_role("link", name=name)
    with page.expect_navigation():
        button.or_(link).first.click()


def refused_ask(page, _stage):
    page.goto("/students/mentors/?q=Rafael+Quispe")
    page.locator("main h3").get_by_role("link", name="Rafael Quispe").click()
    page.locator("#calendar input[type=radio]").first.check()
    page.get_by_label(re.compile("Your request to")).fill(WANTS_A_JOB)
    press(page, re.compile("Send request|Book"))


def sign_in_by_code(page, site, address):
    page.goto("/accounts/login/")
    page.locator("#code-email").fill(address)
    press(page, "Email me a code")
    letter = site.wait_for_mail(address, "code").get_body(("plain",)).get_content()
    code = next(line for line in letter.splitlines() if re.fullmatch(r"[A-Z0-9-]{6,12}", line))
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code)
    press(page, re.compile("Sign in|Confirm|Continue"))


def mentor(name):
    """The page of this alum, by the directory."""

    def go(page, _stage):
        page.goto(f"/students/mentors/?q={name.replace(' ', '+')}")
        with page.expect_navigation():
            page.locator("main h3").get_by_role("link", name=name).click()

    return go


def refused_next(page, stage):
    """The same person twice among those who are asked next."""
    mentor("Rafael Quispe")(page, stage)
    page.locator(".further > summary").click()
    for place in (2, 3):
        page.locator(f"[name=next_{place}]").select_option(index=1)
        page.locator(f"[name=words_{place}]").fill("How did you begin?")
    press(page, re.compile("Send request|Book"))


def in_line(page, stage):
    mentor("Elena Petrova")(page, stage)
    words = page.get_by_label(re.compile("Your request to"))
    words.fill("How did you come to lessons? May I ask you for half an hour?")
    press(page, re.compile("Join the waitlist|Keep these words"))


def out_of_line(page, stage):
    mentor("Elena Petrova")(page, stage)
    if page.get_by_role("button", name="Leave the line").count():
        press(page, "Leave the line")


def refused_calendar(page, _stage):
    page.goto("/interviews/calendars/")
    page.locator("form [name=url], form [name=address]").first.fill("not an address")
    press(page, "Add this calendar")


def with_feed(page, _stage):
    page.goto("/interviews/calendars/")
    if page.get_by_role("button", name="Make a feed").count():
        press(page, "Make a feed")


def booking_for(student, alum=""):
    """A counselor’s booking: with a student, with an alum too, at a time."""

    def go(page, _stage):
        page.goto(f"/counselors/book/?q={student}")
        press(page, re.compile("^Choose"))
        if alum:
            page.locator("#q").fill(alum)
            press(page, "Search")
            press(page, re.compile("^Choose"))

    return go


def booking_words(page, stage):
    booking_for("Kwame", "Rafael")(page, stage)
    page.locator("#calendar input[type=radio]").first.check()
    press(page, re.compile("^Go on with"))


def refused_booking(page, stage):
    booking_words(page, stage)
    page.locator("[name=message]").fill(" ")
    page.locator("form:has([name=message]) button[type=submit]").first.click()
    page.locator("[data-error-summary]").wait_for()


def refused_availability(page, _stage):
    page.goto("/alumni/availability/")
    page.locator("[data-list]").evaluate("list => { list.open = true }")  # folded on a phone
    page.locator("[name=hours-0-closes]").fill("00:30")
    press(page, "Save your week")


def refused_date(page, _stage):
    page.goto("/alumni/availability/dates/")
    page.goto(page.locator("table.month a").last.get_attribute("href"))
    page.get_by_label("Other hours, just this once").check()
    press(page, "Save this date")


def refused_policies(page, _stage):
    page.goto("/counselors/policies/")
    page.get_by_label(re.compile("Minimum notice, hours", re.IGNORECASE)).fill("9999")
    press(page, "Save the policies")


def moved_reminder(hours):
    def go(page, _stage):
        page.goto("/counselors/cadence/reminder_day/1/")
        page.get_by_label("How long").fill(hours)
        press(page, "See what changes")

    return go


def asked_for_a_code(page, _stage):
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("#code-email").fill(KWAME)
    press(page, "Email me a code")


def refused_sign_up(page, _stage):
    page.goto("/accounts/signup/")
    page.get_by_label(re.compile("University email")).fill("somebody@elsewhere.example")
    press(page, "Set up my account")


def forged_form(page, _stage):
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(i => i.value = 'x')"
    )
    page.locator("#code-email").fill(KWAME)
    press(page, "Email me a code")


def open_menu(page, _stage):
    page.goto("/students/")
    page.locator("details.menu > summary").click()


def a_request(query):
    """The first request that Mira may answer, on its own page."""

    def go(page, _stage):
        page.goto("/alumni/")
        link = page.locator("main a[href*='/alumni/requests/']").first.get_attribute("href")
        page.goto(link.partition("?")[0] + query)

    return go


def refused_times(page, stage):
    a_request("?do=offer")(page, stage)
    page.get_by_label("Day and time").fill("2020-01-01T10:00")
    press(page, re.compile("^Offer these to"))


ROSTER = "first_name,last_name,email,class_of\nKit,Lane,kit.lane@alum.example,soon\nNo,Address,,\n"


def rehearsed_list(page, _stage):
    page.goto("/counselors/invitations/several/")
    page.get_by_label("Paste the list").fill(ROSTER)
    press(page, "See what would happen")


def unreadable_list(page, _stage):
    page.goto("/counselors/invitations/several/")
    press(page, "See what would happen")


def held(page, stage):
    page.goto(stage.held())


PLACES = (
    Place("landing", NOBODY, "/"),
    Place("help", NOBODY, "/help/"),
    Place("privacy", NOBODY, "/privacy/"),
    Place("accessibility", NOBODY, "/accessibility/"),
    Place("sign-in", NOBODY, "/accounts/login/"),
    Place("sign-up", NOBODY, "/accounts/signup/"),
    Place("sign-up-refused", NOBODY, refused_sign_up),
    Place("code-request", NOBODY, "/accounts/login/code/"),
    Place("code", NOBODY, asked_for_a_code),
    Place("password-reset", NOBODY, "/accounts/password/reset/"),
    Place("answer", NOBODY, "answer"),
    Place("join", NOBODY, "join"),
    Place("mailbox", NOBODY, "/demo/mailbox/"),
    Place("mailbox-empty", NOBODY, "/demo/mailbox/?to=nobody"),
    Place("caught-email", NOBODY, first_of("/demo/mailbox/", ".mail-row a")),
    Place("404", NOBODY, "/nowhere/", 404),
    Place("csrf", NOBODY, forged_form, 403),
    Place("student-home", SAM, "/students/"),
    Place("account-menu", SAM, open_menu),
    Place("student-help", SAM, "/help/"),
    Place("directory", SAM, "/students/mentors/"),
    Place("directory-filtered", SAM, "/students/mentors/?q=water"),
    Place("directory-empty", SAM, "/students/mentors/?q=zzzzzz"),
    Place("mentor", SAM, walk("/students/mentors/?q=Rafael+Quispe", re.compile("^Rafael Quispe"))),
    Place("mentor-under-way", SAM, walk("/students/mentors/?q=Mira+Holm", re.compile("^Mira Holm"))),
    Place("ask-refused", SAM, refused_ask, 422),
    Place("next-refused", SAM, refused_next, 422),
    Place("mentor-waitlist", SAM, out_of_line),
    Place("mentor-in-line", SAM, in_line),
    Place("student-calendars", SAM, "/interviews/calendars/"),
    Place("calendars-refused", SAM, refused_calendar, 422),
    Place("calendars-feed", SAM, with_feed),
    Place("conversation-asked", SAM, "asked"),
    Place("conversation-prepared", SAM, "Tomasz"),
    Place("conversation-met", SAM, "Priya"),
    Place("conversation-thanked", SAM, "Lucia"),
    Place("conversation-followed-up", SAM, "Kofi"),
    Place("conversation-declined", SAM, "declined"),
    Place("conversation-cancelled", SAM, "cancelled"),
    Place("move", SAM, walk("Tomasz", "Move")),
    Place("move-refused", SAM, walk("Tomasz", "Move", "Move it"), 422),
    Place("propose", SAM, walk("Tomasz", "Move", re.compile("Propose other times"))),
    Place("propose-refused", SAM, walk("Tomasz", "Move", re.compile("Propose other"), re.compile("^Propose")), 422),
    Place("cancel", SAM, walk("Tomasz", "Cancel")),
    Place("student-conversations", SAM, "/students/conversations/"),
    Place("student-profile", SAM, "/profile/"),
    Place("student-emails", SAM, "/profile/emails/"),
    Place("emails-by-link", NOBODY, choices_by_link),
    Place("addresses", SAM, "/accounts/email/"),
    Place("sign-out", SAM, "/accounts/logout/"),
    Place("403", SAM, "/counselors/", 403),
    Place("student-404", SAM, "/interviews/999999/", 404),
    Place("alum-home", ALUM, "/alumni/"),
    Place("alum-impact", ALUM, "/alumni/impact/"),
    Place("alum-request", ALUM, a_request("?do=offer")),
    Place("alum-request-refused", ALUM, refused_times, 422),
    Place("passkeys", ALUM, "/accounts/passkeys/"),
    Place("passkey-add", ALUM, "/accounts/passkeys/add/"),
    Place("availability", ALUM, "/alumni/availability/"),
    Place("availability-refused", ALUM, refused_availability, 422),
    Place("availability-dates", ALUM, "/alumni/availability/dates/"),
    Place("availability-date", ALUM, first_of("/alumni/availability/dates/", "table.month a")),
    Place("availability-date-refused", ALUM, refused_date, 422),
    Place("availability-time-off", ALUM, "/alumni/availability/time-off/"),
    Place("alum-calendars", ALUM, "/interviews/calendars/"),
    Place("alum-conversations", ALUM, "/alumni/conversations/"),
    Place("alum-conversations-past", ALUM, "/alumni/conversations/?show=past"),
    Place("alum-conversation-asked", ALUM, "asked"),
    Place("alum-conversation-booked", ALUM, "Leilani"),
    Place("alum-conversation-past", ALUM, first_of("/alumni/conversations/?show=past", "a.plain")),
    Place("alum-profile", ALUM, "/profile/"),
    Place("overview", CAROL, "/counselors/"),
    Place("counselor-conversations", CAROL, "/counselors/conversations/"),
    Place("counselor-conversations-none", CAROL, "/counselors/conversations/?q=zzzzzz"),
    Place("counselor-conversation", CAROL, walk("/counselors/conversations/?q=Priya+Raman", re.compile("Sam Rivera"))),
    *(
        Place(f"outbox-{drawer}", CAROL, f"/counselors/outbox/?show={drawer}")
        for drawer in ("look", "scheduled", "sent", "held", "uncertain", "failed", "stopped")
    ),
    Place("email-uncertain", CAROL, first_of("/counselors/outbox/?show=uncertain", "a.ob")),
    Place("email-scheduled", CAROL, first_of("/counselors/outbox/?show=scheduled", "a.ob")),
    Place("addresses-that-bounce", CAROL, "/counselors/outbox/addresses/"),
    Place("policies", CAROL, "/counselors/policies/"),
    Place("policies-refused", CAROL, refused_policies, 422),
    Place("cadence", CAROL, "/counselors/cadence/"),
    Place("cadence-step", CAROL, "/counselors/cadence/thank_you/1/"),
    Place("cadence-effect", CAROL, moved_reminder("30")),
    Place("templates", CAROL, "/counselors/templates/"),
    Place("template", CAROL, "/counselors/templates/booked/student/"),
    Place("template-letter", CAROL, "/counselors/templates/thank_you/usual/"),
    Place("cadence-refused", CAROL, moved_reminder("3000"), 422),
    Place("terms", CAROL, "/counselors/terms/"),
    Place("term", CAROL, "/counselors/terms/1/"),
    Place("term-add", CAROL, "/counselors/terms/add/"),
    Place("term-delete", CAROL, "/counselors/terms/1/delete/"),
    Place("booking", CAROL, "/counselors/book/"),
    Place("booking-student", CAROL, booking_for("Kwame")),
    Place("booking-times", CAROL, booking_for("Kwame", "Rafael")),
    Place("booking-words", CAROL, booking_words),
    Place("booking-refused", CAROL, refused_booking, 422),
    Place("holidays", CAROL, "/counselors/holidays/"),
    Place("holiday", CAROL, first_of("/counselors/holidays/", "main form.acts a[href^='/counselors/holidays/']")),
    Place("invitations-several", CAROL, "/counselors/invitations/several/"),
    Place("invitations-rehearsed", CAROL, rehearsed_list),
    Place("invitations-unreadable", CAROL, unreadable_list, 422),
    Place("invitations", CAROL, "/counselors/invitations/"),
    Place("counselor-profile", CAROL, "/profile/"),
    Place("held", NOBODY, held),
)  # fmt: skip
