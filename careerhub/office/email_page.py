"""How does the HTML of an email become what mail programs understand: every style at its element?"""

from collections.abc import Mapping
from functools import cache

from css_inline import CSSInliner
from django.template.loader import render_to_string


def render_page(template: str, context: Mapping[str, object]) -> str:
    """The page with its styles written into it; nothing is fetched from anywhere."""
    return _inliner().inline(render_to_string(template, dict(context)).strip()) + "\n"


@cache
def _inliner() -> CSSInliner:
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
