"""Answers that are a phrase of the scheme with one thing turned round: a "not" left out, "less" for "more"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from questions.marking.guards import denying
from questions.marking.guards.cues import Cue
from questions.marking.guards.negation import WISHES, is_purpose
from questions.marking.guards.parties import Pairs, identity, nearest
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import Statement, sort_of_name
from questions.marking.guards.turned import is_partly
from questions.marking.language.antonyms import opposites
from questions.marking.language.text import Reading, Word, stem
from questions.marking.language.word_kinds import RELATIVES

ALIKE = 0.75
"""Likeness from which two words are the same."""

MOST_LEFT_OUT = 1 / 3
"""Share of the phrase's words that such an answer may leave out."""

LEAST, MOST_ADDED = 2, 3
"""Words that it has of the phrase at least, and that deny or turn it at most."""

OPPOSED = (
    (("more",), ("less", "fewer")),
    (("much", "many", "enough"), ("less", "fewer")),
    (("before",), ("after",)),
    (("against",), ("for",)),
)
"""Small words that are opposites, beside those that are known as such."""

SMALL = frozenset(text for pair in OPPOSED for texts in pair for text in texts)

GOING_ON = frozenset(
    map(stem, "keep kept keeping continue continued carry carried still able let start started begin began".split())
)
"""Stems of what stands where there was a "stopped", "failed" or "unable"."""

NEAR = 2
"""Words before a "not" among which a "who" begins what it belongs to."""

NO_LONGER = frozenset("longer anymore any".split())
"""Words of what has ended: "was owned by France" beside "is not owned by France any more"."""


def is_turned_copy(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope) -> bool:
    """Whether a stretch has the words of the phrase and no others, and says the opposite.

    What is denied, openly or by a verb, an odd number of times more or less than in the phrase, or turned into its
    opposite an odd number of times, is the opposite, whatever it is about.
    """
    ours, size = stated.scope, len(stated.side.words)
    # Most stretches are no copies, and counting tells so.
    few = len(pairs) < LEAST or size - len(pairs) > MOST_LEFT_OUT * size + MOST_ADDED
    if (
        few
        or sum([word.is_content for word in stretch]) > len(pairs) + MOST_ADDED
        or _says_more(stated, pairs, stretch, theirs)
    ):
        return False
    same = [(wanted, given) for wanted, given, likeness in nearest(pairs) if likeness >= ALIKE]
    turned = [
        (wanted, given)
        for wanted, given in same
        if opposites(wanted.stem, given.stem) and not is_partly(wanted, ours.clauses)
    ]
    mine = denials(ours, ours.words, [wanted for wanted, _ in same])
    others = denials(theirs, stretch, [given for _, given in same])
    for wanted, given in same if mine or others else ():
        if (wanted, given) not in turned:
            _cancel(ours, wanted, mine, theirs, given, others)
    left_out = _besides(ours.words, {wanted.start for wanted, _ in same} | mine)
    known = {given.start for _, given in same} | others
    for wanted in list(left_out):
        opposite = next((word for word in stretch if _is_in_its_place(word, wanted, known)), None)
        if opposite is not None:
            turned.append((wanted, opposite))
            left_out.remove(wanted)
            known.add(opposite.start)
    added = _besides(stretch, known)
    told = all(_adds_nothing(word, stated, theirs) for word in added)
    if not told or len(same) < LEAST or len(left_out) > MOST_LEFT_OUT * size:
        return False
    unsure = any(word.stem in denying.WEAK or word.stem in WISHES for word in left_out)
    if unsure or theirs.outright or _is_otherwise(ours, mine, theirs, others, stretch):
        return False
    turns = sum(wanted.start not in mine and given.start not in others for wanted, given in turned)
    # "Without valves it would flow back" says what valves stop.
    turns += theirs.supposes and bool(mine)
    turns += len(mine) - len(others) + _small_turns(ours.words, stretch)
    return turns % 2 == 1


def names_another(stated: Statement, pairs: Pairs, answer: Reading) -> bool:
    """Whether the clauses that the evidence is in have the words of the phrase, and no others but one country, group or
    person for another: "Japan had missiles in Turkey" for the USA.

    Not where the whole ``answer`` names the right one, nor where another wording of the point names that other one.
    """
    if not any(sort_of_name(word, stated) for word in stated.side.words):
        return False
    same = [pair for pair in nearest(pairs) if pair[2] >= ALIKE]
    kept = {wanted.start for wanted, _, _ in same}
    left_out = [word for word in stated.side.words if word.start not in kept]
    missing = [word for word in left_out if sort_of_name(word, stated)]
    if not missing or len(same) < LEAST or len(left_out) - len(missing) > MOST_LEFT_OUT * len(same):
        return False
    known = {given.start for _, given, _ in same}
    around = (word for number in {given.clause for _, given, _ in pairs} for word in answer.clause(number))
    ours = {identity(word) for word in stated.side.words}
    added = [word for word in around if word.is_content and word.start not in known and identity(word) not in ours]
    gone, come = ({identity(word) for word in words} for words in (missing, added))
    sorts = {sort_of_name(word, stated) for word in (*missing, *added)}
    # A person may have several names, a country has one.
    if not come or "" in sorts or len(sorts) > 1 or ("person" not in sorts and len(gone) + len(come) > 2):
        return False
    # A name that the scheme has nowhere may be another one for the same: "Peking", "the Archduke".
    if "nation" not in sorts and not come <= stated.named:
        return False
    return come.isdisjoint(stated.named_for_point) and gone.isdisjoint(map(identity, answer.words))


def _says_more(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope) -> bool:
    """Whether a stretch has a word that no word of the phrase is aligned with, that neither denies it nor is the
    opposite of one."""
    known = {given.start for _, given, _ in pairs}
    added = [word for word in _besides(stretch, known) if not _adds_nothing(word, stated, theirs)]
    denying_it = {cue.at for cue in theirs.cues} if added else ()
    return any(
        word.start not in denying_it and not any(opposites(wanted.stem, word.stem) for wanted in stated.clauses.words)
        for word in added
    )


def _adds_nothing(word: Word, stated: Statement, theirs: Scope) -> bool:
    return word.stem in GOING_ON or word.stem in theirs.asked or word.stem in stated.stems


def _is_in_its_place(word: Word, wanted: Word, known: Collection[int]) -> bool:
    """Whether a word that nothing is known of stands for its opposite."""
    return word.start not in known and word.text not in SMALL and opposites(wanted.stem, word.stem)


def _is_otherwise(
    ours: Scope, mine: Collection[int], theirs: Scope, others: Collection[int], stretch: Sequence[Word]
) -> bool:
    """Whether a "not" in one of both only does not make them opposites.

    What is to be prevented is a cause, and what is not there is wanted: "people were leaving" for "to stop people
    leaving", "to marry Anne" for "could not marry Anne". What has ended was there, and a "who had no land" only says
    who it is.
    """
    first = [word.start for word in ours.words[1:2] if ours.words[0].text == "to"]
    to_prevent = any(not cue.open and cue.at in first for cue in ours.cues)
    wanted = bool(mine) and is_purpose(stretch) and not is_purpose(ours.words)
    ended = [any(word.text in NO_LONGER for word in words) for words in (ours.words, stretch)]
    places = (theirs.clauses.position(at) or 0 for at in others)
    about_whom = any(word.text in RELATIVES for i in places for word in theirs.words[max(0, i - NEAR) : i])
    return to_prevent or wanted or ended[0] != ended[1] or about_whom


def denials(scope: Scope, words: Sequence[Word], same: Iterable[Word]) -> set[int]:
    """Offsets of the words among these that deny something that the other text has too."""
    starts, shared = {word.start for word in words}, {word.start for word in same}
    return {cue.at for cue in scope.cues if cue.at in starts and _covers(scope, cue, shared)}


def _cancel(ours: Scope, wanted: Word, mine: set[int], theirs: Scope, given: Word, others: set[int]) -> None:
    """Take out of what denies two words that are the same: both where both deny, else one that stands by itself."""
    both = wanted.start in mine and given.start in others
    if both or not _is_phrase(ours, wanted):
        mine.discard(wanted.start)
    if both or not _is_phrase(theirs, given):
        others.discard(given.start)


def _is_phrase(scope: Scope, word: Word) -> bool:
    """Whether a word denies only with those behind it: "gave up", where "gave" alone does not."""
    return word.stem not in denying.HIDDEN and any(cue.at == word.start and not cue.open for cue in scope.cues)


def _covers(scope: Scope, cue: Cue, same: Collection[int]) -> bool:
    return any(word.start in same for start, end in cue.covers for word in scope.words[start:end])


def _besides(words: Sequence[Word], known: Collection[int]) -> list[Word]:
    """The words with a meaning that are not known, those of ``OPPOSED`` left out."""
    return [word for word in words if word.is_content and word.start not in known and word.text not in SMALL]


def _small_turns(ours: Sequence[Word], theirs: Sequence[Word]) -> int:
    """How many small words stand where the phrase has their opposite."""
    had, has = (Counter(word.text for word in words) for words in (ours, theirs))
    turns = 0
    for one, other in OPPOSED:
        for gone, come in ((one, other), (other, one)):
            left = sum(had[text] for text in gone) > sum(has[text] for text in gone)
            turns += left and sum(has[text] for text in come) > sum(had[text] for text in come)
    return turns
