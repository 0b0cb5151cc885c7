"""What does an email say, and may it still go? Asked when the outbox claims it, on the world as it is then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from careerhub.common.once import once
from careerhub.office import policies as office_policies
from careerhub.office import wordable
from careerhub.office.email_page import render_page, render_text, tidy
from careerhub.office.models import Policies
from careerhub.outbox import kinds
from careerhub.outbox.message import clean
from careerhub.outbox.models import Email, State
from careerhub.outbox.verdicts import Hold, Postpone, Send, Verdict, Withdraw
from careerhub.people import mail_links
from careerhub.people.models import User

from ..calendars.invitation import CANCEL, REQUEST, invitation
from ..models import Interview
from ..queries.due import newer_between
from . import ahead, links, wording, words
from .plan import UPCOMING, Cadence, Facts, Owed, after_quiet, is_presumed_held, is_quiet, owed
from .post import NO_LONGER_OWED, WAITS_FOR_ANSWER, WAITS_FOR_WORDS, cadence_of, facts_of, key_of

LETTERS = wording.LETTERS
ASKS_IF_HELD = frozenset({"did_it_happen", "no_show_reported"})
CAN_WAIT = frozenset(
    {
        *("nudge", "prepare", "did_it_happen", "reflect", "follow_up"),
        *("ask_expired", "ask_withdrawn", "ask_released", "update_read"),
    }
)
# What brings an alum news of an ask, and what only makes sense to one who has had it.
BRINGS_THE_ASK = ("ask_made", "times_proposed")
AFTER_THE_ASK = frozenset({"ask_withdrawn", "ask_released", "nudge"})
ANSWERS = frozenset({"ask_made", "nudge", "times_proposed"})
MAY_CHANGE = frozenset({"booked", "moved", "proposal_refused", "reminder_day", "reminder_hour"})
IN_STUDENTS_NAME = LETTERS | {"ask_made"}
CALENDAR = {"booked": REQUEST, "moved": REQUEST, "cancelled": CANCEL}
# A letter is saved as it is written, so one that was changed a moment ago may end in half a sentence.
STILL_TYPING = timedelta(minutes=2)
# How soon to look again whether a meeting is settled; the sweep that settles it runs more often.
LOOK_AGAIN = timedelta(seconds=30)


@dataclass(frozen=True)
class Case:
    """One email with everything that decides and words it."""

    email: Email
    interview: Interview
    office: Policies
    facts: Facts
    cadence: Cadence

    @property
    def reader(self) -> User:
        mine = self.email.reader_id == self.interview.student_id
        return self.interview.student if mine else self.interview.mentor

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.reader.zone or self.office.zone)


def prepare(email: Email, now: datetime) -> Verdict:
    """Decide about one claimed email: send it as composed now, or not, and why."""
    case = _case_of(email)
    if case is None:
        return Withdraw(NO_LONGER_OWED)
    return objection(case, now) or compose(case)


def prepare_news(email: Email, now: datetime) -> Verdict:
    """Word that an update was read. It tells of what has happened, so nothing later takes it back."""
    case = _case_of(email)
    if case is None:
        return Withdraw(NO_LONGER_OWED)
    if not case.reader.is_active:
        return Withdraw(_("The reader has left."))
    if is_quiet(now, case.zone, case.cadence):
        return Postpone(after_quiet(now, case.zone, case.cadence), _("Rests during quiet hours."))
    return compose(case)


def _case_of(email: Email) -> Case | None:
    interview = ahead.interview_of(email)
    if interview is None:
        return None
    office, facts, cadence = once(("world", interview.pk), lambda: _world_of(interview))
    return Case(email, interview, office, facts, cadence)


def _world_of(interview: Interview) -> tuple[Policies, Facts, Cadence]:
    office = once("office", office_policies.current)
    return office, facts_of(interview, office), once("cadence", lambda: cadence_of(office))


def _owed_by(case: Case) -> dict[str, Owed]:
    """By key; the emails of both people in one batch ask for the same."""
    return {key_of(case.interview, one): one for one in owed(case.facts, case.cadence)}


def objection(case: Case, now: datetime) -> Verdict | None:
    """Why the email must not go out at this moment; None where nothing stands in the way."""
    email = case.email
    one = once(("owed", case.interview.pk), lambda: _owed_by(case)).get(email.key)
    if one is None:
        return Withdraw(NO_LONGER_OWED)
    if not case.reader.is_active:
        return Withdraw(_("The reader has left."))
    if one.held:
        return Hold(WAITS_FOR_ANSWER)
    if email.kind in AFTER_THE_ASK and not _alum_has_heard(case.interview):
        return Withdraw(_("The alum never heard of the request, so there is nothing to add to it."))
    if email.kind in LETTERS and (verdict := _about_a_letter(case, one, now)):
        return verdict
    if one.send_at > now and not email.moved_by_hand:
        return Postpone(one.send_at, _("Its time has moved."))
    if (
        email.kind in LETTERS
        and case.facts.stage in UPCOMING
        and not is_presumed_held(case.facts, case.cadence, now)
    ):
        # A new plan brings a letter forward again, but not one whose time the student chose.
        known_by = case.facts.ends_at + case.cadence.presume_held_after
        until = now + LOOK_AGAIN if email.moved_by_hand else max(known_by, now + LOOK_AGAIN)
        return Postpone(until, _("Waits until it is clear that the meeting took place."))
    if (
        email.kind in CAN_WAIT
        and not email.moved_by_hand
        and is_quiet(now, case.zone, case.cadence)
    ):
        return Postpone(after_quiet(now, case.zone, case.cadence), _("Rests during quiet hours."))
    return None


def _is_overtaken(case: Case) -> bool:
    """The two have booked again and the plan does not know of it yet."""
    newer = newer_between(case.interview)
    known_until = case.facts.anchor("contact")
    if newer is None or newer.booked_at is None:
        return False
    return newer.is_after or newer.booked_at > known_until


def _about_a_letter(case: Case, one: Owed, now: datetime) -> Verdict | None:
    """What becomes of it where the thank-you is missing, or where the student never opened it."""
    email = case.email
    if email.kind == "follow_up" and case.interview.thanked_at is None:
        return Hold(_("The thank-you has not gone out, so a follow-up would puzzle its reader."))
    if email.kind == "follow_up" and _is_overtaken(case):
        return Postpone(now + LOOK_AGAIN, _("The two were in touch a short while ago."))
    if email.letter_edited_at is not None and not email.moved_by_hand:
        rested_at = email.letter_edited_at + STILL_TYPING
        if now < rested_at:
            return Postpone(rested_at, _("The student is still writing it."))
    if email.letter_edited_at is not None or email.moved_by_hand or one.untouched == "send":
        return None
    if one.untouched == "skip":
        return Withdraw(_("The student never opened it, and the office does not send it then."))
    return Hold(WAITS_FOR_WORDS)


def _alum_has_heard(interview: Interview) -> bool:
    """Whether any email about this ask went out to the alum, or may have."""
    told = Email.objects.filter(about=interview.about, kind__in=BRINGS_THE_ASK)
    return told.filter(
        reader=interview.mentor_id, state__in=(State.SENDING, State.SENT, State.UNCERTAIN)
    ).exists()


def compose(case: Case, *, own: Mapping[str, str] | None = None, **sample: object) -> Send:
    """The finished words, headers and invitation, in the reader's zone.

    `own` stands for the office's own words where they are tried out, `sample` for what only an
    example needs to be told.
    """
    interview, reader, email = case.interview, case.reader, case.email
    with translation.override("en"):
        context = {**context_for(case), **sample}
        case_name = wording.case_of(email.kind, context)
        said = wordable.say(email.kind, case_name, variables_of(case, context), own)
        subject = " ".join(clean(said["subject"]).split())
        context.update({**said, "subject": subject})
        context["letter"] = email.letter or _letter(said, context)
        text = render_text(f"interviews/email/{email.kind}_message.txt", context)
        html = render_page(f"interviews/email/{email.kind}_message.html", context)
    in_name = email.kind in IN_STUDENTS_NAME
    student = interview.student
    via = _("%(name)s via %(office)s") % {
        "name": student.get_full_name(),
        "office": case.office.name,
    }
    method = CALENDAR.get(email.kind, "")
    return Send(
        to=reader.email,
        to_name=reader.get_full_name(),
        from_name=via if in_name else case.office.name,
        from_address=case.office.email,
        reply_to=student.email if in_name else "",
        subject=subject,
        text=text,
        html=html,
        calendar=invitation(interview, to=reader, office=case.office, method=method)
        if method
        else b"",
        calendar_method=method,
        unsubscribe=mail_links.unsubscribe_url(email),
    )


def variables_of(case: Case, context: Mapping[str, Any]) -> dict[str, object]:
    """What each name in braces stands for in this email."""
    return {**context, **words.sentences(context, case.office)}


def context_for(case: Case) -> dict[str, object]:
    """What every email template and every sentence may use, in one place."""
    interview, reader, email = case.interview, case.reader, case.email
    to_student = reader.pk == interview.student_id
    context = {
        "kind": email.kind,
        "is_essential": kinds.get(email.kind).essential,
        "interview": interview,
        "office": case.office,
        "university": case.office.university,
        "to_student": to_student,
        "by_reader": interview.closed_by_id == reader.pk,
        "number": number_of(email),
        "minutes": interview.length_minutes,
        "questions": interview.question_list,
        "quotes": words.said_back(interview, email.kind, number_of(email)),
        "answer_url": links.answer_url(interview)
        if email.kind in ANSWERS and not to_student
        else "",
        "change_url": links.change_url(interview, reader)
        if email.kind in MAY_CHANGE and not to_student
        else "",
        "read_url": links.read_url(interview, number_of(email))
        if email.kind == "follow_up"
        else "",
        "held_url": links.held_url(interview, reader) if email.kind in ASKS_IF_HELD else "",
        "choices_url": mail_links.choices_url(email),
        **words.names(interview, reader),
        **words.times(interview, reader, case.office),
        **words.places(interview, reader, case.office),
        **words.arrangements(interview, reader, case.office, email.kind),
    }
    return {**context, "button_url": _button_url(email.kind, context)}


def _button_url(kind: str, context: Mapping[str, Any]) -> str:
    """Where the one button of an email leads."""
    if kind in ASKS_IF_HELD:
        return str(context["held_url"])
    if kind == "ask_expired" and context["lapsed"]:
        return links.mentor_url(context["interview"].mentor)
    if kind in ("ask_declined", "ask_expired") or (kind == "cancelled" and context["to_student"]):
        return str(context["mentors_url"])
    if kind in ("ask_withdrawn", "ask_released"):
        return str(context["home_url"])
    if kind == "ask_passed_on" and context["next"]:
        return str(context["next"]["url"])
    return str(context["answer_url"] or context["page_url"])


def number_of(email: Email) -> int:
    """Which one of its kind it is: the last part of its key."""
    return int(email.key.rpartition(":")[2])


def draft(
    interview: Interview, kind: str, number: int = 1, own: Mapping[str, str] | None = None
) -> str:
    """A letter made only from what the student wrote down; the student may change every word."""
    zone = ZoneInfo(interview.mentor.zone or interview.zone)
    office = office_policies.current()
    with translation.override("en"):
        context: dict[str, object] = {
            "interview": interview,
            **words.names_of_both(interview),
            "minutes": interview.length_minutes,
            "date": dateformat.format(interview.starts_at.astimezone(zone), "F j"),
            "weekday": dateformat.format(interview.starts_at.astimezone(zone), "l"),
            "number": number,
            "office": office.name,
            "university": office.university,
            "quotes": words.said_back(interview, kind, number),
        }
        said = wordable.say(kind, wording.case_of(kind, context), context, own)
        return _letter(said, context)


def _letter(said: Mapping[str, str], context: Mapping[str, object]) -> str:
    """The sentences of a letter, one under the other; "" for an email that is none."""
    if "opening" not in said:
        return ""
    return tidy(render_to_string("interviews/email/_letter.txt", {**context, **said}))
