"""Every table of the core, in one import."""

from .availability import Schedule, Weekday, WeeklyHours
from .commitment import Commitment, Submission
from .interview import AFTER, LIVE, UPCOMING, Ending, Evidence, Interview, InterviewEvent, Stage

__all__ = [
    "AFTER",
    "LIVE",
    "UPCOMING",
    "Commitment",
    "Ending",
    "Evidence",
    "Interview",
    "InterviewEvent",
    "Schedule",
    "Stage",
    "Submission",
    "Weekday",
    "WeeklyHours",
]
