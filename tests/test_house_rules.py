"""Does the tree keep the rules of the house? Sizes, names, folders, one clock, closed doors."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
BANNED = {
    "utils",
    "helpers",
    "services",
    "misc",
    "manager",
    "managers",
    "util",
    "helper",
    "service",
}
CODE = [
    path
    for folder in ("careerhub", "interviews", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
OURS = [path for path in CODE if not path.is_relative_to(ROOT / "tests")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
AUDIENCES = {"students": "student", "alumni": "mentor", "counselors": "counselor"}
# Doors that a signed link or nothing at all opens, on purpose.
OPEN_DOORS = {"alumni:answer", "alumni:change"}


def relative(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def lines_of(path):
    return len(path.read_text().splitlines())


def functions_of(path):
    tree = ast.parse(path.read_text())
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_the_lists_are_not_empty():
    assert len(OURS) > 60
    assert len(TEMPLATES) > 30


def test_modules_stay_small():
    limit = {path: 500 if path.is_relative_to(ROOT / "tests") else 400 for path in CODE}
    assert relative(path for path in CODE if lines_of(path) > limit[path]) == []


def test_functions_stay_short():
    long = [
        f"{path.relative_to(ROOT)}:{function.name}"
        for path in CODE
        for function in functions_of(path)
        if function.end_lineno - function.lineno + 1 > 50
    ]
    assert long == []


def test_templates_stay_small():
    assert relative(path for path in TEMPLATES if lines_of(path) > 200) == []


def test_names_say_something():
    assert relative(path for path in CODE if path.stem in BANNED) == []


def test_every_module_says_which_question_it_answers():
    silent = [
        path
        for path in OURS
        if path.name not in ("__init__.py", "apps.py", "admin.py")
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert relative(silent) == []


def test_only_the_clock_asks_the_machine_for_the_time():
    machine = re.compile(
        r"\b(datetime\.(now|utcnow|today)|date\.today|timezone\.now|localtime\(\)|time\.time)\("
    )
    guilty = [
        path
        for path in OURS
        if machine.search(path.read_text())
        and path != ROOT / "careerhub/common/clock.py"
        and "embedded" not in path.parts
    ]
    assert relative(guilty) == []


def test_rules_are_given_the_time():
    folders = ("slots", "coach", "actions", "queries", "emails")
    reads = re.compile(r"\bclock\.now\b|import clock\b")
    rules = [path for folder in folders for path in (ROOT / "interviews" / folder).rglob("*.py")]
    assert relative(path for path in rules if reads.search(path.read_text())) == []


def test_python_writes_no_html():
    tag = re.compile(r"</?(div|span|p|a|b|li|ul|table|tr|td|strong|button)\b[^>]*>")
    # the coach's patterns name their lists of words in angle brackets
    wrote = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in OURS
        if "coach" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and tag.search(node.value)
    ]
    assert wrote == []


def test_every_template_folder_is_an_app():
    labels = {config.label for config in apps.get_app_configs()}
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert folders <= labels | {"allauth"}


def test_pages_carry_no_inline_script_or_style():
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son(click|change|submit|load|input)="
    )
    pages = [p for p in TEMPLATES if p.suffix == ".html" and "email" not in p.parts]
    assert relative(path for path in pages if inline.search(path.read_text())) == []


def audience_urls():
    """Every address of the three front doors, with stand-in arguments."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace in AUDIENCES:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                name = f"{resolver.namespace}:{pattern.name}"
                if name not in OPEN_DOORS:
                    route = re.sub(r"<int:\w+>", "1", str(resolver.pattern) + str(pattern.pattern))
                    route = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000000", route)
                    yield pytest.param(
                        resolver.namespace, "/" + re.sub(r"<(\w+:)?\w+>", "x", route), id=name
                    )


@pytest.mark.django_db
@pytest.mark.parametrize(("audience", "url"), list(audience_urls()))
def test_every_audience_url_refuses_strangers(client, audience, url, sam, mira, carol):
    anonymous = [client.get(url), client.post(url)]
    assert all(
        (r.status_code == 302 and "/accounts/login/" in r["Location"]) or r.status_code == 405
        for r in anonymous
    ), [(r.status_code, r.headers.get("Location")) for r in anonymous]
    for role, person in {"student": sam, "mentor": mira, "counselor": carol}.items():
        if role != AUDIENCES[audience]:
            client.force_login(person)
            statuses = {client.get(url).status_code, client.post(url).status_code}
            assert statuses <= {403, 405}, (role, statuses)


def test_there_are_audience_urls():
    assert len(list(audience_urls())) > 15
