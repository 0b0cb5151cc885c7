"""What does a button beside the rows do to them? Presets, copying and clearing a day, one row more."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from interviews.models import Weekday

from .week import PRESETS, Row, add_blocks, clear_day, copy_day

DAYS = {str(day): day for day in Weekday.values}


def apply_tool(data: QueryDict, rows: list[Row]) -> tuple[list[Row], str]:
    """The rows as the pressed button leaves them, and what to say of it; nothing is saved."""
    tool = data.get("tool", "")
    preset = next((one for one in PRESETS if one.value == tool), None)
    if preset is not None:
        said = _("Added: %(hours)s. Not saved yet.") % {"hours": preset.said}
        return add_blocks(rows, preset.blocks), said
    if tool == "copy":
        return _copy(data, rows)
    if tool == "clear":
        return _clear(data, rows)
    if "add" in data:
        return [*rows, {}], ""
    return rows, ""


def _copy(data: QueryDict, rows: list[Row]) -> tuple[list[Row], str]:
    source = DAYS.get(data.get("copy_from", ""))
    others = [DAYS[day] for day in data.getlist("copy_to") if day in DAYS]
    others = [day for day in others if day != source]
    if source is None or not others:
        return rows, _("Choose the day to copy, and at least one other day to copy it to.")
    names = ", ".join(str(Weekday(day).label) for day in others)
    said = _("%(day)s copied to %(others)s. Not saved yet.")
    return copy_day(rows, source, others), said % {"day": Weekday(source).label, "others": names}


def _clear(data: QueryDict, rows: list[Row]) -> tuple[list[Row], str]:
    day = DAYS.get(data.get("clear_day", ""))
    if day is None:
        return rows, _("Choose the day to clear.")
    said = _("%(day)s is clear. Not saved yet.") % {"day": Weekday(day).label}
    return clear_day(rows, day), said
