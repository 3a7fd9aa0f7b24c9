"""What an answer tells only to say that it is untrue: "people say the Pope refused. He didn't."

Such words are denied whatever they say, also where they and the scheme have a "not" of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from questions.marking.language.text import NEGATORS, Reading, Word, stem
from questions.marking.language.verbs import BE, BE_NOT, is_past

UNTRUE = frozenset("myth lie untrue false wrong nonsense rubbish incorrect fiction rumour mistaken".split())
TRUE = frozenset("true right so case correct".split())
"""What a "not" makes untrue: "that is not the case"."""

FALSE = (UNTRUE | TRUE) - frozenset("wrong right".split())
"""Those of both that judge no deed: "children worked in mills, and it was wrong"."""

MATTERING = frozenset("play played part role reason cause matter mattered why happen happened".split())
"""What a "not" makes beside the point: "neither of them played any part"."""

SUBJECTS = frozenset("that this it they he she these those both neither none which".split())
"""Words that may stand for what was said before."""

OPENING = frozenset(
    "but and actually however really yet well though although in fact reality truth honestly no".split()
)
"""Words before those that open a sentence."""

DOING = frozenset("do does did have has had will would could can play plays played make makes made".split())
BESIDE = frozenset(
    "all just both quite simply really actually completely totally at a the of in to it them not either any".split()
)
NONE_OF = frozenset(("neither", "none"))

REPORTERS = frozenset(
    "people some many most everyone everybody historians books textbooks others teachers sources".split()
)
"""Who says or thinks what need not be so."""

FACTS = frozenset("true right correct case fact evidence proof sign truth".split())
"""What a "not" before "that" makes untrue: "it is not the case that"."""

CLAIMING = frozenset(
    stem(word)
    for word in "think thought believe believed say said claim claimed argue argued suppose agree accept blame".split()
)
DISPUTING = frozenset("disagree dispute doubt deny".split())
DISPUTERS = frozenset("i we historians scholars".split())
"""Whose dispute is about the statement itself."""

WRONGLY = frozenset("wrongly falsely mistakenly incorrectly".split())

NO = frozenset(("no", "nope", "never"))
"""What answers a question that was asked only to say that it is not so."""

DENYING, REFUTING = NEGATORS | DISPUTING | WRONGLY, SUBJECTS | NO
"""All words that may deny a statement around them, and one before."""

CLAIM_NOW = frozenset("believe think say claim".split())
"""What is said wrongly now, as the statement is: what people of the time wrongly believed they believed."""

CONCLUDING = frozenset("so which thus therefore hence".split())
"""Words that begin what follows from a statement."""

ANYBODY = frozenset("i we you one nobody none historians people scholars".split())
"""Whose "I do not think that" denies the statement itself, and not what somebody of the story thought."""

TURNING = frozenset("but although though whereas however instead rather".split())
NO_STATEMENT = TURNING | {"so"}
"""Words after "I do not think" or "historians do not agree" that begin no statement which is denied."""

JOINING = TURNING | frozenset("because if unless when while so".split())
LISTING = frozenset("and or nor which who that to in of by".split())
ANEW = frozenset("i it he she they this that we really actually because".split())
"""Words that begin another statement after "not because ...,"."""

MOST_BETWEEN = 6
"""Words between a "not" and the "that" of what it denies."""

THOUGHT = frozenset(
    stem(word)
    for word in "think thought believe believed fear feared worry worried hope hoped suspect suspected".split()
)

MOST_WORDS, MOST_TOLD = 8, 60
"""Words of a statement that says of another that it is untrue, and of that other one: so time stays linear."""

LIMITING = frozenset("only just simply solely entirely mainly merely".split())
"""Words by which "I don't think it was only the tax" denies no tax."""


def refuted(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """The stretches of words, by index, that the answer itself says are untrue, each with whether a "not" before them
    denies them too, and does not only call them beside the point."""
    words = reading.words
    for at in [at for at, word in enumerate(words) if word.text in DENYING]:
        if words[at].text in NEGATORS:
            yield from _said_of(reading, at)
        else:
            yield from _disputed(reading, at)
    for at in [at for at, word in enumerate(words) if at and word.text in REFUTING]:
        begins = words[at].sentence != words[at - 1].sentence
        if begins and words[at].text in NO and _is_asked(reading, at):
            yield _sentence_before(words, at), at, False
        elif words[at].text in SUBJECTS and (begins or _opens(words, at)) and _is_refutation(words, at):
            start = _start(words, at)
            end = at
            while end > start and words[end - 1].text in OPENING:
                end -= 1
            bare = FALSE.isdisjoint(word.text for word in words[at : at + MOST_WORDS])
            if start < end and _may_be_untrue(words[start:end], bare=bare):
                yield start, end, False


def _disputed(reading: Reading, at: int) -> Iterator[tuple[int, int, bool]]:
    """The statement that somebody disagrees with or is said to believe wrongly: "I disagree that ...", "people wrongly
    think that ...", "... is what many wrongly believe"."""
    words = reading.words
    before = [word.text for word in words[max(0, at - 3) : at] if word.sentence == words[at].sentence]
    wrongly = words[at].text in WRONGLY
    told = at + 1 if wrongly else at
    who = REPORTERS if wrongly else DISPUTERS
    if who.isdisjoint(before) or not NEGATORS.isdisjoint(before):
        return
    if wrongly and not (told < len(words) and words[told].text in CLAIM_NOW):
        return
    after = [word.text for word in words[told + 1 : told + 1 + MOST_BETWEEN] if word.sentence == words[at].sentence]
    if "that" in after:
        start = told + 2 + after.index("that")
        if start < len(words):
            end = _statement_end(reading, start)
            yield start, next((i for i in range(start, end) if words[i].text in CONCLUDING), end), False
    elif wrongly and not after:
        start = _sentence_before(words, at)
        what = next((i for i in range(at - 1, start, -1) if words[i].text == "what"), start)
        if what > start + 1 and words[what - 1].text in BE:
            yield start, what - 1, False


def _said_of(reading: Reading, at: int) -> Iterator[tuple[int, int, bool]]:
    """The statement that a "not" denies as a whole: "it is not true that ...", "I don't think ...", "not because"."""
    words = reading.words
    if _ends_there(words, at):
        yield _subject(words, at), at, False
        return
    after = [word.text for word in words[at + 1 : at + 1 + MOST_BETWEEN] if word.sentence == words[at].sentence]
    after = after[: next((k for k, text in enumerate(after) if text in TURNING), len(after))]
    if after[:1] == ["because"] and _is_of_be(words, at):
        yield at + 2, _statement_end(reading, at + 2), False
        return
    if words[at].text == "nothing" and after[:3] == ["to", "do", "with"]:
        yield at + 4, _statement_end(reading, at + 4), False
        return
    that = after.index("that") if "that" in after else len(after)
    told = after[:that]
    claim = next((k for k, text in enumerate(told) if stem(text) in CLAIMING), None)
    if that < len(after) and not FACTS.isdisjoint(told):
        yield at + 2 + that, _statement_end(reading, at + 2 + that, whole=True), True
    elif claim is not None and (told[:1] == ["be"] or _is_anybody(words, at, told)):
        start = at + 2 + (that if that < len(after) else claim)
        limited = any(word.text in LIMITING for word in words[start : start + MOST_BETWEEN])
        if start < len(words) and words[start].text not in NO_STATEMENT and not limited:
            yield start, _statement_end(reading, start), True


def _is_of_be(words: Sequence[Word], at: int) -> bool:
    """Whether a "not" is one of "it was not", or begins: "the cup did not because ..." says something else."""
    text = words[at].text
    if text != "not":
        return text in BE_NOT
    return at == 0 or words[at - 1].clause != words[at].clause or words[at - 1].text in BE


def _ends_there(words: Sequence[Word], at: int) -> bool:
    """Whether after a "not" there is only that it happened or matters, and it is nobody's thought that did not."""
    rest = [word.text for word in words[at + 1 : at + 1 + MOST_BETWEEN] if word.sentence == words[at].sentence]
    told = [text for text in rest if text not in BESIDE]
    if not told or len(rest) == MOST_BETWEEN or not all(text in MATTERING for text in told):
        return False
    before = words[_subject(words, at) : at]
    return len(before) > 2 and not any(word.stem in THOUGHT or word.stem in CLAIMING for word in before)


def _subject(words: Sequence[Word], at: int) -> int:
    """Where what is said not to be so begins: in the same sentence, after any "but"."""
    start, first = at, max(0, at - MOST_TOLD)
    while start > first and words[start - 1].sentence == words[at].sentence and words[start - 1].text not in JOINING:
        start -= 1
    return start


def _is_anybody(words: Sequence[Word], at: int, told: Sequence[str]) -> bool:
    """Whether it is nobody of the story who does not think so: "no one thinks", "historians do not believe"."""
    subject = {words[at].text, *told[:1]} if words[at].text in ("no", "nobody", "none") else set()
    subject |= {word.text for word in words[max(0, at - 2) : at] if word.sentence == words[at].sentence}
    return not ANYBODY.isdisjoint(subject)


def _statement_end(reading: Reading, start: int, *, whole: bool = False) -> int:
    """Where a denied statement ends: before "but", "because" or another statement after a comma.

    With ``whole`` what it came of, and what came of it, is part of it: "it is not true that there were fewer workers,
    so wages rose".
    """
    words = reading.words
    end, last = start, min(len(words), start + MOST_TOLD)
    while end < last and words[end].sentence == words[start - 1].sentence:
        opens = end > start and words[end].clause != words[end - 1].clause
        if whole and words[end].text in ("because", "so"):
            end += 1
            continue
        if end > start and (words[end].text in TURNING or words[end].text == "because"):
            break
        if opens and (words[end].text in ANEW or _is_another(reading, end)):
            break
        end += 1
    return end


def _is_another(reading: Reading, at: int) -> bool:
    """Whether after a comma something else is stated: "..., he wanted an heir", but not ", animals and tools were"."""
    words = reading.words
    if words[at + 1 : at + 2] and words[at + 1].text in ("and", "or"):
        return False
    if "," not in reading.text[words[at - 1].end : words[at].start] or words[at].text in LISTING:
        return False
    return any(word.text in BE or word.text in DOING or is_past(word.text) for word in words[at + 1 : at + 4])


def _is_asked(reading: Reading, at: int) -> bool:
    """Whether the sentence before an index is a question."""
    between = reading.text[reading.words[at - 1].end : reading.words[at].start]
    return "?" in between


def _sentence_before(words: Sequence[Word], at: int) -> int:
    start, first = at, max(0, at - MOST_TOLD)
    while start > first and words[start - 1].sentence == words[at - 1].sentence:
        start -= 1
    return start


def _opens(words: Sequence[Word], at: int) -> bool:
    return words[at - 1].clause != words[at].clause or words[at - 1].text in OPENING


def _start(words: Sequence[Word], at: int) -> int:
    """Where what is said to be untrue begins: in the same sentence, else in the one before."""
    start = _sentence_before(words, at + 1)
    if all(word.text in OPENING for word in words[start:at]):
        return _sentence_before(words, start) if start else 0
    return start


def _is_refutation(words: Sequence[Word], at: int) -> bool:
    """Whether from an index on it only says that something is untrue: "neither of these is true", "it doesn't"."""
    around = words[at : at + 2 * MOST_WORDS]
    told = [word.text for word in around if word.clause == words[at].clause and word.sentence == words[at].sentence]
    if len(told) == 2 * MOST_WORDS:
        return False
    verb = next((k for k, text in enumerate(told) if k and (text in BE or text in DOING or text in NEGATORS)), 0)
    if not verb or verb > 4 or not all(text in BESIDE | SUBJECTS for text in told[1:verb]):
        return False
    said = [text for text in told[verb + 1 :] if text not in BESIDE and text not in NEGATORS and text not in NONE_OF]
    denies = told[0] in NONE_OF or any(text in NEGATORS or text in NONE_OF for text in told[verb:])
    if not said:
        return denies
    return (said[0] in UNTRUE and len(said) == 1 and not denies) or (
        denies and all(text in TRUE or text in MATTERING for text in said)
    )


def _may_be_untrue(told: Sequence[Word], *, bare: bool) -> bool:
    """Whether it is what was said that is untrue, and not what somebody thought: they may have feared it all the same.

    ``bare``: it is only said that it did not, or was wrong, as in "they didn't".
    """
    if any(
        word.text in REPORTERS and any(after.stem in CLAIMING for after in told[k + 1 : k + 4])
        for k, word in enumerate(told)
    ):
        return True
    return not bare and not any(word.stem in THOUGHT for word in told)
