"""What a "not" in a text is about: words that are denied, openly or by a verb such as "prevent"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain

from questions.marking.guards import denying, limiting
from questions.marking.guards.cues import Cue, Cues
from questions.marking.guards.refuting import refuted
from questions.marking.language.antonyms import known_stems
from questions.marking.language.clauses import Clauses
from questions.marking.language.idioms import stems_meant
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.language.word_kinds import RELATIVES


class Scope(Cues):
    """The words of one text that are denied, by their offsets. ``asked`` are the stems of the question's words."""

    def __init__(self, clauses: Clauses, asked: Collection[str]) -> None:
        super().__init__(clauses, asked)
        turned = known_stems()
        self.turned = [word for word in self.words if not turned.isdisjoint(stems_meant(word))]
        """The words that have an opposite."""
        self._known: dict[frozenset[int], tuple[frozenset[int], frozenset[int]]] = {}

    @lazy
    def denies_something(self) -> bool:
        """Whether a word of the text says that something is not so, is not there, or holds for others only."""
        return bool(self.cues or self.has_lacking or self.excepted or self.outright)

    def denied(self, shared: Collection[int] = (), *, is_bare: bool = False) -> frozenset[int]:
        """Offsets of the denied words; two "not" cancel. ``shared`` are offsets of words that the other text has too:
        a verb that both have denies in neither. ``is_bare``: only names are compared, which such a verb does not deny.
        """
        if not self.cues:
            return frozenset()
        return self._known_depths(self._dropped(shared, is_bare=is_bare))[0]

    @lazy
    def openly_denied(self) -> frozenset[int]:
        """Offsets of the words that an odd number of "not" or its like cover, whatever else denies them."""
        return self._known_depths(frozenset(cue.at for cue in self.cues if not cue.open))[0]

    def affirmed(self, shared: Collection[int] = (), *, is_bare: bool = False) -> frozenset[int]:
        """Offsets of the words that two "not" cover, which say so all the more: "did not refuse to let them go"."""
        if len(self.cues) < 2:
            return frozenset()
        return self._known_depths(self._dropped(shared, is_bare=is_bare))[1]

    def _dropped(self, shared: Collection[int], *, is_bare: bool) -> frozenset[int]:
        return frozenset(cue.at for cue in self.cues if not cue.open and (is_bare or cue.at in shared))

    def _known_depths(self, dropped: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
        """Offsets of the words that an odd number of "not" cover, and an even one, but for the dropped ones."""
        known = self._known.get(dropped)
        if known is None:
            turns = [0] * (len(self.words) + 1)
            for cue in self.cues:
                for start, end in cue.covers if cue.at not in dropped else ():
                    turns[start] += 1
                    turns[end] -= 1
            depths = zip(self.words, accumulate(turns), strict=False)
            covered = [(word.start, deep) for word, deep in depths if deep]
            known = self._known[dropped] = (
                frozenset(start for start, deep in covered if deep % 2),
                frozenset(start for start, deep in covered if not deep % 2),
            )
        return known

    def perhaps(self, shared: Collection[int], *, fears: bool) -> frozenset[int]:
        """Offsets of what may be denied in other words; ``fears`` counts what is feared among it."""
        told = [self.words[i] for i in self.weak if self.words[i].start not in shared]
        weak = [i for i in self.weak if self.words[i].start not in shared]
        if fears:
            weak += [i for i, word in enumerate(self.words) if word.stem in denying.FEARS]
        ranges = [(self._weak_start(i), self._sentence_end(i)) for i in weak]
        covers = [pair for cue in self.cues if not cue.open and cue.at not in shared for pair in cue.covers]
        ranges += [*covers, *((self._after_relative(end), self._sentence_end(end - 1)) for _, end in covers)]
        inside = {word.start for start, end in ranges for word in self.words[start:end]}
        return frozenset(inside - {word.start for word in told[:1] if len(told) == 1})

    def heads(self, most: int) -> frozenset[int]:
        """Offsets of the words, ``most`` for each, that a "not" is first of all about: "equipped" in "not equipped for
        winter", "let" in "refused to let".
        """
        first: set[int] = set()
        for cue in self.cues:
            if cue.open or self._refuses(cue):
                told = (w for start, end in cue.covers for w in self.words[start:end])
                covered = (w.start for w in told if w.is_content and w.text != "longer")
                behind = sorted(covered, key=lambda start: (start < cue.at, start))
                first.update(behind[:most])
        return frozenset(first)

    def _refuses(self, cue: Cue) -> bool:
        """Whether somebody does not do it: "refused to let", but not "stopped them leaving"."""
        return any(
            before.start == cue.at and word.text == "to" and word.clause == before.clause
            for before, word in ((self.words[start - 1], self.words[start]) for start, _ in cue.covers if start)
        )

    def is_main_act(self, start: int) -> bool:
        """Whether the word at an offset is the first verb of the text."""
        kinds = self.clauses.kinds
        return "V" in kinds and self.clauses.position(start) == kinds.index("V")

    @lazy
    def amounts(self) -> dict[int, int]:
        """Offsets of the things of which the text says that there are more, 1, or fewer, -1."""
        return limiting.amounts(self.clauses, self._short)

    @lazy
    def excepted(self) -> frozenset[int]:
        """Offsets of the words for whom something does not hold: "everyone except the king"."""
        return limiting.excepted(self.clauses)

    @lazy
    def prevented(self) -> frozenset[int]:
        """Offsets of the words that are denied by nothing but a verb which takes for granted that it is done."""
        others = frozenset(cue.at for cue in self.cues if self._prevents(cue))
        return self.denied() - self._known_depths(others)[0] if others else frozenset()

    @lazy
    def undone(self) -> frozenset[int]:
        """Offsets of the words that are denied, and not only prevented."""
        return self.denied() - self.prevented

    @lazy
    def outright(self) -> frozenset[int]:
        """Offsets of the words that the text says are untrue, or have nothing to do with it."""
        return self.outright_by_not | self.refuted_alone | self._offsets(self._beside)

    @lazy
    def outright_by_not(self) -> frozenset[int]:
        """Those of them that a "not" before them covers, as in "it is not true that"."""
        return self._offsets((*self._outright, *((a, b) for a, b, by_not in self._refuted if by_not)))

    @lazy
    def refuted_alone(self) -> frozenset[int]:
        """Offsets of the words that the text says are untrue in a statement of its own: "X? No"."""
        return self._offsets((a, b) for a, b, by_not in self._refuted if not by_not)

    @lazy
    def _refuted(self) -> list[tuple[int, int, bool]]:
        return list(refuted(self.clauses.reading))

    def _offsets(self, stretches: Iterable[tuple[int, int]]) -> frozenset[int]:
        return frozenset(word.start for start, end in stretches for word in self.words[start:end])

    @property
    def is_open(self) -> bool:
        """Whether the text has a "not" or its like."""
        return any(cue.open for cue in self.cues)

    def is_open_in(self, sentences: Collection[int]) -> bool:
        """Whether one of these sentences has one."""
        return any(cue.open and self.words[self.index_of(cue)].sentence in sentences for cue in self.cues)

    def tells(self) -> bool:
        """Whether the text has a word of any kind that may say "not"."""
        return bool(self.cues or self.weak)

    def tells_of_not(self, stretch: Sequence[Word], told: Collection[int]) -> bool:
        """Whether a stretch has a word of any kind that may say "not", other than those ``told`` in the phrase too."""
        inside = {word.start for word in stretch}.difference(told)
        weak = (self.words[i].start for i in self.weak)
        denying = any(start in inside for start in chain((cue.at for cue in self.cues), weak))
        return denying or any(word.start in self.excepted for word in stretch)

    def _weak_start(self, i: int) -> int:
        """Where begins what such a word is about: after it, but where it ends its clause or is passive."""
        words = self.words
        ends = self._end(i) == i + 1 or not any(word.is_content for word in words[i + 1 : self._end(i)])
        return self.start_of(i) if ends or self._is_passive(i) else i + 1

    def _after_relative(self, i: int) -> int:
        """Where the words before a "who broke the law" that begins at an index go on: "let priests ... be tried"."""
        words, kinds = self.words, self.clauses.kinds
        if i >= len(words) or words[i].text not in RELATIVES:
            return len(words)
        verbs = [j for j in range(i, self._sentence_end(i)) if kinds[j] == "V"]
        return verbs[1] if len(verbs) > 1 else len(words)
