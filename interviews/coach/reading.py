"""How does a text to an alum read: how long, is there a question, does it ask for a job?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .rules import NOT_AN_ASK, RULES, Rewrite, Why

# A clause ends with a sentence, a blank line or a comma before a joining word; "Ms." ends nothing.
CLAUSE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bProf)[.!?]+(?=\s|$)|;|\n\s*\n"
    r"|,\s+(?=(?:but|and|so|because)\b)",
    re.IGNORECASE,
)
INDIRECT_QUESTION = re.compile(
    r"\b(?:(?:like|love|wish|want|hope|hoping|curious|eager|wonder\w*|grateful|glad|happy|interested)\b.{0,20}"
    r"\b(?:hear\w*|learn\w*|know\w*|ask\w*|understand\w*|find out)|wonder(?:ing)?)\b",
    re.IGNORECASE,
)
PLAIN = str.maketrans("’‘\n\t\u00a0", "''   ")


@dataclass(frozen=True)
class Mark:
    """Words that sound like asking for a job: text[start:end], why, and what to ask instead."""

    start: int
    end: int
    why: Why
    rewrite: Rewrite


@dataclass(frozen=True)
class Reading:
    """What the coach noticed. Codes, no sentences: whoever shows it finds the words."""

    words: int
    is_empty: bool
    is_over_suggested: bool
    is_over_limit: bool
    has_question: bool
    job_asks: tuple[Mark, ...]


def read(text: str, *, suggested_words: int, limit_words: int) -> Reading:
    """Read a text the way its reader will. The same text always reads the same."""
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return Reading(
        words=words,
        is_empty=words == 0,
        is_over_suggested=words > suggested_words,
        is_over_limit=words > limit_words,
        has_question="?" in text or INDIRECT_QUESTION.search(text.translate(PLAIN)) is not None,
        job_asks=tuple(_job_asks(text)),
    )


def _job_asks(text: str) -> Iterator[Mark]:
    for start, end in _clauses(text):
        # Every replacement keeps its length, so that places in the clause are places in the text.
        clause = text[start:end].translate(PLAIN)
        clause = NOT_AN_ASK.sub(lambda found: "_" * len(found[0]), clause)
        for rule in RULES:
            if rule.pattern.search(clause):
                yield Mark(start, end, rule.why, rule.rewrite)
                break


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each clause begins and ends, closing mark included, white space not."""
    start = 0
    for end in [found.end() for found in CLAUSE_END.finditer(text)] + [len(text)]:
        clause = text[start:end]
        if clause.strip():
            lead = len(clause) - len(clause.lstrip())
            yield start + lead, start + len(clause.rstrip(", \t\n"))
        start = end
