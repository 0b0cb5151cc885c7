"""How does the HTML of an email become what mail programs understand: every style at its element?

Days and times stay on one line there; the plain text and the subject say the same words as they come.
"""

from collections.abc import Mapping
from functools import cache

from css_inline import CSSInliner
from django.template.loader import render_to_string

from careerhub.common.times import unbroken


def render_page(template: str, context: Mapping[str, object]) -> str:
    """The page with its styles written into it; nothing is fetched from anywhere."""
    kept = {name: _unbroken(value) for name, value in context.items()}
    return _inliner().inline(render_to_string(template, kept).strip()) + "\n"


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
