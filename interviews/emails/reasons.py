"""Why did somebody get this email? The sentence at its foot, said again on their page of choices."""

from django.template import Context, Engine
from django.utils import translation

from careerhub.office import policies as office_policies
from careerhub.outbox.models import Email

from ..models import Interview
from . import words

REASON = "interviews/email/_reason.txt"


def why(email: Email) -> str:
    """One sentence; "" where the conversation is no longer there."""
    about = email.about.partition(":")[2]
    people = Interview.objects.select_related("student__student", "mentor__mentor")
    interview = people.filter(pk=int(about)).first() if about.isdecimal() else None
    if interview is None:
        return ""
    mine = email.reader_id == interview.student_id
    reader, office = interview.student if mine else interview.mentor, office_policies.current()
    with translation.override("en"):
        context = {
            "kind": email.kind,
            "interview": interview,
            "office": office,
            **words.names(interview, reader),
            **words.times(interview, reader, office),
            **words.arrangements(interview, reader, office, email.kind),
        }
        # Plain text, which whoever shows it escapes: names must not be escaped twice.
        template = Engine.get_default().get_template(REASON)
        return " ".join(template.render(Context(context, autoescape=False)).split())
