import re
from datetime import UTC, datetime
from html import unescape

import pytest

from interviews.actions.mailing import LABELS
from interviews.emails.compose import LETTERS, prepare
from interviews.emails.post import NO_LONGER_OWED
from interviews.models import InterviewEvent
from tests.factories.people import make_mentor, make_student
from tests.interviews.emails.conversations import (
    MONDAY,
    NBSP,
    NOON,
    case_of,
    email_of,
    make_conversation,
    read,
)

TO_STUDENT = (
    *("ask_declined", "ask_expired", "ask_passed_on", "place_offered"),
    *("prepare", "reflect", "update_read"),
)
TO_MENTOR = ("ask_made", "nudge", "thank_you", "follow_up", "ask_withdrawn", "ask_released")
# These tell of a time that is gone, or of several, in a line.
IN_A_LINE = (
    *(set(TO_STUDENT) - {"prepare"}),
    "did_it_happen",
    "no_show_reported",
    "ask_withdrawn",
    "ask_released",
)
EVERY = [
    (kind, reader)
    for kind in LABELS
    for reader in ("student", "mentor")
    if not (kind in TO_STUDENT and reader == "mentor")
    and not (kind in TO_MENTOR and reader == "student")
]
SYSTEM = [(kind, reader) for kind, reader in EVERY if kind not in LETTERS]


@pytest.fixture
def booked(sam, mira):
    mira.mentor.title, mira.mentor.employer = "Policy analyst", "Northwind"
    return make_conversation(sam, mira)


@pytest.mark.parametrize(
    ("kind", "reader", "subject"),
    [
        (
            "ask_made",
            "mentor",
            "Sam Rivera would like 30 minutes with you on Thu, Mar 5, 9:00 am PST",
        ),
        ("nudge", "mentor", "Sam Rivera still hopes to talk with you on Thu, Mar 5, 9:00 am PST"),
        ("prepare", "student", "Ready for Mira Holm on Thursday?"),
        ("reflect", "student", "What will you keep from Mira Holm?"),
        ("ask_declined", "student", "Mira Holm can’t this time"),
        ("ask_expired", "student", "Mira Holm could not answer your request in time"),
        ("ask_withdrawn", "mentor", "Sam Rivera no longer asks for Thu, Mar 5, 9:00 am PST"),
        ("ask_released", "mentor", "Sam Rivera has asked somebody else"),
        ("times_proposed", "student", "Mira Holm proposes other times for your conversation"),
        (
            "proposal_refused",
            "mentor",
            "Your conversation with Sam Rivera stays on Thu, Mar 5, 9:00 am PST",
        ),
        (
            "place_offered",
            "student",
            "A time with Mira Holm is held for you until Thu, Mar 5, 10:00 am EST",
        ),
        ("booked", "student", "Booked: Thu, Mar 5, 12:00 pm EST with Mira Holm"),
        ("booked", "mentor", "Booked: Thu, Mar 5, 9:00 am PST with Sam Rivera"),
        ("moved", "student", "New time: Thu, Mar 5, 12:00 pm EST with Mira Holm"),
        ("cancelled", "mentor", "Cancelled: Thu, Mar 5, 9:00 am PST with Sam Rivera"),
        ("reminder_day", "student", "Reminder: Thu, Mar 5, 12:00 pm EST with Mira Holm"),
        ("reminder_hour", "mentor", "Thu, Mar 5, 9:00 am PST: you meet Sam Rivera"),
        ("did_it_happen", "student", "Did you and Mira Holm meet on Thu, Mar 5?"),
        (
            "no_show_reported",
            "student",
            "Mira Holm says your conversation on Thu, Mar 5 did not take place",
        ),
        ("thank_you", "mentor", "Thank you for Thursday"),
        ("follow_up", "mentor", "Since we spoke on March 5"),
    ],
)
def test_subjects(booked, kind, reader, subject):
    assert email_of(booked, kind, reader).subject == subject


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_every_part_of_every_email_is_finished(booked, kind, reader):
    booked.where = ""
    sent = email_of(booked, kind, reader)
    for part in (sent.subject, sent.text, sent.html):
        assert part.strip()
        assert not re.search(r"None|\{\{|\{%|%\(|\[\]|\bFalse|\bTrue", part)
    assert "!" not in sent.subject + sent.text
    assert "\n" not in sent.subject
    assert "\n\n\n" not in sent.text
    assert len(sent.html.encode()) < 100_000


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_every_email_says_why_it_came_and_where_to_choose(booked, kind, reader):
    sent = email_of(booked, kind, reader)
    assert sent.text.count("You get this because") == 1
    assert sent.html.count("You get this because") == 1
    assert "https://hub.example/mail/" in sent.text
    assert '<a href="https://hub.example/mail/' in re.sub(r'class="link"\s+', "", sent.html)


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_nothing_is_fetched_from_elsewhere(booked, kind, reader):
    html = email_of(booked, kind, reader).html
    assert '<html lang="en">' in html
    assert not re.search(r"<img|<script|<link|url\(|@import|src=", html)


@pytest.mark.parametrize(("kind", "reader"), SYSTEM)
def test_system_emails_have_one_button_and_the_text_has_its_link(booked, kind, reader):
    sent = email_of(booked, kind, reader)
    (button,) = re.findall(r'<td class="button".*?</td>', sent.html, re.S)
    (url,) = re.findall(r'href="([^"]+)"', button)
    assert url.startswith("https://hub.example/")
    assert f":\n{url}\n" in sent.text
    assert sent.html.count("<h1") == 1
    assert "prefers-color-scheme: dark" in sent.html


@pytest.mark.parametrize(
    ("kind", "reader"),
    [one for one in SYSTEM if one[0] not in (*IN_A_LINE, "times_proposed")],
)
def test_both_zones_stand_in_the_text_and_the_page(booked, kind, reader):
    sent = email_of(booked, kind, reader)
    mine = {
        "student": "Thursday, March 5, 12:00 to 12:30 pm EST",
        "mentor": "Thursday, March 5, 9:00 to 9:30 am PST",
    }
    theirs = {
        "student": "9:00 to 9:30 am PST for Mira",
        "mentor": "12:00 to 12:30 pm EST for Sam",
    }
    for part in (sent.text, read(sent.html)):
        assert mine[reader] in part
        assert theirs[reader] in part


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_days_and_times_stay_on_one_line_on_the_page_only(booked, kind, reader):
    sent = email_of(booked, kind, reader)
    assert NBSP not in sent.subject + sent.text
    assert not re.search(r"March \d|Mar \d|\d [ap]m\b|[ap]m [EP]ST", unescape(sent.html))


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_no_time_goes_without_its_zone(booked, kind, reader):
    sent = email_of(booked, kind, reader)
    for time in re.finditer(r"\d:\d\d (am|pm)(?! to )(.{4})", sent.subject + " " + sent.text, re.S):
        assert time.group(2) in (" EST", " PST")


def test_the_same_clock_is_said_once(sam):
    near = make_mentor("Nora Near", zone="America/Toronto")
    text = email_of(make_conversation(sam, near), "booked", "student").text
    assert "When: Thursday, March 5, 12:00 to 12:30 pm EST\nWith: Nora Near" in text


def test_a_day_that_differs_is_said_too(sam):
    far = make_mentor("Asha Karki", zone="Asia/Kathmandu")
    interview = make_conversation(sam, far, starts_at=datetime(2026, 3, 5, 23, 45, tzinfo=UTC))
    to_sam, to_asha = (email_of(interview, "booked", who) for who in ("student", "mentor"))
    assert "Thursday, March 5, 6:45 to 7:15 pm EST" in to_sam.text
    assert "Friday, March 6, 5:30 to 6:00 am Kathmandu time for Asha" in to_sam.text
    assert to_asha.subject == "Booked: Fri, Mar 6, 5:30 am Kathmandu time with Sam Rivera"
    assert "Friday, March 6, 5:30 to 6:00 am Kathmandu time" in to_asha.text


def test_a_meeting_over_noon_says_both_halves_of_the_day(sam, mira):
    interview = make_conversation(sam, mira, starts_at=datetime(2026, 3, 5, 16, 45, tzinfo=UTC))
    assert "11:45 am to 12:15 pm EST" in email_of(interview, "booked", "student").text


def test_a_reader_with_a_24_hour_clock_reads_both_times_in_it(sam, mira):
    sam.hour_cycle = "24"
    text = email_of(make_conversation(sam, mira), "booked", "student").text
    assert "Thursday, March 5, 12:00 to 12:30 EST\n      09:00 to 09:30 PST for Mira" in text


def test_after_the_clocks_change_the_new_letters_are_used(sam, mira):
    interview = make_conversation(sam, mira, starts_at=datetime(2026, 3, 9, 16, 0, tzinfo=UTC))
    assert email_of(interview, "reminder_day", "mentor").subject == (
        "Reminder: Mon, Mar 9, 9:00 am PDT with Sam Rivera"
    )


def test_a_meeting_while_the_clocks_change_names_both_zones(sam, mira):
    interview = make_conversation(sam, mira, starts_at=datetime(2026, 3, 8, 6, 45, tzinfo=UTC))
    text = email_of(interview, "booked", "student").text
    assert "Sunday, March 8, 1:45 am EST to 3:15 am EDT" in text


@pytest.mark.parametrize(("kind", "reader"), [one for one in SYSTEM if one[0] != "ask_made"])
def test_the_rest_comes_from_the_office(booked, kind, reader):
    sent = email_of(booked, kind, reader)
    assert (sent.from_name, sent.reply_to) == ("Career Office", "")


@pytest.mark.parametrize(
    ("kind", "method"),
    [("booked", "REQUEST"), ("moved", "REQUEST"), ("cancelled", "CANCEL"), ("reminder_day", "")],
)
def test_news_of_the_time_carries_the_invitation(booked, kind, method):
    sent = email_of(booked, kind, "student")
    assert sent.calendar_method == method
    assert (f"METHOD:{method}\r\n".encode() in sent.calendar) is bool(method)
    assert (b"ATTENDEE" in sent.calendar) is bool(method)


def test_a_cancellation_gives_the_reason_in_the_words_of_who_cancelled(booked, mira):
    booked.reason, booked.closed_by = "A funeral in the family.", mira
    to_sam, to_mira = (email_of(booked, "cancelled", who) for who in ("student", "mentor"))
    assert "Sam, we are sorry: Mira had to call it off." in to_sam.text
    assert "Mira wrote:\n\nA funeral in the family.\n" in to_sam.text
    assert "Mira, you called it off, and we have told Sam." in to_mira.text
    assert "You wrote:\n\nA funeral in the family.\n" in to_mira.text
    assert "How:" not in to_sam.text


@pytest.mark.parametrize(
    ("mover", "to_sam", "to_mira"),
    [
        ("sam", "You moved it from", "Sam moved it from"),
        ("mira", "Mira moved it from", "You moved it from"),
        ("", "It was on", "It was on"),
    ],
)
def test_a_move_says_what_time_it_was_before_and_who_wanted_it(
    booked, sam, mira, mover, to_sam, to_mira
):
    booked.moved_at = MONDAY
    InterviewEvent.objects.create(
        interview=booked,
        kind=InterviewEvent.Kind.MOVED,
        at=MONDAY,
        by={"sam": sam, "mira": mira}.get(mover),
        facts={"before": datetime(2026, 3, 4, 18, 0, tzinfo=UTC).isoformat()},
    )
    text = email_of(booked, "moved", "student").text
    assert f"new time is Thu, Mar 5, 12:00 pm EST. {to_sam} Wed, Mar 4, 1:00 pm EST." in text
    text = email_of(booked, "moved", "mentor").text
    assert f"new time is Thu, Mar 5, 9:00 am PST. {to_mira} Wed, Mar 4, 10:00 am PST." in text


@pytest.mark.parametrize("kind", ["booked", "moved", "reminder_day", "reminder_hour"])
def test_how_to_meet_and_how_to_change_it_are_named(booked, kind):
    sent = email_of(booked, kind, "student")
    assert "How: https://meet.example/mira" in sent.text
    assert '<a class="link" href="https://meet.example/mira"' in re.sub(r"\s+", " ", sent.html)
    assert "conversation’s page" in sent.text


@pytest.mark.parametrize(
    "kind", ["booked", "moved", "reminder_day", "reminder_hour", "proposal_refused"]
)
def test_the_alum_may_move_or_cancel_without_signing_in(booked, kind):
    to_sam, to_mira = (email_of(booked, kind, who) for who in ("student", "mentor"))
    link = "https://hub.example/alumni/change/"
    for part in (to_mira.text, to_mira.html):
        assert "Move or cancel without signing in" in part
        assert part.count(link) == 1
    assert link not in to_sam.text + to_sam.html


def test_a_phone_number_is_no_link(booked):
    booked.where = "+1 555 0100"
    html = email_of(booked, "booked", "student").html
    assert "+1 555 0100" in html
    assert 'href="+1' not in html


def test_where_nothing_is_known_each_is_told_what_to_do(booked):
    booked.where = ""
    to_sam, to_mira = (email_of(booked, "booked", who).text for who in ("student", "mentor"))
    assert "Mira has not given a link or a number yet." in to_sam
    assert "mira@alum.example" not in to_sam
    assert "Write to Sam at sam@brightwater.example to agree on one." in to_mira


@pytest.mark.parametrize("kind", ["booked", "prepare"])
def test_the_student_sees_which_questions_are_chosen(booked, kind):
    sent = email_of(booked, kind, "student")
    assert "Your questions:\n1. What surprised you?" in sent.text
    assert "Your questions" in sent.html


def test_the_student_is_told_what_of_the_notes_others_read(booked):
    assert "except for what you put between quotation marks" in (
        email_of(booked, "reflect", "student").text
    )


def test_the_alum_hears_nothing_of_a_thank_you_that_waits(booked):
    sent = email_of(booked, "no_show_reported", "mentor")
    assert "hank" not in sent.text + sent.html
    assert "Nothing else goes out about it until this is settled." in sent.text


def test_the_day_before_the_students_questions_come_along(booked):
    to_sam, to_mira = (email_of(booked, "reminder_day", who).text for who in ("student", "mentor"))
    assert "Your questions:\n1. What surprised you?" in to_sam
    assert "What Sam would like to ask:\n1. What surprised you?" in to_mira
    assert "Do not ask for a job." in to_sam
    assert "Do not ask for a job." not in to_mira


def test_the_day_before_without_questions_the_student_is_told(booked):
    booked.questions = ""
    assert "You have not chosen questions yet." in email_of(booked, "reminder_day", "student").text
    assert "questions" not in email_of(booked, "reminder_day", "mentor").text


def test_each_gets_an_own_link_to_say_whether_they_met(booked):
    links = [
        re.search(
            r"https://hub.example/interviews/held/\S+", email_of(booked, "did_it_happen", who).text
        )
        for who in ("student", "mentor")
    ]
    assert links[0].group() != links[1].group()


@pytest.mark.parametrize("kind", ["booked", "cancelled", "ask_declined", "reminder_day"])
def test_names_stand_as_they_are_in_text_and_harmless_on_the_page(db, kind):
    student = make_student("Tim O’Neill & <b>Co</b>", zone="America/New_York")
    mentor = make_mentor("Ann “A” <i>Lee</i>", profile={"employer": "R&D 'Labs'"})
    interview = make_conversation(student, mentor, questions="Why <script>?", reason="<b>no</b>")
    sent = email_of(interview, kind, "student")
    assert "Ann “A” <i>Lee</i>" in sent.subject
    assert "Ann “A” <i>Lee</i>" in sent.text
    assert "&amp;" not in sent.text
    assert "&#x27;" not in sent.text
    assert not re.search(r"<i>|<b>(no|Co)|<script", sent.html)


def test_a_name_over_two_lines_gives_a_subject_of_one(db):
    student = make_student("Eve\r\nBcc: all@evil.example")
    interview = make_conversation(student, make_mentor("Max May"), stage="asked")
    assert email_of(interview, "ask_made", "mentor").subject == (
        "Eve Bcc: all@evil.example would like 30 minutes with you on Thu, Mar 5, 12:00 pm EST"
    )


def test_an_email_about_nothing_is_withdrawn(booked):
    case = case_of(booked, "booked", booked.student)
    case.email.about = "interview:999999"
    assert prepare(case.email, NOON).reason == NO_LONGER_OWED
