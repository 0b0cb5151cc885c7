"""What does the page of one interview show to one of the two?"""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from careerhub.common import clock
from careerhub.common.times import say_day, say_time
from careerhub.office import policies as office_policies
from careerhub.office.models import Policies
from careerhub.outbox.models import Email
from careerhub.people.models import User
from careerhub.people.roles import Role

from .. import access
from ..calendars.web_links import web_links
from ..forms import DeclineForm, NoneSuitsForm, NotesForm, PrepareForm, TakeTimeForm
from ..models import AFTER, Interview
from ..queries.letters import FOLLOW_UP, THANK_YOU
from ..queries.timeline import letters_for, rows_about, rows_for, timeline
from .endings import ending_words
from .letter_sheet import LetterSheet, letter_sheet
from .lines import line_of
from .mail_lines import mail_lines
from .next_choices import next_choices
from .proposals import in_words, proposed_between

Forms = dict[str, Form]


def show(
    request: HttpRequest,
    interview: Interview,
    *,
    forms: Forms | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The interview page as it stands now; `forms` are bound ones with something to say."""
    context = context_for(request, interview, forms or {}, now=clock.now())
    context["refusal"] = refusal
    context["unsaved"] = _unsaved(context, forms or {})
    return render(request, "interviews/interview_detail.html", context, status=status)


def refused(
    request: HttpRequest, interview: Interview, sentence: str, *, forms: Forms
) -> HttpResponse:
    """The page again, as things stand by now, with the sentence on top and everything typed kept."""
    fresh = access.get_interview_for(request.user, interview.pk)
    return show(request, fresh, forms=forms, refusal=sentence, status=422)


def invalid(request: HttpRequest, interview: Interview, *, forms: Forms) -> HttpResponse:
    return show(request, interview, forms=forms, status=422)


def context_for(
    request: HttpRequest, interview: Interview, forms: Forms, *, now: datetime
) -> dict[str, Any]:
    person, office = request.user, office_policies.current()
    mark_role(request, interview)
    rows = rows_about(interview)
    steps = timeline(interview, person=person, rows=rows, now=now)
    current = next((n for n, step in enumerate(steps, 1) if step.state == "now"), len(steps))
    other, where = interview.other(person), interview.meeting_place
    by_mentor = access.is_mentor_of(person, interview)
    return {
        "interview": interview,
        "other": other,
        "line": line_of(other, as_mentor=not by_mentor),
        "short_when": short_when(interview.starts_at, person),
        "by_mentor": by_mentor,
        "steps": steps,
        "step_now": current,
        "may": doors(person, interview, office, now=now),
        "where": where,
        "where_url": where if where.startswith(("http://", "https://")) else "",
        "ending": ending_words(interview, person),
        "calendar_links": web_links(interview, to=person),
        "moves_left": access.moves_left(person, interview, office),
        "office": office,
        "has_begun": now >= interview.starts_at,
        "is_over": now >= interview.ends_at,
        "is_met": interview.stage in AFTER,
        "my_report": interview.no_show_reported_by_id == person.pk,
        "letters": _letters(interview, person, rows, forms, office, now),
        "mails": mail_lines(rows_for(person, interview, rows)),
        "prepare_form": forms.get("prepare") or PrepareForm(interview=interview),
        "notes_form": forms.get("notes") or NotesForm(initial={"notes": interview.notes}),
        "decline_form": forms.get("decline") or DeclineForm(),
        **_arranged(interview, person, office, forms, now=now),
        "open_form": next(iter(forms), ""),
    }


def _arranged(
    interview: Interview, person: User, office: Policies, forms: Forms, *, now: datetime
) -> dict[str, Any]:
    """Times that stand proposed, whom the student asks next, and the forms that answer."""
    ahead = next_choices(interview) if access.is_student_of(person, interview) else []
    return {
        "proposed": proposed_between(interview, person, office, now=now),
        "standing": in_words(interview.starts_at, interview, person, office),
        "next_choices": ahead,
        "became": next((choice.became for choice in ahead if choice.became), None),
        "take_form": forms.get("take") or TakeTimeForm(),
        "none_form": forms.get("none_suits") or NoneSuitsForm(),
    }


def mark_role(request: HttpRequest, interview: Interview) -> None:
    """Let the bar show the side on which the person stands here, whatever role they came in."""
    by_mentor = access.is_mentor_of(request.user, interview)
    role = Role.MENTOR if by_mentor else Role.STUDENT
    request.active_role = role  # type: ignore[attr-defined]


def doors(
    person: User, interview: Interview, office: Policies, *, now: datetime
) -> dict[str, bool]:
    """What this person may do at this moment, by name, so that a page offers nothing else."""
    return {
        "answer": access.may_answer(person, interview, now=now),
        "take_offer": access.may_take_offer(person, interview, now=now),
        "propose": access.may_propose(person, interview, office, now=now),
        "withdraw": access.may_withdraw(person, interview),
        "cancel": access.may_cancel(person, interview, now=now),
        "move": access.may_move(person, interview, office, now=now),
        "prepare": access.may_prepare(person, interview, now=now),
        "take_notes": access.may_take_notes(person, interview),
        "say_held": access.may_say_held(person, interview, now=now),
        "report_no_show": access.may_report_no_show(person, interview, office, now=now),
        "see_contact": access.may_see_contact(person, interview),
    }


def short_when(instant: datetime, person: User) -> str:
    """ "Thu 1:00 pm" in the active zone, for a button; the full date stands above it."""
    zone = timezone.get_current_timezone()
    day = say_day(instant, zone).partition(",")[0]
    return f"{day} {say_time(instant, zone, person.hour_cycle)}"


def _letters(
    interview: Interview,
    person: User,
    rows: list[Email],
    forms: Forms,
    office: Policies,
    now: datetime,
) -> dict[str, LetterSheet]:
    by_kind = letters_for(person, interview, rows)
    return {
        kind: letter_sheet(interview, row, person, office=office, forms=forms, now=now)
        for kind, row in by_kind.items()
    }


def _unsaved(context: dict[str, Any], forms: Forms) -> list[str]:
    """What somebody typed into a form that the page no longer offers."""
    letters = context["letters"]
    offered = {
        "prepare": context["may"]["prepare"],
        "notes": context["may"]["take_notes"],
        "decline": context["may"]["answer"],
        "none_suits": context["proposed"] is not None,
        "take": True,
        **{kind: sheet.may_write for kind, sheet in letters.items()},
        **{f"{kind}_time": True for kind in (THANK_YOU, FOLLOW_UP)},
    }
    lost = [form for name, form in forms.items() if not offered.get(name, False)]
    return [text for form in lost for name in form.fields if (text := form.data.get(name, ""))]
