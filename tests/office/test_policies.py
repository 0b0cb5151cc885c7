from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from careerhub.common.once import reading_once
from careerhub.office import policies, terms
from careerhub.office.models import Policies, PolicyChange, Term

NOW = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)


def test_until_somebody_sets_them_the_defaults_of_the_design_hold(db):
    current = policies.current()
    assert (current.length_minutes, current.notice_hours, current.window_days) == (30, 48, 28)
    assert (current.mentor_week_cap, current.mentor_term_cap) == (2, 8)
    assert current.student_domains == []
    assert not Policies.objects.exists()


def test_a_change_is_kept_with_who_when_and_from_what(carol):
    changed = policies.current()
    changed.length_minutes, changed.quiet_until_local = 45, time(8, 30)
    change = policies.save(changed, by=carol, now=NOW)
    assert change.fields == [
        {"field": "length_minutes", "old": "30 minutes", "new": "45 minutes"},
        {"field": "quiet_until_local", "old": "08:00", "new": "08:30"},
    ]
    assert policies.current().length_minutes == 45


def test_no_change_leaves_no_trace(carol):
    assert policies.save(policies.current(), by=carol, now=NOW) is None
    assert not PolicyChange.objects.exists()


def test_rules_that_contradict_each_other_are_not_kept(carol):
    wrong = Policies(mentor_week_cap=5, mentor_term_cap=4)
    with pytest.raises(ValidationError) as refusal:
        policies.save(wrong, by=carol, now=NOW)
    assert set(refusal.value.message_dict) == {"mentor_term_cap"}
    assert policies.current().mentor_week_cap == 2


@pytest.mark.parametrize("wrong", [{"pk": 2}, {"mentor_week_cap": 9}, {"ask_words_limit": 50}])
def test_the_database_keeps_its_promises_whatever_python_believes(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Policies.objects.create(**{"pk": 1} | wrong)


def test_the_latest_changes_come_first(carol):
    for hours in (24, 36):
        current = policies.current()
        current.notice_hours = hours
        policies.save(current, by=carol, now=NOW)
    assert [change.fields[0]["new"] for change in policies.latest_changes()] == ["36", "24"]


def test_a_policy_is_named_as_on_its_page():
    assert policies.label_of("notice_hours") == "minimum notice, hours"
    assert policies.label_of("gone_since") == "gone_since"


def test_both_ends_of_a_term_belong_to_it(db):
    fall = Term.objects.create(
        name="Fall 2026", starts_on=date(2026, 8, 24), ends_on=date(2026, 12, 18)
    )
    days = [date(2026, 8, 23), date(2026, 8, 24), date(2026, 12, 18), date(2026, 12, 19)]
    assert [terms.term_on(day) for day in days] == [None, fall, fall, None]
    assert terms.all_terms() == [fall]


def test_the_database_lets_no_two_terms_share_a_day(db):
    Term.objects.create(name="Fall", starts_on=date(2026, 8, 24), ends_on=date(2026, 12, 18))
    with pytest.raises(IntegrityError, match="terms_do_not_overlap"), transaction.atomic():
        Term.objects.create(name="Winter", starts_on=date(2026, 12, 18), ends_on=date(2027, 1, 9))
    Term.objects.create(name="Winter", starts_on=date(2026, 12, 19), ends_on=date(2027, 1, 9))
    assert Term.objects.count() == 2


def test_a_request_reads_the_rules_once(db, django_assert_num_queries):
    with reading_once(), django_assert_num_queries(1):
        policies.current().name = "Written into a form"
        assert policies.current().name != "Written into a form"


def test_what_a_request_has_saved_it_reads_anew(carol):
    with reading_once():
        office = policies.current()
        office.mentor_term_cap = 7
        policies.save(office, by=carol, now=NOW)
        assert policies.current().mentor_term_cap == 7


def test_outside_of_a_request_every_call_reads_anew(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert policies.current() == policies.current()
