"""The set phrases of exam boards: marks for each point, headings of lists, ACCEPT and REJECT, and what goes unsaid.

Like signs.py: each function knows one kind of line and returns None for any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.distance import OSA

from questions.marking.notation.signs import NUMBER_WORDS, Unreadable, number_of, pattern

# --- Marks for points ---------------------------------------------------------------------------

_VALUE = pattern(r"(?:award |give |allow |credit )?(NUMBER) marks?(?: each(?: for)?| for| per)(?![a-z])(.*)")
_ONLY_MAXIMUM = pattern(
    r"(?:award |give |allow |credit )?(?:up to |(?:a )?max(?:imum)?\.?:? )(?:a )?(?:max(?:imum)?\.? )?(?:of )?(NUMBER)"
    r"(?: marks?)?(?: in total)?\.?"
)
_MAXIMUM = pattern(
    r"[,;–—-]? ?[(\[]?(?:(?:up to|to|with) )?(?:(?:an? )?(?:overall )?max(?:imum)?\.?:? (?:of )?|up to )"
    r"(NUMBER)(?: marks?)?(?: in total| overall)?[)\]]?$"
)
_NOUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’/-](?=[^\W\d_]))*")
_CLAUSE_OF_A_NOUN = re.compile(r" (?:that|which|who) ")
_NO_NOUN = {"accept", "allow", "credit", "ignore", "mark", "marks", "max", "maximum", "note", "reject"}
LONGEST_NOUN = 60
_DETERMINERS = {"a", "an", "any", "each", "every", "the", "of"}
_QUALITIES = {
    "acceptable", "accurate", "appropriate", "clear", "clearly", "correct", "correctly", "creditable", "creditworthy",
    "different", "distinct", "following", "good", "other", "possible", "reasonable", "relevant", "separate", "single",
    "suitable", "such", "valid",
}  # fmt: skip
_DONE = {
    "chosen", "described", "explained", "following", "given", "identified", "listed", "made", "named", "noted",
    "offered", "outlined", "stated", "suggested",
}  # fmt: skip
BEHIND_A_NAME = frozenset("of for on in to at by from with about as why how that which who when where".split())
"""Words that begin what stands behind the name of a point: "way in which China changed"."""
_ALSO_ONE = {"means", "series", "species"}
_FOR_EXAMPLE = re.compile(r",? (?:e\.g\.?|eg|for example|such as|including) ?:?$", re.IGNORECASE)
LONGEST_AWARD = 300
EXPECTED_AWARD = (
    "Expected the marks of each point, as in “1 mark for each valid reason (maximum 2 marks).” A point has one value: "
    "one that earns more has “[2]” at its end."
)


@dataclass(frozen=True, slots=True)
class Award:
    """What each point is worth and what all can earn together; None where the line does not say."""

    value: int | None
    maximum: int | None
    noun: str = ""


_OBJECTIVE_BEFORE = re.compile(r"^[(\[]AO ?[1-6][)\]]:? (?=[0-9])")
_TIMES = re.compile(r" ?[(\[] ?([0-9]{1,2}) ?[×xX*] ?([0-9]{1,2})(?: marks?)? ?[)\]]\.?$")
"""``(2 × 1)`` behind what each point is worth: so many points of so many marks."""


_TIMES_ALONE = pattern(r"(?:award )?([0-9]{1,2}) ?[×x*] ?([0-9]{1,2}) marks?\.?")


def _as_maximum(found: re.Match[str]) -> str:
    return f" (maximum {int(found[1]) * int(found[2])})"


def award(text: str) -> Award | None:
    """``1 mark for each valid way (maximum 2 marks).``, ``Award up to 2 marks.`` and their like."""
    if len(text) > LONGEST_AWARD:
        return None
    text = text[1:-1] if text[:1] + text[-1:] in ("()", "[]") and text.count(text[0]) == 1 else text
    if found := _TIMES_ALONE.fullmatch(text):
        return Award(int(found[2]), int(found[1]) * int(found[2]))
    text = _TIMES.sub(_as_maximum, _OBJECTIVE_BEFORE.sub("", text))
    if found := _ONLY_MAXIMUM.fullmatch(text):
        return Award(None, number_of(found[1]))
    found = _VALUE.fullmatch(_FOR_EXAMPLE.sub("", text).rstrip(" .:"))
    if not found:
        return None
    value, rest = number_of(found[1]), found[2]
    maximum = None
    if most := _MAXIMUM.search(rest):
        maximum, rest = number_of(most[1]), rest[: most.start()]
    words = rest.strip(" .,;:").split()
    several = False
    while words and (words[0].lower() in _DETERMINERS | _QUALITIES or _count(words[0])):
        count = _count(words.pop(0)) or 1
        several |= count > 1
        maximum = count * value if maximum is None and count > 1 else maximum
    while words and words[-1].lower() in _DONE | {"of", "the"}:
        words.pop()
    if any(word.lower().strip(",;()") in ("mark", "marks", "plus") or word.isdigit() for word in words):
        raise Unreadable(EXPECTED_AWARD)
    name = list(takewhile(lambda word: word.lower() not in BEHIND_A_NAME, words)) if several else []
    return Award(value, maximum, _short(" ".join([*map(_one, name), *words[len(name) :]])))


def _short(noun: str) -> str:
    """What a point is called without the clause that says what it is like, where that makes it too long."""
    clause = _CLAUSE_OF_A_NOUN.search(noun)
    is_plain = _NOUN.fullmatch(noun) and _NO_NOUN.isdisjoint(noun.lower().split())
    return noun[: clause.start()] if clause and is_plain and len(noun) > LONGEST_NOUN else noun


def _one(noun: str) -> str:
    """One of several: "reason" of "two reasons".

    >>> _one("reasons"), _one("similarities"), _one("crosses"), _one("basis"), _one("means")
    ('reason', 'similarity', 'cross', 'basis', 'means')
    """
    if noun in _ALSO_ONE or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-2] if noun.endswith(("sses", "ches", "shes", "xes")) else noun[:-1]


def tells_value(text: str) -> bool:
    """``1 mark for each valid way``: a mark scheme says so, and nothing else."""
    try:
        found = award(text)
    except Unreadable:
        return True
    return found is not None and found.value is not None


def names_a_point(noun: str) -> bool:
    """Whether what an award says after "for each" can be what a point is called: "reason", "push factor"."""
    fits = len(noun) <= LONGEST_NOUN and _NOUN.fullmatch(noun) is not None
    return not noun or (fits and _NO_NOUN.isdisjoint(noun.lower().split()))


def first_award(text: str) -> tuple[str, str]:
    """Parts ``1 mark for each reason. Acceptable answers include: ...`` after its first sentence."""
    head, stop, rest = text[:LONGEST_AWARD].partition(". ")
    rest = text[len(head) + 2 :]
    if stop and (points_heading(rest) or award(rest)) and award(head):
        return head, rest
    return text, ""


_LISTED_BEHIND = pattern(r"(.{1,120}?)(?:: |,? (?:e\.g\.|eg|for example|such as|including),?:? )(.+)")


def listed_award(text: str) -> tuple[Award, str] | None:
    """What each point is worth and the answers behind it: ``1 mark for each cause: fear, greed.``"""
    found = _LISTED_BEHIND.fullmatch(text)
    if not found or not re.search("[,;] ", found[2]) or not tells_value(found[1]):
        return None
    try:
        given = award(found[1])
    except Unreadable:
        return None
    said = any(map(may_be_sign, re.split("[.,;] ", found[2]))) or re.search(r"\bmarks?\b", found[2], re.IGNORECASE)
    return (given, found[2]) if given and names_a_point(given.noun) and not said else None


# --- Where points start, and what belongs to a point --------------------------------------------

_ANSWER_WORDS = {
    "answer", "answers", "candidates", "content", "learners", "point", "points", "response", "responses", "students",
}  # fmt: skip
_LISTED_WORDS = _ANSWER_WORDS | {
    "actions", "advantages", "aims", "arguments", "benefits", "causes", "changes", "consequences", "differences",
    "effects", "evidence", "examples", "explanations", "factors", "features", "ideas", "impacts", "issues", "material",
    "measures", "methods", "policies", "problems", "reasons", "results", "signs", "similarities", "steps",
    "suggestions", "terms", "ways",
}  # fmt: skip
_OF_ONE = {"answer", "point", "response"}
_KINDS = _QUALITIES | {
    "accepted", "credit", "expected", "indicative", "key", "likely", "marking", "model", "sample", "specimen",
    "suggested", "typical",
}  # fmt: skip
_INTRODUCING = {
    "are", "as", "be", "consider", "following", "from", "include", "included", "includes", "including", "mention", "of",
}  # fmt: skip
_SMALL = {
    "accept", "all", "allow", "also", "and", "any", "award", "be", "but", "can", "could", "credited", "creditworthy",
    "e.g", "example", "for", "given", "in", "limited", "made", "mark", "marks", "may", "mention", "might", "not", "or",
    "other", "refer", "should", "such", "that", "the", "their", "these", "they", "this", "those", "to", "which", "will",
    "with", "would",
}  # fmt: skip
_HEADING_WORDS = _LISTED_WORDS | _KINDS | _INTRODUCING | _SMALL | set(NUMBER_WORDS)
LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class PointsHeading:
    """``first`` is what follows on the same line; ``count`` the two of "Any two from:"; ``several``: the heading speaks
    of answers or reasons and not of one."""

    first: str
    count: int | None
    several: bool = False


_COULD = pattern(
    r"(?:answers|candidates|learners|responses|students) (?:may|might|can|could) (?:also )?"
    r"(?:consider|include|mention|discuss|refer to|cover)(?: (?:any of )?the following| points such as)?[.:]?"
    r"|indicative content guidance"
)
"""``Answers could consider`` alone on its line: no point, whatever follows."""
_EXAMPLES = pattern(r"(?:e\.g\.|eg|for example|examples?) ?[:,.]?")

_TESTED = re.compile(
    r"([a-z ]{1,60}[a-z]) ?(?:[(\[] ?AO ?[1-6][^()\[\]]{0,60}[)\]]|[–—-]? ?AO ?[1-6][^:()\[\]]{0,60}"
    r"|\((?:(?:this|the list) is )?not exhaustive\))(?= ?(?::|$))",
    re.IGNORECASE,
)
"""A heading, and the objectives that it names or what goes unsaid: ``Indicative content (AO1, AO2)``."""
_FOR_A_PART = pattern(r"^for (?:question )?[0-9]{1,2} ?(?:\(?[a-h]\)?)?,? ")


def points_heading(text: str, *, among_points: bool = False) -> PointsHeading | None:
    """``Acceptable answers include:``, ``Indicative content:``, ``Any two from:``: words that announce a list and
    nothing else, one such behind another too (``Answer: any two from:``). Among marking points only what cannot be one
    of them: ``Key features: ...`` can."""
    found = _announcing(text, among_points=among_points)
    within = _announcing(found.first) if found and found.first and not found.count else None
    return within if within and (within.count or not within.first) else found


def _announcing(text: str, *, among_points: bool = False) -> PointsHeading | None:
    if tested := _TESTED.match(text):
        text = tested[1] + text[tested.end() :].lstrip(" ")
    head, colon, _ = text[:LONGEST_HEADING].partition(":")
    if _COULD.fullmatch(text) or (not among_points and _EXAMPLES.fullmatch(text)):
        return PointsHeading("", None)
    if not colon and (among_points or len(text) >= LONGEST_HEADING):
        return None
    words = [word.strip("().,") for word in _FOR_A_PART.sub("", head.lower(), count=1).split()]
    if not words or not all(word in _HEADING_WORDS or word.isdecimal() for word in words):
        return None
    counts = [count for word in words if (count := _count(word))]
    if counts and {"mark", "marks"} & set(words):
        return None
    answers = bool(_ANSWER_WORDS & set(words))
    announces = bool(_INTRODUCING & set(words[1:]))
    of_a_kind = bool(_KINDS & set(words)) and (answers or bool(colon and not among_points))
    lists = bool(_LISTED_WORDS & set(words)) and (announces or of_a_kind)
    if not (lists or (colon and (answers or (counts and announces)))):
        return None
    several = not (_LISTED_WORDS - _OF_ONE).isdisjoint(words)
    return PointsHeading(text[len(head) + 1 :].strip(" "), counts[0] if counts else None, several)


def _count(word: str) -> int | None:
    if word.lower() in NUMBER_WORDS:
        return NUMBER_WORDS[word.lower()]
    return int(word) if word.isdecimal() and word.isascii() and len(word) < 3 else None


_ASKED = pattern(r"[(\[]?any (NUMBER)(?: of (?:these|the (?:above|following))| from)?[)\]]?[.:]?")


def asked(text: str) -> int | None:
    """The two of ``[any two]`` alone on its line."""
    found = _ASKED.fullmatch(text)
    return number_of(found[1]) if found else None


_SEVERAL = pattern(
    r"\b(?:give|identify|name|state|list|suggest|outline|describe|write|mention|explain|which|what (?:are|were))"
    r" (?:[a-z]+ )?(?:two|three|four|five|six|[2-6])\b"
)


def asks_for_several(stem: str) -> bool:
    """Whether a question asks for a number of answers: "Identify two causes"."""
    return _SEVERAL.search(stem) is not None


_SIGN_OF_A_SENTENCE = re.compile(
    r"(?<=[.;”\"]) (?=(?:Also accept|Accept|Allow|Do not|Don[’']t|Reject|Ignore)\b)", re.IGNORECASE
)


def sentences_of_signs(text: str) -> list[str]:
    """``text`` before each sentence that begins like a sign: ``fear. Do not accept joy.``"""
    return _SIGN_OF_A_SENTENCE.split(text)


_LIST_NAME = pattern(r"(?:model |suggested |sample |expected )?answers? ?:?")
_SCHEME_NAME = pattern(
    r"(?:mark(?:ing)? ?(?:guidance|instructions?|scheme)|ms|levels? of response|levels? descriptors?"
    r"|band descriptors(?: and mark allocations?)?|(?:notes and )?guidance specific to the question(?: set)?) ?:?"
)


def names_scheme(text: str) -> bool:
    """``Marking guidance``, ``Answers``: a heading of a whole mark scheme."""
    return _SCHEME_NAME.fullmatch(text) is not None or names_list(text)


def names_list(text: str) -> bool:
    """``Answers`` or ``Answer:`` alone on its line: points follow, unless levels do."""
    return _LIST_NAME.fullmatch(text) is not None


_TARGET = r"target ?:? .{0,200}AO ?[1-6].{0,80}|mark allocation ?:? ?AO ?[1-6].{0,120}"
_OBJECTIVE = pattern(
    r"(?:(?:target|assessment objectives?|marks for this question) ?:? ?)?AO ?[1-6](?![0-9a-z]).{0,120}"
    rf"|[(\[]AO ?[1-6](?![0-9a-z])[^()\[\]]{{0,80}}[)\]]|{_TARGET}"
)


def is_objective(text: str) -> bool:
    """``Target: AO1 Knowledge``: what the board tests, which changes no mark."""
    return _OBJECTIVE.fullmatch(text) is not None


_BARE_OBJECTIVE = pattern(
    r"(?:[,;.+/]? ?AO ?[1-6](?:\([a-c+]{1,5}\))? ?[:=(–—-]? ?NUMBER(?: marks?)?\)?)+\.?"
    r"|(?:(?:target|assessment objectives?) ?:? ?)?AO ?[1-6](?: ?(?:[,;+/&]|and) ?AO ?[1-6])*"
    rf"|{_TARGET}"
)


def is_bare_objective(text: str) -> bool:
    """``AO1 3 marks``, ``Target: AO1/AO2`` and nothing else, below a question: no words of it."""
    return _BARE_OBJECTIVE.fullmatch(text) is not None


_TOTAL_OF = (
    r"total(?: marks?)?(?: for (?:this |the )?(?:question|part|section|paper)(?: ?[0-9a-z]{1,3})?"
    r"(?: ?\([a-z]{1,4}\)){0,2})?(?: ?(?:=|:|DASH|is))? ?"
)
_TOTAL = pattern(
    rf"[(\[] ?{_TOTAL_OF}NUMBER(?: marks?)? ?[)\]]\.?|{_TOTAL_OF}(?:NUMBER marks?|[(\[]NUMBER(?: marks?)?[)\]])\.?"
)
_MARKS_ALONE = pattern(r"[(\[] ?(NUMBER)(?: marks?)? ?[)\]]\.?")


_MARKS_OF_TOTAL = pattern(r"(NUMBER)(?: marks?)? ?[)\]]?\.?$")
_OF_QUESTION = re.compile(r"question ?([0-9]{1,3})(?= ?(?:=|:|[-‐‑‒–—−]|is) ?)", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"for (?:this |the )?(?:section|paper)", re.IGNORECASE)


class Total(NamedTuple):
    """``marks`` is 0 where they are those of a section or paper, ``question`` where no whole question is named."""

    marks: int
    question: int


def total(text: str) -> Total | None:
    """``(Total for Question 2 = 2 marks)``, ``[Total: 10]``: what a board prints below its points."""
    found = _TOTAL.fullmatch(text) and _MARKS_OF_TOTAL.search(text)
    if not found:
        return None
    question = _OF_QUESTION.search(text)
    return Total(0 if _OF_SEVERAL.search(text) else number_of(found[1]), int(question[1]) if question else 0)


def marks_alone(text: str) -> int | None:
    """The marks that are all of a line: ``[2]``."""
    found = _MARKS_ALONE.fullmatch(text)
    return number_of(found[1]) if found else None


_GENERIC = re.compile(
    r"""(?:(?:the|this)\ )?(?:indicative\ )?content\ is\ (?:not\ |only\ )?(?:designed|exhaustive|intended|prescriptive)
      \b[^0-9]*
    | (?:the|this)\ list\ is\ not\ exhaustive[^0-9]*
    | (?:candidates|learners|students)\ are\ not\ expected\ to\ (?:cover|include|mention|refer\ to)\ [^0-9]*
    | (?:all|other|any\ other)\ (?:[a-z]+\ ){0,4}(?:answers|material|points|responses)\ (?:[a-z]+\ ){0,3}
      (?:should|will|must)\ (?:also\ )?be\ (?:credited|given\ (?:due\ )?credit|rewarded)\.?
    | (?:the\ )?(?:indicative\ )?content\ below\ is\ not\ prescriptive\b[^0-9]*
    | (?:examiners|markers)\ must\ apply\ the\ (?:level\ )?descriptors\ (?:above|below)\ [^0-9]*
      (?:\(page\ [0-9]{1,3}\)\.?)?
    | answers\ must\ be\ credited\ (?:according\ to|by)\ [^0-9]*
    | (?:nb:?\ )?(?:please\ )?mark\ each\ strand\ as\ the\ response\ progresses\b[^0-9]*""",
    re.VERBOSE | re.IGNORECASE,
)


def is_generic(text: str) -> bool:
    """``This content is not prescriptive ...``: what a board prints in each scheme, and what no scheme marks by."""
    return _GENERIC.fullmatch(text) is not None


_MARKS_BEHIND = re.compile(r" ?[(\[] ?[0-9]{1,2}(?: marks?)? ?[)\]]$")


_ADVERBS = frozenset("historically factually scientifically geographically equally reasonably suitably clearly".split())


_ANY_VALID_POINT = re.compile(r"[(]?AO?VP[).; ]*(?:[(\[][12][)\]])?")
"""As CIE prints it."""


def is_open_ended(text: str) -> bool:
    """``Accept any other valid answer.`` Indicative content is never complete: the marker sends what it does not know
    to a teacher anyway."""
    if len(text) > LONGEST_HEADING:
        return False
    if _ANY_VALID_POINT.fullmatch(text):
        return True
    words = _MARKS_BEHIND.sub("", text.rstrip(" .;")).lower().strip(" .;").split()
    return (
        bool(words)
        and words[0] in ("accept", "allow", "also", "any", "award", "credit", "reward")
        and ("any" in words or "other" in words)
        and any(_is_listed(word) or word == "alternative" for word in words)
        and all(word in _HEADING_WORDS or word in _OPEN_ENDED or word in _ADVERBS or _is_listed(word) for word in words)
    )


def _is_listed(word: str) -> bool:
    """Whether a word names what a list holds, or one of it: "suggestions", "suggestion"."""
    return word in _LISTED_WORDS or f"{word}s" in _LISTED_WORDS


_NOTE = re.compile(r"(?:(?i:notes?|guidance|nb) ?:|NB )")
_TO_EXAMINERS = re.compile(
    r"""(?:candidates|answers|responses|examiners|markers)
      \ (?:are|can|could|may|might|must|need|should|that|which|who|will)\ .*
    | (?:award|give|allow|credit|max(?:imum)?\.?|up\ to|no\ more\ than)\ .{0,40}\bmarks?\b.*
    | .*\b(?:should|must|can|may)(?:\ ?not)?\ be\ credited\b.*
    | .*\bshould\ not\ be\ (?:accepted|awarded|rewarded)\b.*
    | no\ (?:credit|marks?)\ for\ .*
    | max(?:imum)?\.?\ (?:of\ )?[0-9]\ (?:for|from|if|only|when|where)\ .*
    | (?:also\ )?(?:accept|allow|credit)\ (?:either|mentions?|phonetic|references?
      | any\ (?:correct|example|mention|named|of|one|other|reasonable|reference|relevant|suitable|two|three|valid))\ .*
    | n\.\ ?b\.?\ .*  | (?:phonetic\ )?spellings?\ ?:.*  | ao?vp(?:\ ?;.*)?
    | (?:etc|and\ so\ on)\.?""",
    re.VERBOSE | re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """``Note: ...``, ``NB ...``: words to examiners, which would be misread as a marking point."""
    return _NOTE.match(text) is not None


_WHAT = r"(?:the |these )?(?:answers|candidates|examples|learners|points|reasons|responses|students|they|these|ways)"
_WHERE = r"(?:overleaf|(?:on |from )?(?:the )?(?:next|previous) page|(?:on |from )?page [0-9]{1,3})"
_LOOKS = r"(?:spelling|handwriting|grammar|punctuation|layout|presentation)"
_HARMLESS = pattern(
    rf"(?:{_WHAT} )?(?:are |(?:may|can|could) (?:answer |appear |be |come )?)?(?:given |listed |made |written )?"
    r"in (?:any|either) order"
    rf"|(?:the )?order(?: of {_WHAT})? (?:does not|doesn[’']t) matter|(?:the )?order(?: of {_WHAT})? is not important"
    rf"|{_LOOKS}(?:(?:,| and|,? or) {_LOOKS})* (?:(?:do|does) not matter|(?:is|are) not (?:assessed|marked|important))"
    r"|(?:the )?(?:layout|spellings?) (?:may|can|could) (?:differ|vary)"
    rf"|(?:please )?(?:see|turn to) {_WHERE}|(?:{_WHAT} )?(?:are )?continued? {_WHERE}"
    rf"|(?:please )?(?:see|refer to) (?:the )?indicative content(?: above| below| {_WHERE})?"
)


def is_harmless(note: str) -> bool:
    """Whether each sentence of a note is known to change no mark: on the order of answers, how they look, the page."""
    sentences = _NOTE.sub("", note, count=1).strip(" .;").split(". ")
    return all(_HARMLESS.fullmatch(sentence.strip(" ")) for sentence in sentences)


_OF_A_LEVEL = re.compile(
    r"(?:(?:Award|Max(?:imum)?\.?|Up to|No more than|Give|Allow) .{0,40}\bmarks?\b|Look for ?:|NB[ :]|N\.B\.|Note ?:)"
)


def is_about_a_level(text: str) -> bool:
    """``Maximum 5 marks for ...``, ``Look for: ...`` below a level: what a marker should do, and no words of it."""
    return _OF_A_LEVEL.match(text) is not None


_NOTHING_OF_A_LEVEL = pattern(
    r"(?:no|nothing) (?:creditable|creditworthy|relevant|rewardable|worthy of credit)"
    r"(?: (?:answer|content|material|response))?(?: (?:is )?(?:worthy of credit|given|submitted|presented))?\.?"
)


def is_worth_nothing(text: str) -> bool:
    """``No rewardable material``, as boards print at the foot of their levels."""
    return _NOTHING_OF_A_LEVEL.fullmatch(text) is not None


def is_to_examiners(text: str) -> bool:
    """``Answers that mention ... should not be credited``: hardly a marking point, though it could be."""
    return _TO_EXAMINERS.fullmatch(text) is not None


_GUIDANCE = pattern(r"(?:(?:additional|further|examiner|marking|specific) )?(?:guidance|notes) ?:?")


def is_guidance(text: str) -> bool:
    """``Guidance`` alone on its line: what follows belongs to points that stand elsewhere."""
    return _GUIDANCE.fullmatch(text) is not None


_OPEN_ENDED = {
    "acceptable", "alternative", "alternatives", "information", "is", "question", "reward", "rewarded", "supporting",
}  # fmt: skip
_ACCEPT, _REJECT = r"(?:also )?(?:accept|allow)(?: also)?", r"(?:do not|don[’']t) (?:accept|allow|credit)"
_SUB_SIGN = pattern(rf"(?:(?P<accept>{_ACCEPT})|(?P<reject>reject|not|{_REJECT})|(?P<ignore>ignore)|(?P<see>see)) ?:")
_CAPITAL_SIGN = re.compile(
    r"(?:(?P<accept>(?:ALSO )?(?:ACCEPT|ALLOW))|(?P<reject>REJECT|D(?:O NOT|o not|ON[’']T|on[’']t) "
    r"(?:ACCEPT|accept|ALLOW|allow|CREDIT|credit))|(?P<ignore>IGNORE)) (?=\S)"
)
_WORD_SIGN = re.compile(r"(?:(?P<accept>Also accept|Accept|Allow)|(?P<reject>Reject)|(?P<ignore>Ignore)) (?=\S)")
_SMALL_SIGN = re.compile(
    rf"(?:(?P<accept>(?:also )?(?:accept|allow|credit)(?: also)?)|(?P<reject>reject|{_REJECT}|not (?:just|only|simply))"
    r"|(?P<ignore>ignore))(?![a-z])"
)
_INLINE_SIGN = re.compile(
    r"(?<![\\A-Za-z])(?:(?P<accept>(?:ALSO )?(?:ACCEPT|ALLOW))|(?P<reject>REJECT|DO NOT (?:ACCEPT|ALLOW|CREDIT))"
    r"|(?P<ignore>IGNORE)|(?P<see>SEE)) ?:"
)


_BURIED_SIGN = re.compile(
    r"""(?<=[.;:,()\[–—✓-])\ ?(?P<said>
      (?:do\ not|don[’']t)\ (?:accept|allow|credit)(?![a-z])
    | (?:also\ )?(?:accept|allow|credit|reject|ignore)(?=\ ?:|\ [“"‘'])
    | (?<=[(\[])(?:also\ )?(?:accept|allow|credit|reject|ignore|not)(?![a-z])
    | (?<=[–—-]\ )(?:also\ )?(?:accept|allow|credit|reject|ignore)(?![a-z])
    | (?-i:(?<=[.;]\ )(?:Also\ (?:accept|allow)|Accept|Allow|Reject|Ignore)(?=\ [^\W_]))
    | (?-i:(?<=,\ )(?:also\ )?(?:accept|allow|reject|ignore)(?=\ (?![^,;]{0,40}\bto\b)[^\W_][^,;]{0,40};?$))
    | (?-i:(?<=;\ )(?:[ARI](?=\ ?:\ ?[^\W_])|R(?=\ [a-z])|[Aa](?:llow|ccept)\b|reject\b|ignore\b))
    | (?<=[–—;-]\ )must\ (?:include|mention|name|refer\ to|state)(?![a-z])
    )
    | (?-i:(?<=\ )(?P<bare>                               # in words that no statement has, without a stop before them
      (?:DO\ NOT|D[Oo]\ NOT|Do\ not|do\ NOT|D(?:ON|on)[’']?[Tt])\ (?i:accept|allow|credit)(?![A-Za-z])
    | (?:do\ not|don[’']t)\ (?:accept|allow|credit)(?=\ ?:)
    | (?<!to\ )(?<!not\ )(?:also\ )?(?:accept|allow|credit|reject|ignore)(?=\ ?:)
    ))
    | (?-i:\A(?P<first>NOT(?=\ ) | not(?=\ (?:the|an?|just|only|simply)\ )))
    | (?-i:(?<=[a-z]\ )(?P<shouted>
      NOT(?=\ [a-z]) | (?:(?:ALSO\ )?(?:ACCEPT|ALLOW|CREDIT)|REJECT|IGNORE)(?=\ [^A-Z]|\ [A-Z][^A-Z])))""",
    re.VERBOSE | re.IGNORECASE,
)


def buried_sign(text: str) -> str:
    """What is taken for words of a point although it hardly is: ``do not accept`` in ``was in love; do not accept
    lust``, which tells the examiner what else to accept or reject; "" where there is none."""
    found = _BURIED_SIGN.search(text)
    return next(filter(None, found.groups()), "") if found else ""


_PRINTED_SIGN = re.compile(r"(?:ACCEPT|REJECT|IGNORE|SEE): ")
_QUOTED = re.compile(r"""(?:“([^“”]+)”|"([^"]+)"|[‘']((?:[^‘’']|(?<=[^\W_])[’'](?=[^\W_]))+)[’'])[.,;]?""")


def sub_sign(text: str) -> tuple[str, str] | None:
    """``ACCEPT: ...`` and its like as (kind, answers); the kinds are accept, reject, ignore and see."""
    found = _SUB_SIGN.match(text) or _CAPITAL_SIGN.match(text)
    return _under(found) if found else None


def _under(sign: re.Match[str]) -> tuple[str, str]:
    """The kind of a sign and what follows it, without quotation marks around all of it, which belong to the board's
    sentence (``Do not credit “the King”.``), also in what is stored; behind a sign as it is printed here they are the
    author's."""
    answers = sign.string[sign.end() :].strip(" ")
    quoted = None if _PRINTED_SIGN.match(sign.string) else _QUOTED.fullmatch(answers)
    return _kind(sign), next(filter(None, quoted.groups())) if quoted else answers


def bare_sign(text: str) -> str:
    """The sign that is all of a line, in capitals and without its colon; "" for none."""
    found = _CAPITAL_SIGN.match(f"{text} it")
    return _kind(found) if found and found.end() == len(text) + 1 else ""


def plain_sub_sign(text: str) -> tuple[str, str] | None:
    """``Accept ...`` without capitals or colon: a sign only where it can be no point of its own."""
    found = _WORD_SIGN.match(text)
    return _under(found) if found and not is_open_ended(text) else None


def small_sub_sign(text: str) -> tuple[str, str] | None:
    """The same in small letters, in a column for guidance, where no points stand."""
    found = _SMALL_SIGN.match(text)
    return _under(found) if found and not is_open_ended(text) else None


def may_be_sign(text: str) -> str:
    """Which sign ``allow wet`` or ``do not accept ...``, in small letters, may stand for: its kind, "" for none."""
    found = _SMALL_SIGN.match(text)
    return _kind(found) if found else ""


_LETTER = re.compile(r"(?:(?P<accept>A)|(?P<reject>R)|(?P<ignore>I)) (?=[a-z(])")


def letter_sign(text: str) -> str:
    """The sign that a letter may stand for where CIE prints ``R cell wall``; "" for none."""
    found = _LETTER.match(text)
    return _kind(found) if found else ""


_SIGNS = ("accept", "reject", "ignore")
_NO_SIGNS = frozenset("accepts rejects ignores ignored ignorer eject deject".split())
_AROUND = ".,;:!?()[]/\"'“”‘’"


def misspelt_sign(text: str) -> str:
    """The sign that the first word of a line is one letter away from ("ACEPT: ...", "Ingore ..."); "" for none.

    >>> misspelt_sign("ACEPT: the moon"), misspelt_sign("Ingore the sun"), misspelt_sign("accept, though late")
    ('accept', 'ignore', '')
    """
    first, _, _ = text.partition(" ")
    word = first.strip(_AROUND).lower()
    if word in _NO_SIGNS or word in _SIGNS or not (first.endswith(":") or first[:1].isupper()):
        return ""
    return next((sign for sign in _SIGNS if OSA.distance(word, sign, score_cutoff=1) == 1), "")


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind, text in found.groupdict().items() if text)


def inline_signs(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text up to the first ``ACCEPT:`` in capitals within it, and each such sign with what follows it."""
    found = list(_INLINE_SIGN.finditer(text))
    if not found:
        return text, []
    ends = [*(sign.start() for sign in found[1:]), len(text)]
    parts = [(_kind(sign), text[sign.end() : end].strip(" ")) for sign, end in zip(found, ends, strict=True)]
    return text[: found[0].start()].rstrip(" "), parts


def plain(text: str) -> str:
    """``text``, a point as notation, with a backslash before each word by which its line would be read as more."""
    if sub_sign(text) or is_open_ended(text) or is_note(text):
        text = f"\\{text}"
    return _INLINE_SIGN.sub(r"\\\g<0>", text)
