"""A phrase of the scheme as the guards see it: what they ask of it beside every answer, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from questions.marking.compiled import Compiled, Side
from questions.marking.guards.comparing import Comparison, comparison
from questions.marking.guards.contrast import Told, told_of_each
from questions.marking.guards.direction import Change, changed
from questions.marking.guards.limiting import bounds, denies
from questions.marking.guards.names import NATIONS, UNIONS, Naming, naming
from questions.marking.guards.parties import PEOPLE, identity, names_of
from questions.marking.guards.scope import Scope
from questions.marking.guards.slots import slots
from questions.marking.language.clauses import Act, Clauses
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.language.verbs import MUTUAL, base_of

COMPARING = frozenset("more less fewer most least".split())


class Statement:
    """What a phrase states: who does what in it, who and what it names, and what it denies."""

    def __init__(self, ready: Compiled, side: Side) -> None:
        self.ready = ready
        self.side = side
        self.clauses = Clauses(side.reading, is_scheme=True)
        self.scope = Scope(self.clauses, ready.question_stems)
        self.names = names_of(ready)
        self.parties = frozenset(word.start for word in side.words if identity(word) in self.names)
        """Offsets of the words that name people, places and groups."""
        self.stems = frozenset(word.stem for word in side.reading.words)
        self.numbers = frozenset(word.number for word in side.reading.words if word.number is not None)
        self.opposed: dict[tuple[str, ...], tuple[Word, ...]] = {}
        """The words of which others are the opposites, by the stems of those, as turned.py has seen."""
        self.compared = ready.compared
        self.bounds = bounds(side.reading.words)
        """The numbers of which more is meant, 1, or less, -1."""
        self.denies = denies(side.reading.words)
        """Whether something is denied or forbidden."""

    @lazy
    def named_for_point(self) -> frozenset[object]:
        """What all wordings of the point name, and their other words, by identity."""
        beside = (other.reading.words for other in self.ready.sides if other.point == self.side.point)
        return frozenset(identity(word) for words in beside for word in words)

    @lazy
    def denies_for_point(self) -> bool:
        """Whether a wording of the point denies something: "wanted a son / she had not given him one"."""
        beside = (
            other for other in self.ready.sides if other.point == self.side.point and other.role == self.side.role
        )
        return any(statement(self.ready, other).scope.cues for other in beside)

    @lazy
    def named(self) -> frozenset[object]:
        """The names that question and scheme have, by identity."""
        texts = (self.ready.question.words, *(other.reading.words for other in self.ready.sides))
        return frozenset(identity(word) for words in texts for word in words if word.capital)

    @lazy
    def acts(self) -> dict[int, Act]:
        """What is done by one to another, by the offset of its word."""
        places = ((word, self.clauses.position(word.start)) for word in self.side.words if word.number is None)
        acts = {word.start: self._one_sided(at) for word, at in places if at is not None}
        return {start: act for start, act in acts.items() if act is not None}

    @lazy
    def placed(self) -> Mapping[int, Sequence[tuple[str, Word]]]:
        """The things around each act, each with its place, by the offset of the word for the act."""
        return {
            start: [(place, self.clauses.words[i]) for place, i in slots(self.clauses, act)]
            for start, act in self.acts.items()
        }

    @lazy
    def small_acts(self) -> tuple[Act, ...]:
        """The same of verbs that are small words, which no word of an answer is aligned with: "had"."""
        words, kinds = self.clauses.words, self.clauses.kinds
        acts = (self._one_sided(i) for i, word in enumerate(words) if kinds[i] == "V" and not word.is_content)
        return tuple(act for act in acts if act is not None)

    @lazy
    def all_acts(self) -> tuple[Act, ...]:
        """Everything that is done, by verbs and by nouns."""
        acts = map(self.clauses.act, range(len(self.clauses.words)))
        return tuple(act for act in acts if act is not None)

    def _one_sided(self, at: int) -> Act | None:
        return None if base_of(self.clauses.words[at].text) in MUTUAL else self.clauses.act(at)

    @lazy
    def comparing(self) -> frozenset[int]:
        """Offsets of the words that say more, less or most."""
        return frozenset(word.start for word in self.side.words if word.text in COMPARING)

    @lazy
    def doubled(self) -> Mapping[str, int]:
        """The stems of what the phrase says more than once, and how often."""
        counts = Counter(word.stem for word in self.side.words)
        return {stem: count for stem, count in counts.items() if count > 1}

    @lazy
    def told(self) -> Told:
        """What the phrase says of each of the two things whose difference is asked for."""
        return told_of_each(self.clauses, self.scope, self.compared)

    @lazy
    def change(self) -> Change:
        """What the phrase says of going up or down."""
        return changed(self.side.reading.words)

    @lazy
    def comparison(self) -> Comparison | None:
        """Which of two things has more of something."""
        return comparison(self.side.reading.words)

    @lazy
    def naming(self) -> Naming:
        """The names of the phrase in their places."""
        return naming(self.clauses, self.side.words, self.names)


def statement(ready: Compiled, side: Side) -> Statement:
    """What a phrase of a scheme states, worked out once."""
    known = ready.statements.get(side.number)
    if known is None:
        known = ready.statements[side.number] = Statement(ready, side)
    return known


STATES = frozenset("prc roc".split())
"""Names of states that stand for a country too."""


def sort_of_name(word: Word, stated: Statement) -> str:
    """Whether a word names a country, one of several groups, or somebody; "" for none of them."""
    if word.stem in NATIONS:
        return "nation" if word.text not in STATES else ""
    if word.text in UNIONS or word.text in PEOPLE or word.number is not None:
        return ""
    if word.text.endswith("s"):
        return "group" if word.capital or identity(word) in stated.names else ""
    return "person" if word.capital else ""
