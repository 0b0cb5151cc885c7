"""Every table of the core, in one import."""

from .arranging import Choice, Proposal, Wait
from .availability import HoursException, Schedule, TimeOff, Weekday, WeeklyHours
from .calendars import BusyTime, Feed, OutsideCalendar
from .commitment import Commitment, Submission
from .interview import (
    AFTER,
    LIVE,
    UNKNOWN_TO_MENTOR,
    UPCOMING,
    Ending,
    Evidence,
    Interview,
    InterviewEvent,
    Side,
    Stage,
)
from .mailing import LetterVersion, Replanning
from .windows import LONG_DUE, LONGEST_WINDOW_HOURS, DirectoryEntry, DirectoryWords, FreeWindow

__all__ = [
    "AFTER",
    "LIVE",
    "LONGEST_WINDOW_HOURS",
    "LONG_DUE",
    "UNKNOWN_TO_MENTOR",
    "UPCOMING",
    "BusyTime",
    "Choice",
    "Commitment",
    "DirectoryEntry",
    "DirectoryWords",
    "Ending",
    "Evidence",
    "Feed",
    "FreeWindow",
    "HoursException",
    "Interview",
    "InterviewEvent",
    "LetterVersion",
    "OutsideCalendar",
    "Proposal",
    "Replanning",
    "Schedule",
    "Side",
    "Stage",
    "Submission",
    "TimeOff",
    "Wait",
    "Weekday",
    "WeeklyHours",
]
