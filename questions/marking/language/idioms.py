"""Everyday phrases for what a scheme says in one word: "kicked out" for "expelled", "had no choice" for "forced".

A word is known by its look and by its place in the table of meanings; of a phrase neither says what it means. One word
of a phrase, its carrier, has its number in the place of a concept, and is as near to a word of the scheme as the words
that mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from questions.marking.language.idiom_table import IDIOMS
from questions.marking.language.text import FUNCTION_WORDS, NEGATORS, Reading, Word, stem
from questions.marking.language.verbs import base_of, is_past, may_be_verb

PARTICLES = frozenset("out up down off over away in back apart together through on free go".split())

VERB_AND_PARTICLE = 2

PARTED = 3
"""Words that may stand between a verb and its particle, at most."""

SKIPPED = frozenset("a an the my your his her its our their all any".split())
"""Determiners that may stand inside a phrase."""

SMALL_FORMS = {
    "not": "dont didnt doesnt isnt wasnt arent werent havent hadnt hasnt wont wouldnt aint never",
    "cant": "cannot couldnt carnt",
    "be": "am is are was were been being",
    "do": "does did done doing",
    "have": "has had having",
}
_SMALL_FORMS = {form: base for base, forms in SMALL_FORMS.items() for form in forms.split()}

DENYING = NEGATORS | {"cant"}

INSIDE = -2
"""The concept of a "not" inside a phrase, which denies nothing; those of phrases are below."""

_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """``runs`` has the phrases by their first two words, the longest first, each with its concept; ``parted`` the
    concepts by verb and particle. By concept, ``meanings`` has what they mean and ``denials`` the other words of those
    with a "not"."""

    firsts: frozenset[str]
    runs: dict[tuple[str, str], list[tuple[_Run, int]]]
    parted: dict[str, dict[str, int]]
    meanings: dict[int, tuple[str, ...]]
    denials: dict[int, frozenset[str]]


@lru_cache(maxsize=60_000)
def _base(text: str) -> str:
    return _SMALL_FORMS.get(text) or base_of(text)


@lru_cache(maxsize=1)
def _known() -> _Known:
    meanings: dict[_Run, dict[str, None]] = {}
    for line in IDIOMS.strip().splitlines():
        means, _, phrases = line.partition(": ")
        for phrase in phrases.split(", "):
            run = tuple(_base(word) for word in phrase.split())
            both = [(could, "not", *run[1:]) for could in ("can", "could")] if run[0] == "cant" else []
            for written in (run, *both):
                meanings.setdefault(written, {}).update(dict.fromkeys(means.split()))
    concepts = {run: INSIDE - 1 - number for number, run in enumerate(meanings)}
    runs: dict[tuple[str, str], list[tuple[_Run, int]]] = {}
    parted: dict[str, dict[str, int]] = {}
    for run in sorted(meanings, key=len, reverse=True):
        runs.setdefault((run[0], run[1]), []).append((run, concepts[run]))
        if len(run) == VERB_AND_PARTICLE and run[1] in PARTICLES:
            parted.setdefault(run[0], {})[run[1]] = concepts[run]
    denials = {concepts[run]: frozenset(run) - DENYING for run in meanings if not DENYING.isdisjoint(run)}
    return _Known(
        frozenset(run[0] for run in meanings),
        runs,
        parted,
        {concepts[run]: tuple(means) for run, means in meanings.items()},
        denials,
    )


def is_denial(concept: int) -> bool:
    """Whether a phrase has a "not", so that its carrier does not mean what it means by itself."""
    return concept < INSIDE and concept in _known().denials


def denies_one_of(concept: int, words: Iterable[Word]) -> bool:
    """Whether a phrase has a "not" and one of the words, so that it says something of them: "could not afford bread"
    beside "could afford bread"."""
    denied = _known().denials.get(concept, frozenset())
    return bool(denied) and any(_base(word.text) in denied for word in words if not _is_small(word))


def meanings_of(concept: int) -> tuple[str, ...]:
    """The words that mean what a phrase means, by the concept of its carrier; none for other concepts."""
    return _known().meanings.get(concept, ()) if concept < INSIDE else ()


def stems_meant(word: Word) -> tuple[str, ...]:
    """The stems of what a word says: its own, or those of what the phrase means that it stands for."""
    if word.concept >= INSIDE:
        return (word.stem,)
    return tuple(map(stem, meanings_of(word.concept))) or (word.stem,)


def with_idioms(reading: Reading, is_wanted: Callable[[int], bool] = lambda concept: True) -> Reading:
    """The reading with its phrases marked, those whose concept is wanted: their carriers, what they span, and that a
    "not" inside them denies nothing.

    >>> from questions.marking.language.text import read
    >>> told = with_idioms(read("Nobody had a choice. They kicked all the Jews out."))
    >>> [told.text[start:end] for start, end in told.idioms.values()]
    ['kicked all the Jews out']
    """
    words = list(reading.words)
    spans = dict(reading.idioms)
    turned: set[int] = set()
    for places, concept in _found(words, is_wanted):
        carrier = next((k for k in places if not _is_small(words[k])), places[0])
        if words[carrier].concept >= 0 or words[carrier].number is not None:
            continue
        spans[words[carrier].start] = words[places[0]].start, words[places[-1]].end
        for k in places:
            if words[k].text in NEGATORS:
                words[k] = words[k]._replace(concept=INSIDE)
                turned ^= {words[k].clause}
        words[carrier] = words[carrier]._replace(concept=concept, is_content=True)
    if turned:
        words = [word._replace(negated=word.negated != (word.clause in turned)) for word in words]
    return replace(reading, words=tuple(words), idioms=spans) if len(spans) > len(reading.idioms) else reading


def _is_small(word: Word) -> bool:
    return word.text in FUNCTION_WORDS or word.text in NEGATORS


def _found(words: Sequence[Word], is_wanted: Callable[[int], bool]) -> Iterator[tuple[list[int], int]]:
    """Where the words of each phrase stand, with its concept; none stands inside another."""
    known = _known()
    bases = [_base(word.text) for word in words]
    done = -1
    for i, base in enumerate(bases[:-1]):
        if base not in known.firsts or i <= done:
            continue
        second = i + 2 if words[i + 1].text in SKIPPED and i + 2 < len(words) else i + 1
        runs = [*known.runs.get((base, bases[i + 1]), ()), *known.runs.get((base, bases[second]), ())]
        found = ((_places(run, words, bases, i), concept) for run, concept in runs)
        taken = next(
            ((at, concept) for at, concept in found if at and not _goes_on(words, at, concept) and is_wanted(concept)),
            None,
        )
        if taken is None and (taken := _parted(known.parted.get(base, {}), words, i)) and not is_wanted(taken[1]):
            taken = None
        if taken is not None:
            yield taken
            done = taken[0][-1]


def _places(run: _Run, words: Sequence[Word], bases: Sequence[str], i: int) -> list[int]:
    """Where the words of a phrase that begins at ``i`` stand in its sentence; empty where they do not."""
    places = [i]
    for wanted in run[1:]:
        j = places[-1] + 1
        if j < len(words) and bases[j] != wanted and words[j].text in SKIPPED:
            j += 1
        if j >= len(words) or bases[j] != wanted or words[j].sentence != words[i].sentence:
            return []
        places.append(j)
    return places


AMOUNTS = frozenset(
    stem(text)
    for text in "second minute hour day week month year decade century mile kilometre metre half third".split()
)
"""Words before which "over" means more than."""


def _goes_on(words: Sequence[Word], places: Sequence[int], concept: int) -> bool:
    """Whether a phrase only begins something else: "no food shortage", "no choice of food", "took over an hour"."""
    following = [word for word in words[places[-1] + 1 : places[-1] + 3] if word.sentence == words[places[0]].sentence]
    if not following:
        return False
    if words[places[-1]].text == "over":
        return following[0].number is not None or any(word.stem in AMOUNTS for word in following)
    if words[places[-1]].text == "enough":
        # "Not enough workers" is a shortage of them.
        return False
    after = following[0]
    is_thing = not (_is_small(after) or may_be_verb(after.text) or after.clause != words[places[-1]].clause)
    return is_denial(concept) and (after.text == "of" or (is_thing and not _is_small(words[places[-1]])))


def _parted(particles: Mapping[str, int], words: Sequence[Word], i: int) -> tuple[list[int], int] | None:
    """A verb at ``i`` with one of its ``particles`` further on in its clause."""
    for j in range(i + 2, min(i + 2 + PARTED, len(words)) if particles else 0):
        if words[j].clause != words[i].clause or is_past(words[j - 1].text):
            return None
        if words[j].text in particles:
            return [i, j], particles[words[j].text]
    return None
