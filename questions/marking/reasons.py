"""What a marking says to the student: plain sentences that do not give missed points away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from questions.marking.notation.set_phrases import BEHIND_A_NAME, names_a_point
from questions.marking.points import FLAGGED, Finding
from questions.marking.result import Span
from questions.marking.scheme import Scheme

PROBLEMS = {
    "negated": "This is read as saying that it is not so, or the opposite.",
    "contradiction": "This is read as said and also denied, so it earns nothing.",
    "roles": "Who did what to whom seems the wrong way round here.",
    "contrast": "You say this of the wrong one of the two.",
    "numbers": "A date or number in your answer does not fit here.",
    "names": "A name, or a place in an order, does not fit here.",
    "hedged": "You offer both sides, so neither can be credited.",
    "copied": "You repeat the question's words here, without adding to them.",
    "essential": "You come near, but the mark scheme asks for an exact word here.",
    "topic": "You name a thing here; say what happened to it, or what it did.",
    "half": "You have part of this; the mark needs both parts.",
    "beside": "You name this only to say that something else is not so.",
    "rejected": "You come near, but something you add makes it wrong.",
    "ignored": "The mark scheme gives nothing for this by itself.",
    "elsewise": "You use words of this here, but read as a whole you seem to say something else.",
    "repeated": "The words for this have earned another point already; they cannot earn two marks.",
    "list_rule": "This came after the number of answers that the question asks for, so it was not read.",
    "keywords": "Single words in a row are not enough; say what they have to do with the question.",
    "instructions": "Remarks to the marker earn nothing.",
}

EARLIER = {
    "negated": "Your answer says that this is not so, or the opposite of it.",
    "contradiction": "You say this and also its opposite, so it earns nothing.",
    "roles": "Who did what to whom is the wrong way round here.",
    "essential": "You come near, but a word that the mark scheme asks for is missing.",
    "ignored": "What you say here is too general to be credited.",
}
"""What stored marks of earlier versions of the marker say of the same problems."""


NOT_FOUND = "Not found in your answer."
"""The reason of a point of which there is nothing in the answer."""

NEAR = frozenset(
    "negated contradiction roles contrast numbers names hedged essential topic half rejected ignored elsewise".split()
)
"""The problems of a point that an answer comes near to."""


def _sentences(problems: Iterable[str]) -> frozenset[str]:
    """What is, and was, said of these problems."""
    return frozenset(told[problem] for problem in problems for told in (PROBLEMS, EARLIER) if problem in told)


NEAR_MISSES = _sentences(NEAR)

REFUSALS = {
    flag: _sentences(problem for problem, its in FLAGGED.items() if its == flag)
    for flag in set(FLAGGED.values()) - {"repeated"}
}
"""For each flag that refused points alone bring, the reasons of such a point."""

MOST_OF_A_NAME = 2
"""Words up to which an acceptable answer is a name and no statement."""

LONGEST_QUOTE = 90
"""Characters of an answer that a sentence about it quotes."""


def missed(finding: Finding, quoted: str = "") -> str:
    """One sentence on a point that is not credited, with the words that it is about where some are ``quoted``."""
    told = PROBLEMS.get(finding.problem, NOT_FOUND)
    return f"{told.removesuffix('.')}{ABOUT}{quoted}." if quoted else told


ABOUT = ": "
"""What stands between the sentence on a missed point and the words that it is about."""


def without_quote(reason: str) -> str:
    """The sentence on a missed point, without the answer's words behind it.

    >>> without_quote("A name, or a place in an order, does not fit here: “had no navy”.")
    'A name, or a place in an order, does not fit here.'
    """
    told, _, quoted = reason.partition(f"{ABOUT}“")
    return f"{told}." if quoted else told


def is_near_miss(reason: str) -> bool:
    """Whether it is the reason of a point that the answer comes near to."""
    return without_quote(reason) in NEAR_MISSES


def earned(text: str, said: Sequence[Span], around: Sequence[Span]) -> str:
    """One sentence on a credited point: which words of an answer say it, or, ``around`` them, come near to it.

    >>> earned("They were after more land", [(5, 25)], [])
    '“were after more land” says this.'
    >>> earned("They were after more land", [(21, 25)], [(0, 25)])
    '“They were after more land” is near to this, “land” most of all.'
    """
    words = quote(text, said)
    if not around:
        return f"{words} says this."
    clause = quote(text, around)
    return f"{clause} is near to this" + ("." if clause == words else f", {words} most of all.")


def quote(text: str, spans: Sequence[Span]) -> str:
    """The student's words in the spans, cut at a word."""
    if not spans:
        return ""
    words = " … ".join(" ".join(text[start:end].split()) for start, end in spans)
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0].removesuffix(" …") + " …"
    return f"“{words}”"


def plural(count: int, noun: str) -> str:
    """ "1 point", "2 points".

    >>> plural(1, "reason"), plural(0, "reason")
    ('1 reason', '0 reasons')
    """
    if count == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{count} {noun[:-1]}ies"
    return f"{count} {noun}{'es' if noun.endswith(('s', 'x', 'ch', 'sh')) else 's'}"


@lru_cache(maxsize=1000)
def _called(noun: str) -> str:
    """What a scheme calls a point, in a word: "way" of "1 mark for each way in which China changed".

    >>> _called("push factor of migration"), _called("")
    ('factor', 'point')
    """
    words = noun.split() if names_a_point(noun) else []
    head = list(takewhile(lambda word: word.lower() not in BEHIND_A_NAME, words))
    return (head or ["point"])[-1]


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _wants_statements(scheme: Scheme) -> bool:
    """Whether no acceptable answer to most points is but a name: "Name one ..." asks for no more."""
    lengths = [[len(phrase.terms) for answer in point.answers for phrase in answer.phrases] for point in scheme.points]
    return sum(min(here) > MOST_OF_A_NAME for here in lengths) * 2 > len(lengths)


def why_points(scheme: Scheme, credited: int, mark: int, *, unread: str = "") -> str:
    """How the points make the mark; ``unread`` quotes what came after as many answers as the question asks for."""
    noun = _called(scheme.noun)
    left_out = f" Reading stopped before {unread}." if unread and mark < scheme.marks else ""
    if credited == 0 and unread:
        return f"The answers that were read are none of those in the mark scheme.{left_out}"
    if credited == 0:
        return f"None of the {plural(2, noun)[2:]} in the mark scheme was found in your answer."
    said = f"{plural(credited, noun).capitalize()} found, worth {plural(mark, 'mark')} of {scheme.marks}."
    possible = sum(point.value or scheme.value for point in scheme.points)
    if credited > mark and mark == scheme.marks and possible > mark:
        said += " That is the most this question gives."
    needed = next(((count, marks) for count, marks in scheme.marks_for_points if marks > mark), None)
    if needed is not None:
        said += f" {plural(needed[0], noun).capitalize()} make {plural(needed[1], 'mark')}."
    return said + left_out


TO_PUT_RIGHT = {
    "contradiction": "Say which of the two opposites you mean",
    "essential": "Use the exact word for it",
    "half": "Say the other part of it too",
    "hedged": "Decide for one of the two that you offer",
    "keywords": "Say in a sentence what one of these words has to do with the question",
    "names": "Put right the name that does not fit",
    "negated": "Look again at what you say is not so",
    "numbers": "Put right the date or number that does not fit",
    "rejected": "Leave out what makes a point wrong",
    "roles": "Check whom or what you say this of",
    "topic": "Say what happened to what you name, or what it did",
}
"""What to do about what kept a point from being credited, by the flag or the problem that says so."""


def next_points(
    scheme: Scheme, mark: int, *, credited: int = 0, troubles: Collection[str] = (), is_bare: bool = True
) -> str:
    """What the next mark lacks. ``credited`` counts the points; ``troubles`` are the marking's flags and the problems
    of points that are near; ``is_bare`` says that the answer is a few words with no verb."""
    if mark >= scheme.marks:
        return "Full marks: there is nothing to add."
    noun = _called(scheme.noun)
    if "list_rule" in troubles:
        return (
            f"Give no more {plural(2, noun)[2:]} than the question asks for, the surest first: the rest is not marked."
        )
    wrong = next((TO_PUT_RIGHT[each] for each in troubles if each in TO_PUT_RIGHT), "")
    if wrong:
        return f"{wrong}, or give another {noun}."
    if mark == 0 and not credited:
        how = ", in a full clause" if is_bare and _wants_statements(scheme) else ""
        return f"Give {_a(noun)} that answers the question itself{how}."
    # Where a teacher gave the mark, it may be worth more points than are credited.
    have = max(credited, *(count for count, marks in ((0, 0), *scheme.marks_for_points) if marks <= mark))
    needed = next((count for count, marks in scheme.marks_for_points if marks > mark), have + 1)
    if needed > have + 1:
        more = plural(needed - have, noun)
        return f"Add {more}, different from the ones that you have: the next mark takes {needed} of them."
    return f"Add another {noun}, different from the ones that you have."


def next_step_after(scheme: Scheme, mark: int, credited: int) -> str:
    """What the next mark lacks where a teacher, and not the points, made the mark; ``credited`` counts the points."""
    if scheme.levels and mark < scheme.marks:
        return "Read the descriptor of the next level, and ask your teacher what your answer still lacks."
    return next_points(scheme, mark, credited=credited)
