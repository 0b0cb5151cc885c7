"""In which term does a day lie?"""

from datetime import date

from .models import Term


def term_on(day: date) -> Term | None:
    """The term that holds `day`, or None between terms."""
    return Term.objects.filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on").first()


def all_terms() -> list[Term]:
    return list(Term.objects.order_by("starts_on"))


def overlapping(starts_on: date, ends_on: date, *, apart_from: Term) -> Term | None:
    """Another term that shares a day with these, both days included."""
    others = Term.objects.exclude(pk=apart_from.pk) if apart_from.pk else Term.objects.all()
    return others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
