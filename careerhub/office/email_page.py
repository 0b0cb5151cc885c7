"""How do the templates of an email become its two forms, a page that mail programs understand and text?

In the page every style stands at its element, and days and times stay on one line; the text and the
subject say the same words as they come.
"""

import re
from collections.abc import Mapping
from functools import cache

from css_inline import CSSInliner
from django.template.loader import render_to_string

from careerhub.common.times import unbroken


def render_page(template: str, context: Mapping[str, object]) -> str:
    """The page with its styles written into it; nothing is fetched from anywhere."""
    kept = {name: _unbroken(value) for name, value in context.items()}
    return _inliner().inline(render_to_string(template, kept).strip()) + "\n"


def render_text(template: str, context: Mapping[str, object]) -> str:
    return tidy(render_to_string(template, context)) + "\n"


def tidy(text: str) -> str:
    """No blank lines in a row, none at either end: what conditions in a template leave behind."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _unbroken(value: object) -> object:
    """Every sentence in it with its days and times together."""
    if isinstance(value, str):
        return unbroken(value)
    if isinstance(value, list):
        return [_unbroken(one) for one in value]
    if isinstance(value, dict):
        return {name: _unbroken(one) for name, one in value.items()}
    return value


@cache
def _inliner() -> CSSInliner:
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
