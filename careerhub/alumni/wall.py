"""How are the hours of a day said, as clocks on the wall show them?"""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from careerhub.common.times import say_time

A_DAY = date(2001, 1, 1)
DAY = 24 * 60


def wall_time(minute: int) -> time:
    """Minute 570 is 9:30; 1440, the end of the day, is 0:00 like its start."""
    return time(*divmod(minute % DAY, 60))


def minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def say_wall(wall: time, hour_cycle: str) -> str:
    """ "3:30 pm", or "15:30"."""
    return say_time(datetime.combine(A_DAY, wall, UTC), "UTC", hour_cycle)


def say_hours(opens: time, closes: time, hour_cycle: str) -> str:
    """ "3:00 to 3:30 pm", "11:30 am to 12:00 pm"; each half of the day is said once."""
    start, end = say_wall(opens, hour_cycle), say_wall(closes, hour_cycle)
    words = start.split(" ")
    if hour_cycle != "24" and (opens.hour < 12) == (closes.hour < 12) and closes > opens:
        start = words[0]
    return _("%(start)s to %(end)s") % {"start": start, "end": end}
