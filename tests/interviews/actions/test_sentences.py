"""Every reason has a sentence, in the reader's own clock, and tells nothing that is private."""

from datetime import UTC, date, datetime

import pytest

from interviews.actions.sentences import why_no_times, why_not
from interviews.slots.openings import Code, Reason

# Friday at one in New York
ONE = datetime(2026, 3, 6, 18, tzinfo=UTC)
FRIDAY = date(2026, 3, 6)
MORE_WILL_OPEN = "Days further ahead open as time goes on."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason(Code.PAST), "Fri, Mar 6, 1:00 pm EST has already passed."),
        (
            Reason(Code.NOTICE, 48 * 60),
            "Fri, Mar 6, 1:00 pm EST is too soon: Mira needs 48 hours’ notice.",
        ),
        (
            Reason(Code.NOTICE, 60),
            "Fri, Mar 6, 1:00 pm EST is too soon: Mira needs 1 hour’s notice.",
        ),
        (
            Reason(Code.BEYOND_WINDOW, 28),
            "Fri, Mar 6, 1:00 pm EST is too far ahead: times open 28 days before.",
        ),
        (
            Reason(Code.BEYOND_WINDOW, until=FRIDAY),
            "Mira takes no conversations after Friday, March 6.",
        ),
        (
            Reason(Code.PAUSED, until=FRIDAY),
            "Mira is resting and takes no conversations on that day.",
        ),
        (Reason(Code.TIME_OFF, until=FRIDAY), "Mira is away that day and back on Friday, March 6."),
        (Reason(Code.CLOSED_DATE), "Mira takes no conversations on that day."),
        (Reason(Code.HOLIDAY), "That day is a holiday, and Mira takes no conversations."),
        (Reason(Code.OUTSIDE_HOURS), "Mira is not open at Fri, Mar 6, 1:00 pm EST."),
        (Reason(Code.OFF_GRID), "Mira is not open at Fri, Mar 6, 1:00 pm EST."),
        (
            Reason(Code.TOO_EARLY_FOR_BOOKER, 870),
            "Mira does not want anyone up before 2:30 pm; Fri, Mar 6, 1:00 pm EST is earlier.",
        ),
        (
            Reason(Code.MENTOR_BUSY),
            "Someone took Fri, Mar 6, 1:00 pm EST a moment ago. Your words are safe.",
        ),
        (Reason(Code.OUTSIDE_BUSY), "Mira is not free at Fri, Mar 6, 1:00 pm EST."),
        (
            Reason(Code.BOOKER_BUSY),
            "You have promised Fri, Mar 6, 1:00 pm EST to another conversation.",
        ),
        (
            Reason(Code.BOOKER_OUTSIDE_BUSY),
            "Your own calendar has something else at Fri, Mar 6, 1:00 pm EST.",
        ),
        (Reason(Code.DAY_CAP, 1), "Mira gives 1 conversation a day, and that day is full."),
        (Reason(Code.DAY_CAP, 3), "Mira gives 3 conversations a day, and that day is full."),
        (Reason(Code.WEEK_CAP, 2), "Mira gives 2 conversations a week, and that week is full."),
        (Reason(Code.TERM_CAP, 8), "Mira gives 8 conversations a term, and this term is full."),
    ],
)
def test_why_a_time_is_not_open(sam, mira, reason, sentence):
    assert why_not(reason, mentor=mira, booker=sam, starts_at=ONE) == sentence


def test_no_reason_is_left_without_a_sentence(sam, mira):
    said = {
        code: why_not(Reason(code, 2, FRIDAY), mentor=mira, booker=sam, starts_at=ONE)
        for code in Code
    }
    generic = said[Code.MENTOR_BUSY]
    assert [code for code in Code if said[code] == generic] == [Code.MENTOR_BUSY]


def test_the_hour_is_said_on_the_readers_clock(sam, mira):
    sam.hour_cycle = "24"
    reason = Reason(Code.TOO_EARLY_FOR_BOOKER, 870)
    assert "before 14:30; Fri, Mar 6, 13:00 EST" in why_not(
        reason, mentor=mira, booker=sam, starts_at=ONE
    )


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason(Code.PAUSED, until=FRIDAY), "Mira is resting until Friday, March 6."),
        (Reason(Code.TIME_OFF, until=FRIDAY), "Mira is away until Friday, March 6."),
        (
            Reason(Code.BEYOND_WINDOW, until=FRIDAY),
            "Mira takes no conversations after Friday, March 6.",
        ),
        (Reason(Code.CLOSED_DATE), "Mira has closed the days of the usual hours for now."),
        (Reason(Code.HOLIDAY), "The days that would be open are holidays."),
        (
            Reason(Code.TOO_EARLY_FOR_BOOKER, 480),
            "Every time just now would be too early in the day for you.",
        ),
        (
            Reason(Code.DAY_CAP, 1),
            "Every day ahead is full. " + MORE_WILL_OPEN,
        ),
        (
            Reason(Code.WEEK_CAP, 2),
            "Mira gives 2 conversations a week, and these weeks are full. " + MORE_WILL_OPEN,
        ),
        (Reason(Code.TERM_CAP, 1), "Mira gives 1 conversation a term, and this term is full."),
        (
            None,
            "Every time in the next 28 days is taken. " + MORE_WILL_OPEN,
        ),
        (
            Reason(Code.OUTSIDE_HOURS, 7),
            "Every time in the next 28 days is taken. " + MORE_WILL_OPEN,
        ),
    ],
)
def test_why_there_is_no_time_at_all(mira, reason, sentence):
    assert why_no_times(reason, mentor=mira, window_days=28) == sentence
