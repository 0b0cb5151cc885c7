"""What does each email say where the office has not written words of its own?

A name in braces stands for what differs from email to email; `wording` knows them all. A kind that
says different things in different cases has an entry for each.
"""

from django.utils.translation import gettext_lazy as _

from careerhub.office.wordable import Parts, page

NOTHING_TO_DO = _("You need not do anything. Thank you for being open to students.")
OTHERS_HAVE_ROOM = _(
    "Most people who say no would have liked to say yes. Somebody with a similar path may have room this week."
)

OURS: dict[tuple[str, str], Parts] = {
    ("ask_made", ""): page(
        subject=_("{student_full_name} would like {minutes} minutes with you on {when}"),
        preview=_("{when}. Please answer by {answer_by}."),
        headline=_("{student_name} would like to talk with you"),
        lead=_("{name}, {student_full_name} asks for {minutes} minutes to learn from your path."),
        button=_("Answer {student_name}’s request"),
        note=_(
            "The page asks once before anything happens, and you need not sign in. If you do not answer by "
            "{answer_by}, the time is yours again and we tell {student_name} kindly."
        ),
    ),
    ("nudge", ""): page(
        subject=_("{student_full_name} still hopes to talk with you on {when}"),
        preview=_("{when}. A yes or a no, either helps. Please answer by {answer_by}."),
        headline=_("{student_name} still hopes to talk with you"),
        lead=_(
            "{name}, {student_full_name} asked you on {asked_on} for {minutes} minutes. A yes and a “not this "
            "time” both help: a short no frees {student_name} to ask somebody else."
        ),
        button=_("Answer {student_name}’s request"),
        note=_(
            "This is our only reminder. The page asks before anything happens, and you need not sign in."
        ),
    ),
    ("ask_declined", ""): page(
        subject=_("{mentor_full_name} can’t this time"),
        preview=_("It isn’t about you. Other people have room."),
        headline=_("{mentor_name} can’t this time"),
        lead=_(
            "{name}, {when} is free in your calendar again. It isn’t about you: a yes depends on how full an "
            "alum’s weeks are."
        ),
        button=_("See who has time"),
        note=OTHERS_HAVE_ROOM,
    ),
    ("ask_expired", ""): page(
        subject=_("{mentor_full_name} could not answer your request in time"),
        preview=_("The time is free again. Your words are kept."),
        headline=_("{mentor_name} did not get to your request"),
        lead=_(
            "{name}, you asked for {when} and we kept the time for you until {answer_by}. It is free again now. "
            "Busy weeks do this; it says nothing about you or your message."
        ),
        button=_("See who has time"),
        note=_("Your message is kept with the request, so you can use your words again."),
    ),
    ("ask_expired", "offer"): page(
        subject=_("The time with {mentor_full_name} is no longer held for you"),
        preview=_("You may join the waitlist again."),
        headline=_("The time with {mentor_name} is no longer held"),
        lead=_(
            "{name}, we held {when} for you until {answer_by}. It is no longer held. You may join the waitlist "
            "again."
        ),
        button=_("See {mentor_name}’s page"),
        note=_("Your message is kept with the request, so you can use your words again."),
    ),
    ("ask_expired", "proposal"): page(
        subject=_("The times that {mentor_full_name} proposed have lapsed"),
        preview=_("You may ask again. Your words are kept."),
        headline=_("The times that {mentor_name} proposed have lapsed"),
        lead=_(
            "{name}, you had until {answer_by} to choose one of {mentor_name}’s times. You may ask again."
        ),
        button=_("See {mentor_name}’s page"),
        note=_("Your message is kept with the request, so you can use your words again."),
    ),
    ("ask_withdrawn", ""): page(
        subject=_("{student_full_name} no longer asks for {when}"),
        preview=_("{when} is yours again."),
        headline=_("There is nothing left to answer"),
        lead=_(
            "{name}, the request from {student_name} for {when} has been withdrawn. The time is yours again."
        ),
        button=_("See your requests"),
        note=NOTHING_TO_DO,
    ),
    ("ask_withdrawn", "lapsed"): page(
        subject=_("The times you proposed to {student_full_name} have lapsed"),
        preview=_("The times are yours again."),
        headline=_("There is nothing left to answer"),
        lead=_(
            "{name}, the times that you proposed to {student_name} ran out without an answer. They are free in "
            "your calendar again."
        ),
        button=_("See your requests"),
        note=NOTHING_TO_DO,
    ),
    ("ask_withdrawn", "none_suits"): page(
        subject=_("None of your times suits {student_full_name}"),
        preview=_("The times are yours again."),
        headline=_("There is nothing left to answer"),
        lead=_(
            "{name}, none of the times that you proposed suits {student_name}. They are free in your calendar again."
        ),
        button=_("See your requests"),
        note=NOTHING_TO_DO,
    ),
    ("ask_released", ""): page(
        subject=_("{student_full_name} has asked somebody else"),
        preview=_("{when} is yours again."),
        headline=_("{student_name} has gone on to somebody else"),
        lead=_(
            "{name}, the request for {when} came with a second choice, in case your week was full. We have passed "
            "it on, and the time is yours again."
        ),
        button=_("See your requests"),
        note=NOTHING_TO_DO,
    ),
    ("ask_passed_on", "declined"): page(
        subject=_("We have asked {next_full_name} for you"),
        preview="{next_when}",
        headline=_("We have asked {next_name} for you"),
        lead=_(
            "{name}, this time it did not work out with {mentor_name}. It isn’t about you: a yes depends on how "
            "full an alum’s weeks are. Your next choice was {next_name}, so your request is on its way there, for "
            "{next_when}."
        ),
        button=_("See the new request"),
        note=_("If the time does not suit you, withdraw the request there."),
    ),
    ("ask_passed_on", "expired"): page(
        subject=_("We have asked {next_full_name} for you"),
        preview="{next_when}",
        headline=_("We have asked {next_name} for you"),
        lead=_(
            "{name}, we had no answer from {mentor_name}. Busy weeks do this; it says nothing about you. Your "
            "next choice was {next_name}, so your request is on its way there, for {next_when}."
        ),
        button=_("See the new request"),
        note=_("If the time does not suit you, withdraw the request there."),
    ),
    ("ask_passed_on", "unknown"): page(
        subject=_("Your request has moved on"),
        headline=_("Your request has moved on"),
        lead=_(
            "{name}, your request to {mentor_name} is closed and we looked to your next choice. See where it "
            "stands now."
        ),
        button=_("See the request"),
    ),
    ("place_offered", ""): page(
        subject=_("A time with {mentor_full_name} is held for you until {answer_by}"),
        preview=_("Take it by {answer_by}."),
        headline=_("A time with {mentor_name} is held for you"),
        lead=_(
            "{name}, you waited for a time with {mentor_name}. {when} is held for you until {answer_by}."
        ),
        button=_("Look at the time"),
        note=_(
            "If you do not take it by {answer_by}, the next in line is offered it. Nothing is sent to "
            "{mentor_name} before you take it."
        ),
    ),
    ("times_proposed", ""): page(
        subject=_("{other_full_name} proposes {other_times} for your conversation"),
        preview=_("Choose by {answer_by}."),
        headline=_("{other_name} proposes {other_times}"),
        lead=_(
            "{name}, {other_name} would like to talk with you and asks for {other_times}. The first is held for "
            "you both until {answer_by}; after that the request lapses."
        ),
        button=_("Choose a time"),
        note=_("Nothing is decided until you press a button on that page."),
    ),
    ("times_proposed", "booked"): page(
        subject=_("{other_full_name} proposes {other_times} for your conversation"),
        preview=_("Until you choose, {when} stands."),
        headline=_("{other_name} proposes {other_times}"),
        lead=_(
            "{name}, {other_name} asks to move your conversation. Until you choose, {when} stands."
        ),
        button=_("Choose a time"),
        note=_("Nothing is decided until you press a button on that page."),
    ),
    ("proposal_refused", ""): page(
        subject=_("Your conversation with {other_full_name} stays on {when}"),
        preview=_("It stays on {when}."),
        headline=_("The time stays as it is"),
        lead=_(
            "{name}, none of the times that you proposed suits {other_name}. Your conversation stays on {when}."
        ),
        button=_("See the conversation"),
        note=_("If you cannot make it, say so on that page."),
    ),
    ("booked", "student"): page(
        subject=_("Booked: {when} with {other_full_name}"),
        preview="{when_both}",
        headline=_("You are booked with {other_name}"),
        lead=_("{name}, you and {other_name} have {minutes} minutes together on {date}."),
        button=_("Prepare your questions"),
        note=_("A calendar invitation is attached. {changing}"),
    ),
    ("booked", "mentor"): page(
        subject=_("Booked: {when} with {other_full_name}"),
        preview="{when_both}",
        headline=_("You are booked with {other_name}"),
        lead=_("{name}, you and {student_name} have {minutes} minutes together on {date}."),
        button=_("See the conversation"),
        note=_("A calendar invitation is attached. {changing}"),
    ),
    ("moved", ""): page(
        subject=_("New time: {when} with {other_full_name}"),
        preview="{when_both}",
        headline=_("Your conversation with {other_name} has moved"),
        lead=_("{name}, the new time is {when}. {before}"),
        button=_("See the conversation"),
        note=_("The attached invitation puts the new time into your calendar. {changing}"),
    ),
    ("cancelled", ""): page(
        subject=_("Cancelled: {when} with {other_full_name}"),
        preview=_("{when} is free again."),
        headline=_("Your conversation with {other_name} is cancelled"),
        lead=_("{name}, we are sorry: {other_name} had to call it off. The time is yours again."),
        button="{next_step}",
        note=_(
            "The attached update takes it out of your calendar. We will send nothing more about it."
        ),
    ),
    ("cancelled", "by_reader"): page(
        subject=_("Cancelled: {when} with {other_full_name}"),
        preview=_("{when} is free again."),
        headline=_("Your conversation with {other_name} is cancelled"),
        lead=_("{name}, you called it off, and we have told {other_name}."),
        button="{next_step}",
        note=_(
            "The attached update takes it out of your calendar. We will send nothing more about it."
        ),
    ),
    ("prepare", ""): page(
        subject=_("Ready for {other_full_name} on {weekday}?"),
        preview=_("{when_long}. About five questions are enough."),
        headline=_("Get ready for {other_name}"),
        lead=_(
            "{name}, you meet {other_full_name} on {when}. Ten minutes of preparing help you make the most of "
            "the {minutes}."
        ),
        button=_("Prepare now"),
        note="{changing}",
    ),
    ("reminder_day", "student"): page(
        subject=_("Reminder: {when} with {other_full_name}"),
        preview="{when_both}",
        headline=_("You and {other_name} meet on {weekday}"),
        lead=_("{name}, your conversation is on {when}."),
        button=_("Look over your questions"),
        note="{changing}",
    ),
    ("reminder_day", "mentor"): page(
        subject=_("Reminder: {when} with {other_full_name}"),
        preview="{when_both}",
        headline=_("You and {other_name} meet on {weekday}"),
        lead=_("{name}, your conversation is on {when}."),
        button=_("See the conversation"),
        note="{changing}",
    ),
    ("reminder_hour", ""): page(
        subject=_("{when}: you meet {other_full_name}"),
        preview="{when_both}",
        headline=_("You and {other_name} meet at {starts}"),
        lead=_("{name}, your conversation is on {when}."),
        button=_("Open the conversation"),
        note=_(
            "If something came up, say so on the conversation’s page. {other_name} hears of it at once."
        ),
    ),
    ("did_it_happen", ""): page(
        subject=_("Did you and {other_full_name} meet on {day}?"),
        preview=_("It was planned for {when}. Please tell us."),
        headline=_("Did you and {other_name} meet?"),
        lead=_(
            "{name}, your conversation with {other_full_name} was planned for {when}. Please tell us whether it "
            "took place."
        ),
        button=_("Say if you met"),
        note=_(
            "The page asks once before anything happens, and you need not sign in. If nobody says anything, we "
            "count it as held {presumed_after} after the end."
        ),
    ),
    ("no_show_reported", ""): page(
        subject=_("{other_full_name} says your conversation on {day} did not take place"),
        preview=_("Please tell us within {answer_within}. It was planned for {when}."),
        headline=_("{other_name} says you did not meet"),
        lead=_(
            "{name}, {other_full_name} told us that your conversation, planned for {when}, did not take place. "
            "If it did, please say so; mistakes happen and this one is quickly put right."
        ),
        button=_("Say if you met"),
        note=_(
            "The page asks once before anything happens, and you need not sign in. Without an answer within "
            "{answer_within} of the report, we close the conversation as not held. Nothing else goes out about it "
            "until this is settled."
        ),
    ),
    ("reflect", ""): page(
        subject=_("What will you keep from {other_full_name}?"),
        preview=_("Two minutes of notes now are what you will have in a year."),
        headline=_("What will you keep from {other_name}?"),
        lead=_(
            "{name}, you met {other_full_name} on {date}. Two minutes of notes now are what you will have in a year."
        ),
        button=_("Write it down"),
        note=_(
            "Only you read your notes, except for what you put between quotation marks: your next letter may "
            "quote it, and you can take it out there."
        ),
    ),
    ("update_read", ""): page(
        subject=_("{mentor_full_name} has read your update"),
        preview=_("Your words arrived."),
        headline=_("{mentor_name} has read your update"),
        lead=_(
            "{name}, {mentor_full_name} wanted you to know that your update was read. People like to hear what "
            "became of their advice."
        ),
        button=_("See the conversation"),
        note=_("You need not answer. Your next follow-up is now counted from today."),
    ),
    ("thank_you", ""): {
        "subject": _("Thank you for {weekday}"),
        "greeting": _("Dear {mentor_name},"),
        "opening": _(
            "Thank you for talking with me on {weekday}. You gave me {minutes} minutes of your day, and I am "
            "grateful."
        ),
        "before_quotes": _("I wrote down something you said, so that I would not lose it:"),
        "without_quotes": _("It means a lot to have heard about your path from you."),
        "ending": "",
        "sign_off": _("With thanks,\n{student_name}"),
    },
    ("follow_up", ""): {
        "subject": _("Since we spoke on {date}"),
        "greeting": _("Dear {mentor_name},"),
        "opening": _(
            "We spoke on {date}, and I wanted to write again now that some time has passed."
        ),
        "before_quotes": _("I still have what you said in front of me:"),
        "without_quotes": "",
        "ending": _("Thank you again for your time; it has stayed with me."),
        "sign_off": _("With thanks,\n{student_name}"),
    },
    ("follow_up", "later"): {
        "subject": _("Since we spoke on {date}"),
        "greeting": _("Dear {mentor_name},"),
        "opening": _("It has been a while since we spoke on {date}, and I have not forgotten it."),
        "without_quotes": _("I still think of what you told me about your path."),
        "ending": _(
            "I hope that your work goes well. If you have a moment, I would be glad to hear how things are with you."
        ),
        "sign_off": _("With thanks,\n{student_name}"),
    },
}
