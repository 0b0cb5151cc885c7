"""What stands in the rows of the list editor: what is stored, or what was typed a moment ago?"""

from django.http import QueryDict

from interviews.models import Schedule

from .forms import MOST_ROWS

Row = dict[str, object]


def stored_rows(schedule: Schedule, *, empty: int) -> list[Row]:
    """The blocks there are, then some empty rows to write in."""
    blocks = schedule.hours.order_by("weekday", "opens_local") if schedule.pk else []
    filled: list[Row] = [
        {"weekday": block.weekday, "opens": block.opens_local, "closes": block.closes_local}
        for block in blocks
    ]
    return filled + [{} for _row in range(empty)]


def typed_rows(data: QueryDict, prefix: str) -> list[Row]:
    """The rows as they were typed, right or wrong; those marked for removal stay away."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total), MOST_ROWS) if total.isdecimal() else 0
    return [
        {name: data.get(f"{prefix}-{n}-{name}", "") for name in ("weekday", "opens", "closes")}
        for n in range(count)
        if f"{prefix}-{n}-DELETE" not in data
    ]
