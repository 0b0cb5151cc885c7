"""How do people ask for a job, also without saying so? The one rule, as a table of patterns.

A pattern sees one clause with straight apostrophes and single spaces; case does not matter. Words in
angle brackets stand for the lists in WORDS.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What makes the words a request for a job."""

    ASKS_FOR_ROLE = "asks_for_role"
    ASKS_IF_HIRING = "asks_if_hiring"
    WANTS_TO_JOIN = "wants_to_join"
    OFFERS_LABOR = "offers_labor"
    ASKS_TO_BE_KEPT_IN_MIND = "asks_to_be_kept_in_mind"
    ASKS_FOR_REFERRAL = "asks_for_referral"
    HANDS_OVER_RESUME = "hands_over_resume"
    ASKS_ABOUT_APPLICATION = "asks_about_application"
    ASKS_FOR_VISA = "asks_for_visa"


class Rewrite(StrEnum):
    """What could be asked instead."""

    HOW_YOU_GOT_THERE = "how_you_got_there"
    HOW_HIRING_WORKS = "how_hiring_works"
    WHAT_THE_WORK_IS_LIKE = "what_the_work_is_like"
    HOW_TO_TEST_THE_WATERS = "how_to_test_the_waters"
    MAY_I_KEEP_IN_TOUCH = "may_i_keep_in_touch"
    WHO_ELSE_TO_TALK_TO = "who_else_to_talk_to"
    WHAT_A_GOOD_RESUME_SHOWS = "what_a_good_resume_shows"
    HOW_FIRMS_HANDLE_VISAS = "how_firms_handle_visas"


@dataclass(frozen=True)
class Rule:
    why: Why
    rewrite: Rewrite
    pattern: re.Pattern[str]


WORDS = {
    "job": r"(?:<post>|roles?|posts?|fellowships?|gigs?|spots?|practicums?|work|opportunit(?:y|ies))\b<general>",
    # without the words that have a life outside hiring
    "post": r"(?:jobs?|internships?|interns?|co-?ops?|positions?|openings?|vacanc(?:y|ies)|placements?|traineeships?"
    r"|apprenticeships?|externships?|clerkships?|assistantships?|employment)\b<general>",
    "general": r"(?! (?:search|market|hunt|advice|title|description|fair))",
    # words between "me" and "internship"; with one of the small ones the sense is another
    "a": r"(?:(?!(?:of|about|on|how|what|for|to|with|from|who|when|better|understand\w*)\b)[\w'&-]+ ){0,5}?",
    "few": r"(?:\w+ ){0,3}?",
    "can": r"(?:can|could|may|might|would|will)",
    "at": r"(?:at|in|with|on|under|for|from|like)",
    "me": r"(?:me|us)\b",
    "you": r"(?:yours?|you|u|ur)\b(?! (?:field|industry|profession|line|sector|calendar|schedule|opinion|view|week"
    r"|experience|advice|path|career|story)\b)",
    "firm": r"(?:company|firm|team|group|lab|studio|agency|office|clinic|department|unit|institute|hospital|school"
    r"|shop|practice|bank|organi[sz]ation|side|place|employer|business)",
    "hirer": r"(?:hiring|recruit\w+|hr\b|human resources|boss|manager|director|editor|supervisor|right people)",
    "junior": r"(?:interns?|students?|juniors?|\w*graduates?|assistants?|help|hands?)\b",
    "resume": r"(?:r[eé]sum[eé]s?|cv|application|portfolio|name)\b",
    "wish": r"(?:hop(?:e|ing)|want(?:ed)?|wish|would like|would love|'d (?:\w+ )?(?:like|love)|dream|keen|eager|happy)",
}


def _compile(pattern: str) -> re.Pattern[str]:
    while "<" in (plain := pattern.replace("(?<", "")) and re.search(r"<\w+>", plain):
        pattern = re.sub(r"<(\w+)>", lambda found: WORDS[found[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)


def _rules(why: Why, rewrite: Rewrite, *patterns: str) -> list[Rule]:
    return [Rule(why, rewrite, _compile(pattern)) for pattern in patterns]


# Masked before anything is looked for: words about jobs that ask for none.
NOT_AN_ASK = _compile(
    r"\b(?:not|never|without|n't|rather than|instead of) <few>(?:ask|look|seek|hop|hunt|need|want)\w* <few><job>"
    r"|\b(?:says?|said|told|tells|thinks?) <few>ask <few><job>"
    r"|\b<job> <few>(?:(?:in|on) (?:your|the) (?:calendar|schedule|diary)|on \w+day|for an? (?:\w+ )?(?:call|chat"
    r"|talk))\b"
    r"|\bthank(?:s| you)[^?]{0,40}?\b(?:offer|pass|referr|recommend|forward|introduc|put)(?:ing|ed)?\b[^?]*"
)

RULES = [
    *_rules(
        Why.ASKS_FOR_VISA,
        Rewrite.HOW_FIRMS_HANDLE_VISAS,
        r"\bsponsor(?:ing|ship)? <few>(?:me|us|my)\b",
    ),
    *_rules(
        Why.ASKS_ABOUT_APPLICATION,
        Rewrite.HOW_HIRING_WORKS,
        r"\b(?:check|look into|find out|follow up|ask|any news|status|push|flag|speed|support"
        r"|if)\b.{0,30}\bmy application",
        r"\bmy application\b.{0,25}\b(?:in front of|noticed|seen|looked at|black hole|ahead|stands)\b",
        r"\b<hirer>\b.{0,30}\bmy <resume>",
    ),
    *_rules(
        Why.ASKS_FOR_REFERRAL,
        Rewrite.WHO_ELSE_TO_TALK_TO,
        r"\b(?:put in|say|drop) (?:a )?(?:good |kind )?word\b|\bvouch for <me>|\bon my behalf\b|\b<hirer> about <me>",
        r"\bpull <few>strings\b|\bmy way in\b|\bput (?:me|my name) forward\b|\bfoot in the door\b",
        r"\brefer <me>(?! to (?:a|an|any\w*|some\w*|other|another|people|who)\b)|\breferral (?:link|code)\b",
        r"\b(?:recommend|endorse|nominate|suggest) <me> (?:for|as|to (?:your|the|hr)\b)",
        r"\b(?:introduce|connect|put|get) <me> .{0,25}\b(?:your|the) <few><hirer>",
        r"\b(?:speak|talk) (?:to|with) (?:your|the) <few><hirer>.{0,20}\b(?:me|my)\b",
    ),
    *_rules(
        Why.HANDS_OVER_RESUME,
        Rewrite.WHAT_A_GOOD_RESUME_SHOWS,
        r"\b(?:<can>|please|possible|feel free|mind)\b.{0,30}\b(?:forward|pass|shar|hand|circulat|submit|get|give|send)"
        r"(?:e|ing)? (?:on |along |in )?(?:my <resume>|it (?:to|on|with) )(?!me\b)",
        r"\battach(?:ed|ing)?\b.{0,25}<resume>.{0,30}\b(?:for consideration|for (?:any|your|the) <a><job>)",
        r"\bmy <resume>.{0,20}\b(?:attached\b.{0,20}\b(?:for consideration|should (?:a|any))|in case)\b",
    ),
    *_rules(
        Why.ASKS_TO_BE_KEPT_IN_MIND,
        Rewrite.MAY_I_KEEP_IN_TOUCH,
        r"\b(?:keep|bear|have) (?:me|us|my \w+) in mind\b|\bkeep .{0,25}\bon file\b|\bkeep <me> posted .{0,20}<post>",
        r"\b(?:think of|remember|consider) <me>(?: (?:for|if|when)\b|[.!]|$)",
        r"\b(?:if|when|once|should) (?:<few>(?:<job>|anything|something) <few>opens? up|<you> <few>(?:has|have"
        r"|gets?) <a><post>)\b",
        r"\b(?:if|when|once|should) <few><job> <few>(?:comes?|turns?|becomes?|is|are) (?:up|available|free|open)\b",
        r"\b(?:let me know|tell me|reach out|contact me|call me)\b.{0,15}\b(?:of|about|if|when) (?:any|an?|there"
        r"|<you>|new|open)"
        r".{0,25}(?:\b<post>|\bhiring\b|need(?:s|ed)? <few><junior>)",
    ),
    *_rules(
        Why.OFFERS_LABOR,
        Rewrite.HOW_TO_TEST_THE_WATERS,
        r"\b(?:work|help out|intern|volunteer)\b.{0,20}\b(?:for free|for nothing|unpaid|without pay)\b",
        r"\bif\b.{1,35}\b(?:needs?|could use|wants?) (?:an? )?(?:hand|help|extra|new|intern|assistant|another"
        r"|some(?:one|body))\b",
        r"\bi(?:'m| am) your (?:person|man|woman|guy|candidate)\b|\bdo(?:es)? <you> <few>need <few><junior>",
        r"\bi(?:'d| would| could| can|'ll| will) (?:be|make) an? <few>(?:fit|asset|addition|intern|hire|candidate"
        r"|employee)\b",
    ),
    *_rules(
        Why.ASKS_IF_HIRING,
        Rewrite.HOW_HIRING_WORKS,
        r"\b(?:is|are|if|whether|when) (?:\w+ ){1,6}?(?:hiring|recruiting|looking for <few><junior>)\b"
        r"(?! (?:process|decision|manager|freeze))",
        r"\b<you> <few>(?:take on|taking on|accept|accepting) <few><junior>|^\W*(?:got )?any <a><post>\b.{0,20}\b<you>",
        r"\banyone\b.{0,30}\b(?:looking for|hiring|needs?|wants?) <few><junior>",
        r"\b(?:is|are) there <a><job>\b.{0,40}\b(?:<you>|for <me>|i (?:could|can|might)|available)",
        r"\b(?:do|does|would|did) (?:<you>|they|it)(?: <few><firm>)? <few>(?:have|offer|got) <a><job>"
        r"(?=\W*$| (?:<at>|available|open|right|this|next|that|i) ?)",
        r"\b(?:whether|if|that|think|wonder\w*|hop(?:e|ing)) <you>(?: <few><firm>)? (?:might |may )?(?:have|has"
        r"|had) <a><job>",
        r"\b(?:have|has|had) (?:\w+ )?(?:space|room|need|use) (?:left )?for <few>(?:<junior>|<me>)",
        r"\b(?:know|heard|aware) (?:of|about) <a><job>\b.{0,30}\b(?:<you>|for <me>|i (?:could|can))",
        r"\b(?:in case|if) there(?:'s| is| are| were| might be) <a><job>\b.{0,40}\b(?:<you>|for me|i (?:could"
        r"|can)|fit)",
    ),
    *_rules(
        Why.ASKS_FOR_ROLE,
        Rewrite.HOW_YOU_GOT_THERE,
        r"\b(?:hire|employ|recruit) <me>|\btake <me> (?:both |all )?(?:on|as|in)\b"
        r"|\bwould [\w' ]{1,25} take <me>(?=\W*$)",
        r"\b(?:get|bring|let|squeeze) <me> (?:hired|considered|an? (?:job )?interview|(?:in|into"
        r"|onto)\b(?! (?:touch|contact)))",
        r"\b(?:be|get|getting) (?:hired|employed|taken on)\b.{0,25}<you>|\b(?:arrange|set up"
        r"|get) an? (?:\w+ )?interview for <me>",
        r"\b(?:reaching out|writing|contacting|emailing)(?: you)? (?:about|regarding|for|to ask (?:about"
        r"|for)) (?!your)<a><post>",
        r"\bhelp(?:ing)? <me> (?:to )?(?:get|find|land|secure|with (?:getting|finding)) <a><job>",
        r"\b(?:get|give|offer|find|arrange|provide|grant|save) <me> (?:with )?<a><job>|\b(?:hook|set"
        r"|fix) <me> up with\b",
        r"\b(?:have|has|had|got|find|make|save) <a>(?:something|anything|place|room|space"
        r"|<job>) <few>for <me>(?! to (?:read|see|look))",
        r"\b(?<!how )(?:can|could|may|might) (?:i|we) <few>(?:have|get|do|fill|take|apply for) <a><job>",
        r"\b(?:can|could|may|might) (?:i|we) <few>(?:be considered|be hired|(?:work|intern|train) <at> <you>)",
        r"\b<job> <at> your (?:\w+ )?<firm>.{0,30}\bi (?:can|could|might|would|should) (?:take|fill|do|get|have|fit)",
        r"\b<job> (?:that )?<you> <can> (?:offer|give|find|have)\b|\bchances?\b.{0,25}\b(?:hired|taken on|join|<job>)",
        r"\bpossible (?:for \w+ )?to (?:get|have|obtain|do) <a><job> .{0,20}\b<you>|\bto ask (?:you )?for <a><job>",
    ),
    *_rules(
        Why.WANTS_TO_JOIN,
        Rewrite.WHAT_THE_WORK_IS_LIKE,
        r"(?<!you )<wish>.{0,25}\b(?:join(?:ing)?|(?:part|member) of|(?:work|intern)(?:ing)? <at>) (?:<you>"
        r"|the \w+ <firm>)"
        r"(?! (?:for|on|at) (?:a|coffee|lunch))",
        r"\b(?<!it )(?:looking|searching|applying|seeking|in search|interested in|want|like|hoping"
        r"|need)\b.{0,20}?\b<a><job>\b.{0,40}\b<at> <you>",
        r"\bi(?:'m| am)? <few>(?:need|seeking|looking for|searching for) <a><post>|\bbe your (?:\w+ )?(?:intern"
        r"|assistant)\b",
        r"\bi(?:'m| am)? (?:need|have|must|trying) (?:to )?(?:find|get|secure|land) <a><post>",
        r"\b(?:do|apply for) <a><post> <at> <you>",
        r"\b(?:how to (?:get|find|land) <a><post>|to (?:intern|volunteer)|<wish> <a><post>) <at> <you>",
        r"\b(?:can|could|may|might) i <few>join <you>(?! (?:for|on|at)\b)|\bi\b.{0,25}\bwork(?:ing)? (?:for"
        r"|under) <you>",
        r"\bi (?:can|could|may|might) (?:\w+ )?(?:join|(?:work|intern|volunteer) <at>) <you>",
        r"\bhow (?:can|could|do|would|might) i (?:get|land|join|be hired).{0,40}\b<you>",
    ),
]
