"""A mark scheme made ready for marking: its words with vectors and weights, once for each scheme."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from questions.marking.guards.contrast import Sides, compared
from questions.marking.language import vectors
from questions.marking.language.antonyms import opposites
from questions.marking.language.asides import without_asides
from questions.marking.language.compounds import joined, may_be_one
from questions.marking.language.either import alternatives_in, listed_in
from questions.marking.language.forms import Forms
from questions.marking.language.homophones import meant_instead
from questions.marking.language.idioms import denies_one_of, is_denial, meanings_of, with_idioms
from questions.marking.language.letters import Codes, codes_of, is_code, tells, tells_by_letters, with_codes
from questions.marking.language.lookalikes import are_told_apart, is_of_a_kind
from questions.marking.language.run_ons import parted
from questions.marking.language.synonyms import names, terms
from questions.marking.language.text import (
    FUNCTION_WORDS,
    NEGATORS,
    Concepts,
    Reading,
    Word,
    by_first_stem,
    read,
    stem,
    stems_of,
)
from questions.marking.language.vectors import Floats, Vectors
from questions.marking.rows import Rows
from questions.marking.scheme import Alternative, Scheme, is_one_idea

QUESTION_WEIGHT = 0.15
"""What a word of the question counts beside one that only the scheme has."""

NEAR, SAME = 0.1, 0.8
"""Cosines of two words: below the first they have nothing in common, from the second on they mean the same."""

NEAR_IN_ONE, SAME_IN_ONE = 0.0, 0.7
"""The same where all acceptable answers are about one mark: no other point competes for a word that is only near."""

MISTAKEN = 0.75
"""Likeness of a word that may be written for another that is said alike, beside that other."""

AS_IDIOM, WANTED = 0.95, 0.6
"""What is left of the likeness of a word where a phrase stands for it, and likeness to a word of the scheme from which
what the phrase means is looked for at all."""

LETTER = 0.8
"""Weight of a letter that the scheme has as a word: "vitamin D"."""

FIGURE = 0.5
"""Weight at least of a number in figures that the scheme has."""

LEAST = 0.02
"""Weight at least of a word of a phrase that has to be there."""

STRANGE = 5
"""Letters from which a word that no table has may be one of another language."""

NEARLY_THE_SAME = 0.95
"""Likeness of form from which it is a word of the scheme all the same: "guomindang"."""

COMPOUND, LAST_CONCEPT = 6, -1_000_000
"""Letters of a word that may be written as two, at least, and the concept of the first of such words; the others are
below."""

_MOST_SCHEMES = 200


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One phrase of the scheme and where its terms stand among all terms.

    ``alternative`` numbers the acceptable answers of the whole scheme: two phrases with the same
    alternative are the sides of an AND. ``role`` is "answer", "reject" or "ignore".
    """

    number: int
    point: int
    role: str
    alternative: int
    start: int
    end: int
    reading: Reading
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the features need of a scheme, once for each: an entry for each phrase, or phrases x terms.

    ``features`` are the names of those that the scheme's phrases are judged by, ``slopes`` their weights. ``stakes``
    are the weights of the terms as they are and ``at_stake`` their sums, ``plain`` those weights as shares without
    regard to the question, ``telling`` the shares that favour terms of few points. ``meanings`` and
    ``plain_meanings`` are vectors of length 1. ``crowding`` says how many acceptable answers are much alike.
    ``points`` is the point of each phrase and ``groups`` the number of the answers' group of each point among the
    groups of ``Compiled``. ``room`` is the most words of a stretch that says a phrase of several words and little more.
    ``summed`` holds for each word what is summed over the words of a stretch.
    """

    features: tuple[str, ...]
    slopes: Floats
    constant: np.float32
    stakes: Floats
    at_stake: Floats
    plain: Floats
    telling: Floats
    meanings: Floats
    plain_meanings: Floats
    negated: Floats
    crowding: Floats
    points: NDArray[np.intp]
    groups: NDArray[np.intp]
    answers: NDArray[np.bool_]
    alternatives: float
    room: NDArray[np.intp]
    summed: Rows


@dataclass(slots=True)
class Compiled:
    """``term_*`` arrays have an entry for each term, ``share`` is phrases x terms with rows that sum to 1."""

    scheme: Scheme
    vectors: Vectors
    concepts: Concepts
    question: Reading
    question_stems: frozenset[str]
    question_concepts: frozenset[int]
    sides: tuple[Side, ...]
    terms: tuple[tuple[Word, ...], ...]
    row_starts: NDArray[np.intp]
    rows: tuple[Word, ...]
    row_vectors: Floats
    essential: NDArray[np.bool_]
    share: Floats
    side_starts: NDArray[np.intp]
    lengths: Floats
    group_starts: NDArray[np.intp]
    group_of: NDArray[np.intp]
    by_point: dict[tuple[int, str], tuple[int, ...]]
    """The phrases of each point in each role."""
    ignored: tuple[int, ...]
    """The phrases of IGNORE lines."""
    with_essentials: frozenset[int]
    """The phrases with an essential term."""
    known: Rows = field(init=False)
    """For each word its likeness to each term, the same by form alone, and its weight."""
    about: Rows = field(init=False)
    """For each word how much of its weight is about each phrase, and each group of phrases, and its weight."""
    stems: frozenset[str] = field(init=False)
    """The stems of the rows."""
    forms: Forms = field(init=False)
    """The rows as they are compared in form."""
    affirmed_stems: frozenset[str] = field(init=False)
    """The stems of the question, none where it has a "not" of its own."""
    plain: NDArray[np.bool_] = field(init=False)
    """The rows that are no number."""
    codes: NDArray[np.bool_] = field(init=False)
    """The rows that are a letter or a code."""
    signed: bool = field(init=False)
    """Whether question or scheme has a number below zero, so that an answer may."""
    told: Codes = field(init=False)
    """The letters and codes by which answers are read."""
    compounds: dict[str, int] = field(init=False)
    """The words of the scheme that may be written as two, "fireships", with the concept of the first of these."""
    written: dict[int, str] = field(init=False)
    """The same by that concept."""
    compared: Sides | None = field(init=False)
    """The two things whose difference is asked for."""
    names: frozenset[object] | None = None
    profile: Profile | None = None
    statements: dict[int, Any] = field(default_factory=dict)
    """The phrases as statement.py sees them."""
    asked: Any = None
    """Who the question asks about, as roles.py sees it."""
    is_for_both: bool | None = None
    """Whether one mark is for two things together, as both.py sees it."""
    read_at_most: int | None = None
    """How many answers are read, as listing.py sees it; 0 for all."""
    wanted: dict[int, bool] = field(default_factory=dict)
    """Whether the scheme has a word for what a phrase means, by the phrase's concept."""
    named: dict[tuple[int, int], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stems = frozenset(row.stem for row in self.rows)
        self.known = Rows(2 * len(self.terms) + 1, self._row)
        written = ((side.reading.text, word) for side in self.sides for word in side.reading.words)
        capitals = frozenset(word.text for text, word in written if text[word.start].isupper())
        self.forms = Forms(self.rows, self.vectors, capitals, self._compounds(), widely=not self.scheme.levels)
        texts = {word.text for word in self.rows if len(word.text) >= COMPOUND}
        self.compounds = {text: LAST_CONCEPT - number for number, text in enumerate(sorted(texts))}
        self.written = {concept: text for text, concept in self.compounds.items()}
        asks_of_not = any(word.text in NEGATORS for word in self.question.words)
        self.affirmed_stems = frozenset() if asks_of_not else self.question_stems
        self.codes = np.array([is_code(row.text) for row in self.rows], dtype=np.bool_)
        readings = (self.question, *(side.reading for side in self.sides))
        self.signed = any((word.number or 0.0) < 0 for reading in readings for word in reading.words)
        told = codes_of(self.rows, (side.reading.words for side in self.sides))
        telling = {
            word.text for side in self.sides if tells_by_letters(side.words, side.reading) for word in side.words
        }
        self.told = replace(told, letters=told.letters & telling)
        self.plain = np.array([row.number is None for row in self.rows], dtype=np.bool_)
        self.compared = None if self.scheme.levels else compared(self.question)
        self.about = Rows(len(self.sides) + len(self.group_starts) + 1, self._about)

    def read(self, text: str) -> Reading:
        """Read an answer. What is said in everyday phrases is known in short answers."""
        reading = with_codes(read(text, self.concepts, signed=self.signed), self.told)
        if self.scheme.levels:
            return joined(parted(reading), self.compounds)
        return with_idioms(joined(parted(without_asides(reading, self.stems)), self.compounds), self.is_wanted)

    def _compounds(self) -> dict[str, frozenset[str]]:
        """Words side by side in the scheme by what they are written as one: "fire ships"."""
        pairs = (pair for side in self.sides for pair in pairwise(side.words) if may_be_one(side.reading.text, *pair))
        return {a.text + b.text: frozenset((a.text, b.text)) for a, b in pairs}

    def meant(self, word: Word) -> tuple[str, ...]:
        """The words that a word stands for together with others: what a phrase means, and what is written as two."""
        if word.concept > LAST_CONCEPT:
            return meanings_of(word.concept)
        return (self.written[word.concept],)

    def is_wanted(self, concept: int) -> bool:
        """Whether the scheme has a word for what a phrase means, or its opposite, and none that the phrase denies."""
        known = self.wanted.get(concept)
        if known is None:
            has_one = any(self._has_word_for(text) for text in meanings_of(concept))
            known = self.wanted[concept] = has_one and not (is_denial(concept) and self._says_itself(concept))
        return known

    def _says_itself(self, concept: int) -> bool:
        """Whether the scheme has a phrase with a "not" itself, or a word that it denies: answers are read as it is."""
        told = (with_idioms(side.reading, is_denial).words for side in self.sides)
        return denies_one_of(concept, self.rows) or any(word.concept == concept for words in told for word in words)

    def _has_word_for(self, text: str) -> bool:
        turned = any(opposites(term[0].stem, stem(text)) for term in self.terms)
        return turned or bool(self._likeness_as_meant(text)[0].max(initial=0.0) >= WANTED)

    def is_strange(self, word: Word) -> bool:
        """Whether a word of some length is no English one, near to none, and no word of the scheme; no word is where no
        table is installed."""
        if not self.vectors.width or len(word.text) < STRANGE or self.vectors.is_common(word.text):
            return False
        return not self.vectors.meant(word.text) and float(self.column(word)[1].max(initial=0.0)) < NEARLY_THE_SAME

    def is_asked(self, word: Word) -> bool:
        """Whether the question says the word."""
        return word.stem in self.question_stems or word.concept in self.question_concepts

    def weight(self, word: Word) -> float:
        """How much a word counts: rare words more, words of the question little."""
        if word.text in self.told.letters:
            return LETTER
        weight = max(self.vectors.word(text)[1] for text in (word.text, *self.meant(word)))
        return weight * QUESTION_WEIGHT if self.is_asked(word) else weight

    def columns(self, words: Sequence[Word]) -> tuple[Floats, Floats, Floats]:
        """Likeness of each term and each word, 0 to 1: by everything, and by form alone (stem, spelling, number). Terms
        x words; and the weights of the words."""
        rows = self.known.take(words).T
        return rows[: len(self.terms)], rows[len(self.terms) : -1], rows[-1]

    def column(self, word: Word) -> tuple[Floats, Floats]:
        """Both likenesses of one word to each term."""
        best, form, _ = self.columns((word,))
        return best[:, 0], form[:, 0]

    def _row(self, word: Word) -> Floats:
        return np.concatenate([*self._likeness(word), [self.weight(word)]])

    def aligned(self, word: Word) -> tuple[Floats, Floats]:
        """How alike a word and the nearest term of each phrase are, and of each group of phrases."""
        by_side = np.maximum.reduceat(self.column(word)[0], self.side_starts)
        return by_side, np.maximum.reduceat(by_side, self.group_starts)

    def _about(self, word: Word) -> Floats:
        weight = np.array([self.weight(word)], dtype=np.float32)
        by_side, by_group = self.aligned(word)
        return np.concatenate([by_side * weight, by_group * weight, weight])

    def _likeness(self, word: Word) -> tuple[Floats, Floats]:
        best, form = self._likeness_as_written(word)
        if is_denial(word.concept):
            best, form = np.zeros_like(best), np.zeros_like(form)
        for text in meant_instead(word.text):
            meant = self._likeness_as_written(word._replace(text=text, stem=stem(text)))
            best, form = np.maximum(best, MISTAKEN * meant[0]), np.maximum(form, MISTAKEN * meant[1])
        for text in self.meant(word):
            meant = self._likeness_as_meant(text)
            best, form = np.maximum(best, AS_IDIOM * meant[0]), np.maximum(form, AS_IDIOM * meant[1])
        return best, form

    def _likeness_as_meant(self, text: str) -> tuple[Floats, Floats]:
        """Both likenesses of what a phrase means; none to its opposite, which is near in the table."""
        word = read(text).words[0]
        best, form = self._likeness_as_written(word)
        alike = np.array([not opposites(term[0].stem, word.stem) for term in self.terms], dtype=np.float32)
        return best * alike, form * alike

    def _likeness_as_written(self, word: Word) -> tuple[Floats, Floats]:
        form = self.forms.likeness(word)
        by_row = form
        if self.vectors.width and word.number is None and word.is_content:
            low, high = (NEAR_IN_ONE, SAME_IN_ONE) if is_one_idea(self.scheme) else (NEAR, SAME)
            by_row = np.maximum(form, self.nearness(word, low, high))
        if self.codes.any() or is_code(word.text):
            same = self._is_same_code(word)
            by_row, form = by_row * same, form * same
        if is_of_a_kind(word.stem):
            same = np.array([not are_told_apart(row.stem, word.stem) for row in self.rows], dtype=np.float32)
            by_row, form = by_row * same, form * same
        both = np.maximum.reduceat(np.round(by_row, 3), self.row_starts)
        return both.astype(np.float32), np.maximum.reduceat(form, self.row_starts).astype(np.float32)

    def _is_same_code(self, word: Word) -> Floats:
        """1 for each row, but 0 where it or the word is a letter or a code and the other one something else."""
        if is_code(word.text):
            alike = [row.text == word.text or (row.concept >= 0 and row.concept == word.concept) for row in self.rows]
        else:
            alike = [
                not code or (row.concept >= 0 and row.concept == word.concept)
                for row, code in zip(self.rows, self.codes.tolist(), strict=True)
            ]
        return np.array(alike, dtype=np.float32)

    def nearness(self, word: Word, low: float, high: float) -> Floats:
        """How near a word, or the one that is meant by it, is to each row in the table: 0 to 0.9 for cosines from
        ``low`` to ``high``; 0 to numbers."""
        cosines = self.row_vectors @ self.vectors.word(word.text)[0]
        if meant := self.vectors.meant(word.text):
            cosines = np.maximum(cosines, self.row_vectors @ self.vectors.word(meant)[0])
        return np.asarray(np.clip((cosines - low) / (high - low), 0.0, 0.9) * self.plain, dtype=np.float32)


def concepts_of(scheme: Scheme) -> Concepts:
    """Runs of stems that mean the same here: the scheme's Synonyms lines, widened by what is known of names."""
    result: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(scheme.synonyms):
        for wording in group:
            if stems := stems_of(wording):
                result[stems] = number
    # Essays do without terms: with them, leaving out a detail raised three marks of 250.
    everyday = names() if scheme.levels else (*names(), *terms())
    for number, known in enumerate(everyday, len(scheme.synonyms)):
        ours = {result[stems] for stems in known if stems in result}
        for stems in known:
            result.setdefault(stems, min(ours, default=number))
    for name in _long_names(scheme):
        stems = stems_of(name)
        short = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
        if len(short) > 1 and short not in FUNCTION_WORDS:
            number = result.setdefault(stems, len(result) + len(scheme.synonyms) + len(everyday))
            result.setdefault((stem(short),), number)
    return by_first_stem(result)


NAME = re.compile(r"\b[A-Z][a-z]+(?: (?:(?:of|the|for) )*[A-Z][a-z]+)+")
"""Words with capitals, and small ones between them."""


def _long_names(scheme: Scheme) -> Iterator[str]:
    """Names of several words in the acceptable answers, such as "European Central Bank", which is also the ECB."""
    for _, role, alternative in _alternatives(scheme):
        for phrase in alternative.phrases:
            if role == "answer":
                for name in NAME.findall(" ".join(term.forms[0] for term in phrase.terms)):
                    first, _, rest = name.partition(" ")
                    yield rest if first.lower() in FUNCTION_WORDS else name


def _alternatives(scheme: Scheme) -> Iterator[tuple[int, str, Alternative]]:
    for index, point in enumerate(scheme.points):
        for role, alternatives in (
            ("answer", (*point.answers, *point.accept)),
            ("reject", point.reject),
            ("ignore", point.ignore),
        ):
            for alternative in alternatives:
                yield index, role, alternative


def compile_scheme(scheme: Scheme, table: Vectors) -> Compiled:
    """Read the scheme's phrases; see ``Compiled``."""
    concepts = concepts_of(scheme)
    question = read(scheme.stem, concepts, signed=True)
    stems = frozenset(word.stem for word in question.words if word.text not in FUNCTION_WORDS)
    asked = frozenset(word.concept for word in question.words if word.concept >= 0)
    sides: list[Side] = []
    terms: list[tuple[Word, ...]] = []
    weights: list[float] = []
    essential: list[bool] = []
    for number, (index, role, alternative) in enumerate(_alternatives(scheme)):
        for phrase in alternative.phrases:
            text = " ".join(term.forms[0] for term in phrase.terms)
            reading = read(text, concepts, signed=True)
            if role == "answer" and not scheme.levels:
                reading = with_idioms(reading, lambda concept: not is_denial(concept))
            start = len(terms)
            position = 0
            words: list[Word] = []
            counts: list[float] = []
            either = alternatives_in(reading)
            if role == "answer" and len(scheme.points) > 1 and not scheme.levels and len(alternative.phrases) == 1:
                either |= listed_in(reading)
            for term in phrase.terms:
                count = len(stems_of(term.forms[0]))
                main = reading.words[position : position + count]
                position += count
                others = [word for form in term.forms[1:] for word in read(form, concepts).words if word.is_content]
                for word in main:
                    if not (others or term.essential or tells(reading.text, word, alone=len(phrase.terms) == 1)):
                        continue
                    if word.start in either and not term.essential and not essential[-1]:
                        terms[-1] = (*terms[-1], word, *others)
                        continue
                    meant = [read(meaning).words[0] for meaning in meanings_of(word.concept)]
                    heard = word.stem in stems or word.concept in asked
                    terms.append((word, *others, *meant))
                    words.append(word)
                    counts.append(0.0 if term.optional else QUESTION_WEIGHT if heard else 1.0)
                    essential.append(term.essential)
            weights += _counted(weights_in(table, words, reading), counts)
            if len(terms) == start:
                bare = reading.words or read("nothing").words
                terms.append((bare[0],))
                words.append(bare[0])
                weights.append(0.05)
                essential.append(False)
            sides.append(Side(len(sides), index, role, number, start, len(terms), reading, tuple(words)))
    return _assembled(scheme, table, concepts, (question, stems, asked), sides, terms, weights, essential)


def weights_in(table: Vectors, words: Sequence[Word], reading: Reading) -> list[float]:
    """How much each word counts in a phrase, the question apart."""
    weights = [table.word(word.text)[1] for word in words]
    if not tells_by_letters(words, reading):
        return weights
    least = (FIGURE if word.text[:1].isdigit() else LETTER if len(word.text) == 1 else 0.0 for word in words)
    return [max(pair) for pair in zip(weights, least, strict=True)]


def _counted(weights: Iterable[float], counts: Iterable[float]) -> Iterator[float]:
    """The weights of a phrase's words by what each counts, 0 where it need not be there."""
    for weight, count in zip(weights, counts, strict=True):
        yield max(weight * count, LEAST) if count else 0.0


def _assembled(
    scheme: Scheme,
    table: Vectors,
    concepts: Concepts,
    asked: tuple[Reading, frozenset[str], frozenset[int]],
    sides: Sequence[Side],
    terms: Sequence[tuple[Word, ...]],
    weights: Sequence[float],
    essential: Sequence[bool],
) -> Compiled:
    rows = tuple(word for term in terms for word in term)
    lengths = [len(term) for term in terms]
    share = np.zeros((len(sides), len(terms)), dtype=np.float32)
    for i, side in enumerate(sides):
        own = np.array(weights[side.start : side.end], dtype=np.float32)
        if not own.any():
            own[:] = 1.0
        share[i, side.start : side.end] = own / own.sum()
    keys = [(side.point, side.role) for side in sides]
    group_starts = [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]
    by_point: dict[tuple[int, str], tuple[int, ...]] = {}
    for number, key in enumerate(keys):
        by_point[key] = (*by_point.get(key, ()), number)
    return Compiled(
        scheme,
        table,
        concepts,
        *asked,
        tuple(sides),
        tuple(terms),
        np.cumsum([0, *lengths[:-1]], dtype=np.intp),
        rows,
        np.stack([table.word(row.text)[0] for row in rows]) if rows else np.zeros((0, table.width), np.float32),
        np.array(essential, dtype=np.bool_),
        share,
        np.array([side.start for side in sides], dtype=np.intp),
        np.log(np.array([side.end - side.start for side in sides], dtype=np.float32)),
        np.array(group_starts, dtype=np.intp),
        np.cumsum([i in group_starts for i in range(len(sides))], dtype=np.intp) - 1,
        by_point,
        tuple(side.number for side in sides if side.role == "ignore"),
        frozenset(side.number for side in sides if any(essential[side.start : side.end])),
    )


_compiled: dict[int, Compiled] = {}
_lock = threading.Lock()


def compiled(scheme: Scheme) -> Compiled:
    """The scheme made ready; the last ones used are kept, by identity, since comparing schemes takes long."""
    table = vectors.installed()
    known = _compiled.get(id(scheme))
    if known is not None and known.scheme is scheme and known.vectors is table:
        return known
    made = compile_scheme(scheme, table)
    with _lock:
        if len(_compiled) >= _MOST_SCHEMES:
            _compiled.pop(next(iter(_compiled)))
        _compiled[id(scheme)] = made
    return made
