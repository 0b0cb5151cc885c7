"""Which static files does the site serve? Not the many builds of Bootstrap and htmx that no page asks for."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedFiles(StaticFilesConfig):
    """Gathering takes seconds instead of half a minute, and nothing unused can be fetched."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-*", "*.rtl.*", "*.esm.*", "bootstrap.css*", "bootstrap.js*"),
        *("bootstrap.bundle.js*", "htmax-*", "htmx-4*", "htmx-2.js"),
    ]
