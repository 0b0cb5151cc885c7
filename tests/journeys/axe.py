"""What does axe say about a page?"""

import json

from axe_playwright_python.base import AXE_SCRIPT

# Everything of WCAG 2.2 A and AA and axe's best practices; the size of targets is off unless asked for.
EVERYTHING = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}
# Between light and dark only colors change.
COLORS = {**EVERYTHING, "runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page, options=EVERYTHING):
    """One line for each element that breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run({json.dumps(options)}).then(r => r.violations)")
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {said(node)}"
        for one in found
        for node in one["nodes"]
    ]


def said(node):
    return "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
