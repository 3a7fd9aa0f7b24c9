"""Whether an answer says the opposite of a phrase: "not", opposites, and refusals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from questions.marking.guards.cues import WITHOUT
from questions.marking.guards.denying import UNLIKED
from questions.marking.guards.parties import Pairs, nearest
from questions.marking.guards.refuting import THOUGHT
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import Statement
from questions.marking.guards.turned import (
    SAID_TOO,
    Beside,
    has_opposites,
    is_converse,
    is_partly,
    opposites_in,
    say_opposites,
)
from questions.marking.language.antonyms import opposites
from questions.marking.language.forms import CLEAR
from questions.marking.language.idioms import stems_meant
from questions.marking.language.text import Word
from questions.marking.language.verbs import BE, base_of

MODEL_ANSWER = 12
"""Terms from which a phrase is a model answer of several statements: one word turned round does not turn all of it."""

HEADS = 2
"""Words of a phrase that its "not" is surely about, where phrase and answer are about one idea."""

WISHES = frozenset("want wish desir need demand seek hope ask".split())

MAY = frozenset("can could may might would".split())
"""Words of what is hoped for, behind "so that"."""

HAVING = frozenset("have has had having lack lacks lacked lacking without".split())
"""Words that say with a "not", or by themselves, that something is not there."""

ALIKE = 0.55
"""Likeness from which two opposites are of one matter where phrase and answer are about one idea: "made" is no opposite
of "broke" there, nor "war" of a "dictated peace"."""


def may_be_negated(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope) -> bool:
    """Whether a text denies something or has an opposite of the other's: most do not, and seeing so is quick."""
    return (
        theirs.denies_something
        or stated.scope.denies_something
        or bool(stated.scope.amounts)
        or has_opposites(stated, stretch, theirs)
        or any(say_opposites(wanted, given) for wanted, given, _ in pairs)
    )


def is_negated(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope, *, whole: bool) -> bool:
    """Whether the stretch says the opposite of the phrase.

    It does where an opposite stands for a word of the phrase, or a "not" denies most of the aligned
    words on one side only; both together cancel. The doers and done-to are the same either way, so they
    do not count beside a word that says what was done. Where the phrase hides a "not" ("banned"), "not" in the
    answer agrees with it. ``theirs`` is what the answer denies. ``whole``: phrase and answer are about one idea, so
    that words that nobody denies speak for it.
    """
    ours, size = stated.scope, len(stated.side.words)
    near = nearest(pairs)
    mine = {wanted.start for wanted, _, likeness in near if likeness >= SAID_TOO}
    said_too = {given.stem for _, given, likeness in pairs if likeness >= SAID_TOO}
    given_too = {word.start for word in stretch if word.stem in said_too}
    acts = [pair for pair in pairs if pair[0].start not in stated.parties]
    denied = theirs.denied(given_too, is_bare=not acts)
    affirmed = theirs.affirmed(given_too, is_bare=not acts)
    denied |= _without(theirs, ((given, wanted) for wanted, given, _ in pairs))
    within = _without(ours, ((wanted, given) for wanted, given, _ in pairs))
    denies = ours.denied(mine) | within
    denies -= _met_by_opposites(ours, pairs, denies, denied)
    denied -= _beside_opposites(stated, theirs, pairs, denies, denied)
    telling = acts or list(pairs)
    against = [
        (wanted.stem, given.stem)
        for wanted, given, likeness in telling
        if _are_opposed(ours, theirs, wanted, given, likeness, whole=whole)
        and (wanted.start in denies) == (given.start in denied)
    ]
    opposite = bool(against) and not _are_in_both(against, stated, stretch)
    opposite = size < MODEL_ANSWER and (
        opposite
        or (bool(denies) and _leaves_out_the_denial(ours, pairs, stretch, theirs))
        or bool(opposites_in(Beside(stated, pairs, stretch, theirs, denies, denied)))
    )
    if opposite or _is_set_aside(stated, pairs, theirs, denies=denies, denied=denied):
        return True
    # "Were women allowed to vote? No" denies what "women were not allowed to vote" denies.
    denied ^= theirs.refuted_alone if denies else frozenset()
    if not (against or denies or denied):
        return False
    excused = _excused(ours, mine, stretch, denied) if denied else frozenset()
    unlike = {word.stem for word in ours.words if word.start not in denies} if denies else frozenset()
    heads = (
        (ours.heads(HEADS if whole else 1) & denies) | (within if _has(stretch) else frozenset())
        if denies and not theirs.tells_of_not(stretch, given_too)
        else frozenset()
    )
    heads &= {wanted.start for wanted, _, _ in near}
    spared = {word.stem for word in stretch if word.start not in denied} if denied else frozenset()
    open_to_denial = denied - {word.start for word in stretch if word.stem in spared}
    sure = [pair for pair in telling if pair[2] >= SAID_TOO]
    plainly = _denied_words(sure, spared=denies | excused, denied=open_to_denial)
    if whole and any(ours.is_main_act(wanted.start) for wanted, _ in plainly):
        # "Germany didn't invade Belgium, which Britain had promised to defend."
        return True
    turned = kept = 0.0
    for wanted, given, likeness in telling:
        opposed = _are_opposed(ours, theirs, wanted, given, likeness, whole=whole)
        no = given.start in open_to_denial
        own_no = wanted.start in denies
        if opposed:
            differs = no == own_no
        elif no:
            differs = not own_no and wanted.start not in excused
        else:
            surely = wanted.start in heads or (own_no and given.start in affirmed)
            differs = surely and likeness >= SAID_TOO
        if differs:
            turned += likeness
        elif whole or not acts or no or theirs.clauses.is_verb(given.start):
            kept += likeness
    if whole and size < MODEL_ANSWER and _is_affirmed(telling, heads, denied=denied, unlike=unlike):
        # What the phrase denies first of all is said of the same things.
        turned += kept
    enough = kept if size < MODEL_ANSWER else 2 * kept
    wished = (bool(denies) and _is_wished_for(stretch)) or (bool(denied) and _is_lacked(stated, mine, stretch))
    return turned > 0 and turned >= enough and not wished


def _excused(ours: Scope, mine: Collection[int], stretch: Sequence[Word], denied: Collection[int]) -> frozenset[int]:
    """Offsets of the words that the phrase may deny in words of its own, none that the answer has too: "died" for "did
    not survive", but not "was not killed" for "was killed". ``mine`` are offsets of words that the answer says."""
    dislikes = any(word.stem in UNLIKED and word.start in denied for word in stretch)
    told = {word.stem for word in stretch}
    return ours.perhaps({*mine, *(word.start for word in ours.words if word.stem in told)}, fears=dislikes)


def _without(scope: Scope, pairs: Iterable[tuple[Word, Word]]) -> frozenset[int]:
    """Offsets of the first of two words, one of the text of ``scope``, where it says that the second is not there:
    "massless", "mass"."""
    if not scope.has_lacking:
        return frozenset()
    return frozenset(
        one.start
        for one, other in pairs
        if one.stem == other.stem + WITHOUT
        and stems_meant(other) == (other.stem,)
        and not opposites(one.stem, other.stem)
    )


def _has(stretch: Sequence[Word]) -> bool:
    """Whether somebody has something: what is "gone" is not there either."""
    return any(word.text in HAVING for word in stretch)


def _leaves_out_the_denial(ours: Scope, pairs: Pairs, stretch: Sequence[Word], theirs: Scope) -> bool:
    """Whether the answer names what the phrase denies and says no more, with no verb: "an eye for an eye" for "Jesus
    rejected an eye for an eye"."""
    aligned = {given.stem for _, given, _ in pairs}
    told = [word for word in stretch if word.stem not in aligned]
    if any(word.is_content or word.text in BE for word in told) or theirs.tells_of_not(stretch, ()):
        return False
    if any(theirs.clauses.is_verb(word.start) for word in stretch):
        return False
    said = {wanted.start for wanted, _, likeness in pairs if likeness >= ALIKE}
    hidden = [cue for cue in ours.cues if not cue.open and cue.at not in said]
    covered = {word.start for cue in hidden for start, end in cue.covers for word in ours.words[start:end]}
    return bool(said) and said <= covered


def _is_affirmed(telling: Pairs, heads: Collection[int], *, denied: Collection[int], unlike: Collection[str]) -> bool:
    """Whether one of the words that the phrase denies first of all is told without a "not"."""
    return any(
        wanted.start in heads
        and likeness >= SAID_TOO
        and given.start not in denied
        and wanted.stem not in unlike
        and not say_opposites(wanted, given)
        for wanted, given, likeness in telling
    )


def _is_set_aside(
    stated: Statement, pairs: Pairs, theirs: Scope, *, denies: Collection[int], denied: Collection[int]
) -> bool:
    """Whether the answer says that it is untrue, holds for others only, is done without what it needs, or is more or
    less than the phrase says, whatever else it denies."""
    return (
        _is_outright(stated.scope, theirs, pairs, denies=denies, denied=denied)
        or any(
            wanted.start in stated.parties and wanted.start not in denies and given.start in theirs.excepted
            for wanted, given, _ in pairs
        )
        or any(
            likeness >= SAID_TOO
            and (
                (wanted.start in stated.scope.needed and given.start in denied)
                or (given.start in theirs.needed and wanted.start in denies)
            )
            for wanted, given, likeness in pairs
        )
        or _are_counted_otherwise(stated.scope, theirs, pairs, denies=denies, denied=denied)
    )


def _are_counted_otherwise(
    ours: Scope, theirs: Scope, pairs: Pairs, *, denies: Collection[int], denied: Collection[int]
) -> bool:
    """Whether there is more of something of which the phrase says that there is less, or less: "more workers"."""
    if not (ours.amounts and theirs.amounts):
        return False
    signs = {
        ours.amounts.get(wanted.start, 0) * theirs.amounts.get(given.start, 0)
        for wanted, given, likeness in pairs
        if likeness >= CLEAR and (wanted.start in denies) == (given.start in denied)
    }
    return -1 in signs and 1 not in signs


def _is_outright(ours: Scope, theirs: Scope, pairs: Pairs, *, denies: Collection[int], denied: Collection[int]) -> bool:
    """Whether most of the aligned words are said to be untrue. What the phrase denies is untrue where it is denied once
    more; and what people believed, where the phrase says so, they believed all the same, unless it is that which is
    untrue: "it is not true that they thought"."""
    thought = any(wanted.stem in THOUGHT for wanted, _, likeness in pairs if likeness >= CLEAR)
    outright = theirs.outright_by_not if thought else theirs.outright
    if not outright:
        return False
    granted = ours.prevented
    total = untrue = 0.0
    for wanted, given, likeness in pairs:
        total += likeness
        if given.start not in outright or wanted.start in ours.outright:
            continue
        as_told = wanted.start not in denies or wanted.start in granted
        if as_told or (given.start in denied) != (given.start in theirs.outright_by_not):
            untrue += likeness
    return 2 * untrue >= total


def _are_opposed(ours: Scope, theirs: Scope, wanted: Word, given: Word, likeness: float, *, whole: bool) -> bool:
    """Whether two aligned words are opposites, and of one matter."""
    alike = likeness >= ALIKE or not whole
    opposed = alike and say_opposites(wanted, given) and not is_partly(wanted, ours.clauses)
    return opposed and not is_converse(ours.clauses, theirs.clauses, wanted, given)


def _met_by_opposites(ours: Scope, pairs: Pairs, denies: Collection[int], denied: Collection[int]) -> frozenset[int]:
    """The words that a "not" of the phrase covers together with one whose opposite is said: "wet socks" for "no dry
    socks"; none that is denied within that word, "uncharged" for "no charge"."""
    met = {
        wanted.start: wanted.stem in given.stem
        for wanted, given, _ in pairs
        if wanted.start in denies and given.start not in denied and opposites(wanted.stem, given.stem)
    }
    return _covered_with(met, ours) - {start for start, within in met.items() if within}


def _beside_opposites(
    stated: Statement, theirs: Scope, pairs: Pairs, denies: Collection[int], denied: Collection[int]
) -> frozenset[int]:
    """The words that a "not" of the answer covers together with the opposite of what the phrase says: "no experience as
    a commander" for "an inexperienced commander", "not very ionising" for "weakly ionising"."""
    met = {
        given.start
        for wanted, given, _ in pairs
        if given.start in denied and wanted.start not in denies and opposites(wanted.stem, given.stem)
    }
    met |= {
        word.start
        for word in (theirs.turned if denied else ())
        if word.start in denied
        and word.stem not in stated.stems
        and any(say_opposites(wanted, word) for wanted in stated.side.words)
    }
    return _covered_with(met, theirs) - met


def _covered_with(starts: Collection[int], scope: Scope) -> frozenset[int]:
    """The words that a "not" covers together with one at some offsets."""
    covered = [
        {word.start for start, end in cue.covers for word in scope.words[start:end]} for cue in scope.cues if starts
    ]
    return frozenset().union(*(words for words in covered if not words.isdisjoint(starts)))


def denies_the_act(clear: Pairs, *, ours: Scope, theirs: Scope) -> bool:
    """Whether the very verb of a phrase that does not deny it is denied: "had not broken his promise".

    ``clear`` are pairs of words that surely mean the same.
    """
    mine = {wanted.start for wanted, _, _ in clear}
    denied = theirs.denied({given.start for _, given, _ in clear})
    spared = ours.denied(mine) | ours.perhaps(mine, fears=True)
    return any(
        ours.clauses.is_verb(wanted.start) and theirs.clauses.is_verb(given.start)
        for wanted, given in _denied_words(clear, spared=spared, denied=denied)
    )


def _denied_words(pairs: Pairs, *, spared: Collection[int], denied: Collection[int]) -> list[tuple[Word, Word]]:
    """Two forms of one word, of phrase and answer, of which the answer denies its own; not of ``spared`` words."""
    return [
        (wanted, given)
        for wanted, given, _ in pairs
        if given.start in denied and wanted.start not in spared and base_of(wanted.text) == base_of(given.text)
    ]


def _are_in_both(against: Sequence[tuple[str, str]], stated: Statement, stretch: Sequence[Word]) -> bool:
    """Whether each of two opposites is in one text beside its own kind: "from high to low"."""
    said = {word.stem for word in stretch}
    return all(wanted in said or given in stated.stems for wanted, given in against)


def _is_wished_for(stretch: Sequence[Word]) -> bool:
    """Whether the answer names what is wished for, which is not there: "they wanted X" for "they had no X"."""
    return is_purpose(stretch) or any(word.stem in WISHES and not word.negated for word in stretch)


def is_purpose(words: Sequence[Word]) -> bool:
    """Whether words tell what something is for: "for X", "to have X", "so that they could have X"."""
    texts = [word.text for word in words]
    begin = (i for i, pair in enumerate(pairwise(texts)) if pair in (("so", "that"), ("order", "to")))
    return texts[0] in ("for", "to") or any(
        texts[i + 1] == "to" or not MAY.isdisjoint(texts[i + 2 : i + 6]) for i in begin
    )


def _is_lacked(stated: Statement, said: Collection[int], stretch: Sequence[Word]) -> bool:
    """Whether the phrase wishes for what the answer says is not there: "had no heir" for "needed an heir".

    ``said`` are offsets of the phrase's words that the answer has.
    """
    wishes = any(word.stem in WISHES and word.start not in said for word in stated.scope.words)
    texts = pairwise([*(word.text for word in stretch), ""])
    return wishes and any(text in HAVING and after != "to" for text, after in texts)
