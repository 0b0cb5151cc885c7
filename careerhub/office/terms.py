"""In which term does a day lie?"""

from datetime import date

from .models import Term


def term_on(day: date) -> Term | None:
    """The term that holds `day`, or None between terms. The later one where two overlap."""
    return Term.objects.filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on").first()


def all_terms() -> list[Term]:
    return list(Term.objects.order_by("starts_on"))
