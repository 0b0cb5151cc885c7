"""Does a letter sound like asking for a job, and what could be asked instead? In words, for a hint."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from careerhub.office.models import Policies

from ..coach.reading import read
from ..coach.rules import Rewrite

REWRITES: dict[Rewrite, Promise] = {
    Rewrite.HOW_YOU_GOT_THERE: _lazy("How did you get to where you are?"),
    Rewrite.HOW_HIRING_WORKS: _lazy("How do people usually come into this field?"),
    Rewrite.WHAT_THE_WORK_IS_LIKE: _lazy("What is the work like on an ordinary day?"),
    Rewrite.HOW_TO_TEST_THE_WATERS: _lazy("How could I test the waters in this field?"),
    Rewrite.MAY_I_KEEP_IN_TOUCH: _lazy("May I write again and tell you what came of it?"),
    Rewrite.WHO_ELSE_TO_TALK_TO: _lazy("Who else would you talk to?"),
    Rewrite.WHAT_A_GOOD_RESUME_SHOWS: _lazy("What does a good résumé in this field show?"),
    Rewrite.HOW_FIRMS_HANDLE_VISAS: _lazy("How do people from abroad find their way in?"),
}


def hint_about(text: str, office: Policies) -> str:
    """One hint on the first words that break the one rule; "" where none do. It never stops a letter."""
    reading = read(
        text, suggested_words=office.ask_words_suggested, limit_words=office.ask_words_limit
    )
    if not reading.job_asks:
        return ""
    mark = reading.job_asks[0]
    words = " ".join(text[mark.start : mark.end].split())
    said = _("“%(words)s” sounds like a job ask. Try: “%(instead)s”")
    return said % {"words": words, "instead": REWRITES[mark.rewrite]}
