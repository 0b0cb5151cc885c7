"""How does a start that cannot succeed say so?"""

from pathlib import Path


class CannotStart(Exception):
    """One sentence for the person at the keyboard: what is wrong and what to do."""


def last_words(log: Path) -> str:
    """The last line of a server's log, where servers say why they gave up."""
    if not log.exists():
        return "it wrote nothing"
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else "it wrote nothing"
