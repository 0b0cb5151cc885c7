"""Who is the other person, in one line under the name?"""

from careerhub.people.models import User


def line_of(person: User, *, as_mentor: bool) -> str:
    """ "Policy analyst, Northwind, Seattle" for an alum; "Third year, Biology" for a student."""
    if as_mentor:
        profile = person.mentor
        parts = [profile.title, profile.employer, profile.city]
    else:
        parts = [person.student.school_year, person.student.majors]
    return ", ".join(part for part in parts if part)
