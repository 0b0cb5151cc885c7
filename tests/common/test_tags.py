from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone

from careerhub.common import clock

NOW = datetime(2026, 10, 13, 19, 20, tzinfo=UTC)
THURSDAY = datetime(2026, 10, 15, 16, 30, tzinfo=UTC)


def person(name="Priya", zone="America/Los_Angeles", cycle="12", pk=7):
    return SimpleNamespace(
        pk=pk, zone=zone, hour_cycle=cycle, initials="PR", get_short_name=lambda: name
    )


def drawn(source, *, zone="America/New_York", **context):
    with clock.standing_at(NOW), timezone.override(zone):
        template = Template("{% load careerhub %}" + source)
        return " ".join(template.render(Context(context)).split())


def test_a_moment_is_in_the_readers_zone_with_its_offset():
    assert drawn("{% moment when %}", when=THURSDAY) == (
        '<time datetime="2026-10-15T12:30:00-04:00">Thu, Oct 15, 12:30 pm EDT</time>'
    )


def test_a_moment_can_be_told_in_another_zone():
    assert drawn("{% moment when 'Asia/Kathmandu' %}", when=THURSDAY) == (
        '<time datetime="2026-10-15T22:15:00+05:45">Thu, Oct 15, 10:15 pm Kathmandu time</time>'
    )


def test_a_moment_follows_the_clock_that_the_reader_chose():
    assert "Thu, Oct 15, 12:30 EDT" in drawn(
        "{% moment when %}", when=THURSDAY, user=person(cycle="24")
    )


def test_a_moment_in_another_year_says_so():
    assert "Wed, Jan 13, 2027, 12:30 pm EST" in drawn(
        "{% moment when %}", when=datetime(2027, 1, 13, 17, 30, tzinfo=UTC)
    )


def test_a_full_stop_after_a_moment_follows_at_once():
    assert drawn("{% moment when %}.", when=THURSDAY).endswith("EDT</time>.")


def test_both_times_name_the_other_person_when_clocks_differ():
    html = drawn(
        "{% both_times when sam priya %}",
        when=THURSDAY,
        sam=person("Sam", "America/New_York"),
        priya=person(),
    )
    assert html == (
        '<span class="when"><time datetime="2026-10-15T12:30:00-04:00">'
        "Thu, Oct 15, 12:30 pm EDT</time> "
        '<span class="there"><time datetime="2026-10-15T09:30:00-07:00">9:30 am PDT</time> '
        "for Priya</span></span>"
    )


def test_both_times_name_the_day_where_it_is_another_one():
    html = drawn(
        "{% both_times when sam kai %}",
        when=THURSDAY,
        sam=person("Sam", "America/New_York"),
        kai=person("Kai", "Australia/Sydney"),
    )
    assert ">Fri, Oct 16, 3:30 am AEDT</time> for Kai" in html


def test_both_times_are_one_line_when_the_clocks_agree():
    html = drawn(
        "{% both_times when sam ana %}",
        when=THURSDAY,
        sam=person("Sam", "America/New_York"),
        ana=person("Ana", "America/Toronto"),
    )
    assert html == (
        '<span class="when"><time datetime="2026-10-15T12:30:00-04:00">'
        "Thu, Oct 15, 12:30 pm EDT</time></span>"
    )


@pytest.mark.parametrize(
    ("left", "said", "soon"),
    [
        (timedelta(days=1, hours=21, minutes=10), "in 1 day 21 hours", False),
        (timedelta(hours=24), "in 1 day", False),
        (timedelta(hours=23, minutes=59), "in 23 hours 59 minutes", True),
        (timedelta(0), "in less than a minute", True),
        (timedelta(hours=-2), "2 hours ago", False),
    ],
)
def test_a_deadline_says_how_long_is_left(left, said, soon):
    html = drawn("{% until when %}", when=NOW + left)
    assert (f">{said}</time>" in html, 'class="clock soon"' in html) == (True, soon)


def test_an_icon_is_hidden_from_screen_readers():
    html = drawn('{% icon "clock" size="s" %}')
    assert html.startswith("<svg ")
    assert 'aria-hidden="true"' in html
    assert 'class="i i-s"' in html


def test_a_stamp_is_an_icon_and_a_word():
    html = drawn("{% stamp 'good' 'check-circle' word %}", word="<Sent>")
    assert html.startswith('<span class="stamp good"><svg ')
    assert html.endswith("</svg>&lt;Sent&gt;</span>")


def test_a_reason_is_introduced():
    assert drawn("{% because why %}", why="Priya named him") == (
        '<p class="because"><em>because</em> Priya named him</p>'
    )


@pytest.mark.parametrize(("pk", "paper"), [(7, "av3"), (10, "av1"), (None, "av1")])
def test_an_avatar_keeps_its_paper(pk, paper):
    html = drawn("{% avatar who size='lg' %}", who=person(pk=pk))
    assert html == f'<span class="avatar lg {paper}" aria-hidden="true">PR</span>'


def test_the_bar_says_where_times_are_told():
    assert drawn("{% zone_label %}") == "New York (EDT)"


@pytest.mark.parametrize(("name", "address"), [("office:help", "/help/"), ("no:such_page", "")])
def test_an_address_is_given_only_for_pages_that_exist(name, address):
    assert drawn("{% url_if_any name %}", name=name) == address
